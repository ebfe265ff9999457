// Loads a vocabulary file and answers look-ups in it. The only file of the room that includes toml++.

#include "libmarkings/marking/vocabulary.h"

#include <fmt/format.h>

#include <toml++/toml.h>
#include <algorithm>
#include <array>
#include <set>

#include "libmarkings/text/line_index.h"

namespace markings {

namespace internal {
extern const std::string_view kStateVocabulary;
}  // namespace internal

namespace {

struct Builtin {
  std::string_view regime;
  std::string_view toml;
};

// The compiled-in regimes, sorted by name; the first is also "auto".
const std::array<Builtin, 1>& Builtins() {
  static const std::array<Builtin, 1> builtins = {{{"state", internal::kStateVocabulary}}};
  return builtins;
}

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

Span SpanOf(const LineIndex& lines, const toml::source_region& region) {
  // toml++ counts columns in code points; a vocabulary's keys and names are ASCII, so bytes agree where it
  // matters.
  const std::size_t begin = lines.OffsetOf({region.begin.line, region.begin.column});
  const std::size_t end = lines.OffsetOf({region.end.line, region.end.column});
  return {begin, std::max(begin, end)};
}

}  // namespace

// Reads one file. Keeps the first fault and goes on harmlessly, so that the reading code has no error paths
// of its own.
class VocabularyLoader {
 public:
  explicit VocabularyLoader(const Buffer& toml) : text_(toml.text()), lines_(toml.text()) {}

  Result<std::shared_ptr<const Vocabulary>> Load() {
    toml::table root;
    try {
      root = toml::parse(text_);
    } catch (const toml::parse_error& error) {
      return Fail(ErrorCode::kBadVocabulary, SpanOf(lines_, error.source()), std::string(error.description()),
                  "mend the TOML at this place");
    }
    CheckKeys(root,
              {"schema", "regime", "title", "version", "whole_text", "level", "control", "caption", "tags"});
    if (Text(root, "schema") != "markings/vocabulary/1") {
      Refuse(root, "the schema is not markings/vocabulary/1",
             "begin the file with schema = \"markings/vocabulary/1\"");
    }
    vocabulary_.regime_ = Text(root, "regime");
    vocabulary_.version_ = Text(root, "version");
    vocabulary_.source_text_ = std::string(text_);
    vocabulary_.whole_text_ = Texts(root, "whole_text");
    for (const std::string& phrase : vocabulary_.whole_text_) Measure(*root.get("whole_text"), phrase);
    ReadLevels(root);
    ReadControls(root);
    ReadCaptions(root);
    ReadTags(root);
    if (error_) return std::unexpected(*error_);
    return std::make_shared<const Vocabulary>(std::move(vocabulary_));
  }

 private:
  using Table = toml::table;

  void Refuse(const toml::node& node, std::string message, std::string fix) {
    if (error_) return;
    error_ = Error{
        ErrorCode::kBadVocabulary, SpanOf(lines_, node.source()), std::move(message), std::move(fix), {}};
  }

  void CheckKeys(const Table& table, const std::set<std::string_view>& known) {
    for (const auto& [key, value] : table) {
      if (!known.contains(key.str())) {
        Refuse(value, fmt::format("unknown key '{}'", key.str()),
               fmt::format("use one of: {}", Joined(known)));
      }
    }
  }

  std::string Text(const Table& table, std::string_view key, bool required = true) {
    const toml::node* node = table.get(key);
    if (node == nullptr) {
      if (required)
        Refuse(table, fmt::format("the key '{}' is missing", key), fmt::format("add {} = \"...\"", key));
      return {};
    }
    const auto value = node->value<std::string>();
    if (!node->is_string() || value->empty()) {
      Refuse(*node, fmt::format("'{}' must be a string that is not empty", key), "write a quoted string");
      return {};
    }
    return *value;
  }

  std::vector<std::string> Texts(const Table& table, std::string_view key) {
    std::vector<std::string> texts;
    const toml::node* node = table.get(key);
    if (node == nullptr) return texts;
    const toml::array* array = node->as_array();
    if (array == nullptr) {
      Refuse(*node, fmt::format("'{}' must be a list of strings", key), "write [\"...\"]");
      return texts;
    }
    for (const toml::node& item : *array) {
      if (!item.is_string() || item.value<std::string>()->empty()) {
        Refuse(item, fmt::format("'{}' must hold strings", key), "write a quoted string");
        continue;
      }
      texts.push_back(*item.value<std::string>());
    }
    return texts;
  }

