// Reads what a regime with banner categories has beside levels: categories, owners, lists, compartments,
// rules.

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <bit>
#include <ranges>
#include <utility>

#include "libmarkings/marking/countries.h"
#include "libmarkings/marking/internal/mark_text.h"
#include "libmarkings/marking/internal/protection.h"
#include "libmarkings/marking/internal/vocabulary_loader.h"

namespace markings::internal {
void GrammarLoader::Load() {
  ReadSyntax();
  ReadCategories();
  ReadOwners();
  ReadLevels();
  ReadControls();
  if (in_.error()) return;
  ReadCompounds();  // (they name controls)
  ReadCompartments();
  ReadTypeWords();
  ReadFused();
  ReadDeprecated();
  ReadChecks();
  ReadRules();
  ReadField();
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
  grammar_.gap_is_plain = grammar_.row(FormCheck::kRollupGap).off ||
                          std::ranges::none_of(vocabulary_.controls_, [](const Control& row) {
                            return row.release == ReleaseRole::kNobody;
                          });
  SummariseControls();
  vocabulary_.grammar_ = std::make_shared<const Grammar>(std::move(grammar_));
  vocabulary_.spellings_ = std::make_shared<const SpellingTable>(std::move(spellings_));
}

// (After all rows are read: the relations of controls are made transitive before.)
void GrammarLoader::SummariseControls() {
  for (std::size_t i = 0; i < spellings_.controls().size(); ++i) {
    const Meaning& meaning = spellings_.controls()[i].meaning;
    const bool control = meaning.kind == Meaning::Kind::kControl;
    if (control && vocabulary_.controls_[meaning.index].takes != ListKind::kNone) spellings_.TakesList(i);
  }
  ListRules();
  for (std::size_t i = 0; i < vocabulary_.controls_.size(); ++i) {
    const Control& row = vocabulary_.controls_[i];
    const std::uint64_t bit = std::uint64_t{1} << i;
    grammar_.bare |= row.bare ? bit : 0;
    grammar_.list_before |= row.list_before ? bit : 0;
    grammar_.rewriting |= row.deprecated || row.implies != 0 || row.supersedes != 0 ? bit : 0;
  }
  for (std::size_t i = 0; i < vocabulary_.levels_.size(); ++i)
    grammar_.absorbed.push_back(AbsorbedBy(vocabulary_, i));
}

bool GrammarLoader::InEdition(const Table& row, std::string* named, std::string_view key) {
  const std::vector<std::string> editions = in_.Texts(row, key);
  for (const std::string& edition : editions) loader_.CheckEdition(*row.get(key), edition);
  if (named != nullptr && !editions.empty() && editions.size() < vocabulary_.editions_.size()) {
    *named = editions.size() == 1 ? "edition " : "editions ";
    for (const std::string& edition : editions)
      *named += (&edition == &editions.front() ? "" : ", ") + edition;
  }
  return editions.empty() || std::ranges::find(editions, vocabulary_.edition_) != editions.end();
}

std::string GrammarLoader::Form(const Table& row, std::string_view key, const std::string& otherwise) {
  std::string form = in_.Text(row, key, false);
  return form.empty() ? otherwise : form;
}

void GrammarLoader::AddSpelling(const Table& row, std::string_view text, const Meaning& meaning) {
  if (text.empty()) return;
  const std::string upper = Upper(text);
  loader_.Measure(row, upper);
  if (!spellings_.Add(upper, meaning)) {
    in_.Refuse(row, fmt::format("the name '{}' is used twice", text), "give each row names of its own");
  }
}

void GrammarLoader::ReadSyntax() {
  const Table* syntax = in_.Table(root_, "syntax", true);
  if (syntax == nullptr) return;
  in_.CheckKeys(*syntax, {"category", "value", "owner", "prefix", "home", "case", "authority_block"});
  grammar_.category_separator = in_.Text(*syntax, "category", true);
  grammar_.value_separator = Form(*syntax, "value", "/");
  grammar_.owner_prefix = in_.Text(*syntax, "owner", false);
  grammar_.prefixes = in_.Texts(*syntax, "prefix");
  grammar_.home = in_.Text(*syntax, "home", false);
  grammar_.authority_block = in_.Flag(*syntax, "authority_block");
  if (!grammar_.home.empty()) CheckCodes(*syntax, "home", {&grammar_.home, 1});
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
    in_.CheckKeys(row,
                  {"id", "banner", "long", "portion", "aliases", "source", "unmarked", "owners", "at_home"});
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
    RefuseTwin(row, vocabulary_.levels_, i, level.id);
    const auto index = static_cast<std::uint16_t>(i);
    const auto add = [&](std::string_view text, std::uint8_t forms) {
      AddSpelling(row, text, {.kind = Meaning::Kind::kLevel, .forms = forms, .index = index});
      vocabulary_.level_by_name_.emplace(Upper(text), i);
    };
    add(level.banner, Meaning::kBanner);
    add(level.portion, Meaning::kPortion);
    add(level.long_form, Meaning::kLong);
    for (const std::string& alias : level.aliases) add(alias, Meaning::kAlias);
    vocabulary_.level_by_name_.emplace(Upper(level.id), i);
  }
}

