// Numbers that prove themselves: US social security numbers, bank cards, IBAN.

#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <string>

#include "libmarkings/recognise/internal/forms.h"
#include "libmarkings/text/ascii.h"

namespace markings::internal {
namespace {

std::string Digits(std::string_view text) {
  std::string digits;
  std::ranges::copy_if(text, std::back_inserter(digits), IsDigit);
  return digits;
}

struct CountryLength {
  std::string_view country;
  std::uint8_t length;
};
// Source: SWIFT, IBAN Registry, release 99 (from memory; the lengths do not change once set).
constexpr std::array<CountryLength, 88> kIbanLengths = {{
    {"AD", 24}, {"AE", 23}, {"AL", 28}, {"AT", 20}, {"AZ", 28}, {"BA", 20}, {"BE", 16}, {"BG", 22},
    {"BH", 22}, {"BI", 27}, {"BR", 29}, {"BY", 28}, {"CH", 21}, {"CR", 22}, {"CY", 28}, {"CZ", 24},
    {"DE", 22}, {"DJ", 27}, {"DK", 18}, {"DO", 28}, {"EE", 20}, {"EG", 29}, {"ES", 24}, {"FI", 18},
    {"FK", 18}, {"FO", 18}, {"FR", 27}, {"GB", 22}, {"GE", 22}, {"GI", 23}, {"GL", 18}, {"GR", 27},
    {"GT", 28}, {"HN", 28}, {"HR", 21}, {"HU", 28}, {"IE", 22}, {"IL", 23}, {"IQ", 23}, {"IS", 26},
    {"IT", 27}, {"JO", 30}, {"KW", 30}, {"KZ", 20}, {"LB", 28}, {"LC", 32}, {"LI", 21}, {"LT", 20},
    {"LU", 20}, {"LV", 21}, {"LY", 25}, {"MC", 27}, {"MD", 24}, {"ME", 22}, {"MK", 19}, {"MN", 20},
    {"MR", 27}, {"MT", 31}, {"MU", 30}, {"NI", 28}, {"NL", 18}, {"NO", 15}, {"OM", 23}, {"PK", 24},
    {"PL", 28}, {"PS", 29}, {"PT", 25}, {"QA", 29}, {"RO", 24}, {"RS", 22}, {"RU", 33}, {"SA", 24},
    {"SC", 31}, {"SD", 18}, {"SE", 24}, {"SI", 19}, {"SK", 24}, {"SM", 27}, {"SO", 23}, {"ST", 25},
    {"SV", 28}, {"TL", 23}, {"TN", 24}, {"TR", 26}, {"UA", 29}, {"VA", 22}, {"VG", 24}, {"XK", 20},
}};
static_assert(std::ranges::is_sorted(kIbanLengths, {}, &CountryLength::country));

// The known series of a first part, with the lengths they have. Source: ISO/IEC 7812-2 issuer numbers as the
// schemes publish them: Visa 4; Mastercard 51-55, 2221-2720; American Express 34, 37; Discover 6011, 65;
// Diners 36, 38; JCB 3528-3589; UnionPay 62; Maestro 50, 56-58, 67; Mir 2200-2204.
bool IsKnownSeries(std::string_view digits) {
  const int two = (digits[0] - '0') * 10 + (digits[1] - '0');
  const int four = two * 100 + (digits[2] - '0') * 10 + (digits[3] - '0');
  const std::size_t size = digits.size();
  if (digits[0] == '4') return size == 13 || size == 16 || size == 19;
  if (two >= 51 && two <= 55) return size == 16;
  if ((four >= 2221 && four <= 2720) || (four >= 2200 && four <= 2204)) return size == 16;
  if (two == 34 || two == 37) return size == 15;
  if (two == 36 || two == 38) return size == 14;
  if (four >= 3528 && four <= 3589) return size == 16;
  if (four == 6011 || two == 65 || two == 62) return size >= 16;
  return two == 50 || (two >= 56 && two <= 58) || two == 67;
}

}  // namespace

bool IsSsn(std::string_view digits) {
  if (digits.size() != 9) return false;
  const std::string_view area = digits.substr(0, 3), group = digits.substr(3, 2), serial = digits.substr(5);
  if (area == "000" || area == "666" || area[0] == '9' || group == "00" || serial == "0000") return false;
  return digits != "078051120" && digits != "219099999" && digits != "123456789";
}

bool IsLuhn(std::string_view digits) {
  int sum = 0;
  bool twice = false;
  for (auto digit = digits.rbegin(); digit != digits.rend(); ++digit, twice = !twice) {
    const int value = (*digit - '0') * (twice ? 2 : 1);
    sum += value > 9 ? value - 9 : value;
  }
  return !digits.empty() && sum % 10 == 0;
}

std::size_t IbanLength(std::string_view country) {
  const auto* const found = std::ranges::lower_bound(kIbanLengths, country, {}, &CountryLength::country);
  return found != kIbanLengths.end() && found->country == country ? found->length : 0;
}

bool IsIban(std::string_view iban) {
  if (iban.size() < 5 || iban.size() != IbanLength(iban.substr(0, 2))) return false;
  unsigned remainder = 0;
  for (std::size_t i = 0; i < iban.size(); ++i) {
    const char c = iban[(i + 4) % iban.size()];
    if (IsDigit(c)) {
      remainder = (remainder * 10 + static_cast<unsigned>(c - '0')) % 97;
    } else if (IsUpper(c)) {
      remainder = (remainder * 100 + static_cast<unsigned>(c - 'A') + 10) % 97;
    } else {
      return false;
    }
  }
  return remainder == 1;
}

void FindSsn(FormText& text, std::size_t token) {
  static const RE2 pattern(R"(\d{3}(?:-\n?\d{2}-\n?|\s\d{2}\s)\d{4})");
  const std::size_t begin = text.tokens()[token].begin;
  const std::size_t size = MatchAt(pattern, text.Ahead(begin));
  if (size == 0 || !text.Begins(begin) || !text.Ends(begin + size)) return;
  if (text.Before(begin) == '-' || text.Before(begin) == '+') return;
  if (IsSsn(Digits(text.Ahead(begin).substr(0, size))))
    text.Add(EntityKind::kSsn, {begin, begin + size}, text.text()[begin + 3] == '-' ? 88 : 60,
             {Evidence::kForm});
}

void FindSsnAfter(FormText& text, std::size_t token) {
  if (!text.Wants(EntityKind::kSsn)) return;
  if (text.Folded(token) == "security" && (token == 0 || text.Folded(token - 1) != "social")) return;
  static const RE2 label(R"((?i)(?:[\s.:#(]|(?:no|nos|number|nr|num|is|was)\b)*)");
  static const RE2 pattern(R"(\d{3}[\- \n]?\n?\d{2}[\- \n]?\n?\d{4})");
  std::size_t begin = text.tokens()[token].end;
  begin += MatchAt(label, text.Ahead(begin));
  const std::size_t size = MatchAt(pattern, text.Ahead(begin));
  if (size == 0 || !text.Ends(begin + size)) return;
  if (IsSsn(Digits(text.Ahead(begin).substr(0, size))))
    text.Add(EntityKind::kSsn, {begin, begin + size}, 97, {Evidence::kForm, Evidence::kContext});
}

void FindCard(FormText& text, std::size_t token) {
  // In one run, or in groups that begin with four digits. Source: ISO/IEC 7812-1: up to 19 digits.
  static const RE2 pattern(
      R"(\d{13,19}|\d{4}(?:(?:[ \n]|-\n?)\d{4}){3}(?:[ \-\n]\d{1,3})?|\d{4}[ \-\n]\d{6}[ \-\n]\d{4,5})");
  const std::size_t begin = text.tokens()[token].begin;
  const std::size_t size = MatchAt(pattern, text.Ahead(begin));
  if (size == 0 || !text.Begins(begin) || !text.Ends(begin + size)) return;
  const std::string digits = Digits(text.Ahead(begin).substr(0, size));
  if (digits.size() > 19 || !IsKnownSeries(digits) || !IsLuhn(digits)) return;
  text.Add(EntityKind::kCard, {begin, begin + size}, 95, {Evidence::kForm, Evidence::kChecksum});
}

void FindIban(FormText& text, std::size_t token) {
  const std::size_t begin = text.tokens()[token].begin;
  const std::string_view ahead = text.Ahead(begin);
  const std::string country = Upper(ahead.substr(0, 2));
  const std::size_t length = IbanLength(country);
  if (length == 0 || ahead.size() < length || !IsDigit(ahead[2]) || !IsDigit(ahead[3])) return;
  std::string iban;
  std::size_t at = 0;
  for (bool blank = false; at < ahead.size() && iban.size() < length; ++at) {
    const char c = ahead[at];
    const bool separator = c == ' ' || c == '-' || c == '\n';
    if (separator ? blank : !IsLetter(c) && !IsDigit(c)) return;
    if (!separator) iban.push_back(Capital(c));
    blank = separator;
  }
  if (!text.Ends(begin + at) || !IsIban(iban)) return;
  text.Add(EntityKind::kIban, {begin, begin + at}, 98, {Evidence::kForm, Evidence::kChecksum});
}

}  // namespace markings::internal
