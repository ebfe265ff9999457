// Loads a policy: every key known, every name defined, every pattern one that RE2 takes.

#include "libmarkings/policy/policy.h"

#include <fmt/format.h>
#include <re2/re2.h>

#include <algorithm>
#include <set>

#include "libmarkings/marking/portion.h"
#include "libmarkings/policy/internal/toml_reader.h"

namespace markings {
namespace {

constexpr std::size_t kMaxPatternBytes = 4096;
constexpr std::size_t kMaxConditionDepth = 8;

std::string Upper(std::string text) {
  for (char& c : text) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  return text;
}

}  // namespace

class PolicyLoader {
 public:
  PolicyLoader(const Buffer& buffer, std::shared_ptr<const Vocabulary> vocabulary) : buffer_(buffer), reader_(buffer, ErrorCode::kBadPolicy) {
    policy_.vocabulary_ = std::move(vocabulary);
  }

  Result<Policy> Load() {
    const toml::table root = reader_.Parse();
    if (reader_.error()) return std::unexpected(*reader_.error());
    reader_.CheckKeys(root, {"schema", "name", "version", "unmarked", "no_code", "vocabulary", "audiences", "exemptions", "rule", "residual", "test"});
    if (reader_.Text(root, "schema", true) != "markings/policy/1") {
      reader_.Refuse(root.contains("schema") ? *root.get("schema") : root, "the schema is not markings/policy/1", "write schema = \"markings/policy/1\"");
    }
    policy_.name_ = reader_.Text(root, "name", true);
    policy_.version_ = reader_.Text(root, "version", true);
    policy_.source_text_ = std::string(buffer_.text());
    policy_.unmarked_ = Choice(root, "unmarked", "withhold", "banner") ? Unmarked::kBanner : Unmarked::kWithhold;
    policy_.no_code_ = Choice(root, "no_code", "stop", "mark") ? NoCode::kMark : NoCode::kStop;
    if (auto found = ReadVocabulary(root); !found) return std::unexpected(found.error());
    if (!reader_.error()) ReadAudiences(root);
    if (!reader_.error()) ReadExemptions(root);
    if (!reader_.error()) ReadRules(root);
    if (const toml::table* residual = reader_.Table(root, "residual", false)) {
      reader_.CheckKeys(*residual, {"common"});
      policy_.common_words_ = reader_.Texts(*residual, "common");
    }
    if (!reader_.error()) ReadTests(root);
    if (reader_.error()) return std::unexpected(*reader_.error());
    return std::move(policy_);
  }

 private:
  // Whether a key holds the second of two words; the first is the default.
  bool Choice(const toml::table& table, std::string_view key, std::string_view first, std::string_view second) {
    const std::string word = reader_.Text(table, key, false);
    if (!word.empty() && word != first && word != second) {
      reader_.Refuse(*table.get(key), fmt::format("'{}' cannot be '{}'", key, word), fmt::format("write \"{}\" or \"{}\"", first, second));
    }
    return word == second;
  }

  Result<void> ReadVocabulary(const toml::table& root) {
    std::string regime = "auto";
    if (const toml::table* table = reader_.Table(root, "vocabulary", false)) {
      reader_.CheckKeys(*table, {"extends"});
      regime = reader_.Text(*table, "extends", true);
      if (!policy_.vocabulary_ && !reader_.error()) {
        auto vocabulary = Vocabulary::ForRegime(regime);
        if (!vocabulary) reader_.Refuse(*table->get("extends"), "there is no such vocabulary", vocabulary.error().fix);
      }
    }
    if (reader_.error()) return std::unexpected(*reader_.error());
    if (!policy_.vocabulary_) {
      auto vocabulary = Vocabulary::ForRegime(regime);
      if (!vocabulary) return std::unexpected(vocabulary.error());
      policy_.vocabulary_ = *vocabulary;
    }
    return {};
  }

  std::optional<Marking> Mark(const toml::node& node, std::string_view key) {
    const std::string text = reader_.TextOf(node, key);
    const ParsedMarking mark = ParsePortion(*policy_.vocabulary_, text);
    if (mark.status == MarkingStatus::kValid) return mark.value;
    reader_.Refuse(node, fmt::format("'{}' is no mark of the vocabulary", key), "write a portion mark such as \"" + policy_.vocabulary_->levels().front().portion + "\"");
    return std::nullopt;
  }

