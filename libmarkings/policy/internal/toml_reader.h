#ifndef LIBMARKINGS_POLICY_INTERNAL_TOML_READER_H_
#define LIBMARKINGS_POLICY_INTERNAL_TOML_READER_H_

// Reading a TOML file strictly: each fault has its place, keys that nobody knows are faults, and the first fault is
// kept while reading goes on harmlessly, so that the code that reads has no error paths of its own.
// The only header that includes toml++.

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <toml++/toml.h>
#include <vector>

#include "libmarkings/text/buffer.h"
#include "libmarkings/text/error.h"
#include "libmarkings/text/line_index.h"

namespace markings::internal {

class TomlReader {
 public:
  TomlReader(const Buffer& buffer, ErrorCode code) : text_(buffer.text()), lines_(buffer.text()), code_(code) {}

  // Parses the text. On a fault the table is empty and error() is set.
  [[nodiscard]] toml::table Parse();

  [[nodiscard]] const std::optional<Error>& error() const { return error_; }
  void Refuse(Span where, std::string message, std::string fix);
  void Refuse(const toml::node& node, std::string message, std::string fix) { Refuse(Where(node), std::move(message), std::move(fix)); }
  [[nodiscard]] Span Where(const toml::node& node) const { return SpanOf(node.source()); }

  // Every key must be one of these; the nearest one is named in the fix.
  void CheckKeys(const toml::table& table, std::initializer_list<std::string_view> known);
  [[nodiscard]] static std::string Nearest(std::string_view word, const std::vector<std::string_view>& known);

  [[nodiscard]] std::string Text(const toml::table& table, std::string_view key, bool required);
  [[nodiscard]] std::string TextOf(const toml::node& node, std::string_view key);
  // A list of strings, or one string.
  [[nodiscard]] std::vector<std::string> Texts(const toml::table& table, std::string_view key);
  [[nodiscard]] std::vector<std::string> TextsOf(const toml::node& node, std::string_view key);
  [[nodiscard]] std::optional<bool> Flag(const toml::table& table, std::string_view key);
  [[nodiscard]] const toml::table* Table(const toml::table& table, std::string_view key, bool required);
  // [[key]] tables, in order.
  [[nodiscard]] std::vector<const toml::table*> Rows(const toml::table& table, std::string_view key);
  // A TOML date or a string.
  [[nodiscard]] std::string Date(const toml::table& table, std::string_view key);

 private:
  [[nodiscard]] Span SpanOf(const toml::source_region& region) const;

  std::string_view text_;
  LineIndex lines_;
  ErrorCode code_;
  std::optional<Error> error_;
};

}  // namespace markings::internal

#endif  // LIBMARKINGS_POLICY_INTERNAL_TOML_READER_H_
