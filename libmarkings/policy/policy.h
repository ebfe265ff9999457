#ifndef LIBMARKINGS_POLICY_POLICY_H_
#define LIBMARKINGS_POLICY_POLICY_H_

// A policy: who may see what, as a TOML file that a release officer can read aloud.
//
//   auto buffer = Buffer::FromBytes(bytes, "state-public.toml");
//   auto policy = Policy::Load(*buffer);
//   auto decisions = Decide(*policy, "public", document, nullptr);      policy/decision.h
//
// Rules have no order: any `withhold` beats any `release`; what no rule releases is withheld.

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "libmarkings/export.h"
#include "libmarkings/marking/vocabulary.h"
#include "libmarkings/policy/corpus_rule.h"
#include "libmarkings/policy/rule.h"
#include "libmarkings/text/buffer.h"
#include "libmarkings/text/day.h"
#include "libmarkings/text/error.h"

namespace markings {

namespace internal {
class PatternSets;
}

enum class Unmarked : std::uint8_t {
  kWithhold,
  kBanner
};  // a portion of a document that gives it no mark: withhold, or read it as the banner
enum class NoCode : std::uint8_t { kStop, kMark };
enum class Amount : std::uint8_t { kUnit, kNone };
// How exemption codes are written in a derivative: as the policy has them, as the statute does ("(b)(6)"), as
// the State Department does ("B6", "B1 1.4(D)"). What is no exemption of 5 U.S.C. 552(b) stays as it is.
enum class CodeStyle : std::uint8_t { kPolicy, kFoia, kState };
// What stands at a place of deletion: words, or the form that data sets are published with,
// "[[REDACTED-EX B6]]" (project-open-data, redaction guidance of 2015).
enum class Placeholder : std::uint8_t { kWords, kRedactedEx };

struct MARKINGS_API Audience {
  std::string id;                          // "public"
  std::string title;                       // "Public"
  Marking clears;                          // the ceiling that no rule lifts
  std::vector<std::string> countries;      // of whom it consists abroad: a mark must let each of them read
  std::vector<std::string> keep_captions;  // routing captions that stay for this audience
  std::string stamp_full, stamp_part,
      stamp_none;  // empty: "RELEASE IN FULL", "RELEASE IN PART", "DENIED IN FULL"
  std::string
      stamp_glomar;  // of an answer to a request (release/glomar.h); empty: "NEITHER CONFIRMED NOR DENIED"
  Amount amount = Amount::kUnit;
  std::string amount_reason;  // required with kNone
  CodeStyle code_style = CodeStyle::kPolicy;
  Placeholder placeholder = Placeholder::kWords;
  // Masked spans that are the same bear the same number in one derivative: "[PERSON 1]". It tells which are
  // the same, so it is off unless a policy asks for it.
  bool pseudonyms = false;
  Span where;  // in the policy file
};

struct MARKINGS_API Exemption {
  std::string code;  // "(b)(6)"
  std::string title;
  bool needs_statute = false;
  // The age of a record from which it cannot be claimed any more: said to people, and by lint and forecast.
  std::optional<Period> lapses{};  // NOLINT(readability-redundant-member-init)
};

// What an officer can do beside the policy.
enum class OfficerAct : std::uint8_t { kRelease, kMask, kWaive, kDocumentMark, kCode };

// [officers]: what the policy asks of what an officer decides by hand.
struct MARKINGS_API Officers {
  std::vector<OfficerAct> two_person;  // these need two different persons
  bool bound = false;                  // each decision must be bound to the text that was decided on
};

// One expectation of a test that the policy carries.
struct MARKINGS_API PolicyTest {
  struct Expectation {
    std::string audience;
    std::string element;             // element id; a bare number is a paragraph number
    std::string outcome;             // "release" | "withhold" | "mask" with, for mask, the count: "mask 2"
    std::vector<std::string> codes;  // of "withhold (b)(6)"; {"?"}: pending, no code
    Span where;
  };
  std::string name;
  std::string text;  // the document, inline
  std::string file;  // or a file beside the policy
  AsOf as_of;        // the day to decide by
  std::vector<Expectation> expectations;
  std::map<std::string, std::string> banner;              // audience -> banner of the derivative
  std::map<std::string, std::vector<std::string>> never;  // audience -> strings that may not come out
  std::map<std::string, std::size_t>
      residual;  // audience -> number of residual findings expected (default 0)
  Span where;
};

// Thread-safety: const after Load; safe for concurrent use.
class MARKINGS_API Policy {
 public:
  // Reads and checks a whole policy file. `vocabulary` replaces the one that the policy names, when given; an
  // edition that the policy chooses is then that of `vocabulary`, or a fault.
  // Errors: kBadPolicy with the byte span of the fault and what to write instead: TOML errors, unknown or
  // missing keys (with the nearest known key), an unknown vocabulary or edition (with those there are),
  // unknown levels, controls, kinds, audiences or codes, patterns RE2 refuses, a rule without a reason, no
  // rule at all, two rules of one id, an audience no rule speaks of.
  [[nodiscard]] static Result<Policy> Load(const Buffer& toml,
                                           std::shared_ptr<const Vocabulary> vocabulary = nullptr);

