#include "libmarkings/release/internal/names.h"

#include <algorithm>

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

}  // namespace markings::internal
