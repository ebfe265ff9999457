#include "libmarkings/policy/internal/toml_reader.h"

#include <fmt/format.h>

#include <algorithm>

#include "libmarkings/text/utf8.h"

namespace markings::internal {
namespace {

std::size_t EditDistance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t above = row[j];
      row[j] = std::min({row[j] + 1, row[j - 1] + 1, diagonal + (a[i - 1] == b[j - 1] ? 0U : 1U)});
      diagonal = above;
    }
  }
  return row[b.size()];
}

}  // namespace

toml::table TomlReader::Parse() {
  try {
    return toml::parse(text_);
  } catch (const toml::parse_error& error) {
    Refuse(SpanOf(error.source()), fmt::format("this is no TOML: {}", error.description()), "mend the file at this place");
  }
  return {};
}

void TomlReader::Refuse(Span where, std::string message, std::string fix) {
  if (error_) return;
  // (toml++ may describe a fault over several lines.)
  std::ranges::replace(message, '\n', ' ');
  error_ = Error{code_, where, std::move(message), std::move(fix), {}};
}

Span TomlReader::SpanOf(const toml::source_region& region) const {
  const auto offset = [&](const toml::source_position& position) {
    // toml++ counts columns in code points, a span counts bytes.
    std::size_t at = lines_.OffsetOf({position.line, 1});
    for (std::size_t column = 1; column < position.column && at < text_.size(); ++column) at += std::max<std::size_t>(1, DecodeUtf8(text_, at).size);
    return std::min(at, text_.size());
  };
  const std::size_t begin = offset(region.begin);
  return {begin, std::max(begin, offset(region.end))};
}

std::string TomlReader::Nearest(std::string_view word, const std::vector<std::string_view>& known) {
  std::string_view best;
  std::size_t distance = word.size() / 2 + 1;
  for (const std::string_view candidate : known) {
    if (const std::size_t d = EditDistance(word, candidate); d < distance) {
      distance = d;
      best = candidate;
    }
  }
  return std::string(best);
}

void TomlReader::CheckKeys(const toml::table& table, std::initializer_list<std::string_view> known) {
  for (const auto& [key, value] : table) {
    if (std::ranges::find(known, key.str()) != known.end()) continue;
    const std::string nearest = Nearest(key.str(), {known.begin(), known.end()});
    std::string all;
    for (const std::string_view name : known) all += (all.empty() ? "" : ", ") + std::string(name);
    Refuse(SpanOf(key.source()), fmt::format("unknown key '{}'", key.str()),
           nearest.empty() ? "use one of: " + all : fmt::format("did you mean '{}'?", nearest));
  }
}

std::string TomlReader::TextOf(const toml::node& node, std::string_view key) {
  const auto value = node.value<std::string>();
  if (!node.is_string() || value->empty()) {
    Refuse(node, fmt::format("'{}' must be a string that is not empty", key), "write it between quotation marks");
    return {};
  }
  return *value;
}

std::string TomlReader::Text(const toml::table& table, std::string_view key, bool required) {
  const toml::node* node = table.get(key);
  if (node == nullptr) {
    if (required) Refuse(table, fmt::format("the key '{}' is missing", key), fmt::format("add {} = \"...\"", key));
    return {};
  }
  return TextOf(*node, key);
}

std::vector<std::string> TomlReader::TextsOf(const toml::node& node, std::string_view key) {
  std::vector<std::string> texts;
  if (node.is_string()) {
    texts.push_back(TextOf(node, key));
    return texts;
  }
  const toml::array* array = node.as_array();
  if (array == nullptr || array->empty()) {
    Refuse(node, fmt::format("'{}' must be a list of strings", key), fmt::format("write {} = [\"...\"]", key));
    return texts;
  }
  for (const toml::node& item : *array) texts.push_back(TextOf(item, key));
  return texts;
}

std::vector<std::string> TomlReader::Texts(const toml::table& table, std::string_view key) {
  const toml::node* node = table.get(key);
  return node == nullptr ? std::vector<std::string>{} : TextsOf(*node, key);
}

std::optional<bool> TomlReader::Flag(const toml::table& table, std::string_view key) {
  const toml::node* node = table.get(key);
  if (node == nullptr) return std::nullopt;
  if (!node->is_boolean()) Refuse(*node, fmt::format("'{}' must be true or false", key), "write true or false");
  return node->value_or(false);
}

const toml::table* TomlReader::Table(const toml::table& table, std::string_view key, bool required) {
  const toml::node* node = table.get(key);
  if (node == nullptr) {
    if (required) Refuse(table, fmt::format("the table [{}] is missing", key), fmt::format("add [{}]", key));
    return nullptr;
  }
  if (!node->is_table()) Refuse(*node, fmt::format("'{}' must be a table", key), fmt::format("write [{}]", key));
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
  if (array == nullptr || rows.size() != array->size()) Refuse(*node, fmt::format("'{}' must be tables", key), fmt::format("write [[{}]]", key));
  return rows;
}

std::string TomlReader::Date(const toml::table& table, std::string_view key) {
  const toml::node* node = table.get(key);
  if (node == nullptr) return {};
  if (const auto* date = node->as_date()) {
    return fmt::format("{:04}-{:02}-{:02}", date->get().year, date->get().month, date->get().day);
  }
  return TextOf(*node, key);
}

}  // namespace markings::internal
