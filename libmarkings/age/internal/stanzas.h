#ifndef LIBMARKINGS_AGE_INTERNAL_STANZAS_H_
#define LIBMARKINGS_AGE_INTERNAL_STANZAS_H_

// Wrapping the file key for a recipient or a passphrase, and unwrapping it. You should use
// libmarkings/age/age.h.

#include <array>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "libmarkings/age/age.h"
#include "libmarkings/age/internal/header.h"
#include "libmarkings/age/internal/hybrid.h"
#include "libmarkings/secret/secret_bytes.h"
#include "libmarkings/text/error.h"

namespace markings::internal {

using WrappedKey = std::array<unsigned char, 32>;  // the file key and its tag

struct X25519Stanza {
  std::array<unsigned char, 32> share{};
  WrappedKey body{};
  std::size_t line = 0;
};

struct HybridStanza {
  std::array<unsigned char, kHybridShare> share{};
  WrappedKey body{};
  std::size_t line = 0;
};

struct ScryptStanza {
  std::array<unsigned char, 16> salt{};
  unsigned log_n = 0;
  WrappedKey body{};
  std::size_t line = 0;
};

// The stanzas of the kinds that age itself has; others are passed over.
struct KnownStanzas {
  std::vector<X25519Stanza> x25519;
  std::vector<HybridStanza> hybrid;  // only when HasMlKem()
  std::optional<ScryptStanza> scrypt;
  std::vector<std::string> unsupported;  // kinds that this build does not open, each once
};

// Every stanza of a kind that is known must have its form, whoever the file is to be opened by. Errors:
// kBadSealed.
[[nodiscard]] Result<KnownStanzas> SortStanzas(const AgeHeader& header, unsigned max_log_n);

// Errors: kBadKey for a recipient that no secret belongs to, kInternal.
[[nodiscard]] Result<Stanza> WrapFor(const AgeRecipient& recipient, const SecretBytes& file_key);
[[nodiscard]] Result<Stanza> WrapScrypt(const SecretBytes& passphrase, unsigned log_n,
                                        const SecretBytes& file_key);

// The file key; nothing when the stanza is somebody else's. Errors: kBadSealed for a share of low order,
// kInternal (not enough memory too).
[[nodiscard]] Result<std::optional<SecretBytes>> UnwrapX25519(const X25519Stanza& stanza,
                                                              const AgeIdentity& identity);
[[nodiscard]] Result<std::optional<SecretBytes>> UnwrapHybrid(const HybridStanza& stanza,
                                                              const HybridKey& key);
[[nodiscard]] Result<std::optional<SecretBytes>> UnwrapScrypt(const ScryptStanza& stanza,
                                                              const SecretBytes& passphrase);

}  // namespace markings::internal

#endif  // LIBMARKINGS_AGE_INTERNAL_STANZAS_H_
