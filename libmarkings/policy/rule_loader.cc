#include <fmt/format.h>
#include <fmt/ranges.h>
#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <bit>

#include "libmarkings/marking/lattice.h"
#include "libmarkings/policy/internal/entities.h"
#include "libmarkings/policy/internal/policy_loader.h"
#include "libmarkings/policy/internal/unit_word.h"
#include "libmarkings/recognise/recognisers.h"
#include "libmarkings/text/ascii.h"
#include "libmarkings/text/compared.h"

namespace markings {
namespace {

constexpr std::size_t kMaxPatternBytes = 4096;
constexpr std::size_t kMaxConditionDepth = 8;

// What decisions name beside the rules of a policy (decision.h).
constexpr std::array<std::string_view, 8> kBuiltInRules = {"apparatus",    "clearance", "default-deny",
                                                           "override",     "parent",    "unknown-caption",
                                                           "unknown-mark", "unmarked"};

constexpr std::array<std::string_view, 19> kKinds = {
    "header",  "banner",    "caption",      "eo",     "underline", "continuation", "end",
    "blank",   "note",      "passing",      "tags",   "subject",   "reference",    "classified_by",
    "heading", "paragraph", "subparagraph", "quoted", "signature"};

}  // namespace

void PolicyLoader::ReadRules(const toml::table& root) {
  const std::vector<const toml::table*> rows = reader_.Rows(root, "rule");
  if (rows.empty() && policy_.rules_.empty()) {
    reader_.Refuse(Span{}, "the policy has no rule: it would withhold everything from everyone",
                   "add at least one [[rule]]");
  }
  for (const toml::table* row : rows) {
    if (reader_.error()) return;
    ReadRule(*row);
  }
  for (const Audience& audience : policy_.audiences_) {
    if (spoken_of_.contains(audience.id)) continue;
    reader_.Refuse(audience.where, fmt::format("no rule speaks of the audience '{}'", audience.id),
                   "add a rule for it, or take it out");
  }
}

void PolicyLoader::ReadRule(const toml::table& row) {
  reader_.CheckKeys(row, {"id", "release", "withhold", "mask", "when", "code", "statute", "reason", "pattern",
                          "find", "sure", "except", "as"});
  Rule rule;
  rule.where = reader_.Where(row);
  rule.id = reader_.Name(row, "id");
  if (std::ranges::find(kBuiltInRules, rule.id) != kBuiltInRules.end()) {
    reader_.Refuse(*row.get("id"), fmt::format("'{}' is the name of a built-in rule", rule.id),
                   "give the rule another name");
  }
  const bool of_base = std::ranges::any_of(
      policy_.rules_, [&](const Rule& one) { return one.id == rule.id && one.where == base_where_; });
  if (extended_ && of_base) {
    reader_.Refuse(*row.get("id"), fmt::format("the policy that it extends has a rule '{}' already", rule.id),
                   fmt::format("give it another name, or add replace = [\"{}\"]", rule.id));
  }
  if (!rule.id.empty() && !rule_ids_.insert(rule.id).second) {
    reader_.Refuse(*row.get("id"), fmt::format("two rules are called '{}'", rule.id),
                   "give each rule a name of its own");
  }
  rule.reason = reader_.Text(row, "reason", true);
  ReadEffect(rule, row);
  for (const std::string& audience : rule.audiences) spoken_of_.insert(audience);
  if (const toml::node* when = row.get("when")) {
    ReadCondition(rule, *when, 1);
  } else {
    rule.conditions.emplace_back();
  }
  ReadCodes(rule, row);
  policy_.rules_.push_back(std::move(rule));
}

void PolicyLoader::ReadEffect(Rule& rule, const toml::table& row) {
  std::size_t effects = 0;
  const auto take = [&](std::string_view key, RuleEffect effect) {
    const toml::node* node = row.get(key);
    if (node == nullptr) return;
    ++effects;
    rule.effect = effect;
    rule.audiences = reader_.TextsOf(*node, key);
    for (std::size_t i = 0; i < rule.audiences.size(); ++i) {
      CheckAudience(reader_.Where(internal::TomlReader::ItemOf(*node, i)), rule.audiences[i]);
    }
  };
  take("release", RuleEffect::kRelease);
  take("withhold", RuleEffect::kWithhold);
  take("mask", RuleEffect::kMask);
  if (effects != 1) {
    reader_.Refuse(row, "a rule has exactly one of release, withhold and mask",
                   "write one of them, with the audiences it is for");
  }
  if (rule.effect == RuleEffect::kMask) return ReadMask(rule, row);
  for (const std::string_view key : {"pattern", "find", "sure", "except", "as"}) {
    if (!row.contains(key)) continue;
    reader_.Refuse(*row.get(key), fmt::format("'{}' goes with mask only", key),
                   "take it out, or make this a mask rule");
  }
}

void PolicyLoader::ReadMask(Rule& rule, const toml::table& row) {
  const toml::node* pattern = row.get("pattern");
  if ((pattern == nullptr) == (row.get("find") == nullptr)) {
    reader_.Refuse(row, "a mask rule has either a pattern or what it finds",
                   "add pattern = '...', or find = [\"person\"]");
    return;
  }
  if (pattern != nullptr) {
    rule.pattern = Pattern(*pattern, "pattern");
    if (rule.pattern && re2::RE2::PartialMatch("", *rule.pattern)) {
      reader_.Refuse(*pattern, "'pattern' matches the empty string", "make it match at least one character");
    }
    for (const std::string_view key : {"sure", "except"}) {
      if (row.contains(key))
        reader_.Refuse(*row.get(key), fmt::format("'{}' goes with find only", key), "take it out");
    }
  } else {
    ReadFind(rule, row);
  }
  ReadUnitWords(rule, row);
}

void PolicyLoader::ReadUnitWords(Rule& rule, const toml::table& row) {
  const auto check = [&](const toml::node& node, const std::string& word) {
    if (word.empty() || internal::IsUnitWord(word)) return;
    reader_.Refuse(node, "'as' is no unit word",
                   "write small letters, such as \"name\" or \"telephone\", at most 32");
  };
  const toml::table* words = row["as"].as_table();
  if (words == nullptr || rule.pattern) {
    rule.as = reader_.Text(row, "as", rule.pattern != nullptr);
    if (!rule.as.empty()) check(*row.get("as"), rule.as);
    return;
  }
  if (words->empty()) {
    reader_.Refuse(*words, "'as' names no kind", "write { person = \"contact\" }, or take it out");
  }
  for (const auto& [key, node] : *words) {
    const auto kind = FindEntityKind(key.str());
    if (!kind || !rule.find.Has(*kind)) {
      reader_.Refuse(reader_.Where(key), fmt::format("the rule does not find '{}'", key.str()),
                     "name a kind that 'find' lists");
      return;
    }
    const std::string word = reader_.TextOf(node, "as");
    check(node, word);
    rule.as_kind.emplace(*kind, word);
  }
}

void PolicyLoader::ReadFind(Rule& rule, const toml::table& row) {
  std::string shown;
  rule.find = ReadEntities("find", *row.get("find"), shown);
  rule.sure = Recognisers::kLeast;
  if (const toml::node* sure = row.get("sure")) {
    constexpr std::int64_t kMost = 100;
    const std::int64_t percent = sure->value_or(std::int64_t{0});
    if (!sure->is_integer() || percent < Recognisers::kLeast || percent > kMost) {
      reader_.Refuse(*sure, "'sure' must be a whole number of percent",
                     fmt::format("write one from {} to {}", Recognisers::kLeast, kMost));
    }
    rule.sure = static_cast<std::uint8_t>(percent);
  }
  if (const toml::node* except = row.get("except")) {
    for (const std::string& word : Words(*except, "except")) rule.except.push_back(Compared(word));
  }
}

void PolicyLoader::ReadCodes(Rule& rule, const toml::table& row) {
  rule.statute = reader_.Text(row, "statute", false);
  const toml::node* node = row.get("code");
  if (node == nullptr) {
    if (!rule.statute.empty()) {
      reader_.Refuse(*row.get("statute"), "a statute goes with an exemption code", "add code = [\"...\"]");
    }
    if (rule.effect == RuleEffect::kMask && policy_.no_code_ == NoCode::kStop) {
      reader_.Refuse(row, "a mask without an exemption code would go out unexplained",
                     "add code = [\"...\"], or write no_code = \"mark\"");
    }
    return;
  }
  if (rule.effect == RuleEffect::kRelease) {
    reader_.Refuse(*node, "a release rule has no exemption code", "take 'code' out");
  }
  rule.codes = reader_.TextsOf(*node, "code");
  bool needs_statute = false;
  for (std::size_t i = 0; i < rule.codes.size(); ++i) {
    const Exemption* exemption = FindExemption(internal::TomlReader::ItemOf(*node, i), rule.codes[i]);
    if (exemption == nullptr) return;
    needs_statute = needs_statute || exemption->needs_statute;
  }
  if (needs_statute && rule.statute.empty()) {
    reader_.Refuse(*node, "this code needs a statute", "add statute = \"...\"");
  }
}

std::shared_ptr<const re2::RE2> PolicyLoader::Pattern(const toml::node& node, std::string_view key,
                                                      std::string_view flags) {
  const std::string pattern = reader_.TextOf(node, key);
  if (pattern.empty()) return nullptr;
  if (pattern.size() > kMaxPatternBytes) {
    reader_.Refuse(node, fmt::format("'{}' is longer than {} bytes", key, kMaxPatternBytes),
                   "split it into several rules");
    return nullptr;
  }
  re2::RE2::Options options;  // UTF-8; 8 MiB for one pattern, beyond which RE2 refuses it
  options.set_log_errors(false);
  options.set_never_capture(!flags.empty());
  auto compiled = std::make_shared<re2::RE2>(std::string(flags) + pattern, options);
  if (compiled->ok()) return compiled;
  reader_.Refuse(reader_.WhereIn(node, pattern, compiled->error_arg()),
                 fmt::format("'{}' is no pattern: {}", key, compiled->error()),
                 "mend the pattern (RE2 syntax)");
  return nullptr;
}

std::size_t PolicyLoader::ReadCondition(Rule& rule, const toml::node& node, std::size_t depth) {
  const std::size_t index = rule.conditions.size();
  rule.conditions.emplace_back();
  rule.conditions[index].where = reader_.Where(node);
  const toml::table* table = node.as_table();
  if (table == nullptr || table->empty()) {
    reader_.Refuse(node, "a condition must be a table that is not empty",
                   "write { at_most = \"...\" } or another condition");
    return index;
  }
  if (depth > kMaxConditionDepth) {
    reader_.Refuse(node, fmt::format("conditions are nested deeper than {}", kMaxConditionDepth),
                   "write several rules");
    return index;
  }
  reader_.CheckKeys(*table,
                    {"at_most",    "has",        "lacks",        "kind", "section", "captions",  "tags",
                     "text",       "inherited",  "numbered",     "find", "origin",  "addressee", "within",
                     "newer_than", "older_than", "declassified", "any",  "all",     "not"});
  for (const auto& [key, value] : *table) {
    if (reader_.error()) return index;
    const std::size_t child = ReadKey(rule, key.str(), value, depth);
    Condition& condition = rule.conditions[index];
    condition.children.push_back(child);
    condition.shown += (condition.shown.empty() ? "" : ", ") + rule.conditions[child].shown;
  }
  return index;
}

std::size_t PolicyLoader::ReadKey(Rule& rule, std::string_view key, const toml::node& value,
                                  std::size_t depth) {
  const std::size_t index = rule.conditions.size();
  rule.conditions.emplace_back();
  Condition condition;
  condition.where = reader_.Where(value);
  condition.shown = std::string(key);
  if (key == "any" || key == "all" || key == "not") {
    ReadNested(rule, condition, key, value, depth);
  } else if (key == "at_most") {
    condition.op = Condition::Op::kAtMost;
    if (const auto mark = Mark(value, key)) condition.bound = *mark;
    condition.shown += " " + value.value_or(std::string());
  } else if (key == "newer_than" || key == "older_than") {
    condition.op = key == "newer_than" ? Condition::Op::kNewerThan : Condition::Op::kOlderThan;
    condition.period = ReadPeriod(value, key);
    condition.shown += " " + value.value_or(std::string());
  } else if (key == "inherited" || key == "numbered" || key == "declassified") {
    condition.op = key == "inherited"  ? Condition::Op::kInherited
                   : key == "numbered" ? Condition::Op::kNumbered
                                       : Condition::Op::kDeclassified;
    if (!value.is_boolean()) {
      reader_.Refuse(value, fmt::format("'{}' must be true or false", key), "write true or false");
    }
    condition.flag = value.value_or(false);
    condition.shown += condition.flag ? " true" : " false";
  } else if (key == "text") {
    condition.op = Condition::Op::kText;
    condition.text = Pattern(value, key);  // not shown: it may name a person
  } else if (key == "has" || key == "lacks") {
    ReadControls(condition, key, value);
  } else if (key == "within") {
    condition.op = Condition::Op::kWithin;
    condition.names = CountryCodes(value, key, false);
    for (const std::string& code : condition.names) condition.shown += " " + code;
  } else if (key == "kind") {
    ReadKinds(condition, key, value);
  } else if (key == "find") {
    condition.op = Condition::Op::kFind;
    condition.entities = ReadEntities(key, value, condition.shown);
  } else {
    ReadNames(condition, key, value);
  }
  rule.conditions[index] = std::move(condition);
  return index;
}

Period PolicyLoader::ReadPeriod(const toml::node& node, std::string_view key) {
  const auto period = markings::ReadPeriod(node.value_or(std::string()));
  if (period) return *period;
  reader_.Refuse(node, fmt::format("'{}' is no length of time", key),
                 "write \"25 years\", or a number of months or days, up to 1000 years");
  return {};
}

void PolicyLoader::ReadNested(Rule& rule, Condition& condition, std::string_view key, const toml::node& value,
                              std::size_t depth) {
  std::string shown;
  const auto read = [&](const toml::node& node) {
    condition.children.push_back(ReadCondition(rule, node, depth + 1));
    shown += (shown.empty() ? "" : " | ") + rule.conditions[condition.children.back()].shown;
  };
  if (key == "not") {
    condition.op = Condition::Op::kNot;
    read(value);
  } else {
    condition.op = key == "any" ? Condition::Op::kAny : Condition::Op::kAll;
    const toml::array* array = value.as_array();
    if (array == nullptr || array->empty()) {
      reader_.Refuse(value, fmt::format("'{}' must be a list of conditions", key),
                     fmt::format("write {} = [{{ ... }}, {{ ... }}]", key));
      return;
    }
    for (const toml::node& one : *array) {
      if (reader_.error()) return;
      read(one);
    }
  }
  condition.shown += " (" + shown + ")";
}

void PolicyLoader::ReadControls(Condition& condition, std::string_view key, const toml::node& value) {
  const Vocabulary& vocabulary = *policy_.vocabulary_;
  condition.op = key == "has" ? Condition::Op::kHas : Condition::Op::kLacks;
  const std::vector<std::string> names = Words(value, key);
  for (std::size_t i = 0; i < names.size(); ++i) {
    condition.shown += " " + names[i];
    const auto control = vocabulary.FindControl(Upper(names[i]));
    if (!control) {
      std::vector<std::string_view> known;
      for (const Control& one : vocabulary.controls()) known.push_back(one.id);
      reader_.Refuse(
          WordOf(value, i), fmt::format("there is no control '{}'", names[i]),
          internal::TomlReader::DidYouMean(Upper(names[i]), known, "name a control of the vocabulary"));
      return;
    }
    // A deprecated control (LOU) stands for what it was replaced by: marks are normalised, so are these.
    const std::uint64_t bit = std::uint64_t{1} << *control;
    const Control& row = vocabulary.controls()[*control];
    if (vocabulary.grammar() == nullptr) {
      condition.controls |= Normalise(vocabulary, Marking{0, bit}).controls;
    } else {
      condition.controls |= row.deprecated && row.implies != 0 ? row.implies : bit;
    }
  }
}

EntityKinds PolicyLoader::ReadEntities(std::string_view key, const toml::node& value, std::string& shown) {
  EntityKinds kinds;
  const std::vector<std::string> names = Words(value, key);
  for (std::size_t i = 0; i < names.size(); ++i) {
    shown += " " + names[i];
    if (const auto kind = FindEntityKind(names[i])) {
      kinds.Add(*kind);
      continue;
    }
    std::vector<std::string_view> known;
    known.reserve(kEntityKinds);
    for (int one = 0; one < kEntityKinds; ++one) known.push_back(Name(static_cast<EntityKind>(one)));
    reader_.Refuse(WordOf(value, i), fmt::format("there is no recogniser '{}'", names[i]),
                   internal::TomlReader::DidYouMean(names[i], known,
                                                    fmt::format("name one of {}", fmt::join(known, ", "))));
    break;
  }
  return kinds;
}

void PolicyLoader::ReadKinds(Condition& condition, std::string_view key, const toml::node& value) {
  condition.op = Condition::Op::kKind;
  const std::vector<std::string> names = Words(value, key);
  for (std::size_t i = 0; i < names.size(); ++i) {
    condition.shown += " " + names[i];
    const auto kind = FindElementKind(names[i]);
    const toml::node& item = WordOf(value, i);
    if (!kind) {
      reader_.Refuse(item, fmt::format("there is no element kind '{}'", names[i]),
                     internal::TomlReader::DidYouMean(
                         names[i], kKinds,
                         "use paragraph, subparagraph, quoted, heading, subject, tags, passing, reference, "
                         "classified_by, signature, source_note, field, note, eo, header, redaction or end"));
      return;
    }
    if (!IsPortion(*kind) && *kind != ElementKind::kEo && *kind != ElementKind::kHeader &&
        *kind != ElementKind::kEnd && *kind != ElementKind::kRedaction) {
      reader_.Refuse(item, fmt::format("no rule decides on a {}", names[i]),
                     "take it out: it is computed anew, dropped, or goes with its heading");
      return;
    }
    condition.kinds.push_back(*kind);
  }
}

void PolicyLoader::ReadNames(Condition& condition, std::string_view key, const toml::node& value) {
  condition.op = key == "section"     ? Condition::Op::kSection
                 : key == "captions"  ? Condition::Op::kCaption
                 : key == "origin"    ? Condition::Op::kOrigin
                 : key == "addressee" ? Condition::Op::kAddressee
                                      : Condition::Op::kTags;
  condition.names = Words(value, key);
  for (std::size_t i = 0; i < condition.names.size(); ++i) {
    std::string& name = condition.names[i];
    condition.shown += " " + name;
    name = Upper(name);
    if (condition.op != Condition::Op::kCaption) continue;
    const auto caption = policy_.vocabulary_->FindCaption(name);
    if (!caption) {
      std::vector<std::string_view> known;
      for (const Caption& one : policy_.vocabulary_->captions()) known.push_back(one.name);
      reader_.Refuse(WordOf(value, i), fmt::format("there is no caption '{}'", name),
                     internal::TomlReader::DidYouMean(name, known, "name a caption of the vocabulary"));
      return;
    }
    name = policy_.vocabulary_->captions()[*caption].name;
  }
}

}  // namespace markings
