#include "libmarkings/marking/internal/mark_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>

#include "libmarkings/marking/lattice.h"
#include "libmarkings/text/utf8.h"

namespace markings::internal {

std::string ToUpper(std::string_view text) {
  std::string upper(text);
  for (char& c : upper) {
    if (IsLower(c)) c = static_cast<char>(c - 'a' + 'A');
  }
  return upper;
}

bool HasLower(std::string_view text) { return std::ranges::any_of(text, IsLower); }

std::vector<Word> SplitWords(std::string_view text, Span span) {
  std::vector<Word> words;
  std::size_t at = span.begin;
  while (at < span.end) {
    while (at < span.end && IsBlank(text[at])) ++at;
    const std::size_t begin = at;
    while (at < span.end && !IsBlank(text[at])) ++at;
    if (at > begin) words.push_back({{begin, at}, ToUpper(text.substr(begin, at - begin))});
  }
  return words;
}

std::optional<Diagnostic> FindDeceptive(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint point = DecodeUtf8(text, at);
    if (IsDeceptive(point.value)) {
      return Diagnostic{DiagnosticCode::kMarkDeceptive, {at, at + point.size},
                        fmt::format("U+{:04X} looks like another character or like nothing", static_cast<unsigned>(point.value)),
                        "type the marking anew in plain ASCII"};
    }
    at += point.size;
  }
  return std::nullopt;
}

void Report(ParsedMarking& mark, DiagnosticCode code, Span where, std::string message, std::string fix) {
  if (message.empty()) message = std::string(Info(code).meaning);
  mark.diagnostics.push_back({code, where, std::move(message), std::move(fix)});
}

void FinishMarking(const Vocabulary& vocabulary, ParsedMarking& mark, Span where) {
  const std::uint64_t written = mark.value.controls;
  for (std::uint64_t rest = written; rest != 0; rest &= rest - 1) {
    const Control& control = vocabulary.controls()[static_cast<std::size_t>(std::countr_zero(rest))];
    if (control.max_level && mark.value.level > *control.max_level) {
      Report(mark, DiagnosticCode::kMarkLevelLimit, where,
             fmt::format("{} does not go with {}", control.id, vocabulary.levels()[mark.value.level].long_form));
    }
    if ((control.excludes & written) != 0) {
      Report(mark, DiagnosticCode::kMarkExcludes, where, fmt::format("{} excludes another control of this marking", control.id));
    }
    if ((control.requires_all & ~written) != 0) {
      Report(mark, DiagnosticCode::kMarkRequires, where, fmt::format("{} requires another control", control.id));
    }
    if (control.deprecated) {
      Report(mark, DiagnosticCode::kMarkDeprecated, where, fmt::format("{} is no longer in use", control.id));
    }
  }
  mark.value = Normalise(vocabulary, mark.value);
}

}  // namespace markings::internal
