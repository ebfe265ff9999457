// Reads the checks and rules of a regime with banner categories.

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>
#include <utility>

#include "libmarkings/marking/internal/vocabulary_loader.h"

namespace markings {

namespace {
constexpr std::array<std::string_view, kCheckCount> kCheckNames = {
    "category-order",      "value-order",     "separator",         "portion-slash",  "compartment-hyphen",
    "tree-order",          "list-order",      "list-separator",    "list-empty",     "list-of-banner",
    "home-alone",          "owner-one",       "owner-list-order",  "level-first",    "level-spelled",
    "portion-form",        "banner-form",     "parentheses",       "capitals",       "unknown-token",
    "unknown-country",     "duplicate",       "two-levels",        "deprecated",     "too-long",
    "deceptive-character", "superseded",      "absorbed",          "rollup-level",   "rollup-union",
    "rollup-release",      "rollup-absorbed", "rollup-superseded", "rollup-fgi",     "rollup-joint",
    "rollup-owner-level",  "rollup-tree",     "rollup-gap",        "banner-missing", "banner-excessive",
    "banner-compilation",  "field-brackets",  "field-separator",   "field-key",      "field-form",
    "field-order",         "field-missing",   "field-repeat",      "field-value",    "field-spelling",
    "field-length",        "field-escape",    "field-pair",        "field-lower",    "field-date"};
}  // namespace

std::string_view Name(FormCheck check) { return kCheckNames[static_cast<std::size_t>(check)]; }

namespace internal {
namespace {

// What a check is when the vocabulary has no row for it: style is a note, form an error.
Severity DefaultSeverity(FormCheck check) {
  switch (check) {
    case FormCheck::kPortionSlash:
    case FormCheck::kListOfBanner:
    case FormCheck::kDeprecated:
    case FormCheck::kDuplicate:
    case FormCheck::kAbsorbed:
    case FormCheck::kBannerExcessive:
    case FormCheck::kFieldForm:
    case FormCheck::kFieldSpelling:
      return Severity::kWarning;
    case FormCheck::kSuperseded:
    case FormCheck::kBannerCompilation:
      return Severity::kNote;
    default:
      return Severity::kError;
  }
}

}  // namespace

void GrammarLoader::ReadChecks() {
  std::array<bool, kCheckCount> named{};
  for (std::size_t i = 0; i < kCheckCount; ++i) {
    const auto check = static_cast<FormCheck>(i);
    // (What no row has a source for is asked for by the file as a whole.)
    grammar_.checks.push_back({std::string(Name(check)), vocabulary_.title(), DefaultSeverity(check)});
  }
  for (const Table* row : in_.Rows(root_, "check")) {
    in_.CheckKeys(*row, {"check", "id", "what", "severity", "severity_in", "source", "editions"});
    const std::string name = in_.Text(*row, "check", true);
    const auto found = std::ranges::find(kCheckNames, name);
    if (found == kCheckNames.end()) {
      in_.Refuse(*row, fmt::format("the engine has no check '{}'", name),
                 TomlReader::DidYouMean(name, kCheckNames, "see docs/formats/vocabulary.md"));
      return;
    }
    const auto at = static_cast<std::size_t>(found - kCheckNames.begin());
    CheckRow& check = grammar_.checks[at];
    std::string editions;
    if (!InEdition(*row, &editions)) {
      if (!named[at]) check.off = true;
      continue;
    }
    CheckRow fresh{in_.Text(*row, "id", true), in_.Text(*row, "source", true), check.severity, false,
                   editions};
    const auto set = [&](const toml::node& node, std::string_view severity) {
      if (severity == "off") {
        fresh.off = true;
      } else if (const auto level = SeverityNamed(severity)) {
        fresh.severity = *level;
      } else {
        in_.Refuse(node, "there is no such severity", "write error, warning, note or off");
      }
    };
    if (const std::string severity = in_.Text(*row, "severity", false); !severity.empty())
      set(*row->get("severity"), severity);
    if (const Table* by_edition = in_.Table(*row, "severity_in", false)) {
      for (const auto& [edition, node] : *by_edition) {
        loader_.CheckEdition(node, edition.str());
        const std::string severity = in_.TextOf(node, edition.str());
        if (edition.str() == vocabulary_.edition_) set(node, severity);
      }
    }
    if (named[at]) {  // several sources for one check
      check.source += "; " + fresh.source;
      continue;
    }
    named[at] = true;
    check = std::move(fresh);
  }
  // A file that says nothing of the single slash has what it says of separators as the source for it.
  CheckRow& slash = grammar_.checks[static_cast<std::size_t>(FormCheck::kPortionSlash)];
  if (!named[static_cast<std::size_t>(FormCheck::kPortionSlash)]) {
    const Severity severity = slash.severity;
    slash = grammar_.row(FormCheck::kSeparator);
    slash.severity = severity;
  }
}

std::size_t GrammarLoader::Number(const toml::node& node, std::string_view key) {
  const auto number = node.value<std::int64_t>();
  if (!number || *number < 0 || *number > 1'000'000) {
    in_.Refuse(node, fmt::format("'{}' must be a number", key), "write a whole number");
    return 0;
  }
  return static_cast<std::size_t>(*number);
}

namespace {

// Whether a pattern is of a control: itself, or a compartment of it.
bool IsHosted(const Pattern& pattern) {
  using enum Pattern::Kind;
  return pattern.kind == kControl || pattern.kind == kCompartment || pattern.kind == kAnyCompartment ||
         pattern.kind == kSubcompartment;
}

std::uint64_t OwnerBit(const Pattern& pattern) {
  return std::uint64_t{1} << (pattern.kind == Pattern::Kind::kOwn ? 63 : pattern.index);
}

}  // namespace

// What the controls and the owner of a mark settle of a rule; `before` is the controls that it is on.
Grammar::ListedRule GrammarLoader::ListRule(std::size_t index) const {
  using enum Pattern::Kind;
  const MarkRule& rule = grammar_.rules[index];
  const auto plain = [](const Pattern& pattern) { return pattern.kind == kControl; };
  const auto bits = [](const std::vector<Pattern>& patterns, const auto& counts) {
    std::uint64_t set = 0;
    for (const Pattern& pattern : patterns) set |= counts(pattern) ? std::uint64_t{1} << pattern.index : 0;
    return set;
  };
  Grammar::ListedRule listed{.before = bits(rule.on, IsHosted),
                             .with = bits(rule.with, IsHosted),
                             .without = bits(rule.without, plain),
                             .rule = static_cast<std::uint16_t>(index)};
  const auto owner = [](const Pattern& pattern) { return pattern.kind == kOwner || pattern.kind == kOwn; };
  const auto owners = [&](const std::vector<Pattern>& patterns) {
    std::uint64_t set = 0;
    for (const Pattern& pattern : patterns) set |= owner(pattern) ? OwnerBit(pattern) : 0;
    return set;
  };
  if (!rule.on.empty() && std::ranges::all_of(rule.on, owner)) listed.owners = owners(rule.on);
  for (const Pattern& pattern : rule.with) {
    if (owner(pattern)) listed.owners &= OwnerBit(pattern);
  }
  listed.owners &= ~owners(rule.without);
  if (rule.kind == MarkRule::Kind::kOwners) listed.owners &= ~owners(rule.objects);
  if (rule.kind == MarkRule::Kind::kRequires && std::ranges::all_of(rule.objects, plain))
    listed.all = bits(rule.objects, plain);
  if (rule.kind == MarkRule::Kind::kRequiresAny) listed.without |= bits(rule.objects, plain);
  if (rule.kind == MarkRule::Kind::kExcludes && std::ranges::all_of(rule.objects, IsHosted))
    listed.none = bits(rule.objects, IsHosted);
  return listed;
}

// Which rules are left to judge in a mark of one kind and level.
void GrammarLoader::ListRules() {
  std::vector<Grammar::ListedRule> all;
  all.reserve(grammar_.rules.size());
  for (std::size_t index = 0; index < grammar_.rules.size(); ++index) all.push_back(ListRule(index));
  const std::size_t levels = vocabulary_.levels_.size();
  for (std::size_t i = 0; i < 2 * levels; ++i) {
    const std::size_t level = i % levels;
    const auto left = [&](std::size_t index) {
      const MarkRule& rule = grammar_.rules[index];
      if (!(i < levels ? rule.banner : rule.portion) || (rule.at >> level & 1U) == 0) return false;
      return rule.kind != MarkRule::Kind::kLevels || (rule.levels >> level & 1U) == 0;
    };
    // A rule on several controls is judged once, at the first of them that is there.
    const auto take = [&](const std::vector<std::size_t>& from, std::uint64_t before) {
      std::vector<Grammar::ListedRule> taken;
      for (const std::size_t index : from) {
        if (!left(index)) continue;
        taken.push_back(all[index]);
        taken.back().before &= before;
      }
      return taken;
    };
    Grammar::RuleLists lists;
    for (std::size_t control = 0; control < rules_by_control_.size(); ++control)
      lists.by_control.push_back(take(rules_by_control_[control], (std::uint64_t{1} << control) - 1));
    lists.of_all = take(rules_of_all_, 0);
    grammar_.rule_lists.push_back(std::move(lists));
  }
}

void GrammarLoader::ReadRules() {
  rules_by_control_.resize(vocabulary_.controls_.size());
  std::set<std::string> ids;
  for (const Table* row : in_.Rows(root_, "rule")) {
    in_.CheckKeys(*row, {"id",
                         "on",
                         "with",
                         "without",
                         "at",
                         "kinds",
                         "levels",
                         "requires",
                         "requires_any",
                         "excludes",
                         "owners",
                         "codes_required",
                         "codes_excluded",
                         "codes_allowed",
                         "codes_of_owners",
                         "min_names",
                         "max_names",
                         "numbers",
                         "name_length",
                         "letters_only",
                         "forbidden",
                         "severity",
                         "what",
                         "editions",
                         "source"});
    MarkRule rule = ReadRule(*row);
    if (in_.error()) return;
    if (!ids.insert(rule.id).second) {
      in_.Refuse(*row, fmt::format("the rule '{}' stands twice", rule.id), "give each rule its own id");
      return;
    }
    if (!InEdition(*row, &rule.editions)) continue;
    // A rule whose every token is unknown to this edition never applies.
    if (rule.on.empty() && row->contains("on")) continue;
    const std::size_t index = RowIndex(*row, grammar_.rules.size());
    if (!rule.on.empty() && std::ranges::all_of(rule.on, IsHosted)) {
      std::uint64_t added = 0;
      for (const Pattern& pattern : rule.on) {
        if ((added >> pattern.index & 1U) != 0) continue;
        added |= std::uint64_t{1} << pattern.index;
        rules_by_control_[pattern.index].push_back(index);
      }
    } else {
      rules_of_all_.push_back(index);
    }
    grammar_.rules.push_back(std::move(rule));
  }
}

MarkRule GrammarLoader::ReadRule(const Table& row) {
  MarkRule rule;
  rule.id = in_.Text(row, "id", true);
  rule.what = in_.Text(row, "what", false);
  rule.source = in_.Text(row, "source", true);
  rule.on = Patterns(row, "on");
  rule.with = Patterns(row, "with");
  rule.without = Patterns(row, "without");
  if (row.contains("at")) rule.at = loader_.LevelSet(row, "at");
  if (const std::vector<std::string> kinds = in_.Texts(row, "kinds"); !kinds.empty()) {
    rule.banner = rule.portion = false;
    for (const std::string& kind : kinds) {
      rule.banner = rule.banner || kind == "banner";
      rule.portion = rule.portion || kind == "portion";
      if (kind != "banner" && kind != "portion")
        in_.Refuse(*row.get("kinds"), fmt::format("there is no kind '{}'", kind), "write banner or portion");
    }
  }
  if (const std::string severity = in_.Text(row, "severity", false); !severity.empty()) {
    const auto level = SeverityNamed(severity);
    if (!level) in_.Refuse(*row.get("severity"), "there is no such severity", "write error, warning or note");
    rule.severity = level.value_or(Severity::kError);
  }
  ReadObjects(row, rule);
  return rule;
}

void GrammarLoader::ReadObjects(const Table& row, MarkRule& rule) {
  using enum MarkRule::Kind;
  static constexpr std::array<std::pair<std::string_view, MarkRule::Kind>, 14> kKinds = {{
      {"levels", kLevels},
      {"requires", kRequires},
      {"requires_any", kRequiresAny},
      {"excludes", kExcludes},
      {"owners", kOwners},
      {"codes_required", kCodesRequired},
      {"codes_excluded", kCodesExcluded},
      {"codes_allowed", kCodesAllowed},
      {"codes_of_owners", kCodesOfOwners},
      {"min_names", kNames},
      {"max_names", kNames},
      {"numbers", kNumbers},
      {"name_length", kNameLength},
      {"forbidden", kForbidden},
  }};
  std::string_view chosen;
  for (const auto& [key, kind] : kKinds) {
    if (!row.contains(key)) continue;
    if (!chosen.empty() && rule.kind != kind) {
      in_.Refuse(*row.get(key), fmt::format("a rule has one of '{}' and '{}'", chosen, key),
                 "write two rules");
      return;
    }
    chosen = key;
    rule.kind = kind;
  }
  if (row.contains("letters_only") && rule.kind != kNameLength)
    in_.Refuse(*row.get("letters_only"), "'letters_only' says how names are spelled",
               "write name_length beside it");
  if (chosen.empty()) {
    in_.Refuse(row, "the rule asks for nothing", "add levels, requires, excludes or another of its kind");
    return;
  }
  switch (rule.kind) {
    case kLevels:
      rule.levels = loader_.LevelSet(row, "levels");
      break;
    case kRequires:
    case kRequiresAny:
    case kExcludes:
    case kOwners:
      rule.objects = Patterns(row, chosen);
      break;
    case kCodesRequired:
    case kCodesExcluded:
    case kCodesAllowed:
      rule.codes = in_.Texts(row, chosen);
      CheckCodes(row, chosen, rule.codes);
      break;
    case kNames:
      rule.min = row.contains("min_names") ? Number(*row.get("min_names"), "min_names") : 0;
      rule.max = row.contains("max_names") ? Number(*row.get("max_names"), "max_names") : 1'000'000;
      break;
    case kNumbers:
    case kNameLength: {
      const toml::array* range = row.get(chosen)->as_array();
      if (range == nullptr || range->size() != 2) {
        in_.Refuse(*row.get(chosen), fmt::format("'{}' must be two numbers", chosen),
                   fmt::format("write {} = [1, 6]", chosen));
        return;
      }
      rule.min = Number(*range->get(0), chosen);
      rule.max = Number(*range->get(1), chosen);
      rule.letters = in_.Flag(row, "letters_only");
      break;
    }
    case kCodesOfOwners:
      // (The list that has to hold them is a control's.)
      for (const Pattern& pattern : rule.on) {
        if (pattern.kind != Pattern::Kind::kControl ||
            vocabulary_.controls_[pattern.index].takes != ListKind::kCountries)
          in_.Refuse(*row.get(chosen), "'codes_of_owners' speaks of a list of countries",
                     "name a control with takes = \"countries\" in on");
      }
      [[fallthrough]];
    case kForbidden:
      if (!in_.Flag(row, chosen))
        in_.Refuse(*row.get(chosen), fmt::format("'{}' can only be true", chosen),
                   fmt::format("write {} = true", chosen));
      break;
  }
}

std::vector<Pattern> GrammarLoader::Patterns(const Table& row, std::string_view key) {
  std::vector<Pattern> patterns;
  if (!row.contains(key)) return patterns;
  const std::vector<std::string> texts = in_.Texts(row, key);
  for (std::size_t i = 0; i < texts.size(); ++i) {
    Pattern pattern = PatternOf(TomlReader::ItemOf(*row.get(key), i), texts[i]);
    // Tokens of other editions are left out: no mark of this edition holds them.
    if (pattern.index == static_cast<std::size_t>(-1)) continue;
    patterns.push_back(std::move(pattern));
  }
  return patterns;
}

Pattern GrammarLoader::PatternOf(const toml::node& node, std::string_view text) {
  using Kind = Pattern::Kind;
  constexpr auto kElsewhere = static_cast<std::size_t>(-1);
  if (const auto control = ControlIndex(text)) return {Kind::kControl, *control, {}};
  if (text == "OWN") return {Kind::kOwn, 0, {}};
  if (const auto owner = OwnerIndex(text)) return {Kind::kOwner, *owner, {}};
  if (text.starts_with("category:")) {
    const auto found = std::ranges::find(grammar_.categories, text.substr(9), &Category::id);
    if (found != grammar_.categories.end()) {
      return {Kind::kCategory, static_cast<std::size_t>(found - grammar_.categories.begin()), {}};
    }
  }
  if (text.starts_with("level:")) {
    const auto found = std::ranges::find(vocabulary_.levels_, text.substr(6), &Level::id);
    if (found != vocabulary_.levels_.end()) {
      return {Kind::kLevel, static_cast<std::size_t>(found - vocabulary_.levels_.begin()), {}};
    }
  }
  const bool any_below = text.ends_with(" *");
  const std::string_view stem = any_below ? text.substr(0, text.size() - 2) : text;
  if (any_below) {
    if (const auto control = ControlIndex(stem)) return {Kind::kAnyCompartment, *control, {}};
  }
  // The longest control that the text begins with: an id may hold a hyphen.
  for (std::size_t hyphen = stem.rfind('-'); hyphen != std::string_view::npos && hyphen > 0;
       hyphen = stem.rfind('-', hyphen - 1)) {
    if (const auto control = ControlIndex(stem.substr(0, hyphen))) {
      return {any_below ? Kind::kSubcompartment : Kind::kCompartment, *control,
              std::string(stem.substr(hyphen + 1))};
    }
  }
  if (HoldsName(loader_.elsewhere_, stem)) return {Kind::kControl, kElsewhere, {}};
  in_.Refuse(node, fmt::format("nothing is called '{}'", text),
             "name a control, a compartment (X-Y), 'category:x', 'level:x' or an owner");
  return {};
}

}  // namespace internal
}  // namespace markings
