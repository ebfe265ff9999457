#include "libmarkings/text/internal/toml_reader.h"

#include <fmt/format.h>

#include <algorithm>

#include "libmarkings/text/edit_distance.h"
#include "libmarkings/text/utf8.h"

namespace markings::internal {
namespace {

// The end of the string that begins at a quotation mark, or of the text.
std::size_t SkipString(std::string_view text, std::size_t at) {
  const char quote = text[at];
  const std::string triple(3, quote);
  if (text.substr(at).starts_with(triple)) {
    for (at += 3; at < text.size(); ++at) {
      if (quote == '"' && text[at] == '\\') {
        ++at;
      } else if (text.substr(at).starts_with(triple)) {
        return at + 3;
      }
    }
    return text.size();
  }
  for (++at; at < text.size() && text[at] != '\n'; ++at) {
    if (text[at] == quote) return at + 1;
    if (quote == '"' && text[at] == '\\') ++at;
  }
  return at;
}

// toml++ limits the depth of values but not of dotted keys, and frees nested tables by recursion: a key of a
// hundred thousand parts would end the stack. No key of ours has more than three.
constexpr std::size_t kMaxKeyParts = 16;

std::optional<std::size_t> FindDeepKey(std::string_view text) {
  std::size_t dots = 0;
  for (std::size_t at = 0; at < text.size();) {
    switch (text[at]) {
      case '"':
      case '\'':
        at = SkipString(text, at);
        continue;
      case '#':
        at = std::min(text.find('\n', at), text.size());
        continue;
      case '.':
        if (++dots >= kMaxKeyParts) return at;
        break;
      case '\n':
      case '=':
      case ',':
      case '[':
      case ']':
      case '{':
      case '}':
        dots = 0;
        break;
      default:
        break;
    }
    ++at;
  }
  return std::nullopt;
}

bool HasControlCharacter(std::string_view text) {
  return std::ranges::any_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; });
}

}  // namespace

toml::table TomlReader::Parse() {
  if (text_.size() > kMaxTomlBytes) {
    Refuse(Span{kMaxTomlBytes, kMaxTomlBytes + 1},
           fmt::format("the file is larger than {} MiB", kMaxTomlBytes >> 20U), "split it");
    return {};
  }
  if (const auto deep = FindDeepKey(text_)) {
    Refuse(Span{*deep, *deep + 1}, fmt::format("a key has more than {} parts", kMaxKeyParts),
           "write a key that this file knows");
    return {};
  }
  try {
    return toml::parse(text_);
  } catch (const toml::parse_error& error) {
    Refuse(SpanOf(error.source()), fmt::format("this is no TOML: {}", error.description()),
           "mend the file at this place");
  }
  return {};
}

void TomlReader::Refuse(Span where, std::string message, std::string fix) {
  if (error_) return;
  // (toml++ may describe a fault over several lines.)
  std::ranges::replace(message, '\n', ' ');
  error_ = Error{code_, where, std::move(message), std::move(fix), {}};
}

// toml++ counts columns in code points, a span counts bytes.
std::size_t TomlReader::OffsetOf(const toml::source_position& position) {
  std::size_t column = 1;
  std::size_t at = lines_.OffsetOf({position.line, 1});
  if (position.line == last_line_ && position.column >= last_column_) {
    column = last_column_;
    at = last_offset_;
  }
  for (; column < position.column && at < text_.size(); ++column) {
    at += std::max<std::size_t>(1, DecodeUtf8(text_, at).size);
  }
  at = std::min(at, text_.size());
  last_line_ = position.line;
  last_column_ = position.column;
  last_offset_ = at;
  return at;
}

Span TomlReader::SpanOf(const toml::source_region& region) {
  const std::size_t begin = OffsetOf(region.begin);
  return {begin, std::max(begin, OffsetOf(region.end))};
}

Span TomlReader::WhereIn(const toml::node& node, std::string_view value, std::string_view part) {
  const Span where = Where(node);
  const std::size_t in_value = value.find(part);
  if (part.empty() || in_value == std::string_view::npos) return where;
  const std::string_view written = Slice(text_, where);
  const std::size_t in_written = written.find(value);
  if (in_written == std::string_view::npos) return where;
  const std::size_t begin = where.begin + in_written + in_value;
  return {begin, begin + part.size()};
}

std::string TomlReader::Nearest(std::string_view word, std::span<const std::string_view> known) {
  std::string_view best;
  std::size_t distance = std::min<std::size_t>(word.size() / 2 + 1, 5);
  for (const std::string_view candidate : known) {
    if (const std::size_t d = EditDistance(word.substr(0, 64), candidate); d < distance) {
      distance = d;
      best = candidate;
    }
  }
  return std::string(best);
}

std::string TomlReader::DidYouMean(std::string_view word, std::span<const std::string_view> known,
                                   std::string otherwise) {
  const std::string nearest = Nearest(word, known);
  if (!nearest.empty()) otherwise = fmt::format("did you mean '{}'?", nearest);
  return otherwise;
}

void TomlReader::CheckKeys(const toml::table& table, std::initializer_list<std::string_view> known) {
  // The first in the file is reported, not the first in the alphabet.
  const toml::key* unknown = nullptr;
  for (const auto& [key, value] : table) {
    if (std::ranges::find(known, key.str()) != known.end()) continue;
    if (unknown == nullptr || Where(key).begin < Where(*unknown).begin) unknown = &key;
  }
  if (unknown == nullptr) return;
  std::string name(unknown->str().substr(0, 64));
  std::ranges::replace_if(name, [](char c) { return HasControlCharacter({&c, 1}); }, '?');
  std::string all;
  for (const std::string_view one : known) all += (all.empty() ? "" : ", ") + std::string(one);
  Refuse(Where(*unknown), fmt::format("unknown key '{}'", name),
         DidYouMean(name, {known.begin(), known.size()}, "use one of: " + all));
}

