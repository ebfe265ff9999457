#ifndef LIBMARKINGS_MARKING_INTERNAL_MARK_TEXT_H_
#define LIBMARKINGS_MARKING_INTERNAL_MARK_TEXT_H_

// What portion marks and banner lines have in common: limits, look-alikes, words, and the rules that hold between a
// level and its controls. Users want marking/portion.h or marking/banner.h.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "libmarkings/marking/marking.h"
#include "libmarkings/marking/vocabulary.h"

namespace markings::internal {

inline constexpr std::size_t kMaxMarkBytes = 4096;
inline constexpr std::size_t kMaxMarkTokens = 256;

[[nodiscard]] constexpr bool IsUpper(char c) { return c >= 'A' && c <= 'Z'; }
[[nodiscard]] constexpr bool IsLower(char c) { return c >= 'a' && c <= 'z'; }
[[nodiscard]] constexpr bool IsDigit(char c) { return c >= '0' && c <= '9'; }
[[nodiscard]] constexpr bool IsBlank(char c) { return c == ' ' || c == '\t'; }
[[nodiscard]] std::string ToUpper(std::string_view text);
[[nodiscard]] bool HasLower(std::string_view text);

// A word of a text with its place.
struct Word {
  Span span;
  std::string upper;
};

// Splits [span) of the text at blanks.
[[nodiscard]] std::vector<Word> SplitWords(std::string_view text, Span span);

// The first code point of the text that a marking may never hold, with its place.
[[nodiscard]] std::optional<Diagnostic> FindDeceptive(std::string_view text);

// Appends a diagnostic with the table's meaning, or a message of its own.
void Report(ParsedMarking& mark, DiagnosticCode code, Span where, std::string message = {}, std::string fix = {});

// Checks the rules between level and controls as written, then normalises the value.
void FinishMarking(const Vocabulary& vocabulary, ParsedMarking& mark, Span where);

}  // namespace markings::internal

#endif  // LIBMARKINGS_MARKING_INTERNAL_MARK_TEXT_H_