  void ReadAudiences(const toml::table& root) {
    const toml::table* audiences = reader_.Table(root, "audiences", true);
    if (audiences == nullptr) return;
    if (audiences->empty()) reader_.Refuse(*audiences, "there is no audience", "add public = { title = \"Public\", clears = \"...\" }");
    for (const auto& [key, node] : *audiences) {
      const toml::table* row = node.as_table();
      if (row == nullptr) {
        reader_.Refuse(node, "an audience must be a table", "write { title = \"...\", clears = \"...\" }");
        continue;
      }
      reader_.CheckKeys(*row, {"title", "clears", "keep_captions", "stamp", "amount", "amount_reason"});
      Audience audience;
      audience.id = std::string(key.str());
      audience.title = reader_.Text(*row, "title", true);
      if (const toml::node* clears = row->get("clears")) {
        if (const auto mark = Mark(*clears, "clears")) audience.clears = *mark;
      } else {
        reader_.Refuse(node, "the key 'clears' is missing", "say up to which mark this audience may read: clears = \"...\"");
      }
      audience.keep_captions = reader_.Texts(*row, "keep_captions");
      for (std::string& caption : audience.keep_captions) {
        const auto known = policy_.vocabulary_->FindCaption(caption);
        if (!known) {
          reader_.Refuse(*row->get("keep_captions"), fmt::format("there is no caption '{}'", caption), "name a caption of the vocabulary");
        } else if (policy_.vocabulary_->captions()[*known].effect == CaptionEffect::kControl) {
          reader_.Refuse(*row->get("keep_captions"), fmt::format("'{}' is computed from what is released", caption), "keep only captions that route or restrict handling");
        } else {
          caption = policy_.vocabulary_->captions()[*known].name;
        }
      }
      if (const toml::table* stamp = reader_.Table(*row, "stamp", false)) {
        reader_.CheckKeys(*stamp, {"full", "part", "none"});
        audience.stamp_full = reader_.Text(*stamp, "full", false);
        audience.stamp_part = reader_.Text(*stamp, "part", false);
        audience.stamp_none = reader_.Text(*stamp, "none", false);
      }
      audience.amount = Choice(*row, "amount", "unit", "none") ? Amount::kNone : Amount::kUnit;
      audience.amount_reason = reader_.Text(*row, "amount_reason", audience.amount == Amount::kNone);
      policy_.audiences_.push_back(std::move(audience));
    }
  }

  void ReadExemptions(const toml::table& root) {
    const toml::table* exemptions = reader_.Table(root, "exemptions", false);
    if (exemptions == nullptr) return;
    for (const auto& [key, node] : *exemptions) {
      const toml::table* row = node.as_table();
      if (row == nullptr) {
        reader_.Refuse(node, "an exemption must be a table", "write { title = \"...\" }");
        continue;
      }
      reader_.CheckKeys(*row, {"title", "needs"});
      Exemption exemption{std::string(key.str()), reader_.Text(*row, "title", true), false};
      if (const std::string needs = reader_.Text(*row, "needs", false); !needs.empty()) {
        if (needs != "statute") reader_.Refuse(*row->get("needs"), "an exemption can only need a statute", "write needs = \"statute\"");
        exemption.needs_statute = true;
      }
      policy_.exemptions_.push_back(std::move(exemption));
    }
  }

  void CheckAudience(const toml::node& node, const std::string& id) {
    if (std::ranges::find(policy_.audiences_, id, &Audience::id) != policy_.audiences_.end()) return;
    std::vector<std::string_view> known;
    for (const Audience& audience : policy_.audiences_) known.push_back(audience.id);
    const std::string nearest = internal::TomlReader::Nearest(id, known);
    reader_.Refuse(node, fmt::format("there is no audience '{}'", id), nearest.empty() ? "define it under [audiences]" : fmt::format("did you mean '{}'?", nearest));
  }

  std::shared_ptr<const re2::RE2> Pattern(const toml::node& node, std::string_view key) {
    const std::string pattern = reader_.TextOf(node, key);
    if (pattern.empty()) return nullptr;
    if (pattern.size() > kMaxPatternBytes) {
      reader_.Refuse(node, fmt::format("'{}' is longer than {} bytes", key, kMaxPatternBytes), "split it into rules");
      return nullptr;
    }
    re2::RE2::Options options;
    options.set_log_errors(false);
    auto compiled = std::make_shared<re2::RE2>(pattern, options);
    if (!compiled->ok()) {
      reader_.Refuse(node, fmt::format("'{}' is no pattern: {}", key, compiled->error()), "mend the pattern (RE2 syntax)");
      return nullptr;
    }
    return compiled;
  }

