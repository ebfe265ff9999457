#ifndef LIBMARKINGS_LEAKS_SEALED_FILE_H_
#define LIBMARKINGS_LEAKS_SEALED_FILE_H_

// Files that are sealed under a leak key: what they hold are hashes with which guesses at withheld text could
// be tried. Their form: docs/formats/leak-index.md, "The file".

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "libmarkings/export.h"
#include "libmarkings/leaks/leak_key.h"
#include "libmarkings/secret/secret_bytes.h"
#include "libmarkings/text/error.h"

namespace markings {

enum class SealedKind : std::uint8_t {
  kLeakIndex,        // leak_index.h
  kLeakIndexPart,    // leak_index_part.h
  kConsistencyPart,  // consistency/print_part.h
};

// By the first line, whatever follows. Nothing for other files, and for other versions.
[[nodiscard]] MARKINGS_API std::optional<SealedKind> FindSealedKind(std::string_view file);
[[nodiscard]] MARKINGS_API std::string_view Name(SealedKind kind);  // "leak index"

// The same body and key give the same bytes; each kind has keys of its own. Errors: kInternal.
[[nodiscard]] MARKINGS_API Result<std::string> SealFile(SealedKind kind, std::string_view body,
                                                        const LeakKey& key);
// The body. Errors: kUnusableInput for a file of another kind, or not in the one form; kBadKey when it is
// another key's; kBadSealed when it was changed or cut.
[[nodiscard]] MARKINGS_API Result<std::string> OpenFile(SealedKind kind, std::string_view file,
                                                        const LeakKey& key);

// 32 hexadecimal digits by which a sealed file is known: the first half of its nonce, which is a keyed hash
// of what is sealed. Without the key it tells no more than the file does. Empty for what is no such file.
[[nodiscard]] MARKINGS_API std::string SealedId(std::string_view file);

// What a part of something was made with, as a keyed hash, so that parts are joined only where that is the
// same.
class MARKINGS_API MadeWith {
 public:
  static constexpr std::size_t kBytes = 16;
  using Digest = std::array<unsigned char, kBytes>;

  explicit MadeWith(const LeakKey& key) : key_(key.Derive(LeakKeyUse::kMadeWith)) {}
  void Add(std::string_view one);
  [[nodiscard]] Digest Finish() const;

 private:
  static constexpr std::size_t kChainBytes = 32;
  SecretBytes key_;
  std::array<unsigned char, kChainBytes> chain_{};  // of what was added
};

// Of all of them, in their order: by it a list of names is known, and without the key nothing is.
[[nodiscard]] MARKINGS_API MadeWith::Digest KeyedDigest(const LeakKey& key,
                                                        std::span<const std::string> texts);

}  // namespace markings

#endif  // LIBMARKINGS_LEAKS_SEALED_FILE_H_
