#ifndef LIBMARKINGS_AGE_INTERNAL_BECH32_H_
#define LIBMARKINGS_AGE_INTERNAL_BECH32_H_

// Bech32 as age has it: BIP173 without its limit on length. Texts may be secret, so nothing here is kept in
// strings. You should use libmarkings/age/age.h.

#include <cstddef>
#include <optional>
#include <span>
#include <string_view>

namespace markings::internal {

// The part before the last `1`, as it is written, and how many bytes follow it; nothing when it cannot be
// Bech32: mixed case, letters outside the alphabet, too short. The checksum is not looked at.
struct Bech32Form {
  std::string_view prefix;
  std::size_t bytes = 0;
};
[[nodiscard]] std::optional<Bech32Form> LookAtBech32(std::string_view text);

// Decodes a text whose bytes fill `bytes` exactly. False: no Bech32, another length, a wrong checksum,
// left-over bits that are not zero.
[[nodiscard]] bool DecodeBech32(std::string_view text, std::span<unsigned char> bytes);

[[nodiscard]] constexpr std::size_t Bech32Size(std::string_view prefix, std::size_t bytes) {
  return prefix.size() + 1 + (bytes * 8 + 4) / 5 + 6;
}
// `prefix` in the case of `letters`. `text` has Bech32Size letters.
enum class Bech32Case : bool { kLower, kUpper };
void EncodeBech32(std::string_view prefix, std::span<const unsigned char> bytes, Bech32Case letters,
                  std::span<unsigned char> text);

}  // namespace markings::internal

#endif  // LIBMARKINGS_AGE_INTERNAL_BECH32_H_