  std::size_t ReadCondition(Rule& rule, const toml::node& node, std::size_t depth) {
    const std::size_t index = rule.conditions.size();
    rule.conditions.emplace_back();
    rule.conditions[index].where = reader_.Where(node);
    const toml::table* table = node.as_table();
    if (table == nullptr || table->empty()) {
      reader_.Refuse(node, "a condition must be a table that is not empty", "write { at_most = \"...\" } or another condition");
      return index;
    }
    if (depth > kMaxConditionDepth) {
      reader_.Refuse(node, fmt::format("conditions are nested deeper than {}", kMaxConditionDepth), "write several rules");
      return index;
    }
    reader_.CheckKeys(*table, {"at_most", "has", "lacks", "kind", "section", "captions", "tags", "text", "inherited", "numbered", "any", "all", "not"});
    for (const auto& [key, value] : *table) {
      if (reader_.error()) return index;
      const std::size_t child = ReadKey(rule, key.str(), value, depth);
      rule.conditions[index].children.push_back(child);
    }
    return index;
  }

  std::size_t ReadKey(Rule& rule, std::string_view key, const toml::node& value, std::size_t depth) {
    const std::size_t index = rule.conditions.size();
    rule.conditions.emplace_back();
    Condition condition;
    condition.where = reader_.Where(value);
    condition.shown = std::string(key);
    if (key == "any" || key == "all") {
      condition.op = key == "any" ? Condition::Op::kAny : Condition::Op::kAll;
      const toml::array* array = value.as_array();
      if (array == nullptr || array->empty()) reader_.Refuse(value, fmt::format("'{}' must be a list of conditions", key), fmt::format("write {} = [{{ ... }}, {{ ... }}]", key));
      for (std::size_t i = 0; array != nullptr && i < array->size() && !reader_.error(); ++i) {
        condition.children.push_back(ReadCondition(rule, *array->get(i), depth + 1));
      }
    } else if (key == "not") {
      condition.op = Condition::Op::kNot;
      condition.children.push_back(ReadCondition(rule, value, depth + 1));
    } else if (key == "at_most") {
      condition.op = Condition::Op::kAtMost;
      if (const auto mark = Mark(value, key)) condition.bound = *mark;
      condition.shown += " " + value.value_or(std::string());
    } else if (key == "inherited" || key == "numbered") {
      condition.op = key == "inherited" ? Condition::Op::kInherited : Condition::Op::kNumbered;
      if (!value.is_boolean()) reader_.Refuse(value, fmt::format("'{}' must be true or false", key), "write true or false");
      condition.flag = value.value_or(false);
      condition.shown += condition.flag ? " true" : " false";
    } else if (key == "text") {
      condition.op = Condition::Op::kText;
      condition.text = Pattern(value, key);
    } else {
      ReadNames(condition, key, value);
    }
    rule.conditions[index] = std::move(condition);
    return index;
  }

  void ReadNames(Condition& condition, std::string_view key, const toml::node& value) {
    const std::vector<std::string> names = reader_.TextsOf(value, key);
    for (const std::string& name : names) condition.shown += " " + name;
    if (key == "has" || key == "lacks") {
      condition.op = key == "has" ? Condition::Op::kHas : Condition::Op::kLacks;
      for (const std::string& name : names) {
        const auto control = policy_.vocabulary_->FindControl(Upper(name));
        if (!control) {
          reader_.Refuse(value, fmt::format("there is no control '{}'", name), "name a control of the vocabulary");
          return;
        }
        condition.controls |= std::uint64_t{1} << *control;
      }
      return;
    }
    if (key == "kind") {
      condition.op = Condition::Op::kKind;
      for (const std::string& name : names) {
        const auto kind = FindElementKind(name);
        if (!kind) {
          reader_.Refuse(value, fmt::format("there is no element kind '{}'", name), "use paragraph, subparagraph, quoted, heading, subject, tags, passing, reference, classified_by, signature, note, eo, header or end");
          return;
        }
        condition.kinds.push_back(*kind);
      }
      return;
    }
    condition.op = key == "section" ? Condition::Op::kSection : key == "captions" ? Condition::Op::kCaption : Condition::Op::kTags;
    for (const std::string& name : names) condition.names.push_back(Upper(name));
    if (condition.op != Condition::Op::kCaption) return;
    for (std::string& name : condition.names) {
      const auto caption = policy_.vocabulary_->FindCaption(name);
      if (!caption) return reader_.Refuse(value, fmt::format("there is no caption '{}'", name), "name a caption of the vocabulary");
      name = policy_.vocabulary_->captions()[*caption].name;
    }
  }

