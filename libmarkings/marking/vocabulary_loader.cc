// Reads what every regime's vocabulary has: levels, controls, and for cables captions and TAGS.

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <utility>

#include "libmarkings/marking/internal/vocabulary_loader.h"

namespace markings::internal {
namespace {

constexpr std::size_t kMaxControls = 64;

// "a, b, c". (fmt::join draws a false warning from g++ 12 when optimised.)
template <class Names>
std::string Joined(const Names& names) {
  std::string joined;
  for (const std::string_view name : names) {
    if (!joined.empty()) joined += ", ";
    joined += name;
  }
  return joined;
}

}  // namespace

Result<std::shared_ptr<const Vocabulary>> VocabularyLoader::Load(std::string_view edition) {
  const Table root = in_.Parse();
  if (in_.error()) return std::unexpected(*in_.error());
  if (in_.Text(root, "schema", true) != "markings/vocabulary/1") {
    in_.Refuse(root, "the schema is not markings/vocabulary/1",
               "begin the file with schema = \"markings/vocabulary/1\"");
  }
  const std::string style = in_.Text(root, "style", false);
  categories_ = style == "categories";
  if (!style.empty() && !categories_ && style != "cable") {
    in_.Refuse(*root.get("style"), "there is no such style", "write \"cable\" or \"categories\"");
  }
  if (categories_) {
    in_.CheckKeys(root,
                  {"schema",      "regime",    "title", "version",    "style", "editions", "edition_until",
                   "whole_text",  "syntax",    "level", "category",   "owner", "compound", "control",
                   "compartment", "type_word", "fused", "deprecated", "check", "rule",     "field"});
  } else {
    in_.CheckKeys(root, {"schema", "regime", "title", "version", "style", "editions", "edition_until",
                         "whole_text", "level", "control", "caption", "tags"});
  }
  vocabulary_.regime_ = in_.Text(root, "regime", true);
  vocabulary_.title_ = in_.Text(root, "title", false);
  if (vocabulary_.title_.empty()) vocabulary_.title_ = "the vocabulary of " + vocabulary_.regime_;
  vocabulary_.version_ = in_.Text(root, "version", true);
  vocabulary_.source_text_ = std::string(text_);
  if (!ChooseEdition(root, edition)) {
    return Fail(ErrorCode::kUnknownEdition, {}, "the vocabulary has no such edition",
                vocabulary_.editions_.empty()
                    ? "leave the edition out: there is only version " + vocabulary_.version_
                    : "use one of: " + Joined(vocabulary_.editions_));
  }
  ReadEditionEnds(root);
  vocabulary_.whole_text_ = in_.Texts(root, "whole_text");
  for (const std::string& phrase : vocabulary_.whole_text_) Measure(*root.get("whole_text"), phrase);
  ReadLevels(root);
  if (categories_ && !in_.error()) {
    GrammarLoader(*this, root).Load();
  } else {
    ReadControls(root);
    ReadCaptions(root);
    ReadTags(root);
  }
  if (in_.error()) return std::unexpected(*in_.error());
  return std::make_shared<const Vocabulary>(std::move(vocabulary_));
}

// The newest is the default. A file without editions has one, which its version names.
bool VocabularyLoader::ChooseEdition(const Table& root, std::string_view edition) {
  vocabulary_.editions_ = in_.Texts(root, "editions");
  const auto& editions = vocabulary_.editions_;
  if (edition.empty()) {
    if (!editions.empty()) vocabulary_.edition_ = editions.front();
    return true;
  }
  if (editions.empty()) return edition == vocabulary_.version_;
  if (std::ranges::find(editions, edition) == editions.end()) return false;
  vocabulary_.edition_ = edition;
  return true;
}

void VocabularyLoader::CheckEdition(const toml::node& node, std::string_view edition) {
  if (std::ranges::find(vocabulary_.editions_, edition) == vocabulary_.editions_.end())
    in_.Refuse(node, fmt::format("there is no edition '{}'", edition), "name one of the file's editions");
}

void VocabularyLoader::ReadEditionEnds(const Table& root) {
  const Table* ends = in_.Table(root, "edition_until", false);
  if (ends == nullptr) return;
  for (const auto& [edition, node] : *ends) {
    CheckEdition(node, edition.str());
    const auto day = node.value<toml::date>();
    if (!day) in_.Refuse(node, "this is no day", "write its last day without quotes: 2012-02-23");
    if (in_.error()) return;
    vocabulary_.edition_until_.emplace_back(
        edition.str(), std::chrono::year(day->year) / std::chrono::month(day->month) / day->day);
  }
}

std::vector<const Table*> VocabularyLoader::RowsOf(const Table& root, std::string_view key, bool required) {
  std::vector<const Table*> rows = in_.Rows(root, key);
  if (required && rows.empty()) {
    in_.Refuse(root, fmt::format("there is no [[{}]]", key), fmt::format("add at least one [[{}]]", key));
  }
  return rows;
}

// A spelling must be what the parsers look up: capitals, single blanks, none of the marks that part tokens.
void VocabularyLoader::Measure(const toml::node& row, const std::string& name) {
  const std::string_view marks = categories_ ? " .&+'-:/[]()=,#" : " .&+'";
  const auto allowed = [&](char c) {
    return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || marks.contains(c);
  };
  if (!std::ranges::all_of(name, allowed) || name.starts_with(' ') || name.ends_with(' ') ||
      name.contains("  ")) {
    in_.Refuse(row, fmt::format("the name '{}' can never be matched", name),
               "use capitals, digits and single blanks");
  }
  const auto words = static_cast<std::size_t>(std::ranges::count(name, ' ')) + 1;
  vocabulary_.max_spelling_words_ = std::max(vocabulary_.max_spelling_words_, words);
  vocabulary_.max_spelling_bytes_ = std::max(vocabulary_.max_spelling_bytes_, name.size());
}

void VocabularyLoader::AddName(Vocabulary::Map<std::size_t>& names, const Table& row, const std::string& name,
                               std::size_t index) {
  if (name.empty()) return;
  Measure(row, name);
  const auto [at, added] = names.emplace(name, index);
  if (!added && at->second != index) {
    in_.Refuse(row, fmt::format("the name '{}' is used twice", name), "give each row names of its own");
  }
}

std::optional<std::size_t> VocabularyLoader::LevelIndex(const Table& row, std::string_view key) {
  if (!row.contains(key)) return std::nullopt;
  const std::string id = in_.Text(row, key, true);
  for (std::size_t i = 0; i < vocabulary_.levels_.size(); ++i) {
    if (vocabulary_.levels_[i].id == id) return i;
  }
  in_.Refuse(*row.get(key), fmt::format("there is no level '{}'", id), "name the id of a [[level]]");
  return std::nullopt;
}

std::uint64_t VocabularyLoader::LevelSet(const Table& row, std::string_view key) {
  std::uint64_t set = 0;
  for (const std::string& id : in_.Texts(row, key)) {
    const auto found = std::ranges::find(vocabulary_.levels_, id, &Level::id);
    if (found == vocabulary_.levels_.end()) {
      in_.Refuse(*row.get(key), fmt::format("there is no level '{}'", id), "name the id of a [[level]]");
      continue;
    }
    set |= std::uint64_t{1} << static_cast<std::size_t>(found - vocabulary_.levels_.begin());
  }
  return set;
}

std::uint64_t VocabularyLoader::ControlSet(const Table& row, std::string_view key) {
  std::uint64_t set = 0;
  for (const std::string& id : in_.Texts(row, key, TomlReader::Emptiness::kAllowed)) {
    const auto& controls = vocabulary_.controls_;
    const auto found = std::ranges::find(controls, id, &Control::id);
    if (found == controls.end()) {
      if (elsewhere_.contains(id)) continue;  // no mark of this edition holds it
      in_.Refuse(*row.get(key), fmt::format("there is no control '{}'", id), "name the id of a [[control]]");
      continue;
    }
    set |= std::uint64_t{1} << static_cast<std::size_t>(found - controls.begin());
  }
  return set;
}

void VocabularyLoader::ReadLevels(const Table& root) {
  const std::vector<const Table*> rows = RowsOf(root, "level", true);
  if (rows.size() > kMaxControls) in_.Refuse(*rows[kMaxControls], "there are too many levels", "use fewer");
  for (const Table* row : rows) {
    if (!categories_) in_.CheckKeys(*row, {"id", "banner", "long", "portion", "aliases", "source"});
    Level level;
    level.id = in_.Text(*row, "id", true);
    level.banner = in_.Text(*row, "banner", true);
    level.long_form = in_.Text(*row, "long", true);
    level.portion = in_.Text(*row, "portion", true);
    level.aliases = in_.Texts(*row, "aliases", TomlReader::Emptiness::kAllowed);
    level.source = in_.Text(*row, "source", true);
    const std::size_t index = vocabulary_.levels_.size();
    if (!categories_) {
      AddName(vocabulary_.level_by_name_, *row, level.id, index);
      AddName(vocabulary_.level_by_name_, *row, level.banner, index);
      AddName(vocabulary_.level_by_name_, *row, level.long_form, index);
      AddName(vocabulary_.level_by_name_, *row, level.portion, index);
      for (const std::string& alias : level.aliases) AddName(vocabulary_.level_by_name_, *row, alias, index);
    }
    vocabulary_.levels_.push_back(std::move(level));
  }
}

void VocabularyLoader::ReadControls(const Table& root) {
  const std::vector<const Table*> rows = RowsOf(root, "control", false);
  if (rows.size() > kMaxControls) {
    in_.Refuse(*rows[kMaxControls], "there are more than 64 controls", "split the vocabulary");
    return;
  }
  for (const Table* row : rows) {
    in_.CheckKeys(*row,
                  {"id", "portion", "caption", "long", "aliases", "field", "stands_for", "max_level",
                   "absorbed_from", "supersedes", "implies", "excludes", "requires", "deprecated", "source"});
    Control control;
    control.id = in_.Text(*row, "id", true);
    control.portion = in_.Text(*row, "portion", true);
    control.caption = in_.Text(*row, "caption", false);
    control.long_form = in_.Text(*row, "long", true);
    control.aliases = in_.Texts(*row, "aliases");
    control.field = in_.Text(*row, "field", true);
    static constexpr std::array<std::string_view, 7> kFields = {"sci",    "sap",   "aea", "fgi",
                                                                "dissem", "nonic", "cui"};
    if (!in_.error() && std::ranges::find(kFields, control.field) == kFields.end()) {
      in_.Refuse(*row->get("field"), fmt::format("unknown field '{}'", control.field),
                 fmt::format("use one of: {}", Joined(kFields)));
    }
    control.stands_for = LevelIndex(*row, "stands_for");
    control.max_level = LevelIndex(*row, "max_level");
    control.absorbed_from = LevelIndex(*row, "absorbed_from");
    control.deprecated = in_.Flag(*row, "deprecated");
    control.source = in_.Text(*row, "source", true);
    const std::size_t index = vocabulary_.controls_.size();
    AddName(vocabulary_.control_by_name_, *row, control.id, index);
    AddName(vocabulary_.control_by_name_, *row, control.portion, index);
    AddName(vocabulary_.control_by_name_, *row, control.long_form, index);
    for (const std::string& alias : control.aliases)
      AddName(vocabulary_.control_by_name_, *row, alias, index);
    vocabulary_.controls_.push_back(std::move(control));
  }
  ReadRelations(rows);
  for (const auto& [name, index] : vocabulary_.control_by_name_) {
    if (vocabulary_.level_by_name_.contains(name)) {
      in_.Refuse(*rows[index], fmt::format("the name '{}' is a level and a control", name),
                 "rename one of them");
    }
  }
}

void VocabularyLoader::ReadRelations(const std::vector<const Table*>& rows) {
  for (std::size_t i = 0; i < rows.size() && i < vocabulary_.controls_.size(); ++i) {
    Control& control = vocabulary_.controls_[i];
    control.supersedes = ControlSet(*rows[i], "supersedes");
    control.implies = ControlSet(*rows[i], "implies");
    control.leaves = ControlSet(*rows[i], "leaves");
    control.excludes = ControlSet(*rows[i], "excludes");
    control.requires_all = ControlSet(*rows[i], "requires");
    if (control.deprecated && control.implies == 0) {
      in_.Refuse(*rows[i], "a deprecated control must say what it is read as", "add implies = [\"...\"]");
    }
  }
  CloseRelation(rows, &Control::supersedes, "supersedes");
  CloseRelation(rows, &Control::implies, "implies");
}

// Makes a relation between controls transitive; one that leads back to itself has no meaning.
void VocabularyLoader::CloseRelation(const std::vector<const Table*>& rows, std::uint64_t Control::* relation,
                                     std::string_view key) {
  auto& controls = vocabulary_.controls_;
  for (std::size_t via = 0; via < controls.size(); ++via) {
    for (Control& control : controls) {
      if (((control.*relation >> via) & 1U) != 0) control.*relation |= controls[via].*relation;
    }
  }
  for (std::size_t i = 0; i < controls.size() && i < rows.size(); ++i) {
    if (((controls[i].*relation >> i) & 1U) != 0) {
      in_.Refuse(*rows[i], fmt::format("'{}' leads from the control back to itself", key),
                 "break the circle");
    }
  }
}

void VocabularyLoader::ReadCaptions(const Table& root) {
  for (const Table* row : RowsOf(root, "caption", false)) {
    in_.CheckKeys(*row, {"name", "aliases", "effect", "controls", "source"});
    Caption caption;
    caption.name = in_.Text(*row, "name", true);
    caption.aliases = in_.Texts(*row, "aliases");
    caption.source = in_.Text(*row, "source", true);
    caption.controls = ControlSet(*row, "controls");
    const std::string effect = in_.Text(*row, "effect", true);
    if (effect == "control") {
      caption.effect = CaptionEffect::kControl;
    } else if (effect == "channel") {
      caption.effect = CaptionEffect::kChannel;
    } else if (effect != "routing" && !in_.error()) {
      in_.Refuse(*row->get("effect"), fmt::format("unknown effect '{}'", effect),
                 "use control, routing or channel");
    }
    if ((caption.effect == CaptionEffect::kControl) != (caption.controls != 0)) {
      in_.Refuse(*row, "a caption has controls if and only if its effect is control",
                 "add or take out controls = [...]");
    }
    const std::size_t index = vocabulary_.captions_.size();
    AddName(vocabulary_.caption_by_name_, *row, caption.name, index);
    for (const std::string& alias : caption.aliases)
      AddName(vocabulary_.caption_by_name_, *row, alias, index);
    vocabulary_.captions_.push_back(std::move(caption));
  }
  for (const Control& control : vocabulary_.controls_) {
    if (!control.caption.empty() && !vocabulary_.caption_by_name_.contains(control.caption)) {
      in_.Refuse(root, fmt::format("the control '{}' names a caption that there is not", control.id),
                 "add the [[caption]]");
    }
  }
}

void VocabularyLoader::ReadTags(const Table& root) {
  const Table* table = in_.Table(root, "tags", false);
  if (table == nullptr) return;
  in_.CheckKeys(*table, {"lengths", "known", "with_name", "subjects", "source"});
  for (std::string& tag : in_.Texts(*table, "known")) vocabulary_.tags_.emplace(std::move(tag), false);
  for (std::string& tag : in_.Texts(*table, "with_name"))
    vocabulary_.tags_.insert_or_assign(std::move(tag), true);
  for (std::string& tag : in_.Texts(*table, "subjects"))
    vocabulary_.subject_tags_.emplace(std::move(tag), true);
  const toml::node* lengths = table->get("lengths");
  const toml::array* array = lengths == nullptr ? nullptr : lengths->as_array();
  if (lengths != nullptr && array == nullptr)
    in_.Refuse(*lengths, "'lengths' must be a list of numbers", "write [2, 4]");
  for (std::size_t i = 0; array != nullptr && i < array->size(); ++i) {
    const auto length = array->get(i)->value<std::int64_t>();
    if (!length || *length < 1 || *length > 64) {
      in_.Refuse(*array->get(i), "a length must be a number from 1 to 64", "write [2, 4]");
      continue;
    }
    vocabulary_.tag_lengths_.push_back(static_cast<std::size_t>(*length));
  }
}

}  // namespace markings::internal
