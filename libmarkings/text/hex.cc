#include "libmarkings/text/hex.h"

#include <sodium.h>

#include "libmarkings/text/digits.h"

namespace markings {

std::string ToHex(std::span<const unsigned char> bytes) {
  std::string hex(bytes.size() * 2 + 1, '\0');  // with its NUL
  sodium_bin2hex(hex.data(), hex.size(), bytes.data(), bytes.size());
  hex.pop_back();
  return hex;
}

bool FromHex(std::string_view text, std::span<unsigned char> bytes) {
  if (!IsLowerHex(text, bytes.size() * 2)) return false;
  std::size_t size = 0;
  return sodium_hex2bin(bytes.data(), bytes.size(), text.data(), text.size(), nullptr, &size, nullptr) == 0 &&
         size == bytes.size();
}

bool IsSha256Hex(std::string_view text) {
  constexpr std::size_t kDigits = 64;
  return IsLowerHex(text, kDigits);
}

}  // namespace markings
