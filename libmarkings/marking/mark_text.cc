#include "libmarkings/marking/internal/mark_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "libmarkings/text/utf8.h"

namespace markings::internal {
namespace {

constexpr std::string_view kNoBreakSpace = "\xC2\xA0";
constexpr std::string_view kEnDash = "\xE2\x80\x93";
constexpr std::string_view kEmDash = "\xE2\x80\x94";

// The separator at `at`: its size in bytes and whether it is a blank ' ', a slash '/' or a hyphen '-'. Size
// 0: none.
struct Piece {
  std::size_t size = 0;
  char kind = 0;
};

Piece PieceAt(std::string_view text, std::size_t at) {
  const char c = text[at];
  if (IsBlank(c)) return {1, ' '};
  if (c == '/' || c == '-') return {1, c};
  const std::string_view rest = text.substr(at, 3);
  if (rest.starts_with(kNoBreakSpace)) return {2, ' '};
  if (rest == kEnDash || rest == kEmDash) return {3, '-'};
  return {};
}

Separator Classify(std::size_t slashes, std::size_t runs, std::size_t hyphens) {
  if (slashes > 0 && hyphens > 0) return Separator::kBroken;
  if (hyphens > 0) return runs == 1 ? Separator::kHyphen : Separator::kBroken;
  if (slashes == 0) return Separator::kBlank;
  if (runs > 1 || slashes > 2) return Separator::kBroken;
  return slashes == 2 ? Separator::kDoubleSlash : Separator::kSlash;
}

}  // namespace

bool HasLetter(std::string_view text) { return std::ranges::any_of(text, IsLetter); }
bool AllDigits(std::string_view text) { return !text.empty() && std::ranges::all_of(text, IsDigit); }

Span Trim(std::string_view text, Span span) {
  while (span.begin < span.end && IsBlank(text[span.begin])) ++span.begin;
  while (span.end > span.begin && IsBlank(text[span.end - 1])) --span.end;
  return span;
}

MarkText::MarkText(std::string_view text, Span span) : upper_(Slice(text, span)) {
  std::ranges::transform(upper_, upper_.begin(), Capital);
  text = text.substr(0, span.end);
  for (std::size_t at = span.begin; at < span.end && !too_many();) {
    std::size_t slashes = 0;
    std::size_t hyphens = 0;
    std::size_t runs = 0;  // of slashes and hyphens without a blank between
    bool blank = false;
    const std::size_t separator = at;
    for (char before = ' '; at < span.end;) {
      const Piece piece = PieceAt(text, at);
      if (piece.size == 0) break;
      slashes += piece.kind == '/' ? 1 : 0;
      hyphens += piece.kind == '-' ? 1 : 0;
      blank = blank || piece.kind == ' ';
      if (piece.kind != ' ' && before == ' ') ++runs;
      before = piece.kind;
      at += piece.size;
    }
    const bool drawn = slashes + hyphens > 0;
    if (drawn && stray_.empty() && (words_.empty() || at == span.end)) stray_ = {separator, at};
    if (at == span.end) break;
    const std::size_t begin = at;
    while (at < span.end && PieceAt(text, at).size == 0) ++at;
    const Separator before = words_.empty() ? Separator::kStart : Classify(slashes, runs, hyphens);
    words_.push_back({{begin, at},
                      std::string_view(upper_).substr(begin - span.begin, at - begin),
                      before,
                      drawn && blank});
  }
}

std::string JoinWords(const Vocabulary& vocabulary, std::span<const Word> words, std::size_t at,
                      std::size_t count) {
  std::string joined;
  for (std::size_t i = at; i < at + count; ++i) {
    if (i > at && words[i].before != Separator::kBlank) return {};
    if (joined.size() + words[i].upper.size() > vocabulary.max_spelling_bytes()) return {};
    if (i > at) joined += ' ';
    joined += words[i].upper;
  }
  return joined;
}

std::vector<Token> ReadTokens(const Vocabulary& vocabulary, std::span<const Word> words) {
  std::vector<Token> tokens;
  tokens.reserve(words.size());
  for (std::size_t at = 0; at < words.size();) {
    Token token{.span = words[at].span, .before = words[at].before, .loose = words[at].loose};
    std::size_t taken = 1;
    for (std::size_t count = std::min(vocabulary.max_spelling_words(), words.size() - at); count > 0;
         --count) {
      const std::string name = JoinWords(vocabulary, words, at, count);
      if (name.empty()) continue;
      const auto level = vocabulary.FindLevel(name);
      const auto control = level ? std::nullopt : vocabulary.FindControl(name);
      if (!level && !control) continue;
      token.kind = level ? Token::Kind::kLevel : Token::Kind::kControl;
      token.index = level ? *level : *control;
      token.span.end = words[at + count - 1].span.end;
      taken = count;
      break;
    }
    tokens.push_back(token);
    at += taken;
  }
  return tokens;
}

bool TakeWholeText(const Vocabulary& vocabulary, std::span<const Word>& words) {
  for (const std::string& phrase : vocabulary.whole_text_phrases()) {
    const auto count = static_cast<std::size_t>(std::ranges::count(phrase, ' ')) + 1;
    if (words.size() <= count) continue;
    if (JoinWords(vocabulary, words, words.size() - count, count) != phrase) continue;
    words = words.first(words.size() - count);
    return true;
  }
  return false;
}

std::optional<Diagnostic> FindDeceptive(std::string_view text) {
  const auto refuse = [](std::size_t at, std::size_t size, std::string message) {
    return Diagnostic{DiagnosticCode::kMarkDeceptive,
                      {at, at + size},
                      std::move(message),
                      "type the marking anew in plain ASCII"};
  };
  for (std::size_t at = 0; at < text.size();) {
    const auto byte = static_cast<unsigned char>(text[at]);
    if (byte < 0x80) {
      if ((byte < 0x20 && !IsBlank(text[at])) || byte == 0x7F) {
        return refuse(at, 1, fmt::format("U+{:04X} is a control character", byte));
      }
      ++at;
      continue;
    }
    const CodePoint point = DecodeUtf8(text, at);
    const auto value = static_cast<std::uint32_t>(point.value);
    if (point.value == 0xFFFD && point.size == 1) {
      return refuse(at, 1, fmt::format("byte 0x{:02X} is not valid UTF-8", byte));
    }
    if (IsDeceptive(point.value)) {
      return refuse(at, point.size,
                    fmt::format("U+{:04X} looks like another character or like nothing", value));
    }
    at += point.size;
  }
  return std::nullopt;
}

SkeletonText Skeleton(std::string_view text) {
  // The capitals of other alphabets that are drawn as Latin ones. Source: Unicode Technical Standard 39.
  struct Pair {
    char32_t seen;
    char meant;
  };
  static constexpr std::array kPairs = {
      Pair{0x0391, 'A'}, Pair{0x0392, 'B'}, Pair{0x0395, 'E'}, Pair{0x0396, 'Z'}, Pair{0x0397, 'H'},
      Pair{0x0399, 'I'}, Pair{0x039A, 'K'}, Pair{0x039C, 'M'}, Pair{0x039D, 'N'}, Pair{0x039F, 'O'},
      Pair{0x03A1, 'P'}, Pair{0x03A4, 'T'}, Pair{0x03A5, 'Y'}, Pair{0x03A7, 'X'}, Pair{0x03F9, 'C'},
      Pair{0x0405, 'S'}, Pair{0x0406, 'I'}, Pair{0x0408, 'J'}, Pair{0x0410, 'A'}, Pair{0x0412, 'B'},
      Pair{0x0415, 'E'}, Pair{0x0417, '3'}, Pair{0x041A, 'K'}, Pair{0x041C, 'M'}, Pair{0x041D, 'H'},
      Pair{0x041E, 'O'}, Pair{0x0420, 'P'}, Pair{0x0421, 'C'}, Pair{0x0422, 'T'}, Pair{0x0423, 'Y'},
      Pair{0x0425, 'X'}, Pair{0x2044, '/'}, Pair{0x2215, '/'}, Pair{0x29F8, '/'}, Pair{0x2010, '-'},
      Pair{0x2011, '-'}, Pair{0x2012, '-'}, Pair{0x2212, '-'}, Pair{0x207D, '('}, Pair{0x207E, ')'},
      Pair{0x208D, '('}, Pair{0x208E, ')'}, Pair{0x2768, '('}, Pair{0x2769, ')'}, Pair{0xFE59, '('},
      Pair{0xFE5A, ')'},
  };
  SkeletonText result;
  std::string& skeleton = result.text;
  for (std::size_t at = 0; at < text.size();) {
    result.ends.resize(skeleton.size(), at);
    const CodePoint point = DecodeUtf8(text, at);
    const std::string_view bytes = text.substr(at, point.size);
    at += point.size;
    const char32_t c = point.value;
    if (!IsDeceptive(c)) {
      skeleton += bytes;
    } else if (c >= 0xFF01 && c <= 0xFF5E) {  // full-width forms stand in ASCII order
      skeleton += static_cast<char>(c - 0xFF01 + '!');
    } else if (c >= 0x1D400 &&
               c <= 0x1D6A3) {  // mathematical alphabets: 26 capitals, 26 small, over and over
      const auto letter = static_cast<char>((c - 0x1D400) % 52);
      skeleton += static_cast<char>(letter < 26 ? 'A' + letter : 'a' + letter - 26);
    } else if (c >= 0x24B6 && c <= 0x24CF) {
      skeleton += static_cast<char>('A' + static_cast<char>(c - 0x24B6));
    } else if (const auto pair = std::ranges::find(kPairs, c, &Pair::seen); pair != kPairs.end()) {
      skeleton += pair->meant;
    } else if ((c >= 0x0370 && c < 0x0590) || (c >= 0x13A0 && c < 0x1400) || (c >= 0x1F00 && c < 0x2000)) {
      // Letters of other alphabets: capitals may be meant as marks, small ones are somebody's prose.
      const bool small = (c >= 0x03AC && c <= 0x03CE) || (c >= 0x0430 && c <= 0x045F) || (c >= 0x0561);
      skeleton += small ? 'x' : '?';
    } else if (c >= 0x2100 && c < 0x2500) {
      skeleton += '?';
    }  // the rest is invisible
  }
  result.ends.resize(skeleton.size(), text.size());
  return result;
}

}  // namespace markings::internal