void GrammarLoader::ReadCategories() {
  for (const Table* row : in_.Rows(root_, "category")) {
    in_.CheckKeys(*row, {"id", "field", "order", "unknown", "access", "among", "among_editions", "source"});
    Category category{in_.Text(*row, "id", true), in_.Text(*row, "field", true),
                      in_.Text(*row, "source", true)};
    static constexpr std::array<std::string_view, 7> kFields = {"sci",    "sap",   "aea", "fgi",
                                                                "dissem", "nonic", "cui"};
    if (!in_.error() && std::ranges::find(kFields, category.field) == kFields.end()) {
      in_.Refuse(*row->get("field"), fmt::format("unknown field '{}'", category.field),
                 "use one of: sci, sap, aea, fgi, dissem, nonic, cui");
    }
    const auto word = [&](std::string_view key, std::string_view usual, std::string_view other) {
      const std::string text = Form(*row, key, std::string(usual));
      if (text != usual && text != other) {
        in_.Refuse(*row->get(key), fmt::format("nothing is called '{}' there", text),
                   fmt::format("write {} or {}", usual, other));
      }
      return text == other;
    };
    category.order = word("order", "register", "name") ? ValueOrder::kName : ValueOrder::kRegister;
    category.access = in_.Flag(*row, "access");
    category.open = word("unknown", "error", "warning");
    RefuseTwin(*row, grammar_.categories, grammar_.categories.size(), category.id);
    grammar_.categories.push_back(std::move(category));
  }
  for (const Table* row : in_.Rows(root_, "category")) {
    if (!row->contains("among") && !row->contains("among_editions")) continue;
    const std::string among = in_.Text(*row, "among", true);
    const auto found = std::ranges::find(grammar_.categories, among, &Category::id);
    if (found == grammar_.categories.end()) {
      in_.Refuse(*row, fmt::format("there is no category '{}'", among), "name the id of a [[category]]");
    } else if (InEdition(*row, nullptr, "among_editions")) {
      const auto own = std::ranges::find(grammar_.categories, in_.Text(*row, "id", true), &Category::id);
      if (own != grammar_.categories.end())
        own->among = static_cast<std::size_t>(found - grammar_.categories.begin());
    }
  }
  if (grammar_.categories.size() > kMaxCategories)
    in_.Refuse(root_, "there are too many categories", "use fewer");
}