  bool Flag(const Table& table, std::string_view key) {
    const toml::node* node = table.get(key);
    if (node == nullptr) return false;
    if (!node->is_boolean())
      Refuse(*node, fmt::format("'{}' must be true or false", key), "write true or false");
    return node->value_or(false);
  }

  // The rows of an array of tables, each of which must be a table.
  std::vector<const Table*> Rows(const Table& root, std::string_view key, bool required) {
    std::vector<const Table*> rows;
    const toml::node* node = root.get(key);
    if (node == nullptr) {
      if (required)
        Refuse(root, fmt::format("there is no [[{}]]", key), fmt::format("add at least one [[{}]]", key));
      return rows;
    }
    const toml::array* array = node->as_array();
    for (std::size_t i = 0; array != nullptr && i < array->size(); ++i) {
      if (const Table* table = array->get(i)->as_table()) rows.push_back(table);
    }
    if (array == nullptr || rows.size() != array->size() || rows.empty()) {
      Refuse(*node, fmt::format("'{}' must be tables", key), fmt::format("write [[{}]]", key));
    }
    return rows;
  }

  // A spelling must be what the parsers look up: capitals, single blanks, none of the marks that part tokens.
  void Measure(const toml::node& row, const std::string& name) {
    const auto allowed = [](char c) {
      return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || std::string_view(" .&+'").contains(c);
    };
    if (!std::ranges::all_of(name, allowed) || name.starts_with(' ') || name.ends_with(' ') ||
        name.contains("  ")) {
      Refuse(row, fmt::format("the name '{}' can never be matched", name),
             "use capitals, digits and single blanks");
    }
    const auto words = static_cast<std::size_t>(std::ranges::count(name, ' ')) + 1;
    vocabulary_.max_spelling_words_ = std::max(vocabulary_.max_spelling_words_, words);
    vocabulary_.max_spelling_bytes_ = std::max(vocabulary_.max_spelling_bytes_, name.size());
  }

  void AddName(Vocabulary::Map<std::size_t>& names, const Table& row, const std::string& name,
               std::size_t index) {
    if (name.empty()) return;
    Measure(row, name);
    const auto [at, added] = names.emplace(name, index);
    if (!added && at->second != index) {
      Refuse(row, fmt::format("the name '{}' is used twice", name), "give each row names of its own");
    }
  }

  std::optional<std::size_t> LevelIndex(const Table& row, std::string_view key) {
    if (!row.contains(key)) return std::nullopt;
    const std::string id = Text(row, key);
    for (std::size_t i = 0; i < vocabulary_.levels_.size(); ++i) {
      if (vocabulary_.levels_[i].id == id) return i;
    }
    Refuse(*row.get(key), fmt::format("there is no level '{}'", id), "name the id of a [[level]]");
    return std::nullopt;
  }

  std::uint64_t ControlSet(const Table& row, std::string_view key) {
    std::uint64_t set = 0;
    for (const std::string& id : Texts(row, key)) {
      const auto& controls = vocabulary_.controls_;
      const auto found = std::ranges::find(controls, id, &Control::id);
      if (found == controls.end()) {
        Refuse(*row.get(key), fmt::format("there is no control '{}'", id), "name the id of a [[control]]");
        continue;
      }
      set |= std::uint64_t{1} << static_cast<std::size_t>(found - controls.begin());
    }
    return set;
  }

  void ReadLevels(const Table& root) {
    for (const Table* row : Rows(root, "level", true)) {
      CheckKeys(*row, {"id", "banner", "long", "portion", "aliases", "source"});
      Level level{Text(*row, "id"),      Text(*row, "banner"),   Text(*row, "long"),
                  Text(*row, "portion"), Texts(*row, "aliases"), Text(*row, "source")};
      const std::size_t index = vocabulary_.levels_.size();
      AddName(vocabulary_.level_by_name_, *row, level.id, index);
      AddName(vocabulary_.level_by_name_, *row, level.banner, index);
      AddName(vocabulary_.level_by_name_, *row, level.long_form, index);
      AddName(vocabulary_.level_by_name_, *row, level.portion, index);
      for (const std::string& alias : level.aliases) AddName(vocabulary_.level_by_name_, *row, alias, index);
      vocabulary_.levels_.push_back(std::move(level));
    }
  }

