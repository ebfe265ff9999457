#ifndef LIBMARKINGS_TEXT_INTERNAL_TOML_READER_H_
#define LIBMARKINGS_TEXT_INTERNAL_TOML_READER_H_

// Reading a TOML file strictly: each fault has its place, keys that nobody knows are faults, and the first
// fault is kept while reading goes on harmlessly, so that the code that reads has no error paths of its own.
// For the rooms that read files of their own kind (marking/, policy/); not installed.

#include <toml++/toml.h>

#include <cstddef>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "libmarkings/text/buffer.h"
#include "libmarkings/text/error.h"
#include "libmarkings/text/line_index.h"

namespace markings::internal {

// A file that a person writes is not larger; what is would only be slow.
inline constexpr std::size_t kMaxTomlBytes = std::size_t{4} << 20;

class TomlReader {
 public:
  TomlReader(const Buffer& buffer, ErrorCode code)
      : text_(buffer.text()), lines_(buffer.text()), code_(code) {}

  // Parses the text. On a fault the table is empty and error() is set.
  [[nodiscard]] toml::table Parse();

  [[nodiscard]] const std::optional<Error>& error() const { return error_; }
  void Refuse(Span where, std::string message, std::string fix);
  void Refuse(const toml::node& node, std::string message, std::string fix) {
    Refuse(Where(node), std::move(message), std::move(fix));
  }
  [[nodiscard]] Span Where(const toml::node& node) { return SpanOf(node.source()); }
  [[nodiscard]] Span Where(const toml::key& key) { return SpanOf(key.source()); }
  // Where `part` of the string at a node stands, when it is written there as it is; else the node.
  [[nodiscard]] Span WhereIn(const toml::node& node, std::string_view value, std::string_view part);

  // Every key must be one of these; the nearest one is named in the fix.
  void CheckKeys(const toml::table& table, std::initializer_list<std::string_view> known);
  // The word of `known` that is meant, or nothing when none is near.
  [[nodiscard]] static std::string Nearest(std::string_view word, std::span<const std::string_view> known);
  // "did you mean 'x'?", or `otherwise`.
  [[nodiscard]] static std::string DidYouMean(std::string_view word, std::span<const std::string_view> known,
                                              std::string otherwise);

  // A string that is not empty and has no control character: it is printed in one line. Absent: empty.
  [[nodiscard]] std::string Text(const toml::table& table, std::string_view key, bool required);
  [[nodiscard]] std::string TextOf(const toml::node& node, std::string_view key);
  // A string of any lines.
  [[nodiscard]] std::string Block(const toml::table& table, std::string_view key);
  // A short name: letters, digits, "." "-" "_", at most 64, beginning with a letter or digit.
  [[nodiscard]] std::string Name(const toml::table& table, std::string_view key);
  void CheckName(Span where, std::string_view key, std::string_view name);
  // A list of strings, or one string. Not empty unless that is allowed.
  enum class Emptiness : std::uint8_t { kRefused, kAllowed };
  [[nodiscard]] std::vector<std::string> Texts(const toml::table& table, std::string_view key,
                                               Emptiness emptiness = Emptiness::kRefused);
  [[nodiscard]] std::vector<std::string> TextsOf(const toml::node& node, std::string_view key,
                                                 Emptiness emptiness = Emptiness::kRefused);
  // The node that holds a string of such a list, for the place of a fault.
  [[nodiscard]] static const toml::node& ItemOf(const toml::node& node, std::size_t index);
  [[nodiscard]] const toml::table* Table(const toml::table& table, std::string_view key, bool required);
  // [[key]] tables, in order.
  [[nodiscard]] std::vector<const toml::table*> Rows(const toml::table& table, std::string_view key);
  // true or false; absent: false.
  [[nodiscard]] bool Flag(const toml::table& table, std::string_view key);
  // A TOML date or a string.
  [[nodiscard]] std::string Date(const toml::table& table, std::string_view key);

 private:
  [[nodiscard]] Span SpanOf(const toml::source_region& region);
  [[nodiscard]] std::size_t OffsetOf(const toml::source_position& position);

  std::string_view text_;
  LineIndex lines_;
  ErrorCode code_;
  std::optional<Error> error_;
  // Where the last position was found: the next one is mostly further on in the same line.
  std::size_t last_line_ = 0, last_column_ = 0, last_offset_ = 0;
};

}  // namespace markings::internal

#endif  // LIBMARKINGS_TEXT_INTERNAL_TOML_READER_H_
