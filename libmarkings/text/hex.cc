#include "libmarkings/text/hex.h"

#include <sodium.h>

#include <algorithm>

namespace markings {
namespace {

bool IsLowerHex(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

}  // namespace

std::string ToHex(std::span<const unsigned char> bytes) {
  std::string hex(bytes.size() * 2 + 1, '\0');  // with its NUL
  sodium_bin2hex(hex.data(), hex.size(), bytes.data(), bytes.size());
  hex.pop_back();
  return hex;
}

bool FromHex(std::string_view text, std::span<unsigned char> bytes) {
  if (text.size() != bytes.size() * 2 || !IsLowerHex(text)) return false;
  std::size_t size = 0;
  return sodium_hex2bin(bytes.data(), bytes.size(), text.data(), text.size(), nullptr, &size, nullptr) == 0 &&
         size == bytes.size();
}

bool IsSha256Hex(std::string_view text) {
  constexpr std::size_t kDigits = 64;
  return text.size() == kDigits && IsLowerHex(text);
}

}  // namespace markings