  void ReadControls(const Table& root) {
    const std::vector<const Table*> rows = Rows(root, "control", false);
    if (rows.size() > 64) {
      Refuse(*rows[64], "there are more than 64 controls", "split the vocabulary");
      return;
    }
    for (const Table* row : rows) {
      CheckKeys(*row,
                {"id", "portion", "caption", "long", "aliases", "field", "stands_for", "max_level",
                 "absorbed_from", "supersedes", "implies", "excludes", "requires", "deprecated", "source"});
      Control control;
      control.id = Text(*row, "id");
      control.portion = Text(*row, "portion");
      control.caption = Text(*row, "caption", false);
      control.long_form = Text(*row, "long");
      control.aliases = Texts(*row, "aliases");
      control.field = Text(*row, "field");
      static constexpr std::array kFields = {"sci", "sap", "aea", "fgi", "dissem", "nonic", "cui"};
      if (!error_ && std::ranges::find(kFields, control.field) == kFields.end()) {
        Refuse(*row->get("field"), fmt::format("unknown field '{}'", control.field),
               fmt::format("use one of: {}", Joined(kFields)));
      }
      control.stands_for = LevelIndex(*row, "stands_for");
      control.max_level = LevelIndex(*row, "max_level");
      control.absorbed_from = LevelIndex(*row, "absorbed_from");
      control.deprecated = Flag(*row, "deprecated");
      control.source = Text(*row, "source");
      const std::size_t index = vocabulary_.controls_.size();
      AddName(vocabulary_.control_by_name_, *row, control.id, index);
      AddName(vocabulary_.control_by_name_, *row, control.portion, index);
      AddName(vocabulary_.control_by_name_, *row, control.long_form, index);
      for (const std::string& alias : control.aliases)
        AddName(vocabulary_.control_by_name_, *row, alias, index);
      vocabulary_.controls_.push_back(std::move(control));
    }
    for (std::size_t i = 0; i < rows.size() && i < vocabulary_.controls_.size(); ++i) {
      Control& control = vocabulary_.controls_[i];
      control.supersedes = ControlSet(*rows[i], "supersedes");
      control.implies = ControlSet(*rows[i], "implies");
      control.excludes = ControlSet(*rows[i], "excludes");
      control.requires_all = ControlSet(*rows[i], "requires");
      if (control.deprecated && control.implies == 0) {
        Refuse(*rows[i], "a deprecated control must say what it is read as", "add implies = [\"...\"]");
      }
    }
    CloseRelation(rows, &Control::supersedes, "supersedes");
    CloseRelation(rows, &Control::implies, "implies");
    for (const auto& [name, index] : vocabulary_.control_by_name_) {
      if (vocabulary_.level_by_name_.contains(name)) {
        Refuse(*rows[index], fmt::format("the name '{}' is a level and a control", name),
               "rename one of them");
      }
    }
  }

  // Makes a relation between controls transitive; one that leads back to itself has no meaning.
  void CloseRelation(const std::vector<const Table*>& rows, std::uint64_t Control::* relation,
                     std::string_view key) {
    auto& controls = vocabulary_.controls_;
    for (std::size_t via = 0; via < controls.size(); ++via) {
      for (Control& control : controls) {
        if (((control.*relation >> via) & 1U) != 0) control.*relation |= controls[via].*relation;
      }
    }
    for (std::size_t i = 0; i < controls.size(); ++i) {
      if (((controls[i].*relation >> i) & 1U) != 0) {
        Refuse(*rows[i], fmt::format("'{}' leads from the control back to itself", key), "break the circle");
      }
    }
  }

