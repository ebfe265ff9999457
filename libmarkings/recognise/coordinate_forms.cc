// Places on the earth: degrees with decimals, with minutes and seconds, in one run of digits, and the
// military grid.

#include <re2/re2.h>

#include <array>
#include <string>

#include "libmarkings/recognise/internal/forms.h"
#include "libmarkings/text/ascii.h"

namespace markings::internal {
namespace {

// A latitude and a longitude, each with its hemisphere behind or in front.
constexpr std::string_view kDegrees = R"((?:[°º]|\s?(?i:degs?\.?|degrees)|[\s\-:]))";
constexpr std::string_view kMinutes = R"((?:['’′]|\s?(?i:mins?\.?|minutes)))";
constexpr std::string_view kSeconds = R"((?:["”″]|''|’’|\s?(?i:secs?\.?|seconds))?)";

std::string Angle(std::string_view degrees) {
  const std::string seconds = R"(\s?\d{1,2}(?:\.\d{1,4})?)" + std::string(kSeconds);
  // A blank or hyphen after the minutes only where seconds follow.
  return "(" + std::string(degrees) + ")" + std::string(kDegrees) + R"(\s?\d{1,2}(?:\.\d{1,4})?(?:)" +
         std::string(kMinutes) + "(?:" + seconds + R"()?|[\s\-:])" + seconds + ")?";
}

struct CoordinateForm {
  RE2 pattern;
  std::uint8_t confidence;
};

const std::array<CoordinateForm, 7>& Forms() {
  static const std::string behind = Angle(R"(\d{1,2})") +
                                    R"(\s?[NS][\s,;/]{0,3}(?:(?:and|AND|by|BY|x|X)\s)?)" +
                                    Angle(R"(\d{1,3})") + R"(\s?[EW])";
  static const std::string before =
      R"([NS]\s?)" + Angle(R"(\d{1,2})") + R"([\s,;/]{1,3}[EW]\s?)" + Angle(R"(\d{1,3})");
  static const std::array<CoordinateForm, 7> forms = {{
      {RE2(behind), 95},
      {RE2(before), 92},
      // 411840N0691647E
      {RE2(R"((\d{2})[0-5]\d(?:[0-5]\d)?(?:\.\d{1,4})?[NS][\s,/]{0,2}([01]\d{2})[0-5]\d(?:[0-5]\d)?(?:\.\d{1,4})?[EW])"),
       95},
      // 41.3111 N, 69.2797 E
      {RE2(R"((\d{1,2})(?:\.\d{1,8})?\s?[°º]?\s?[NS][\s,;/]{1,3}(\d{1,3})(?:\.\d{1,8})?\s?[°º]?\s?[EW])"),
       88},
      // 41.3111, -69.2797: of four decimals and more, which sums of money never have
      {RE2(R"((\d{1,2})\.\d{4,8}°?(?:\s?[,;/]\s?|\s)[\-−]?(\d{1,3})\.\d{4,8}°?)"), 80},
      // 41.311, 69.279: may be sums too
      {RE2(R"((\d{1,2})\.\d{2}[1-9],\s[\-−]?(\d{1,3})\.\d{2}[1-9])"), 55},
      // 42T WL 12345 67890. Source: NGA.STND.0037, the military grid reference system
      {RE2(R"(([1-5]?\d|60)([C-HJ-NP-X])\s?[A-HJ-NP-Z][A-HJ-NP-V]\s?(?:\d{3}\s?\d{3}|\d{4}\s?\d{4}|\d{5}\s?\d{5}))"),
       72},
  }};
  return forms;
}

}  // namespace

void FindCoordinatesAfter(FormText& text, std::size_t token) {
  if (!text.Wants(EntityKind::kCoordinates)) return;
  static const RE2 pattern(
      R"((?i)lat(?:itude)?\.?[:\s]{1,2}-?\d{1,2}(?:\.\d{1,8})?[°º]?\s?[NS]?[,;/\s]{1,2}(?:and\s)?lon(?:g(?:itude)?)?\.?[:\s]{1,2}-?1?\d{1,2}(?:\.\d{1,8})?[°º]?(?:\s?[EW]\b)?)");
  const std::size_t begin = text.tokens()[token].begin;
  const std::size_t size = MatchAt(pattern, text.Ahead(begin));
  if (size > 0 && text.Ends(begin + size))
    text.Add(EntityKind::kCoordinates, {begin, begin + size}, 95, {Evidence::kContext, Evidence::kForm});
}

void FindCoordinates(FormText& text, std::size_t token) {
  std::size_t begin = text.tokens()[token].begin;
  if (!text.Begins(begin)) return;
  const std::string_view ahead = text.Ahead(begin);
  // The patterns are dear: only where two numbers and, after or before them, a sign of degrees can be.
  const std::string_view near = ahead.substr(0, 24);
  if (CountDigits(near) < 4 || near.find_first_of("NSEW.CDFGHJKLMPQRTUVX") == std::string_view::npos) return;
  const re2::StringPiece piece(ahead.data(), ahead.size());
  for (const CoordinateForm& form : Forms()) {
    std::array<re2::StringPiece, 3> groups;
    if (!form.pattern.Match(piece, 0, piece.size(), RE2::ANCHOR_START, groups.data(), 3)) continue;
    const std::size_t end = begin + groups[0].size();
    if (!text.Ends(end) && !(end < text.text().size() && text.text()[end] == '-')) continue;
    const bool grid = !groups[2].empty() && IsUpper(groups[2][0]);
    const auto value = [](re2::StringPiece digits) {
      int sum = 0;
      for (const char c : digits) sum = sum * 10 + (c - '0');
      return sum;
    };
    if (!grid && (value(groups[1]) > 90 || value(groups[2]) > 180)) continue;
    if (text.Before(begin) == '-') --begin;  // of a southern latitude
    text.Add(EntityKind::kCoordinates, {begin, end}, form.confidence, {Evidence::kForm});
    return;
  }
}

}  // namespace markings::internal
