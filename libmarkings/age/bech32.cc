// Source: BIP173. Five bits a letter; the last six letters are a checksum over the prefix and the rest.

#include "libmarkings/age/internal/bech32.h"

#include <algorithm>
#include <array>
#include <cstdint>

namespace markings::internal {
namespace {

constexpr std::string_view kLetters = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
constexpr std::size_t kChecksum = 6;

constexpr bool IsUpper(char c) { return c >= 'A' && c <= 'Z'; }
constexpr bool IsLower(char c) { return c >= 'a' && c <= 'z'; }
constexpr char ToLower(char c) { return IsUpper(c) ? static_cast<char>(c - 'A' + 'a') : c; }
constexpr char ToUpper(char c) { return IsLower(c) ? static_cast<char>(c - 'a' + 'A') : c; }

// The value of each letter, in either case; -1 for the rest.
constexpr std::array<signed char, 256> kValues = [] {
  std::array<signed char, 256> values{};
  values.fill(-1);
  for (std::size_t i = 0; i < kLetters.size(); ++i) {
    values[static_cast<unsigned char>(kLetters[i])] = static_cast<signed char>(i);
    values[static_cast<unsigned char>(ToUpper(kLetters[i]))] = static_cast<signed char>(i);
  }
  return values;
}();

signed char ValueOf(char c) { return kValues[static_cast<unsigned char>(c)]; }

// The remainder of what was added, a polynomial over GF(32), by BIP173's generator.
class Checksum {
 public:
  explicit Checksum(std::string_view prefix) {
    for (const char c : prefix) Add(static_cast<unsigned>(ToLower(c)) >> 5);
    Add(0);
    for (const char c : prefix) Add(static_cast<unsigned>(ToLower(c)) & 31U);
  }
  void Add(unsigned value) {
    constexpr std::array<std::uint32_t, 5> kGenerator = {0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd,
                                                         0x2a1462b3};
    const std::uint32_t top = sum_ >> 25;
    sum_ = (sum_ & 0x1ffffff) << 5 ^ value;
    for (std::size_t i = 0; i < kGenerator.size(); ++i) sum_ ^= (top >> i & 1U) != 0 ? kGenerator[i] : 0;
  }
  [[nodiscard]] std::uint32_t sum() const { return sum_; }

 private:
  std::uint32_t sum_ = 1;
};

}  // namespace

std::optional<Bech32Form> LookAtBech32(std::string_view text) {
  const std::size_t one = text.rfind('1');
  if (one == std::string_view::npos || one == 0 || text.size() - one - 1 < kChecksum) return std::nullopt;
  if (std::ranges::any_of(text, IsUpper) && std::ranges::any_of(text, IsLower)) return std::nullopt;
  const std::string_view prefix = text.substr(0, one), data = text.substr(one + 1);
  if (!std::ranges::all_of(prefix, [](char c) { return c > ' ' && c <= '~'; })) return std::nullopt;
  if (!std::ranges::all_of(data, [](char c) { return ValueOf(c) >= 0; })) return std::nullopt;
  return Bech32Form{prefix, (data.size() - kChecksum) * 5 / 8};
}

bool DecodeBech32(std::string_view text, std::span<unsigned char> bytes) {
  const auto form = LookAtBech32(text);
  if (!form || form->bytes != bytes.size()) return false;
  const std::string_view data = text.substr(form->prefix.size() + 1);
  Checksum checksum(form->prefix);
  for (const char c : data) checksum.Add(static_cast<unsigned>(ValueOf(c)));
  if (checksum.sum() != 1) return false;
  unsigned held = 0, bits = 0;
  std::size_t filled = 0;
  for (const char c : data.substr(0, data.size() - kChecksum)) {
    held = (held << 5 | static_cast<unsigned>(ValueOf(c))) & 0xfff;
    bits += 5;
    if (bits < 8) continue;
    bits -= 8;
    bytes[filled++] = static_cast<unsigned char>(held >> bits);
  }
  return bits < 5 && (held & ((1U << bits) - 1)) == 0;
}

void EncodeBech32(std::string_view prefix, std::span<const unsigned char> bytes, Bech32Case letters,
                  std::span<unsigned char> text) {
  std::size_t size = 0;
  const auto put = [&](char c) {
    text[size++] = static_cast<unsigned char>(letters == Bech32Case::kUpper ? ToUpper(c) : c);
  };
  Checksum checksum(prefix);
  const auto put_value = [&](unsigned value) {
    checksum.Add(value);
    put(kLetters[value]);
  };
  for (const char c : prefix) put(c);
  put('1');
  unsigned held = 0, bits = 0;
  for (const unsigned char byte : bytes) {
    held = (held << 8 | byte) & 0xfff;
    bits += 8;
    for (; bits >= 5; bits -= 5) put_value(held >> (bits - 5) & 31U);
  }
  if (bits > 0) put_value(held << (5 - bits) & 31U);
  for (std::size_t i = 0; i < kChecksum; ++i) checksum.Add(0);
  const std::uint32_t sum = checksum.sum() ^ 1U;
  for (std::size_t i = 0; i < kChecksum; ++i) put(kLetters[sum >> (5 * (kChecksum - 1 - i)) & 31U]);
}

}  // namespace markings::internal