  void ReadRules(const toml::table& root) {
    const std::vector<const toml::table*> rows = reader_.Rows(root, "rule");
    if (rows.empty()) reader_.Refuse(Span{}, "the policy has no rule: it would withhold everything from everyone", "add at least one [[rule]]");
    std::set<std::string> ids;
    std::set<std::string> spoken_of;
    for (const toml::table* row : rows) {
      if (reader_.error()) return;
      reader_.CheckKeys(*row, {"id", "release", "withhold", "mask", "when", "code", "statute", "reason", "pattern", "as"});
      Rule rule;
      rule.where = reader_.Where(*row);
      rule.id = reader_.Text(*row, "id", true);
      if (!rule.id.empty() && !ids.insert(rule.id).second) reader_.Refuse(*row->get("id"), fmt::format("two rules are called '{}'", rule.id), "give each rule a name of its own");
      rule.reason = reader_.Text(*row, "reason", true);
      ReadEffect(rule, *row);
      for (const std::string& audience : rule.audiences) spoken_of.insert(audience);
      if (const toml::node* when = row->get("when")) {
        ReadCondition(rule, *when, 1);
      } else {
        rule.conditions.emplace_back();
      }
      ReadCodes(rule, *row);
      policy_.rules_.push_back(std::move(rule));
    }
    for (const Audience& audience : policy_.audiences_) {
      if (!spoken_of.contains(audience.id)) reader_.Refuse(*root.get("audiences"), fmt::format("no rule speaks of the audience '{}'", audience.id), "add a rule for it, or take it out");
    }
  }

  void ReadEffect(Rule& rule, const toml::table& row) {
    std::size_t effects = 0;
    const auto take = [&](std::string_view key, RuleEffect effect) {
      if (!row.contains(key)) return;
      ++effects;
      rule.effect = effect;
      rule.audiences = reader_.Texts(row, key);
      for (const std::string& audience : rule.audiences) CheckAudience(*row.get(key), audience);
    };
    take("release", RuleEffect::kRelease);
    take("withhold", RuleEffect::kWithhold);
    take("mask", RuleEffect::kMask);
    if (effects != 1) reader_.Refuse(row, "a rule has exactly one of release, withhold and mask", "write one of them, with the audiences it is for");
    if (rule.effect == RuleEffect::kMask) {
      if (const toml::node* pattern = row.get("pattern")) {
        rule.pattern = Pattern(*pattern, "pattern");
      } else {
        reader_.Refuse(row, "a mask rule needs a pattern", "add pattern = '...'");
      }
      rule.as = reader_.Text(row, "as", true);
      if (rule.pattern && re2::RE2::FullMatch("", *rule.pattern)) reader_.Refuse(*row.get("pattern"), "the pattern matches nothing at all", "make it match at least one character");
    } else {
      for (const std::string_view key : {"pattern", "as"}) {
        if (row.contains(key)) reader_.Refuse(*row.get(key), fmt::format("'{}' goes with mask only", key), "take it out, or make this a mask rule");
      }
    }
  }

  void ReadCodes(Rule& rule, const toml::table& row) {
    rule.codes = reader_.Texts(row, "code");
    rule.statute = reader_.Text(row, "statute", false);
    if (!rule.codes.empty() && rule.effect == RuleEffect::kRelease) reader_.Refuse(*row.get("code"), "a release rule has no exemption code", "take 'code' out");
    bool needs_statute = false;
    for (const std::string& code : rule.codes) {
      const auto known = std::ranges::find(policy_.exemptions_, code, &Exemption::code);
      if (known == policy_.exemptions_.end()) {
        reader_.Refuse(*row.get("code"), fmt::format("there is no exemption '{}'", code), "define it under [exemptions]");
        return;
      }
      needs_statute = needs_statute || known->needs_statute;
    }
    if (needs_statute && rule.statute.empty()) reader_.Refuse(*row.get("code"), "this code needs a statute", "add statute = \"...\"");
  }

