// Reads what a regime with banner categories has beside levels: categories, owners, lists, compartments, rules.

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <bit>
#include <utility>

#include "libmarkings/marking/internal/mark_text.h"
#include "libmarkings/marking/internal/vocabulary_loader.h"

namespace markings {

namespace {
constexpr std::array<std::string_view, kCheckCount> kCheckNames = {
    "category-order",   "value-order",       "separator",         "compartment-hyphen", "tree-order",
    "list-order",       "list-separator",    "list-empty",        "home-alone",         "owner-one",
    "owner-list-order", "level-first",       "level-spelled",     "portion-form",       "banner-form",
    "parentheses",      "capitals",          "unknown-token",     "unknown-country",    "duplicate",
    "two-levels",       "deprecated",        "too-long",          "deceptive-character", "superseded",
    "absorbed",         "rollup-level",      "rollup-union",      "rollup-release",     "rollup-absorbed",
    "rollup-superseded", "rollup-fgi",       "rollup-joint",      "rollup-owner-level", "rollup-tree", "rollup-gap",
    "banner-missing",   "banner-excessive",  "banner-compilation"};
}  // namespace

std::string_view Name(FormCheck check) { return kCheckNames[static_cast<std::size_t>(check)]; }

namespace internal {
namespace {

std::string Capitals(std::string_view text) {
  std::string upper(text);
  std::ranges::transform(upper, upper.begin(),
                         [](char c) { return IsLower(c) ? static_cast<char>(c - 'a' + 'A') : c; });
  return upper;
}

// What a check is when the vocabulary has no row for it: style is a note, form an error.
Severity DefaultSeverity(FormCheck check) {
  switch (check) {
    case FormCheck::kDeprecated:
    case FormCheck::kDuplicate:
    case FormCheck::kAbsorbed:
    case FormCheck::kBannerExcessive:
      return Severity::kWarning;
    case FormCheck::kSuperseded:
    case FormCheck::kBannerCompilation:
      return Severity::kNote;
    default:
      return Severity::kError;
  }
}

std::optional<Severity> SeverityNamed(std::string_view name) {
  for (const Severity severity : {Severity::kNote, Severity::kWarning, Severity::kError}) {
    if (Name(severity) == name) return severity;
  }
  return std::nullopt;
}

}  // namespace

void GrammarLoader::Load() {
  ReadSyntax();
  ReadCategories();
  ReadOwners();
  ReadLevels();
  ReadCompounds();
  ReadControls();
  if (in_.error()) return;
  ReadCompartments();
  ReadFused();
  ReadDeprecated();
  ReadChecks();
  ReadRules();
  for (std::size_t i = 0; i < grammar_.owners.size(); ++i) {
    // (Read here, since controls come after owners.)
    const std::vector<const Table*> rows = in_.Rows(root_, "owner");
    const std::string into = in_.Text(*rows[i], "rolls_into", false);
    if (into.empty()) continue;
    grammar_.owners[i].rolls_into = ControlIndex(into);
    if (!grammar_.owners[i].rolls_into) {
      in_.Refuse(*rows[i]->get("rolls_into"), fmt::format("there is no control '{}'", into),
                 "name the id of a [[control]]");
    }
  }
  vocabulary_.grammar_ = std::make_shared<const Grammar>(std::move(grammar_));
  vocabulary_.spellings_ = std::make_shared<const SpellingTable>(std::move(spellings_));
}

bool GrammarLoader::InEdition(const Table& row, bool* alone) {
  const std::vector<std::string> editions = in_.Texts(row, "editions");
  for (const std::string& edition : editions) {
    if (std::ranges::find(vocabulary_.editions_, edition) == vocabulary_.editions_.end()) {
      in_.Refuse(*row.get("editions"), fmt::format("there is no edition '{}'", edition),
                 "name one of the file's editions");
    }
  }
  if (alone != nullptr) *alone = editions.size() == 1 && vocabulary_.editions_.size() > 1;
  return editions.empty() || std::ranges::find(editions, vocabulary_.edition_) != editions.end();
}

std::string GrammarLoader::Form(const Table& row, std::string_view key, const std::string& otherwise) {
  std::string form = in_.Text(row, key, false);
  return form.empty() ? otherwise : form;
}

void GrammarLoader::AddSpelling(const Table& row, std::string_view text, Meaning meaning) {
  if (text.empty()) return;
  const std::string upper = Capitals(text);
  loader_.Measure(row, upper);
  if (!spellings_.Add(upper, meaning)) {
    in_.Refuse(row, fmt::format("the name '{}' is used twice", text), "give each row names of its own");
  }
}

void GrammarLoader::ReadSyntax() {
  const Table* syntax = in_.Table(root_, "syntax", true);
  if (syntax == nullptr) return;
  in_.CheckKeys(*syntax, {"category", "value", "owner", "prefix", "home", "case"});
  grammar_.category_separator = in_.Text(*syntax, "category", true);
  grammar_.value_separator = Form(*syntax, "value", "/");
  grammar_.owner_prefix = in_.Text(*syntax, "owner", false);
  grammar_.prefixes = in_.Texts(*syntax, "prefix");
  grammar_.home = in_.Text(*syntax, "home", false);
  const std::string letter_case = in_.Text(*syntax, "case", false);
  grammar_.exact_case = letter_case == "exact";
  if (!letter_case.empty() && letter_case != "exact" && letter_case != "any" && letter_case != "capitals") {
    in_.Refuse(*syntax->get("case"), "there is no such case", "write \"capitals\" or \"exact\"");
  }
}

void GrammarLoader::ReadLevels() {
  const std::vector<const Table*> rows = in_.Rows(root_, "level");
  for (std::size_t i = 0; i < rows.size() && i < vocabulary_.levels_.size(); ++i) {
    const Table& row = *rows[i];
    in_.CheckKeys(row, {"id", "banner", "long", "portion", "aliases", "source", "unmarked", "owners",
                        "at_home", "editions", "replaced"});
    Level& level = vocabulary_.levels_[i];
    if (!in_.Flag(row, "unmarked")) grammar_.classified |= std::uint64_t{1} << i;
    for (const std::string& id : in_.Texts(row, "owners")) {
      if (const auto owner = OwnerIndex(id)) {
        level.owners |= std::uint64_t{1} << *owner;
      } else {
        in_.Refuse(*row.get("owners"), fmt::format("there is no owner '{}'", id), "name an [[owner]]");
      }
    }
    level.at_home = loader_.LevelIndex(row, "at_home");
    const auto index = static_cast<std::uint8_t>(i);
    const auto add = [&](std::string_view text, std::uint8_t forms) {
      AddSpelling(row, text, {.kind = Meaning::Kind::kLevel, .forms = forms, .index = index});
      vocabulary_.level_by_name_.emplace(Capitals(text), i);
    };
    add(level.banner, Meaning::kBanner);
    add(level.portion, Meaning::kPortion);
    add(level.long_form, Meaning::kLong);
    for (const std::string& alias : level.aliases) add(alias, Meaning::kAlias);
    vocabulary_.level_by_name_.emplace(Capitals(level.id), i);
  }
}

void GrammarLoader::ReadCategories() {
  for (const Table* row : in_.Rows(root_, "category")) {
    in_.CheckKeys(*row, {"id", "field", "order", "unknown", "access", "source"});
    Category category{in_.Text(*row, "id", true), in_.Text(*row, "field", true),
                      in_.Text(*row, "source", true)};
    static constexpr std::array<std::string_view, 7> kFields = {"sci",    "sap",   "aea", "fgi",
                                                                "dissem", "nonic", "cui"};
    if (!in_.error() && std::ranges::find(kFields, category.field) == kFields.end()) {
      in_.Refuse(*row->get("field"), fmt::format("unknown field '{}'", category.field),
                 "use one of: sci, sap, aea, fgi, dissem, nonic, cui");
    }
    category.order = in_.Text(*row, "order", false) == "name" ? ValueOrder::kName : ValueOrder::kRegister;
    category.access = in_.Flag(*row, "access");
    category.open = in_.Text(*row, "unknown", false) == "warning";
    grammar_.categories.push_back(std::move(category));
  }
  if (grammar_.categories.size() > kMaxCategories) in_.Refuse(root_, "there are too many categories", "use fewer");
}

void GrammarLoader::ReadOwners() {
  for (const Table* row : in_.Rows(root_, "owner")) {
    in_.CheckKeys(*row, {"id", "word", "portion", "list", "codes", "rolls_into", "source", "editions"});
    Owner owner{in_.Text(*row, "id", true), in_.Text(*row, "word", false), in_.Text(*row, "source", true),
                in_.Texts(*row, "codes"), OwnerList::kNone, {}};
    const std::string list = Form(*row, "list", "none");
    owner.list = list == "before"  ? OwnerList::kBefore
                 : list == "after" ? OwnerList::kAfter
                                   : OwnerList::kNone;
    if (owner.list == OwnerList::kNone && list != "none") {
      in_.Refuse(*row->get("list"), "there is no such place of the list", "write before, after or none");
    }
    grammar_.owners.push_back(std::move(owner));
  }
  if (grammar_.owners.size() > 60) in_.Refuse(root_, "there are too many owners", "use fewer");
}

void GrammarLoader::ReadCompounds() {
  for (const Table* row : in_.Rows(root_, "compound")) {
    in_.CheckKeys(*row, {"banner", "portion", "long", "level", "owner", "aliases", "source", "editions"});
    if (!InEdition(*row)) continue;
    Compound compound{in_.Text(*row, "banner", true), in_.Text(*row, "portion", true), {},
                      in_.Text(*row, "source", true)};
    compound.long_form = Form(*row, "long", compound.banner);
    compound.level = loader_.LevelIndex(*row, "level").value_or(0);
    const std::string id = in_.Text(*row, "owner", false);
    const auto owner = OwnerIndex(id);
    if (!owner && !in_.error()) {
      in_.Refuse(*row, fmt::format("there is no owner '{}'", id), "name the id of an [[owner]]");
    }
    compound.owner = owner.value_or(0);
    const auto index = static_cast<std::uint8_t>(grammar_.compounds.size());
    const auto add = [&](std::string_view text, std::uint8_t forms) {
      AddSpelling(*row, text, {.kind = Meaning::Kind::kCompound, .forms = forms, .index = index});
    };
    add(compound.banner, Meaning::kBanner);
    add(compound.portion, Meaning::kPortion);
    add(compound.long_form, Meaning::kLong);
    for (const std::string& alias : in_.Texts(*row, "aliases")) add(alias, Meaning::kAlias);
    grammar_.compounds.push_back(std::move(compound));
  }
}

void GrammarLoader::ReadControls() {
  std::vector<const Table*> rows;
  for (const Table* row : in_.Rows(root_, "control")) {
    if (InEdition(*row)) rows.push_back(row);
  }
  if (rows.size() > 63) {
    in_.Refuse(*rows[63], "there are more than 63 controls", "split the vocabulary");
    return;
  }
  for (const Table* row : rows) {
    in_.CheckKeys(*row, {"id", "banner", "portion", "long", "aliases", "field", "category", "source", "takes",
                         "bare", "known", "chain", "access", "list_separator", "home_first", "home_never",
                         "optional_list", "list_before", "release", "max_level", "absorbed_from",
                         "supersedes", "implies", "leaves", "excludes", "requires", "deprecated", "editions"});
    Control control;
    control.id = in_.Text(*row, "id", true);
    control.banner = Form(*row, "banner", control.id);
    control.portion = Form(*row, "portion", control.banner);
    control.long_form = Form(*row, "long", control.banner);
    control.aliases = in_.Texts(*row, "aliases", TomlReader::Emptiness::kAllowed);
    control.category = CategoryIndex(*row);
    if (in_.error()) return;
    control.field = grammar_.categories[control.category].field;
    control.source = in_.Text(*row, "source", true);
    control.max_level = loader_.LevelIndex(*row, "max_level");
    control.absorbed_from = loader_.LevelIndex(*row, "absorbed_from");
    control.deprecated = in_.Flag(*row, "deprecated");
    control.access = in_.Flag(*row, "access");
    control.bare = in_.Flag(*row, "bare");
    control.chain = in_.Flag(*row, "chain");
    control.known = in_.Texts(*row, "known");
    control.home_first = in_.Flag(*row, "home_first");
    control.home_never = in_.Flag(*row, "home_never");
    control.optional_list = in_.Flag(*row, "optional_list");
    control.list_before = in_.Flag(*row, "list_before");
    if (const toml::node* separator = row->get("list_separator")) {
      control.list_separator = separator->value_or(std::string(" "));
    }
    static constexpr std::array<std::string_view, 5> kLists = {"none", "countries", "numbers", "names", "tree"};
    const std::string takes = Form(*row, "takes", "none");
    const auto list = std::ranges::find(kLists, takes);
    if (list == kLists.end()) {
      in_.Refuse(*row->get("takes"), fmt::format("nothing is called '{}' there", takes),
                 "write countries, numbers, names or tree");
      return;
    }
    control.takes = static_cast<ListKind>(list - kLists.begin());
    static constexpr std::array<std::string_view, 5> kRoles = {"", "none", "list", "display", "officer"};
    const std::string release = in_.Text(*row, "release", false);
    const auto role = std::ranges::find(kRoles, release);
    if (role == kRoles.end()) {
      in_.Refuse(*row->get("release"), fmt::format("nothing is called '{}' there", release),
                 "write none, list, display or officer");
      return;
    }
    control.release = static_cast<ReleaseRole>(role - kRoles.begin());
    const auto index = static_cast<std::uint8_t>(vocabulary_.controls_.size());
    const auto add = [&](std::string_view text, std::uint8_t forms) {
      AddSpelling(*row, text, {.kind = Meaning::Kind::kControl, .forms = forms, .index = index});
      vocabulary_.control_by_name_.emplace(Capitals(text), index);
    };
    if (!control.bare) {
      add(control.banner, Meaning::kBanner);
      add(control.portion, Meaning::kPortion);
      add(control.long_form, Meaning::kLong);
    }
    for (const std::string& alias : control.aliases) add(alias, Meaning::kAlias);
    vocabulary_.control_by_name_.emplace(Capitals(control.id), index);
    for (const std::string& name : control.known) {
      if (!spellings_.AddCompartment(index, Capitals(name), 0, Meaning::kBanner | Meaning::kPortion)) {
        in_.Refuse(*row, fmt::format("the name '{}' stands twice", name), "take one out");
      }
    }
    vocabulary_.controls_.push_back(std::move(control));
  }
  if (in_.error()) return;
  loader_.ReadRelations(rows);
}

void GrammarLoader::ReadCompartments() {
  for (const Table* row : in_.Rows(root_, "compartment")) {
    in_.CheckKeys(*row, {"of", "id", "banner", "portion", "long", "aliases", "source", "editions"});
    if (!InEdition(*row)) continue;
    const std::string of = in_.Text(*row, "of", true);
    const auto control = ControlIndex(of);
    if (!control) {
      // A control that the edition does not have takes its compartments with it.
      const auto rows = in_.Rows(root_, "control");
      const bool known = std::ranges::any_of(rows, [&](const Table* one) {
        return one->get("id") != nullptr && one->get("id")->value_or(std::string()) == of;
      });
      if (!known) in_.Refuse(*row, fmt::format("there is no control '{}'", of), "name a [[control]]");
      continue;
    }
    Compartment part;
    part.id = in_.Text(*row, "id", true);
    part.banner = Form(*row, "banner", part.id);
    part.portion = Form(*row, "portion", part.banner);
    part.long_form = Form(*row, "long", part.banner);
    part.source = in_.Text(*row, "source", true);
    part.control = *control;
    const std::size_t index = grammar_.compartments.size();
    const auto add = [&](const std::string& text, std::uint8_t forms) {
      if (!spellings_.AddCompartment(*control, Capitals(text), index, forms)) {
        in_.Refuse(*row, fmt::format("the name '{}' is used twice", text), "give each row names of its own");
      }
    };
    add(part.banner, Meaning::kBanner);
    add(part.portion, Meaning::kPortion);
    add(part.long_form, Meaning::kLong);
    for (const std::string& alias : in_.Texts(*row, "aliases", TomlReader::Emptiness::kAllowed))
      add(alias, Meaning::kAlias);
    grammar_.compartments.push_back(std::move(part));
  }
}

void GrammarLoader::ReadFused() {
  for (const Table* row : in_.Rows(root_, "fused")) {
    in_.CheckKeys(*row, {"banner", "portion", "long", "aliases", "category", "controls", "levels", "source",
                         "editions", "id"});
    if (!InEdition(*row)) continue;
    Fused fused{in_.Text(*row, "banner", true), in_.Text(*row, "portion", true), {},
                in_.Text(*row, "source", true)};
    fused.long_form = Form(*row, "long", fused.banner);
    fused.category = CategoryIndex(*row);
    fused.controls = loader_.ControlSet(*row, "controls");
    fused.levels = row->contains("levels") ? loader_.LevelSet(*row, "levels") : ~std::uint64_t{0};
    const auto index = static_cast<std::uint8_t>(grammar_.fused.size());
    const auto add = [&](std::string_view text, std::uint8_t forms) {
      AddSpelling(*row, text, {.kind = Meaning::Kind::kFused, .forms = forms, .index = index});
    };
    add(fused.banner, Meaning::kBanner);
    add(fused.portion, Meaning::kPortion);
    add(fused.long_form, Meaning::kLong);
    for (const std::string& alias : in_.Texts(*row, "aliases")) add(alias, Meaning::kAlias);
    grammar_.fused.push_back(std::move(fused));
  }
}

// Old spellings, with what they are now: a level, a compound, a control, or a control with a compartment.
void GrammarLoader::ReadDeprecated() {
  for (const Table* row : in_.Rows(root_, "deprecated")) {
    in_.CheckKeys(*row, {"spelling", "means", "since", "of", "source", "editions", "id", "note"});
    if (!InEdition(*row)) continue;
    const std::string spelling = Capitals(in_.Text(*row, "spelling", true));
    const std::string means = Capitals(in_.Text(*row, "means", true));
    const std::string source = in_.Text(*row, "source", true);
    if (in_.error()) return;
    // `of`: an old name of a compartment.
    if (const std::string of = in_.Text(*row, "of", false); !of.empty()) {
      const auto control = ControlIndex(of);
      const Meaning* part = control ? spellings_.FindCompartment(*control, means) : nullptr;
      if (part == nullptr) {
        in_.Refuse(*row, fmt::format("'{}' has no compartment '{}'", of, means), "name a [[compartment]]");
        return;
      }
      if (!spellings_.AddCompartment(*control, spelling, part->index, Meaning::kDeprecated)) {
        in_.Refuse(*row, fmt::format("the name '{}' is used twice", spelling), "take one out");
      }
      continue;
    }
    Meaning meaning;
    const Meaning* found = spellings_.FindLevel(means);
    if (found == nullptr) found = spellings_.FindControl(means);
    if (found != nullptr) {
      meaning = *found;
    } else if (const std::size_t hyphen = means.find('-'); hyphen != std::string::npos) {
      found = spellings_.FindControl(std::string_view(means).substr(0, hyphen));
      if (found != nullptr) {
        meaning = *found;
        meaning.name = means.substr(hyphen + 1);
      }
    }
    if (found == nullptr) {
      in_.Refuse(*row->get("means"), fmt::format("nothing is spelled '{}'", means),
                 "write a spelling of this file");
      return;
    }
    meaning.forms = Meaning::kDeprecated;
    meaning.deprecated = source;
    AddSpelling(*row, spelling, meaning);
  }
}

void GrammarLoader::ReadChecks() {
  std::array<bool, kCheckCount> named{};
  for (std::size_t i = 0; i < kCheckCount; ++i) {
    const auto check = static_cast<FormCheck>(i);
    grammar_.checks.push_back({std::string(Name(check)), {}, DefaultSeverity(check)});
  }
  for (const Table* row : in_.Rows(root_, "check")) {
    in_.CheckKeys(*row, {"check", "id", "what", "severity", "source", "editions"});
    const std::string name = in_.Text(*row, "check", true);
    const auto found = std::ranges::find(kCheckNames, name);
    if (found == kCheckNames.end()) {
      in_.Refuse(*row, fmt::format("the engine has no check '{}'", name),
                 TomlReader::DidYouMean(name, kCheckNames, "see docs/formats/vocabulary.md"));
      return;
    }
    const auto at = static_cast<std::size_t>(found - kCheckNames.begin());
    CheckRow& check = grammar_.checks[at];
    bool alone = false;
    if (!InEdition(*row, &alone)) {
      if (!named[at]) check.off = true;
      continue;
    }
    CheckRow fresh{in_.Text(*row, "id", true), in_.Text(*row, "source", true), check.severity, false, alone};
    if (const std::string severity = in_.Text(*row, "severity", false); !severity.empty()) {
      if (severity == "off") {
        fresh.off = true;
      } else if (const auto level = SeverityNamed(severity)) {
        fresh.severity = *level;
      } else {
        in_.Refuse(*row->get("severity"), "there is no such severity", "write error, warning, note or off");
      }
    }
    if (named[at]) {  // several sources for one check
      check.source += "; " + fresh.source;
      continue;
    }
    named[at] = true;
    check = std::move(fresh);
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

void GrammarLoader::ReadRules() {
  grammar_.rules_by_control.resize(vocabulary_.controls_.size());
  std::set<std::string> ids;
  for (const Table* row : in_.Rows(root_, "rule")) {
    in_.CheckKeys(*row, {"id", "on", "with", "without", "at", "kinds", "levels", "requires", "requires_any",
                         "excludes", "owners", "codes_required", "codes_excluded", "min_names", "max_names",
                         "numbers", "forbidden", "severity", "what", "editions", "source"});
    MarkRule rule = ReadRule(*row);
    if (in_.error()) return;
    if (!ids.insert(rule.id).second) {
      in_.Refuse(*row, fmt::format("the rule '{}' stands twice", rule.id), "give each rule its own id");
      return;
    }
    if (!InEdition(*row, &rule.edition)) continue;
    // A rule whose every token is unknown to this edition never applies.
    if (rule.on.empty() && row->contains("on")) continue;
    const std::size_t index = grammar_.rules.size();
    bool by_control = !rule.on.empty();
    for (const Pattern& pattern : rule.on) {
      by_control = by_control && (pattern.kind == Pattern::Kind::kControl ||
                                  pattern.kind == Pattern::Kind::kCompartment ||
                                  pattern.kind == Pattern::Kind::kAnyCompartment ||
                                  pattern.kind == Pattern::Kind::kSubcompartment);
    }
    if (by_control) {
      std::uint64_t added = 0;
      for (const Pattern& pattern : rule.on) {
        if ((added >> pattern.index & 1U) != 0) continue;
        added |= std::uint64_t{1} << pattern.index;
        grammar_.rules_by_control[pattern.index].push_back(index);
      }
    } else {
      grammar_.rules_of_all.push_back(index);
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
    rule.banner = std::ranges::find(kinds, "banner") != kinds.end();
    rule.portion = std::ranges::find(kinds, "portion") != kinds.end();
    if (!rule.banner && !rule.portion) {
      in_.Refuse(*row.get("kinds"), "there is no such kind", "write banner or portion");
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
  static constexpr std::array<std::pair<std::string_view, MarkRule::Kind>, 11> kKinds = {{
      {"levels", kLevels},
      {"requires", kRequires},
      {"requires_any", kRequiresAny},
      {"excludes", kExcludes},
      {"owners", kOwners},
      {"codes_required", kCodesRequired},
      {"codes_excluded", kCodesExcluded},
      {"min_names", kNames},
      {"max_names", kNames},
      {"numbers", kNumbers},
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
      rule.codes = in_.Texts(row, chosen);
      break;
    case kNames:
      rule.min = row.contains("min_names") ? Number(*row.get("min_names"), "min_names") : 0;
      rule.max = row.contains("max_names") ? Number(*row.get("max_names"), "max_names") : 1'000'000;
      break;
    case kNumbers: {
      const toml::array* range = row.get("numbers")->as_array();
      if (range == nullptr || range->size() != 2) {
        in_.Refuse(*row.get("numbers"), "'numbers' must be two numbers", "write numbers = [1, 99]");
        return;
      }
      rule.min = Number(*range->get(0), "numbers");
      rule.max = Number(*range->get(1), "numbers");
      break;
    }
    case kForbidden:
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
  for (const Table* row : in_.Rows(root_, "control")) {
    const std::string id = row->get("id") == nullptr ? std::string() : row->get("id")->value_or(std::string());
    if (!id.empty() && (stem == id || stem.starts_with(id + "-"))) return {Kind::kControl, kElsewhere, {}};
  }
  in_.Refuse(node, fmt::format("nothing is called '{}'", text),
             "name a control, a compartment (X-Y), 'category:x', 'level:x' or an owner");
  return {};
}

std::size_t GrammarLoader::CategoryIndex(const Table& row) {
  const std::string id = in_.Text(row, "category", true);
  for (std::size_t i = 0; i < grammar_.categories.size(); ++i) {
    if (grammar_.categories[i].id == id) return i;
  }
  in_.Refuse(row, fmt::format("there is no category '{}'", id), "name the id of a [[category]]");
  return 0;
}

std::optional<std::size_t> GrammarLoader::OwnerIndex(std::string_view id) const {
  const auto found = std::ranges::find(grammar_.owners, id, &Owner::id);
  if (found == grammar_.owners.end()) return std::nullopt;
  return static_cast<std::size_t>(found - grammar_.owners.begin());
}

std::optional<std::size_t> GrammarLoader::ControlIndex(std::string_view id) const {
  const auto found = std::ranges::find(vocabulary_.controls_, id, &Control::id);
  if (found == vocabulary_.controls_.end()) return std::nullopt;
  return static_cast<std::size_t>(found - vocabulary_.controls_.begin());
}

}  // namespace internal
}  // namespace markings
