#ifndef LIBMARKINGS_LEAKS_LEAK_KEY_H_
#define LIBMARKINGS_LEAKS_LEAK_KEY_H_

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>

#include "libmarkings/export.h"
#include "libmarkings/secret/secret_bytes.h"
#include "libmarkings/text/error.h"

namespace markings {

// What a part of the key is used for, each apart from the others. The value is the number of the subkey.
enum class LeakKeyUse : std::uint8_t {
  kGrams = 1,     // fingerprints
  kPassages = 2,  // ids of passages
  kNonce = 3,     // of the sealed index
  kSeal = 4,      // the sealed index
  kName = 5,      // by which an index says whose it is
  kIndexPartNonce = 6,
  kIndexPartSeal = 7,
  kConsistencyPartNonce = 8,
  kConsistencyPartSeal = 9,
  kMadeWith = 10,  // hashes of what parts were made with
};

// The secret of a leak index (leak_index.h): 32 random bytes, from which a key for each use is derived
// (libsodium crypto_kdf, BLAKE2b). Who has it and the index can try guesses at withheld passages: it is as
// sensitive as they are. Form of its file: docs/formats/leak-index.md.
//
// Thread-safety: constant once made.
class MARKINGS_API LeakKey {
 public:
  static constexpr std::size_t kBytes = 32;
  // Errors: kInternal when libsodium cannot be used.
  [[nodiscard]] static Result<LeakKey> Generate();
  // Errors: kBadKey for what is not the one form.
  [[nodiscard]] static Result<LeakKey> Parse(const SecretBytes& file);
  [[nodiscard]] SecretBytes Format() const;

  // 32 bytes.
  [[nodiscard]] SecretBytes Derive(LeakKeyUse use) const;

 private:
  explicit LeakKey(SecretBytes secret) : secret_(std::move(secret)) {}
  SecretBytes secret_;
};

}  // namespace markings

#endif  // LIBMARKINGS_LEAKS_LEAK_KEY_H_