void GrammarLoader::ReadOwners() {
  for (const Table* row : in_.Rows(root_, "owner")) {
    in_.CheckKeys(*row, {"id", "word", "list", "codes", "rolls_into", "undated", "banner_list", "source"});
    Owner owner{in_.Text(*row, "id", true),
                in_.Text(*row, "word", false),
                in_.Text(*row, "source", true),
                in_.Texts(*row, "codes"),
                OwnerList::kNone,
                in_.Flag(*row, "undated"),
                in_.Flag(*row, "banner_list"),
                {}};
    const std::string list = Form(*row, "list", "none");
    owner.list = list == "before"  ? OwnerList::kBefore
                 : list == "after" ? OwnerList::kAfter
                                   : OwnerList::kNone;
    if (owner.list == OwnerList::kNone && list != "none") {
      in_.Refuse(*row->get("list"), "there is no such place of the list", "write before, after or none");
    }
    CheckCodes(*row, "codes", owner.codes);
    RefuseTwin(*row, grammar_.owners, grammar_.owners.size(), owner.id);
    grammar_.owners.push_back(std::move(owner));
  }
  if (grammar_.owners.size() > 60) in_.Refuse(root_, "there are too many owners", "use fewer");
}

void GrammarLoader::ReadCompounds() {
  for (const Table* row : in_.Rows(root_, "compound")) {
    in_.CheckKeys(*row, {"banner", "portion", "long", "level", "owner", "aliases", "controls", "deprecated",
                         "source", "editions"});
    if (!InEdition(*row)) continue;
    Compound compound{
        in_.Text(*row, "banner", true), in_.Text(*row, "portion", true), {}, in_.Text(*row, "source", true)};
    compound.long_form = Form(*row, "long", compound.banner);
    if (!row->contains("level") && !in_.error())
      in_.Refuse(*row, "the level is missing", "add level = \"...\", the id of a [[level]]");
    compound.level = loader_.LevelIndex(*row, "level").value_or(0);
    const std::string id = in_.Text(*row, "owner", false);
    const auto owner = OwnerIndex(id);
    if (!owner && !in_.error()) {
      in_.Refuse(*row, fmt::format("there is no owner '{}'", id), "name the id of an [[owner]]");
    }
    compound.owner = owner.value_or(0);
    const std::vector<std::string> parts = in_.Texts(*row, "controls");
    // (A control that the edition does not have takes its spellings with it.)
    if (std::ranges::any_of(parts, [&](const std::string& one) { return loader_.elsewhere_.contains(one); }))
      continue;
    compound.controls = loader_.ControlSet(*row, "controls");
    compound.deprecated = in_.Flag(*row, "deprecated");
    const auto index = RowIndex(*row, grammar_.compounds.size());
    const auto add = [&](std::string_view text, std::uint8_t forms) {
      Meaning meaning{.kind = Meaning::Kind::kCompound, .forms = forms, .index = index};
      if (compound.deprecated) {
        meaning.forms = Meaning::kDeprecated;
        meaning.deprecated = compound.source;
      }
      AddSpelling(*row, text, meaning);
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
    if (InEdition(*row)) {
      rows.push_back(row);
      continue;
    }
    loader_.elsewhere_.insert(in_.Text(*row, "id", true));
    for (const std::string_view key : {"id", "banner", "portion", "long"}) {
      if (const std::string text = in_.Text(*row, key, false); !text.empty())
        loader_.spelled_elsewhere_.insert(Upper(text));
    }
  }
  // (A token may be one thing in one edition and another in the next.)
  for (const Table* row : rows) loader_.elsewhere_.erase(in_.Text(*row, "id", true));
  if (rows.size() > 63) {
    in_.Refuse(*rows[63], "there are more than 63 controls", "split the vocabulary");
    return;
  }
  for (const Table* row : rows) {
    for (const std::string_view key : {"max_level", "excludes", "requires"}) {
      if (row->contains(key))
        in_.Refuse(*row->get(key), fmt::format("'{}' is no key of a control here", key),
                   "write a [[rule]], with the source of what it asks");
    }
    in_.CheckKeys(*row, {"id",
                         "banner",
                         "portion",
                         "long",
                         "aliases",
                         "category",
                         "source",
                         "takes",
                         "bare",
                         "known",
                         "chain",
                         "word_again",
                         "access",
                         "list_separator",
                         "home_first",
                         "home_never",
                         "optional_list",
                         "list_before",
                         "undated",
                         "release",
                         "unstated",
                         "unstated_editions",
                         "banner_list",
                         "home_category",
                         "same_list",
                         "absorbed_from",
                         "supersedes",
                         "implies",
                         "leaves",
                         "deprecated",
                         "editions"});
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
    control.absorbed_from = loader_.LevelIndex(*row, "absorbed_from");
    control.deprecated = in_.Flag(*row, "deprecated");
    control.access = in_.Flag(*row, "access");
    control.bare = in_.Flag(*row, "bare");
    control.chain = in_.Flag(*row, "chain");
    control.word_again = row->contains("word_again") && InEdition(*row, nullptr, "word_again");
    control.known = in_.Texts(*row, "known");
    control.home_first = in_.Flag(*row, "home_first");
    control.home_never = in_.Flag(*row, "home_never");
    control.optional_list = in_.Flag(*row, "optional_list");
    control.banner_list = in_.Text(*row, "banner_list", false);
    control.list_before = in_.Flag(*row, "list_before");
    control.undated = in_.Flag(*row, "undated");
    control.same_list = in_.Flag(*row, "same_list");
    if (row->contains("home_category")) control.home_category = CategoryIndex(*row, "home_category");
    if (const toml::node* separator = row->get("list_separator")) {
      const auto text = separator->value<std::string>();
      if (!text || text->empty())
        in_.Refuse(*separator, "'list_separator' must be a text", "write \" \" or \", \"");
      control.list_separator = text.value_or(" ");
    }
    static constexpr std::array<std::string_view, 5> kLists = {"none", "countries", "numbers", "names",
                                                               "tree"};
    control.takes =
        static_cast<ListKind>(OneOf(*row, "takes", kLists, "write countries, numbers, names or tree"));
    static constexpr std::array<std::string_view, 5> kRoles = {"", "none", "list", "display", "officer"};
    control.release =
        static_cast<ReleaseRole>(OneOf(*row, "release", kRoles, "write none, list, display or officer"));
    ReadUnstated(*row, control);
    if (in_.error()) return;
    const auto index = static_cast<std::uint16_t>(vocabulary_.controls_.size());
    const auto add = [&](std::string_view text, std::uint8_t forms) {
      AddSpelling(*row, text, {.kind = Meaning::Kind::kControl, .forms = forms, .index = index});
      vocabulary_.control_by_name_.emplace(Upper(text), index);
    };
    if (!control.bare) {
      add(control.banner, Meaning::kBanner);
      add(control.portion, Meaning::kPortion);
      add(control.long_form, Meaning::kLong);
    }
    for (const std::string& alias : control.aliases) add(alias, Meaning::kAlias);
    vocabulary_.control_by_name_.emplace(Upper(control.id), index);
    if (control.known.size() > 255) in_.Refuse(*row, "more than 255 names are known", "use several controls");
    for (std::size_t place = 0; place < control.known.size(); ++place) {
      const std::string& name = control.known[place];
      if (!spellings_.AddCompartment(index, Upper(name), place, Meaning::kBanner | Meaning::kPortion)) {
        in_.Refuse(*row, fmt::format("the name '{}' stands twice", name), "take one out");
      }
    }
    RefuseTwin(*row, vocabulary_.controls_, vocabulary_.controls_.size(), control.id);
    vocabulary_.controls_.push_back(std::move(control));
  }
  if (in_.error()) return;
  loader_.ReadRelations(rows);
}

std::size_t GrammarLoader::OneOf(const Table& row, std::string_view key,
                                 std::span<const std::string_view> names, std::string_view fix) {
  const std::string name = in_.Text(row, key, false);
  if (name.empty()) return 0;
  const auto found = std::ranges::find(names, name);
  if (found != names.end()) return static_cast<std::size_t>(found - names.begin());
  in_.Refuse(*row.get(key), fmt::format("nothing is called '{}' there", name), std::string(fix));
  return 0;
}

void GrammarLoader::ReadUnstated(const Table& row, Control& control) {
  static constexpr std::array<std::string_view, 3> kUnstated = {"", "officer", "plain"};
  const auto unstated =
      static_cast<Control::Unstated>(OneOf(row, "unstated", kUnstated, "write plain or officer"));
  if (unstated == Control::Unstated::kNoPart) {
    if (row.contains("unstated_editions"))
      in_.Refuse(*row.get("unstated_editions"), "there is no 'unstated' that these editions could have",
                 "write unstated = \"plain\" or \"officer\"");
  } else if (control.release != ReleaseRole::kNoPart) {
    in_.Refuse(*row.get("unstated"), "a control of release states it", "take 'unstated' out");
  } else if (InEdition(row, nullptr, "unstated_editions")) {
    control.unstated = unstated;
  }
}

void GrammarLoader::ReadCompartments() {
  for (const Table* row : in_.Rows(root_, "compartment")) {
    in_.CheckKeys(*row, {"of", "id", "banner", "portion", "long", "aliases", "beyond", "source", "editions"});
    if (!InEdition(*row)) continue;
    const std::string of = in_.Text(*row, "of", true);
    const auto control = ControlIndex(of);
    if (!control) {
      // A control that the edition does not have takes its compartments with it.
      if (!loader_.elsewhere_.contains(of))
        in_.Refuse(*row, fmt::format("there is no control '{}'", of), "name a [[control]]");
      continue;
    }
    Compartment part;
    part.id = in_.Text(*row, "id", true);
    part.banner = Form(*row, "banner", part.id);
    part.portion = Form(*row, "portion", part.banner);
    part.long_form = Form(*row, "long", part.banner);
    part.source = in_.Text(*row, "source", true);
    part.control = *control;
    const std::size_t index = RowIndex(*row, grammar_.compartments.size());
    const auto add = [&](const std::string& text, std::uint8_t forms) {
      if (!spellings_.AddCompartment(*control, Upper(text), index, forms)) {
        in_.Refuse(*row, fmt::format("the name '{}' is used twice", text), "give each row names of its own");
      }
    };
    add(part.banner, Meaning::kBanner);
    add(part.portion, Meaning::kPortion);
    add(part.long_form, Meaning::kLong);
    for (const std::string& alias : in_.Texts(*row, "aliases", TomlReader::Emptiness::kAllowed))
      add(alias, Meaning::kAlias);
    if (const toml::node* beyond = row->get("beyond")) {
      Control& above = vocabulary_.controls_[*control];
      if (above.takes != ListKind::kTree || above.most != 0)
        in_.Refuse(*beyond, "'beyond' stands once, in a compartment of a control with a tree", "take it out");
      above.most = Number(*beyond, "beyond");
      above.many = part.id;
      if (above.most == 0 && !in_.error()) in_.Refuse(*beyond, "'beyond' must be above 0", "write 3");
    }
    grammar_.compartments.push_back(std::move(part));
  }
}

// Words that grouped compartments and are not written any more: SI-ECI ABC is SI-ABC.
void GrammarLoader::ReadTypeWords() {
  for (const Table* row : in_.Rows(root_, "type_word")) {
    in_.CheckKeys(*row, {"of", "word", "source", "editions"});
    if (!InEdition(*row)) continue;
    const std::string of = in_.Text(*row, "of", true);
    const std::string word = Upper(in_.Text(*row, "word", true));
    (void)in_.Text(*row, "source", true);
    const auto control = ControlIndex(of);
    if (!control && loader_.elsewhere_.contains(of)) continue;
    if (!control || vocabulary_.controls_[*control].takes != ListKind::kTree) {
      in_.Refuse(*row, fmt::format("there is no control '{}' with compartments", of), "name a [[control]]");
      return;
    }
    vocabulary_.controls_[*control].type_words.push_back(word);
  }
}

void GrammarLoader::ReadFused() {
  for (const Table* row : in_.Rows(root_, "fused")) {
    in_.CheckKeys(*row, {"banner", "portion", "long", "aliases", "category", "controls", "levels", "apart",
                         "source", "editions"});
    if (!InEdition(*row)) continue;
    const std::vector<std::string> parts = in_.Texts(*row, "controls");
    if (std::ranges::any_of(parts, [&](const std::string& id) { return loader_.elsewhere_.contains(id); }))
      continue;
    Fused fused{
        in_.Text(*row, "banner", true), in_.Text(*row, "portion", true), {}, in_.Text(*row, "source", true)};
    fused.long_form = Form(*row, "long", fused.banner);
    fused.category = CategoryIndex(*row);
    fused.controls = loader_.ControlSet(*row, "controls");
    fused.levels = row->contains("levels") ? loader_.LevelSet(*row, "levels") : ~std::uint64_t{0};
    fused.apart = in_.Flag(*row, "apart");
    const auto of_release = [&](std::size_t i) {
      return (fused.controls >> i & 1U) != 0 && vocabulary_.controls_[i].release != ReleaseRole::kNoPart;
    };
    if (fused.apart && std::ranges::none_of(std::views::iota(0U, vocabulary_.controls_.size()), of_release))
      in_.Refuse(*row->get("apart"), "'apart' is of a spelling that holds a control of release",
                 "take it out");
    if (grammar_.fused.size() == 64) in_.Refuse(*row, "there are more than 64 fused spellings", "use fewer");
    const auto index = RowIndex(*row, grammar_.fused.size());
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
    in_.CheckKeys(*row, {"spelling", "means", "of", "with_compartment", "source", "editions"});
    if (!InEdition(*row)) continue;
    const std::string spelling = Upper(in_.Text(*row, "spelling", true));
    const std::string means = Upper(in_.Text(*row, "means", true));
    const std::string source = in_.Text(*row, "source", true);
    if (in_.error()) return;
    // `of`: an old name of a compartment.
    if (const std::string of = in_.Text(*row, "of", false); !of.empty()) {
      const auto control = ControlIndex(of);
      if (!control && loader_.elsewhere_.contains(of)) continue;
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
    if (found == nullptr && HoldsName(loader_.spelled_elsewhere_, means)) continue;
    if (found == nullptr) {
      in_.Refuse(*row->get("means"), fmt::format("nothing is spelled '{}'", means),
                 "write a spelling of this file");
      return;
    }
    meaning.forms = Meaning::kDeprecated;
    meaning.deprecated = source;
    meaning.with_compartment = in_.Flag(*row, "with_compartment");
    const bool tree = meaning.kind == Meaning::Kind::kControl && meaning.name.empty() &&
                      vocabulary_.controls_[meaning.index].takes == ListKind::kTree;
    if (meaning.with_compartment && !tree) {
      in_.Refuse(*row->get("with_compartment"), fmt::format("'{}' has no compartments", means),
                 "name a control with takes = \"tree\", or take it out");
    }
    AddSpelling(*row, spelling, meaning);
  }
}

// Rows are counted in 16 bits.
std::uint16_t GrammarLoader::RowIndex(const Table& row, std::size_t count) {
  constexpr std::size_t kMaxRows = 4096;
  if (count >= kMaxRows) in_.Refuse(row, "there are more than 4096 rows of this kind", "use fewer");
  return static_cast<std::uint16_t>(std::min(count, kMaxRows));
}

void GrammarLoader::CheckCodes(const Table& row, std::string_view key, std::span<const std::string> codes) {
  for (const std::string& code : codes) {
    if (!Countries::Get().Find(code))
      in_.Refuse(*row.get(key), fmt::format("nobody knows the country code '{}'", code),
                 "write a code of countries.toml");
  }
}

bool GrammarLoader::HoldsName(const std::set<std::string, std::less<>>& words, std::string_view name) {
  return std::ranges::any_of(words, [&](const std::string& word) {
    return name == word || (name.starts_with(word) && name[word.size()] == '-');
  });
}

std::size_t GrammarLoader::CategoryIndex(const Table& row, std::string_view key) {
  const std::string id = in_.Text(row, key, true);
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

}  // namespace markings::internal
