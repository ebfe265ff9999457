#ifndef LIBMARKINGS_SHINGLE_GRAMS_H_
#define LIBMARKINGS_SHINGLE_GRAMS_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "libmarkings/export.h"
#include "libmarkings/text/error.h"

namespace markings {

// Letters of a gram: of each run of so many a hash is made. A letter in a hundred read wrong leaves 89 grams
// of 100 whole, five leave 54 (docs/leaks.md has what that comes to).
inline constexpr std::size_t kGramLetters = 12;

// Hashes of the grams of letters (letters.h): AES-256 of the gram's letters as one block, filled up with zero
// bytes, of which the first 64 bits count. Under a secret key they are pseudo-random: who has not the key
// cannot tell which letters a hash is of, nor try a guess. Under the published key they are those of
// everybody, for comparisons that never leave the memory.
//
// Move-only; a hasher is used by one thread at a time. The key schedule lies in memory of OpenSSL, which
// wipes it when the hasher dies.
class MARKINGS_API GramHasher {
 public:
  static constexpr std::size_t kKeyBytes = 32;
  // Errors: kInternal when OpenSSL fails.
  [[nodiscard]] static Result<GramHasher> Keyed(std::span<const unsigned char, kKeyBytes> key);
  [[nodiscard]] static Result<GramHasher> Unkeyed();

  GramHasher(GramHasher&&) noexcept;
  GramHasher& operator=(GramHasher&&) noexcept;
  ~GramHasher();

  // hashes[i] is that of the gram that begins at letters[from + i]; all of them must end within the letters.
  // Linear. Errors: kInternal.
  [[nodiscard]] Result<void> Hash(std::string_view letters, std::size_t from,
                                  std::span<std::uint64_t> hashes);
  // Of all grams, for texts whose hashes fit into memory.
  [[nodiscard]] Result<std::vector<std::uint64_t>> HashAll(std::string_view letters);

 private:
  class Cipher;
  explicit GramHasher(std::unique_ptr<Cipher> cipher);
  std::unique_ptr<Cipher> cipher_;
};

}  // namespace markings

#endif  // LIBMARKINGS_SHINGLE_GRAMS_H_
