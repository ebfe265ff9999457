// Message reference numbers: 05ALMATY2503, 12 CAIRO 1208, and in a list of references PARIS 7682. The serial
// in a message's own class line has no year and is none.

#include <algorithm>
#include <array>

#include "libmarkings/recognise/internal/forms.h"
#include "libmarkings/recognise/internal/word_table.h"
#include "libmarkings/text/ascii.h"

namespace markings::internal {
namespace {

constexpr std::size_t kMaxOriginWords = 3;  // RIO DE JAN

// Units and currencies that stand between two numbers.
bool IsUnit(std::string_view folded) {
  static constexpr std::array<std::string_view, 14> kUnits = {
      "bcm", "eur", "gbp", "hrs", "kgs", "kms", "kwh", "mcm", "mhz", "mwh", "rub", "tons", "usd", "zulu"};
  return std::ranges::binary_search(kUnits, folded);
}

bool IsMonth(std::string_view folded) {
  static constexpr std::array<std::string_view, 12> kMonths = {"apr", "aug", "dec", "feb", "jan", "jul",
                                                               "jun", "mar", "may", "nov", "oct", "sep"};
  return std::ranges::binary_search(kMonths, folded.substr(0, 3)) && folded.size() <= 4;
}

bool IsHome(std::string_view folded) { return folded == "state" || folded == "secstate"; }

// The number that follows the name of a post from `token` on; nothing: 0.
std::size_t SerialAfter(const FormText& text, std::size_t token) {
  const std::vector<Token>& tokens = text.tokens();
  std::size_t i = token;
  for (; i < tokens.size() && i < token + kMaxOriginWords; ++i) {
    const Token& word = tokens[i];
    if (word.number || !word.capitals || (i > token && word.gap != Gap::kBlank)) break;
    if (i == token && word.letters < 3) break;
    const std::string_view folded = text.Folded(i);
    const std::uint16_t bits = WordTable::Shared().Find(folded);
    if (IsUnit(folded) || (i == token && IsMonth(folded))) return 0;
    if ((bits & kPlaceBit) != 0 || IsHome(folded)) continue;
    // "and previous", "05 JUL 2006", "12 MEN 2000": no posts.
    const bool name = (bits & (kGivenBit | kSurnameBit)) != 0;
    if (i > token && (bits & kFunctionBit) == 0) continue;
    if ((bits & (kFunctionBit | kTradeBit)) != 0 || ((bits & kEnglishBit) != 0 && !name && word.letters < 6))
      return 0;
  }
  if (i == token || i >= tokens.size() || !tokens[i].number) return 0;
  const bool fits = tokens[i].letters <= 8 && (tokens[i].gap == Gap::kBlank);
  return fits && text.Ends(tokens[i].end) ? i : 0;
}

bool IsYear(const FormText& text, std::size_t token) {
  const std::string_view digits = text.Folded(token);
  return digits.size() == 2 || (digits.size() == 4 && (digits.starts_with("19") || digits.starts_with("20")));
}

// Whether the line that holds a token begins as a list of references, or as an item of one below such a line.
bool InReferences(const FormText& text, std::size_t token) {
  const std::string_view bytes = text.text();
  std::size_t at = text.tokens()[token].begin;
  for (int lines = 0; lines < 8; ++lines) {
    const std::size_t end = at;
    const std::size_t least = end > 200 ? end - 200 : 0;
    while (at > least && bytes[at - 1] != '\n') --at;
    std::string_view line = bytes.substr(at, end - at);
    line.remove_prefix(std::min(line.find_first_not_of(" \t"), line.size()));
    if (line.empty() && lines > 0) return false;
    if (line.starts_with("REF") || line.starts_with("Ref"))
      return line.size() < 4 || !IsLower(line[3]) || line[3] == 's' || line[3] == 'e' || line[3] == 't';
    if (at == 0 || at == least) return false;
    --at;
  }
  return false;
}

}  // namespace

void FindMrn(FormText& text, std::size_t token) {
  const std::vector<Token>& tokens = text.tokens();
  const Token& first = tokens[token];
  if (first.number) {
    if (!IsYear(text, token) || !text.Begins(first.begin) || token + 2 >= tokens.size()) return;
    const Token& origin = tokens[token + 1];
    if (origin.gap == Gap::kGlued) {
      const Token& serial = tokens[token + 2];
      if (origin.capitals && origin.letters >= 3 && !IsMonth(text.Folded(token + 1)) && serial.number &&
          serial.gap == Gap::kGlued && serial.letters <= 8 && text.Ends(serial.end))
        text.Add(EntityKind::kMrn, {first.begin, serial.end}, 93, {Evidence::kForm});
      return;
    }
    if (origin.gap != Gap::kBlank) return;
    // "PAGE 02 KALVOR 00123", "SECTION 01 OF 02 KALVOR 000123": a serial, and no year.
    if (token > 0 && first.gap == Gap::kBlank) {
      const std::string_view before = text.Folded(token - 1);
      if (before == "page" || before == "of" || before == "section") return;
    }
    const std::size_t serial = SerialAfter(text, token + 1);
    if (serial != 0) text.Add(EntityKind::kMrn, {first.begin, tokens[serial].end}, 84, {Evidence::kForm});
    return;
  }
  if (!first.capitals || first.letters < 3 || token + 1 >= tokens.size()) return;
  if (token > 0 && first.gap == Gap::kBlank && tokens[token - 1].capitals && !tokens[token - 1].number &&
      !text.Folded(token - 1).starts_with("ref"))
    return;  // a word before it is part of a line's own text, or of the post
  const std::size_t serial = SerialAfter(text, token);
  if (serial == 0 || tokens[serial].letters < 3) return;
  const bool year_before = token > 0 && tokens[token - 1].number && first.gap == Gap::kBlank;
  if (year_before) return;  // with its year it was seen there; after another number it is a page line
  std::size_t end = tokens[serial].end;
  const std::string_view ahead = text.Ahead(end);
  const std::string_view year = ahead.substr(std::min<std::size_t>(ahead.size(), 2), 4);
  const bool dated = (ahead.starts_with(" (") || ahead.starts_with("\n(")) && CountDigits(year) == 4 &&
                     (year.starts_with("19") || year.starts_with("20")) && ahead.substr(6).starts_with(')');
  if (dated) end += 7;
  const bool home = IsHome(text.Folded(token)) && tokens[serial].letters >= 4;
  if (!dated && !InReferences(text, token) && !(home && token > 0 && first.gap != Gap::kSentence)) return;
  text.Add(EntityKind::kMrn, {first.begin, end}, 82, {Evidence::kContext, Evidence::kForm});
}

}  // namespace markings::internal