std::string TomlReader::TextOf(const toml::node& node, std::string_view key) {
  const auto value = node.value<std::string>();
  if (!node.is_string() || value->empty()) {
    Refuse(node, fmt::format("'{}' must be a string that is not empty", key),
           "write it between quotation marks");
    return {};
  }
  if (HasControlCharacter(*value)) {
    Refuse(node, fmt::format("'{}' holds a line break or another control character", key),
           "write it in one line");
    return {};
  }
  return *value;
}

std::string TomlReader::Text(const toml::table& table, std::string_view key, bool required) {
  const toml::node* node = table.get(key);
  if (node == nullptr) {
    if (required) {
      Refuse(table, fmt::format("the key '{}' is missing", key), fmt::format("add {} = \"...\"", key));
    }
    return {};
  }
  return TextOf(*node, key);
}

std::string TomlReader::Block(const toml::table& table, std::string_view key) {
  const toml::node* node = table.get(key);
  if (node == nullptr) return {};
  if (!node->is_string()) {
    Refuse(*node, fmt::format("'{}' must be a string", key), "write it between three quotation marks");
  }
  return node->value_or(std::string());
}

void TomlReader::CheckName(Span where, std::string_view key, std::string_view name) {
  constexpr std::size_t kMaxName = 64;
  const auto is_letter_or_digit = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  };
  const bool good = !name.empty() && name.size() <= kMaxName && is_letter_or_digit(name.front()) &&
                    std::ranges::all_of(name, [&](char c) {
                      return is_letter_or_digit(c) || c == '.' || c == '-' || c == '_';
                    });
  if (!good) {
    Refuse(where, fmt::format("'{}' is no short name", key),
           "use letters, digits, '.', '-' and '_', at most 64 and a letter or digit first");
  }
}

std::string TomlReader::Name(const toml::table& table, std::string_view key) {
  std::string name = Text(table, key, true);
  if (!name.empty()) CheckName(Where(*table.get(key)), key, name);
  return name;
}

std::vector<std::string> TomlReader::TextsOf(const toml::node& node, std::string_view key,
                                             Emptiness emptiness) {
  std::vector<std::string> texts;
  if (node.is_string()) {
    texts.push_back(TextOf(node, key));
    return texts;
  }
  const toml::array* array = node.as_array();
  if (array == nullptr || (array->empty() && emptiness == Emptiness::kRefused)) {
    Refuse(node, fmt::format("'{}' must be a list of strings", key),
           fmt::format("write {} = [\"...\"]", key));
    return texts;
  }
  for (const toml::node& item : *array) texts.push_back(TextOf(item, key));
  return texts;
}

std::vector<std::string> TomlReader::Texts(const toml::table& table, std::string_view key,
                                           Emptiness emptiness) {
  const toml::node* node = table.get(key);
  return node == nullptr ? std::vector<std::string>{} : TextsOf(*node, key, emptiness);
}

const toml::node& TomlReader::ItemOf(const toml::node& node, std::size_t index) {
  const toml::array* array = node.as_array();
  return array == nullptr || index >= array->size() ? node : *array->get(index);
}

const toml::table* TomlReader::Table(const toml::table& table, std::string_view key, bool required) {
  const toml::node* node = table.get(key);
  if (node == nullptr) {
    if (required) Refuse(table, fmt::format("the table [{}] is missing", key), fmt::format("add [{}]", key));
    return nullptr;
  }
  if (!node->is_table()) {
    Refuse(*node, fmt::format("'{}' must be a table", key), fmt::format("write [{}]", key));
  }
  return node->as_table();
}

std::vector<const toml::table*> TomlReader::Rows(const toml::table& table, std::string_view key) {
  std::vector<const toml::table*> rows;
  const toml::node* node = table.get(key);
  if (node == nullptr) return rows;
  const toml::array* array = node->as_array();
  for (std::size_t i = 0; array != nullptr && i < array->size(); ++i) {
    if (const toml::table* row = array->get(i)->as_table()) rows.push_back(row);
  }
  if (array == nullptr || rows.size() != array->size()) {
    Refuse(*node, fmt::format("'{}' must be tables", key), fmt::format("write [[{}]]", key));
  }
  return rows;
}

bool TomlReader::Flag(const toml::table& table, std::string_view key) {
  const toml::node* node = table.get(key);
  if (node == nullptr) return false;
  if (!node->is_boolean()) {
    Refuse(*node, fmt::format("'{}' must be true or false", key), "write true or false");
  }
  return node->value_or(false);
}

std::string TomlReader::Date(const toml::table& table, std::string_view key) {
  const toml::node* node = table.get(key);
  if (node == nullptr) return {};
  if (const auto* date = node->as_date()) {
    return fmt::format("{:04}-{:02}-{:02}", date->get().year, date->get().month, date->get().day);
  }
  if (!node->is_string()) {
    Refuse(*node, fmt::format("'{}' must be a date", key), "write it as 2026-11-20");
    return {};
  }
  return TextOf(*node, key);
}

}  // namespace markings::internal
