// Reads the [field] table of a regime with banner categories: a mark as keys and values.

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "libmarkings/marking/internal/vocabulary_loader.h"
#include "libmarkings/text/ascii.h"

namespace markings::internal {

char GrammarLoader::OneCharacter(const Table& row, std::string_view key, char usual) {
  const std::string text = Form(row, key, std::string(1, usual));
  if (text.size() == 1 && text.front() > ' ' && text.front() < 0x7F) return text.front();
  in_.Refuse(*row.get(key), fmt::format("'{}' must be one character", key),
             fmt::format("write {} = \"{}\"", key, usual));
  return usual;
}

// The place of the key that a row names; nothing where it names none.
std::optional<std::size_t> GrammarLoader::FieldKeyIndex(const Table& row, std::string_view key,
                                                        const FieldForm& field) {
  const std::string id = in_.Text(row, key, false);
  if (id.empty()) return std::nullopt;
  const auto found = std::ranges::find(field.keys, id, &FieldKey::id);
  if (found != field.keys.end()) return static_cast<std::size_t>(found - field.keys.begin());
  in_.Refuse(*row.get(key), fmt::format("there is no key '{}'", id), "name the id of a [[field.key]]");
  return std::nullopt;
}

void GrammarLoader::ReadField() {
  const Table* table = in_.Table(root_, "field", false);
  if (table == nullptr || in_.error()) return;
  in_.CheckKeys(*table, {"open", "close", "header", "separator", "equals", "escape", "escaped", "max_value",
                         "source", "key", "value"});
  FieldForm field;
  field.open = in_.Text(*table, "open", true);
  field.close = in_.Text(*table, "close", true);
  field.source = in_.Text(*table, "source", true);
  field.header = in_.Text(*table, "header", false);
  field.separator = OneCharacter(*table, "separator", field.separator);
  field.equals = OneCharacter(*table, "equals", field.equals);
  field.escape = OneCharacter(*table, "escape", field.escape);
  field.escaped = Form(*table, "escaped", {field.separator, field.escape});
  field.max_value = table->contains("max_value") ? Number(*table->get("max_value"), "max_value") : 0;
  if (in_.error()) return;
  if (field.max_value == 0) {
    in_.Refuse(*table, "the length of a value has no limit", "add max_value = 128");
    return;
  }
  ReadFieldKeys(*table, field);
  if (in_.error()) return;
  ReadFieldValues(*table, field);
  grammar_.field = std::move(field);
}

void GrammarLoader::ReadFieldKeys(const Table& table, FieldForm& field) {
  const std::vector<const Table*> rows = in_.Rows(table, "key");
  for (const Table* row : rows) {
    in_.CheckKeys(*row, {"id", "holds", "required", "repeats", "form", "words", "with", "below", "source"});
    static constexpr std::array<std::string_view, 5> kHolds = {"level", "control", "word", "date", "text"};
    static constexpr std::array<std::string_view, 2> kForms = {"any", "header"};
    FieldKey key;
    key.id = in_.Name(*row, "id");
    key.source = in_.Text(*row, "source", true);
    if (!row->contains("holds") && !in_.error())
      in_.Refuse(*row, "what the key holds is missing", "add holds = \"level\", \"control\", \"word\", ...");
    key.holds =
        static_cast<FieldHolds>(OneOf(*row, "holds", kHolds, "write level, control, word, date or text"));
    key.required = in_.Flag(*row, "required");
    key.repeats = in_.Flag(*row, "repeats");
    key.header_only = OneOf(*row, "form", kForms, "write any or header") == 1;
    key.words = in_.Texts(*row, "words");
    if ((key.holds == FieldHolds::kWord) == key.words.empty())
      in_.Refuse(*row, "words are listed if and only if the key holds one", "add or take out words = [...]");
    RefuseTwin(*row, field.keys, field.keys.size(), key.id);
    field.keys.push_back(std::move(key));
  }
  if (in_.error()) return;
  if (field.keys.size() > 64) {
    in_.Refuse(table, "there are more than 64 keys", "use fewer");
    return;
  }
  std::optional<std::size_t> level;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    FieldKey& key = field.keys[i];
    key.with = FieldKeyIndex(*rows[i], "with", field);
    key.below = FieldKeyIndex(*rows[i], "below", field);
    if (in_.error()) return;
    if (key.below && (key.holds != FieldHolds::kLevel || field.keys[*key.below].holds != FieldHolds::kLevel))
      in_.Refuse(*rows[i]->get("below"), "only a level is below another", "name a key that holds a level");
    if (key.holds != FieldHolds::kLevel || key.below) continue;
    if (level || !key.required || key.header_only || key.repeats)
      in_.Refuse(*rows[i], "one key holds the level of the mark, once and in each form",
                 "add required = true, or below = \"...\" to another level");
    level = i;
  }
  if (!level && !in_.error())
    in_.Refuse(table, "no key holds the level of the mark", "add a [[field.key]] with holds = \"level\"");
  field.level = level.value_or(0);
}

void GrammarLoader::ReadFieldValues(const Table& table, FieldForm& field) {
  std::set<std::pair<std::size_t, std::string>> spelled;
  for (const Table* row : in_.Rows(table, "value")) {
    in_.CheckKeys(*row, {"key", "text", "means", "unread", "aliases", "source"});
    FieldValue value;
    value.text = in_.Text(*row, "text", true);
    value.source = in_.Text(*row, "source", true);
    value.unread = in_.Text(*row, "unread", false);
    value.aliases = in_.Texts(*row, "aliases");
    const auto key = FieldKeyIndex(*row, "key", field);
    if (in_.error()) return;
    const bool level = key && field.keys[*key].holds == FieldHolds::kLevel;
    if (!key || (!level && field.keys[*key].holds != FieldHolds::kControl)) {
      in_.Refuse(*row, "a value belongs to a key that holds levels or controls",
                 "add key = \"...\", the id of one");
      return;
    }
    value.key = *key;
    const std::string means = in_.Text(*row, "means", false);
    if (means.empty() == value.unread.empty()) {
      in_.Refuse(*row, "a value says what it means, or what it is when that is not read",
                 "write means or unread");
      return;
    }
    if (level && !means.empty()) {
      value.index = loader_.LevelIndex(*row, "means").value_or(0);
    } else if (!means.empty()) {
      const auto control = ControlIndex(means);
      if (!control)
        in_.Refuse(*row->get("means"), fmt::format("there is no control '{}'", means),
                   "name the id of a [[control]]");
      value.index = control.value_or(0);
    }
    std::vector<std::string> texts = value.aliases;
    texts.push_back(value.text);
    for (const std::string& text : texts) {
      if (!spelled.emplace(*key, Upper(text)).second)
        in_.Refuse(*row, fmt::format("the value '{}' stands twice", text), "take one out");
    }
    field.values.push_back(std::move(value));
  }
}

}  // namespace markings::internal
