#ifndef LIBMARKINGS_POLICY_INTERNAL_POLICY_LOADER_H_
#define LIBMARKINGS_POLICY_INTERNAL_POLICY_LOADER_H_

// Loads a policy: every key known, every name defined, every pattern one that RE2 takes. Users want
// policy/policy.h. policy_loader.cc reads the file as a whole, rule_loader.cc rules and their conditions,
// officers_loader.cc [officers], test_loader.cc the tests.

#include <initializer_list>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "libmarkings/policy/extends.h"
#include "libmarkings/policy/policy.h"
#include "libmarkings/text/internal/toml_reader.h"

namespace markings {

// A friend of Policy, hence not in the internal namespace.
class PolicyLoader {
 public:
  // `read` gets the policy that this one extends; null: none can be read. `depth`: how many extend this one.
  explicit PolicyLoader(const Buffer& buffer, std::shared_ptr<const Vocabulary> vocabulary,
                        const PolicyReader* read = nullptr, std::size_t depth = 0)
      : buffer_(buffer), read_(read), depth_(depth), reader_(buffer, ErrorCode::kBadPolicy) {
    policy_.vocabulary_ = std::move(vocabulary);
  }
  [[nodiscard]] Result<Policy> Load();
  // A policy with one audience cleared for something else, as Policy::WithRules is one with other rules.
  [[nodiscard]] static Policy WithClearance(const Policy& policy, std::string_view audience,
                                            const Marking& clears);

 private:
  // Whether a key holds the second of two words; the first is the default.
  bool Choice(const toml::table& table, std::string_view key, std::string_view first,
              std::string_view second);
  // The index of the word that a key holds; 0, the default, where it holds none.
  std::size_t OneOf(const toml::table& table, std::string_view key,
                    std::initializer_list<std::string_view> words);
  std::optional<Marking> Mark(const toml::node& node, std::string_view key);
  // An audience that a rule or a test names.
  void CheckAudience(Span where, const std::string& id);
  // An exemption code that a rule or a test names; null and refused when the policy has none such.
  const Exemption* FindExemption(const toml::node& node, const std::string& code);

  // extends.cc
  void ReadBase(const toml::table& root);
  void TakeOver(Policy base, Span where);
  void ReadReplaced(const toml::table& root);
  void CheckReplaced(const toml::table& root);
  void CheckAsStrict(const toml::table& root, Unmarked base_unmarked, NoCode base_no_code);
  // Refuses an ID that the policy that is extended has already.
  void CheckNew(Span where, std::string_view what, std::string_view id, bool known);

  void ReadVocabulary(const toml::table& root);
  void CheckSameVocabulary(const toml::table& root);
  void CheckEdition(const toml::node& node, const Vocabulary& vocabulary);
  void ReadAudiences(const toml::table& root);
  void ReadAudience(const toml::key& key, const toml::table& row);
  // Codes of countries, and of groups of them unless they are of people's nations.
  std::vector<std::string> CountryCodes(const toml::node& node, std::string_view key, bool nations);
  void ReadCaptions(Audience& audience, const toml::table& row);
  void ReadPlaceholders(Audience& audience, const toml::table& row);
  void ReadExemptions(const toml::table& root);
  void ReadLists(const toml::table& root);
  void ReadOfficers(const toml::table& root);  // officers_loader.cc
  void ReadLeak(const toml::table& root);
  // A list of words, written there or by its name: { list = "officials" }. The place of a word is that of
  // the list's name then.
  std::vector<std::string> Words(const toml::node& node, std::string_view key);
  static const toml::node& WordOf(const toml::node& node, std::size_t index);

  // rule_loader.cc
  void ReadRules(const toml::table& root);
  void ReadRule(const toml::table& row);
  void ReadEffect(Rule& rule, const toml::table& row);
  void ReadMask(Rule& rule, const toml::table& row);
  void ReadCodes(Rule& rule, const toml::table& row);
  // `flags`: "(?m)" and the like, put before it; with them it captures nothing.
  std::shared_ptr<const re2::RE2> Pattern(const toml::node& node, std::string_view key,
                                          std::string_view flags = {});
  std::size_t ReadCondition(Rule& rule, const toml::node& node, std::size_t depth);
  std::size_t ReadKey(Rule& rule, std::string_view key, const toml::node& value, std::size_t depth);
  void ReadNested(Rule& rule, Condition& condition, std::string_view key, const toml::node& value,
                  std::size_t depth);
  void ReadControls(Condition& condition, std::string_view key, const toml::node& value);
  void ReadKinds(Condition& condition, std::string_view key, const toml::node& value);
  // "person", ... as a set; what it shows of them is added to `shown`.
  EntityKinds ReadEntities(std::string_view key, const toml::node& value, std::string& shown);
  Period ReadPeriod(const toml::node& node, std::string_view key);
  void ReadFind(Rule& rule, const toml::table& row);
  void ReadUnitWords(Rule& rule, const toml::table& row);
  void ReadNames(Condition& condition, std::string_view key, const toml::node& value);

  // corpus_loader.cc
  void ReadCorpus(const toml::table& root);
  std::shared_ptr<const re2::RE2> CorpusPattern(const toml::node& node);

  // test_loader.cc
  void ReadTests(const toml::table& root);
  void ReadTest(const toml::table& row);
  void ReadExpectations(PolicyTest& test, const std::string& audience, const toml::node& node);
  void ReadOutcome(PolicyTest::Expectation& expectation, const toml::node& node);
  template <class Read>
  void ForAudiences(const toml::table& row, std::string_view key, Read read);

  const Buffer& buffer_;
  const PolicyReader* read_;
  std::size_t depth_;
  bool extended_ = false;    // policy_ began as the one that this file extends
  std::string base_source_;  // its source_text()
  Span base_where_;          // of `extends`
  std::vector<Rule> replaced_;
  internal::TomlReader reader_;
  Policy policy_;
  std::set<std::string> rule_ids_, spoken_of_, test_names_;
};

}  // namespace markings

#endif  // LIBMARKINGS_POLICY_INTERNAL_POLICY_LOADER_H_
