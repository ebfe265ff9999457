#include "libmarkings/release/internal/names.h"

#include <algorithm>
#include <chrono>

#include "libmarkings/text/utf8.h"

namespace markings::internal {
namespace {

bool IsUnsafe(char32_t c) {
  return c < 0x20 || (c >= 0x7f && c <= 0x9f) || c == '/' || c == '\\' || c == 0x61c || c == 0x200e ||
         c == 0x200f || (c >= 0x2028 && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069) || c == 0xfeff;
}

std::optional<std::string_view> StemBefore(std::string_view file, std::string_view suffix) {
  if (!file.ends_with(suffix)) return std::nullopt;
  file.remove_suffix(suffix.size());
  if (!IsPlainStem(file)) return std::nullopt;
  return file;
}

// The digits at a place as a number; -1 when one of them is none.
int Digits(std::string_view text, std::size_t at, std::size_t count) {
  int number = 0;
  for (const char c : text.substr(at, count)) {
    if (c < '0' || c > '9') return -1;
    number = number * 10 + (c - '0');
  }
  return number;
}

}  // namespace

bool IsPlainStem(std::string_view stem) {
  constexpr std::size_t kLongest = 200;  // leaves room for the suffixes within NAME_MAX
  if (stem.empty() || stem.size() > kLongest || FindInvalidUtf8(stem) != std::string_view::npos) return false;
  if (stem.front() == ' ' || stem.back() == ' ' || stem.back() == '.' || stem == "..") return false;
  for (std::size_t at = 0; at < stem.size();) {
    const CodePoint c = DecodeUtf8(stem, at);
    if (IsUnsafe(c.value)) return false;
    at += c.size;
  }
  return true;
}

std::optional<std::string_view> StemOfDerivative(std::string_view file) {
  return StemBefore(file, kDerivativeSuffix);
}

std::optional<std::string_view> StemOfManifest(std::string_view file) {
  return StemBefore(file, kManifestSuffix);
}

bool IsSha256Hex(std::string_view text) {
  constexpr std::size_t kDigits = 64;
  return text.size() == kDigits &&
         std::ranges::all_of(text, [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

bool IsUtcDate(std::string_view text) {
  constexpr std::string_view kForm = "0000-00-00T00:00:00Z";
  if (text.size() != kForm.size()) return false;
  for (std::size_t i = 0; i < kForm.size(); ++i) {
    const bool digit = text[i] >= '0' && text[i] <= '9';
    if (kForm[i] == '0' ? !digit : text[i] != kForm[i]) return false;
  }
  const std::chrono::year_month_day day{std::chrono::year(Digits(text, 0, 4)),
                                        std::chrono::month(static_cast<unsigned>(Digits(text, 5, 2))),
                                        std::chrono::day(static_cast<unsigned>(Digits(text, 8, 2)))};
  return day.ok() && Digits(text, 11, 2) < 24 && Digits(text, 14, 2) < 60 && Digits(text, 17, 2) < 60;
}

}  // namespace markings::internal