  [[nodiscard]] const std::string& name() const { return name_; }
  [[nodiscard]] const std::string& version() const { return version_; }
  [[nodiscard]] const std::string& source_text() const {
    return source_text_;
  }  // the file's bytes, for the digest
  [[nodiscard]] const Vocabulary& vocabulary() const { return *vocabulary_; }
  [[nodiscard]] std::shared_ptr<const Vocabulary> shared_vocabulary() const { return vocabulary_; }
  // The edition of the vocabulary that the file chooses; empty: it leaves that to the default.
  [[nodiscard]] const std::string& edition() const { return edition_; }
  [[nodiscard]] Unmarked unmarked() const { return unmarked_; }
  [[nodiscard]] NoCode no_code() const { return no_code_; }
  [[nodiscard]] const std::vector<Audience>& audiences() const { return audiences_; }
  [[nodiscard]] const std::vector<Exemption>& exemptions() const { return exemptions_; }
  [[nodiscard]] const std::vector<Rule>& rules() const { return rules_; }
  [[nodiscard]] const std::vector<PolicyTest>& tests() const { return tests_; }
  // What may not stand in a corpus: corpus/corpus_scan.h.
  [[nodiscard]] const std::vector<CorpusRule>& corpus_rules() const { return corpus_rules_; }
  // Named lists of words, as they are written.
  [[nodiscard]] const std::map<std::string, std::vector<std::string>>& lists() const { return lists_; }
  [[nodiscard]] const Officers& officers() const { return officers_; }
  // Words that the residual check does not count, beside the built-in ones ([residual] common = [...]).
  [[nodiscard]] const std::vector<std::string>& common_words() const { return common_words_; }

  // The bits that must be left for each cut of a release ([leak] min_bits = 3): redact/fit.h. Nothing: the
  // policy asks for none.
  [[nodiscard]] const std::optional<double>& min_bits() const { return min_bits_; }

  // Errors: kUnknownAudience, with the audiences there are in the fix.
  [[nodiscard]] Result<const Audience*> FindAudience(std::string_view id) const;

  // The same policy with other rules, to see what they would do: one taken out, one widened. No file says
  // these rules, so its source_text() is empty: nothing is released by it.
  [[nodiscard]] Policy WithRules(std::vector<Rule> rules) const;

  // Of the library: patterns put together, made when deciding asks for them. Shared by copies.
  [[nodiscard]] internal::PatternSets& pattern_sets() const { return *pattern_sets_; }

 private:
  friend class PolicyLoader;
  Policy();
  std::string name_, version_, edition_, source_text_;
  std::shared_ptr<const Vocabulary> vocabulary_;
  Unmarked unmarked_ = Unmarked::kWithhold;
  NoCode no_code_ = NoCode::kStop;
  std::vector<Audience> audiences_;
  std::vector<Exemption> exemptions_;
  std::vector<Rule> rules_;
  std::vector<PolicyTest> tests_;
  std::vector<CorpusRule> corpus_rules_;
  std::map<std::string, std::vector<std::string>> lists_;
  std::vector<std::string> common_words_;
  Officers officers_;
  std::optional<double> min_bits_;
  std::shared_ptr<internal::PatternSets> pattern_sets_;
};

}  // namespace markings

#endif  // LIBMARKINGS_POLICY_POLICY_H_
