// E-mail addresses, telephone numbers, IP addresses.

#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <optional>

#include "libmarkings/recognise/internal/forms.h"
#include "libmarkings/text/ascii.h"

namespace markings::internal {
namespace {

constexpr std::size_t kMaxLocal = 64, kMaxDomain = 255;    // Source: RFC 5321, 4.5.3.1
constexpr std::size_t kLeastDigits = 7, kMostDigits = 15;  // of a whole number. Source: ITU-T E.164, 6.2

bool IsLocalByte(char c) {
  return IsLetter(c) || IsDigit(c) || std::string_view(".!#$%&'*+/=?^_`{|}~-").contains(c);
}
bool IsDomainByte(char c) { return IsLetter(c) || IsDigit(c) || c == '-' || c == '.'; }

// Letters beyond ASCII as far as two bytes of UTF-8 go (U+00C0 to U+07FF): quotation marks take three.
bool IsLead(char c) { return static_cast<unsigned char>(c) >= 0xC3 && static_cast<unsigned char>(c) < 0xE0; }
bool IsTail(char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80; }

// Where the part before the @ begins.
std::size_t LocalBegin(std::string_view text, std::size_t at, std::size_t least) {
  std::size_t begin = at;
  while (begin > least) {
    if (IsLocalByte(text[begin - 1])) {
      --begin;
    } else if (begin >= least + 2 && IsTail(text[begin - 1]) && IsLead(text[begin - 2])) {
      begin -= 2;
    } else {
      break;
    }
  }
  return begin;
}

// The end of a domain of two labels or more, the last one of letters; `at` when there is none.
std::size_t DomainEnd(std::string_view text, std::size_t at) {
  std::size_t end = at;
  const std::size_t most = std::min(text.size(), at + kMaxDomain);
  while (end < most) {
    if (IsDomainByte(text[end])) {
      ++end;
    } else if (end + 1 < most && IsLead(text[end]) && IsTail(text[end + 1])) {
      end += 2;
    } else {
      break;
    }
  }
  while (end > at && (text[end - 1] == '.' || text[end - 1] == '-')) --end;
  const std::string_view domain = text.substr(at, end - at);
  const std::size_t dot = domain.rfind('.');
  if (dot == std::string_view::npos || dot == 0 || domain.size() - dot < 3) return at;
  return std::ranges::any_of(domain.substr(dot + 1), IsDigit) ? at : end;
}

// The extension is part of the number: it tells whose it is.
const RE2& Extension() {
  static const RE2 pattern(R"((?i),?\s{0,2}\(?(?:ext(?:ension)?\.?|x)\s?\d{1,6}\)?)");
  return pattern;
}

void AddTelephone(FormText& text, Span span, std::uint8_t confidence, EnumSet<Evidence> evidence) {
  span.end += MatchAt(Extension(), text.Ahead(span.end));
  text.Add(EntityKind::kTelephone, span, confidence, evidence);
}

std::optional<unsigned> Octet(std::string_view text, std::size_t& at) {
  unsigned value = 0;
  const std::size_t begin = at;
  for (; at < text.size() && at < begin + 3 && IsDigit(text[at]); ++at)
    value = value * 10 + static_cast<unsigned>(text[at] - '0');
  const bool leading_zero = at > begin + 1 && text[begin] == '0';
  if (at == begin || value > 255 || leading_zero) return std::nullopt;
  return value;
}

// Source: RFC 791; text form as of RFC 6943, 3.1.1 (strict).
void FindIpV4(FormText& text, std::size_t begin) {
  std::size_t at = begin;
  unsigned greatest = 0;
  for (int part = 0; part < 4; ++part) {
    if (part > 0) {
      if (!text.text().substr(at).starts_with('.')) return;
      ++at;
    }
    const std::optional<unsigned> octet = Octet(text.text(), at);
    if (!octet) return;
    greatest = std::max(greatest, *octet);
  }
  if (text.text().substr(at).starts_with(':')) {  // a port may follow
    if (!text.Begins(begin)) return;
  } else if (!text.Begins(begin) || !text.Ends(at)) {
    return;
  }
  // 1.4.2.1 is rather the number of a section.
  text.Add(EntityKind::kIp, {begin, at}, greatest < 20 ? 55 : 92, {Evidence::kForm});
}

bool IsHex(char c) { return IsDigit(c) || ((c | 0x20) >= 'a' && (c | 0x20) <= 'f'); }

// Source: RFC 4291, 2.2: eight groups, or fewer around one "::".
void FindIpV6(FormText& text, std::size_t begin) {
  const std::string_view ahead = text.Ahead(begin);
  std::size_t at = 0;
  int groups = 0, gaps = 0;
  std::size_t digits = 0, longest = 0;
  while (at < ahead.size() && groups < 8) {
    std::size_t size = 0;
    while (at + size < ahead.size() && IsHex(ahead[at + size])) ++size;
    if (size > 4) return;
    if (size > 0) {
      ++groups;
      digits += size;
      longest = std::max(longest, size);
      at += size;
    }
    if (ahead.substr(at).starts_with("::")) {
      ++gaps;
      at += 2;
    } else if (size > 0 && ahead.substr(at).starts_with(':') && at + 1 < ahead.size() &&
               IsHex(ahead[at + 1])) {
      ++at;
    } else {
      break;
    }
  }
  const bool whole = gaps == 0 ? groups == 8 : gaps == 1 && groups < 8 && digits >= 3 && longest >= 2;
  if (!whole || !text.Begins(begin) || !text.Ends(begin + at)) return;
  if (std::ranges::none_of(ahead.substr(0, at), IsDigit)) return;
  text.Add(EntityKind::kIp, {begin, begin + at}, 92, {Evidence::kForm});
}

}  // namespace

void FindEmails(FormText& text) {
  const std::string_view bytes = text.text();
  std::size_t last_end = 0;
  for (std::size_t at = bytes.find('@'); at != std::string_view::npos; at = bytes.find('@', at + 1)) {
    std::size_t begin = LocalBegin(bytes, at, std::max(last_end, at > kMaxLocal ? at - kMaxLocal : 0));
    while (begin < at && std::string_view(".'`/={|").contains(bytes[begin])) ++begin;  // what quotes it
    const std::size_t end = DomainEnd(bytes, at + 1);
    if (begin == at || end == at + 1) continue;
    text.Add(EntityKind::kEmail, {begin, end}, 98, {Evidence::kForm});
    last_end = end;
  }
}

void FindTelephone(FormText& text, std::size_t token) {
  static const RE2 international(
      R"(\+\d{1,15}(?:\s?\(\d{1,5}\))?(?:[ .\-/\n]{0,2}\d{1,8})?(?:(?:[ ./\n]|-\n?)\d{2,8}){0,5})");
  static const RE2 prefixed(
      R"((?:00|011[ \-])\s?[1-9]\d{0,2}(?:[\s.\-/]\(?\d{1,5}\)?)(?:[\s.\-/]\d{2,8}){1,5})");
  // Source: North American Numbering Plan, NPA-NXX-XXXX; neither part begins with 0 or 1.
  static const RE2 american(
      R"((?:1[ .\-])?(?:\([2-9]\d{2}\)[\s\-]?|[2-9]\d{2}(?:[ .\n]|-\n?))[2-9]\d{2}(?:[.\s]|-\n?)\d{4})");
  std::size_t begin = text.tokens()[token].begin;
  const char before = text.Before(begin);
  if (before == '+') {
    const std::size_t size = MatchAt(international, text.Ahead(begin - 1));
    const std::size_t digits = CountDigits(text.Ahead(begin - 1).substr(0, size));
    if (digits >= kLeastDigits && digits <= kMostDigits && text.Ends(begin - 1 + size))
      AddTelephone(text, {begin - 1, begin - 1 + size}, 92, {Evidence::kForm});
    return;
  }
  if (!text.Begins(begin)) return;
  const std::string_view ahead = text.Ahead(begin);
  if (const std::size_t size =
          ahead.starts_with("00") || ahead.starts_with("011") ? MatchAt(prefixed, ahead) : 0;
      size > 0) {
    const std::size_t digits = CountDigits(text.Ahead(begin).substr(0, size));
    if (digits >= kLeastDigits + 2 && digits <= kMostDigits + 3 && text.Ends(begin + size))
      AddTelephone(text, {begin, begin + size}, 75, {Evidence::kForm});
  }
  if (text.tokens()[token].letters != 3 && !ahead.starts_with('1')) return;
  if (before == '(') --begin;
  if (const std::size_t size = MatchAt(american, text.Ahead(begin)); size > 0 && text.Ends(begin + size)) {
    const bool blanks = text.Ahead(begin).substr(0, size).find_first_of(".-(") == std::string_view::npos;
    AddTelephone(text, {begin, begin + size}, blanks ? 60 : 85, {Evidence::kForm});
  }
}

void FindTelephoneAfter(FormText& text, std::size_t token) {
  if (!text.Wants(EntityKind::kTelephone)) return;
  static const RE2 label(
      R"((?i)(?:[ .:#/\n\-]|\(?(?:no|nos|number|numbers|nr|num|is|was|at|line|lines|office|home|work|fax|phone|tel|mobile|cell|iii|w|h|o)\b[.)]?){0,8})");
  static const RE2 number(R"(\+?\(?\d{1,8}\)?(?:[ .\-/\n]{0,2}\(?\d{1,8}\)?){0,6})");
  static const RE2 next(R"((?i)(?:\s?[,;/]\s?(?:and |or )?|\s(?:and|or)\s))");
  const std::size_t least = text.Folded(token) == "call" ? kLeastDigits : 5;  // "call 12000 men to arms"
  std::size_t at = text.tokens()[token].end;
  at += MatchAt(label, text.Ahead(at));
  for (int count = 0; count < 4; ++count) {
    std::size_t size = MatchAt(number, text.Ahead(at));
    const std::string_view found = text.Ahead(at).substr(0, size);
    while (size > 0 && !IsDigit(found[size - 1]) && found[size - 1] != ')') --size;
    if (size > 0 && found.front() == '(' && found.find(')') == std::string_view::npos) return;
    const std::size_t digits = CountDigits(found);
    if (digits < least || digits > kMostDigits || !text.Ends(at + size)) return;
    AddTelephone(text, {at, at + size}, 93, {Evidence::kContext});
    at = text.found().back().span.end;
    const std::size_t more = MatchAt(next, text.Ahead(at));
    if (more == 0) return;
    at += more;
  }
}

void FindIp(FormText& text, std::size_t token) {
  const Token& first = text.tokens()[token];
  if (first.number) FindIpV4(text, first.begin);
  if (first.end - first.begin > 4 || !IsHex(text.text()[first.begin])) return;
  // Only where a colon comes within a group of four.
  const std::string_view group = text.text().substr(first.begin, 5);
  if (group.find(':') != std::string_view::npos) FindIpV6(text, first.begin);
}

}  // namespace markings::internal