  void ReadCaptions(const Table& root) {
    for (const Table* row : Rows(root, "caption", false)) {
      CheckKeys(*row, {"name", "aliases", "effect", "controls", "source"});
      Caption caption;
      caption.name = Text(*row, "name");
      caption.aliases = Texts(*row, "aliases");
      caption.source = Text(*row, "source");
      caption.controls = ControlSet(*row, "controls");
      const std::string effect = Text(*row, "effect");
      if (effect == "control") {
        caption.effect = CaptionEffect::kControl;
      } else if (effect == "channel") {
        caption.effect = CaptionEffect::kChannel;
      } else if (effect != "routing" && !error_) {
        Refuse(*row->get("effect"), fmt::format("unknown effect '{}'", effect),
               "use control, routing or channel");
      }
      if ((caption.effect == CaptionEffect::kControl) != (caption.controls != 0)) {
        Refuse(*row, "a caption has controls if and only if its effect is control",
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
        Refuse(root, fmt::format("the control '{}' names a caption that there is not", control.id),
               "add the [[caption]]");
      }
    }
  }

  void ReadTags(const Table& root) {
    const toml::node* node = root.get("tags");
    if (node == nullptr) return;
    const Table* table = node->as_table();
    if (table == nullptr) {
      Refuse(*node, "'tags' must be a table", "write [tags]");
      return;
    }
    CheckKeys(*table, {"lengths", "known", "with_name", "source"});
    for (std::string& tag : Texts(*table, "known")) vocabulary_.tags_.emplace(std::move(tag), false);
    for (std::string& tag : Texts(*table, "with_name"))
      vocabulary_.tags_.insert_or_assign(std::move(tag), true);
    const toml::node* lengths = table->get("lengths");
    const toml::array* array = lengths == nullptr ? nullptr : lengths->as_array();
    if (lengths != nullptr && array == nullptr)
      Refuse(*lengths, "'lengths' must be a list of numbers", "write [2, 4]");
    for (std::size_t i = 0; array != nullptr && i < array->size(); ++i) {
      const auto length = array->get(i)->value<std::int64_t>();
      if (!length || *length < 1 || *length > 64) {
        Refuse(*array->get(i), "a length must be a number from 1 to 64", "write [2, 4]");
        continue;
      }
      vocabulary_.tag_lengths_.push_back(static_cast<std::size_t>(*length));
    }
  }

  std::string_view text_;
  LineIndex lines_;
  Vocabulary vocabulary_;
  std::optional<Error> error_;
};

Result<std::shared_ptr<const Vocabulary>> Vocabulary::Load(const Buffer& toml) {
  try {
    return VocabularyLoader(toml).Load();
  } catch (const std::exception&) {
    return Fail(ErrorCode::kInternal, {}, "reading the vocabulary failed", "report this");
  }
}

Result<std::shared_ptr<const Vocabulary>> Vocabulary::ForRegime(std::string_view regime) {
  // Loaded once; a static's initialisation is thread-safe.
  static const auto state = [] {
    auto buffer = Buffer::FromBytes(std::string(Builtins()[0].toml), "vocabulary/state.toml");
    return buffer ? Load(*buffer)
                  : Result<std::shared_ptr<const Vocabulary>>(std::unexpected(buffer.error()));
  }();
  if (regime == "auto" || regime == Builtins()[0].regime) return state;
  return Fail(ErrorCode::kUnknownRegime, {}, "this version has no such regime",
              fmt::format("use one of: {}, auto", Joined(Regimes())));
}

std::vector<std::string_view> Vocabulary::Regimes() {
  std::vector<std::string_view> names;
  for (const Builtin& builtin : Builtins()) names.push_back(builtin.regime);
  return names;
}

namespace {
template <class Names>
std::optional<std::size_t> Find(const Names& names, std::string_view spelling) {
  const auto found = names.find(spelling);
  if (found == names.end()) return std::nullopt;
  return found->second;
}
}  // namespace

std::optional<std::size_t> Vocabulary::FindLevel(std::string_view spelling) const {
  return Find(level_by_name_, spelling);
}
std::optional<std::size_t> Vocabulary::FindControl(std::string_view spelling) const {
  return Find(control_by_name_, spelling);
}
std::optional<std::size_t> Vocabulary::FindCaption(std::string_view spelling) const {
  return Find(caption_by_name_, spelling);
}

bool Vocabulary::IsTag(std::string_view item) const {
  const bool letters = std::ranges::all_of(item, [](char c) { return c >= 'A' && c <= 'Z'; });
  if (letters && std::ranges::find(tag_lengths_, item.size()) != tag_lengths_.end()) return true;
  if (tags_.contains(item)) return true;
  const std::size_t blank = std::min(item.find_first_of(" ("), item.size());
  const auto code = tags_.find(item.substr(0, blank));
  return code != tags_.end() && code->second;
}

}  // namespace markings
