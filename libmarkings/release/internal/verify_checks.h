#ifndef LIBMARKINGS_RELEASE_INTERNAL_VERIFY_CHECKS_H_
#define LIBMARKINGS_RELEASE_INTERNAL_VERIFY_CHECKS_H_

// The single checks of VerifyRelease. You should use libmarkings/release/verify.h.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "libmarkings/keyring/standing.h"
#include "libmarkings/release/verify.h"

namespace markings::internal {

// What is checked, and the level that it belongs to.
struct Subject {
  const char* name;
  const char* level;
};
inline constexpr Subject kSignature = {"manifest signature", "L2"},
                         kCertificate = {"certificate signature", "L2"}, kManifest = {"manifest", "L2"},
                         kKeys = {"keys", "L2"}, kDerivative = {"derivative", "L1"},
                         kRendition = {"rendition", "L1"}, kPolicy = {"policy", "L4"},
                         kAttestation = {"attestation", "L3"}, kRegister = {"register", "L5"};

[[nodiscard]] inline Check Said(const Subject& subject, Check::State state, std::string detail) {
  return {subject.name, subject.level, state, std::move(detail)};
}

// The keys that signed some bytes, each once and by a signature of its own, and the most telling reason why
// another signature did not count.
struct Signers {
  std::vector<MinisignPublicKey> keys;
  std::vector<std::string> comments;
  std::string reason;
};
[[nodiscard]] Signers FindSigners(std::string_view message, const std::vector<std::string_view>& signatures,
                                  const std::vector<MinisignPublicKey>& keys, std::string_view name);
// The minisign keys of a keyring for a purpose, whatever they are worth today.
[[nodiscard]] std::vector<MinisignPublicKey> KeysOf(const Keyring& ring, KeyPurpose purpose);

// Signers of the manifest among the keys that were given and those of the keyring.
[[nodiscard]] Signers ManifestSigners(const VerifyInput& input);
[[nodiscard]] Check CheckSignature(const VerifyInput& input, const Signers& signers);
[[nodiscard]] Check CheckCertificate(const VerifyInput& input);
// Whether enough of the signers count by the keyring, for a release of that date.
[[nodiscard]] Check CheckKeys(const VerifyInput& input, const Signers& signers, const Manifest& manifest,
                              const std::optional<LoggedAt>& logged);
[[nodiscard]] Check CheckAttestation(const VerifyInput& input, const Manifest& manifest,
                                     const std::optional<LoggedAt>& logged);
// Sets `logged` when it is proved.
[[nodiscard]] Check CheckRegister(const VerifyInput& input, std::optional<LoggedAt>& logged);

}  // namespace markings::internal

#endif  // LIBMARKINGS_RELEASE_INTERNAL_VERIFY_CHECKS_H_
