#include "libmarkings/corpus/shard.h"

#include <sodium.h>

#include <array>
#include <cstddef>

#include "libmarkings/text/digits.h"

namespace markings {

Result<Shard> ParseShard(std::string_view text) {
  const std::size_t slash = text.find('/');
  if (slash != std::string_view::npos) {
    const auto number = ReadDecimal(text.substr(0, slash));
    const auto of = ReadDecimal(text.substr(slash + 1));
    if (number && of && *number >= 1 && *number <= *of && *of <= Shard::kMost)
      return Shard{static_cast<std::uint32_t>(*number), static_cast<std::uint32_t>(*of)};
  }
  return Fail(ErrorCode::kUnusableInput, {}, "the shard is none",
              "write K/N, the first of eight as 1/8; N is at most 65536");
}

bool InShard(std::string_view relative_path, Shard shard) {
  static_assert(crypto_shorthash_BYTES == 8 && crypto_shorthash_KEYBYTES == 16);
  std::array<unsigned char, crypto_shorthash_KEYBYTES> key{};
  for (std::size_t i = 0; i < key.size(); ++i) key[i] = static_cast<unsigned char>(i);
  std::array<unsigned char, crypto_shorthash_BYTES> hash{};
  // (Needs nothing of sodium_init: it is one function of its arguments.)
  crypto_shorthash(hash.data(), reinterpret_cast<const unsigned char*>(relative_path.data()),
                   relative_path.size(), key.data());
  std::uint64_t value = 0;
  for (std::size_t i = hash.size(); i-- > 0;) value = (value << 8) | hash[i];
  return value % shard.of == shard.number - 1;
}

}  // namespace markings