  void ReadTests(const toml::table& root) {
    std::set<std::string> names;
    for (const toml::table* row : reader_.Rows(root, "test")) {
      reader_.CheckKeys(*row, {"name", "text", "file", "expect", "banner", "never", "residual"});
      PolicyTest test;
      test.where = reader_.Where(*row);
      test.name = reader_.Text(*row, "name", true);
      if (!test.name.empty() && !names.insert(test.name).second) reader_.Refuse(*row->get("name"), "two tests have this name", "give each test a name of its own");
      test.text = reader_.Text(*row, "text", false);
      test.file = reader_.Text(*row, "file", false);
      if (test.text.empty() == test.file.empty()) reader_.Refuse(*row, "a test has either text or file", "write one of the two");
      ReadExpectations(test, *row);
      ForAudiences(*row, "banner", [&](const std::string& audience, const toml::node& node) { test.banner[audience] = reader_.TextOf(node, "banner"); });
      ForAudiences(*row, "never", [&](const std::string& audience, const toml::node& node) { test.never[audience] = reader_.TextsOf(node, "never"); });
      ForAudiences(*row, "residual", [&](const std::string& audience, const toml::node& node) {
        const auto count = node.value<std::int64_t>();
        if (!node.is_integer() || *count < 0) {
          reader_.Refuse(node, "'residual' must be a number of findings", "write a whole number");
          return;
        }
        test.residual[audience] = static_cast<std::size_t>(*count);
      });
      if (test.expectations.empty() && test.banner.empty() && test.never.empty() && test.residual.empty()) reader_.Refuse(*row, "this test expects nothing", "add expect.<audience> = { ... }");
      policy_.tests_.push_back(std::move(test));
    }
  }

  template <class Read>
  void ForAudiences(const toml::table& row, std::string_view key, Read read) {
    const toml::table* table = reader_.Table(row, key, false);
    if (table == nullptr) return;
    for (const auto& [audience, node] : *table) {
      CheckAudience(node, std::string(audience.str()));
      if (!reader_.error()) read(std::string(audience.str()), node);
    }
  }

  void ReadExpectations(PolicyTest& test, const toml::table& row) {
    ForAudiences(row, "expect", [&](const std::string& audience, const toml::node& node) {
      const toml::table* table = node.as_table();
      if (table == nullptr) return reader_.Refuse(node, "'expect' must be a table", "write { 1 = \"release\", subject = \"withhold\" }");
      for (const auto& [key, value] : *table) {
        PolicyTest::Expectation expectation;
        expectation.audience = audience;
        expectation.element = std::string(key.str());
        expectation.where = reader_.Where(value);
        const std::string words = reader_.TextOf(value, "expect");
        const std::size_t blank = words.find(' ');
        expectation.outcome = words.substr(0, blank);
        const std::string rest = blank == std::string::npos ? std::string() : words.substr(blank + 1);
        const bool known = expectation.outcome == "release" || expectation.outcome == "withhold" || expectation.outcome == "mask" || expectation.outcome == "drop";
        if (!known) reader_.Refuse(value, "this is no outcome", "write release, withhold, withhold (b)(6), withhold ?, mask 1 or drop");
        if (expectation.outcome == "mask" && !rest.empty()) {
          expectation.outcome = words;
        } else {
          for (std::size_t begin = 0; begin < rest.size();) {
            const std::size_t end = std::min(rest.find(' ', begin), rest.size());
            if (end > begin) expectation.codes.push_back(rest.substr(begin, end - begin));
            begin = end + 1;
          }
        }
        test.expectations.push_back(std::move(expectation));
      }
    });
  }

  const Buffer& buffer_;
  internal::TomlReader reader_;
  Policy policy_;
};

Result<Policy> Policy::Load(const Buffer& toml, std::shared_ptr<const Vocabulary> vocabulary) {
  try {
    return PolicyLoader(toml, std::move(vocabulary)).Load();
  } catch (const std::exception&) {
    return Fail(ErrorCode::kInternal, {}, "reading the policy failed", "report this");
  }
}

Result<const Audience*> Policy::FindAudience(std::string_view id) const {
  std::string known;
  for (const Audience& audience : audiences_) {
    if (audience.id == id) return &audience;
    known += (known.empty() ? "" : ", ") + audience.id;
  }
  return Fail(ErrorCode::kUnknownAudience, {}, "the policy has no such audience", "use one of: " + known);
}

}  // namespace markings
