#include "libmarkings/text/base64.h"

#include <sodium.h>

#include <algorithm>

namespace markings {
namespace {

int Variant(Base64Padding padding) {
  return padding == Base64Padding::kPadded ? sodium_base64_VARIANT_ORIGINAL
                                           : sodium_base64_VARIANT_ORIGINAL_NO_PADDING;
}

// libsodium 1.0.18 takes some bytes above 0x7f for letters, which would give one text several spellings.
bool IsLetter(char c) {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '+' || c == '/' ||
         c == '=';
}

}  // namespace

std::string EncodeBase64(std::span<const unsigned char> bytes, Base64Padding padding) {
  std::string text(sodium_base64_encoded_len(bytes.size(), Variant(padding)), '\0');  // with its NUL
  sodium_bin2base64(text.data(), text.size(), bytes.data(), bytes.size(), Variant(padding));
  text.resize(Base64Size(bytes.size(), padding));
  return text;
}

bool DecodeBase64(std::string_view text, std::span<unsigned char> bytes, Base64Padding padding) {
  if (text.size() != Base64Size(bytes.size(), padding) || !std::ranges::all_of(text, IsLetter)) return false;
  if (text.empty()) return true;
  std::size_t size = 0;
  const char* end = nullptr;
  // Refuses letters outside the alphabet, wrong padding, and bits left over that are not zero.
  return sodium_base642bin(bytes.data(), bytes.size(), text.data(), text.size(), nullptr, &size, &end,
                           Variant(padding)) == 0 &&
         size == bytes.size() && end == text.data() + text.size();
}

}  // namespace markings
