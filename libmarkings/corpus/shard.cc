#include "libmarkings/corpus/shard.h"

#include <sodium.h>

#include <array>
#include <cstddef>
#include <cstdint>

namespace markings {

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
