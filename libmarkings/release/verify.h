#ifndef LIBMARKINGS_RELEASE_VERIFY_H_
#define LIBMARKINGS_RELEASE_VERIFY_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "libmarkings/cms/cms_signature.h"
#include "libmarkings/export.h"
#include "libmarkings/keyring/keyring.h"
#include "libmarkings/keyring/standing.h"
#include "libmarkings/minisign/minisign.h"
#include "libmarkings/register/trust.h"
#include "libmarkings/release/manifest.h"
#include "libmarkings/release/rendition.h"
#include "libmarkings/text/error.h"

namespace markings {

// One thing that was checked. `held` false: it does not hold, or could not be shown.
struct MARKINGS_API Check {
  enum class State : std::uint8_t { kProved, kFailed, kNotChecked };
  std::string name;   // "manifest signature", "derivative", "policy"
  std::string level;  // "L1" text, "L2" manifest, "L3" redaction, "L4" policy, "L5" register
  State state = State::kNotChecked;
  std::string detail;  // in plain words
};

// What was found, and what the verifier trusts. Views, and what is pointed to, outlive the call.
struct MARKINGS_API VerifyInput {
  std::string_view manifest;       // bytes of STEM.release.json
  std::string_view manifest_name;  // its file name, to compare with the derivative's stem

  // Beside it, as far as it was found.
  std::vector<std::string_view> signatures;               // each .minisig
  std::optional<std::string_view> certificate_signature;  // STEM.release.json.p7s
  std::optional<std::string_view> derivative;
  std::vector<std::pair<RenditionKind, std::string_view>> renditions;
  std::optional<std::string_view> proof;  // STEM.proof
  std::optional<std::string_view> note;   // STEM.original.note
  std::vector<std::string_view> note_signatures;
  std::optional<std::string_view> tlog_proof;  // STEM.tlog-proof

  // Whom the verifier trusts, and asks for: what is given here must be proved.
  std::vector<MinisignPublicKey> keys;
  std::size_t threshold = 1;               // how many keys must have signed, each by a signature of its own
  const CmsTrust* certificates = nullptr;  // roots for the .p7s
  std::vector<std::string> certificate_sha256;   // whose certificate it must be; empty: any under the roots
  std::vector<MinisignPublicKey> original_keys;  // originators' keys, for the note alone
  std::optional<std::string_view> policy;        // bytes of a policy that the verifier holds
  std::optional<RegisterTrust> log;              // the register's key
  const Keyring* keyring = nullptr;              // keys for releases and originals, and what they are worth
  std::string today;                             // the day that is decided by, "2026-11-26"; with a keyring
  std::vector<KeyRevocation> revocations;        // of a register
};

struct MARKINGS_API Verification {
  bool ok = false;                   // every check that had to hold did
  std::vector<Check> checks;         // in order, each reported apart
  std::optional<Manifest> manifest;  // only when its signature was proved
};

// Checks a release. Signatures are checked over the manifest's bytes before they are parsed. No keys, no
// signatures: not ok. Never an Error: what cannot be read is a check that failed.
[[nodiscard]] MARKINGS_API Verification VerifyRelease(const VerifyInput& input);

// The first check that failed, as an error for those who want no list: kNotAuthentic. Nothing when it is ok.
[[nodiscard]] MARKINGS_API std::optional<Error> FirstFailure(const Verification& verification);

[[nodiscard]] MARKINGS_API std::string_view Name(Check::State state);  // "proved", "failed", "not-checked"
// The result as JSON, `markings/verify/1`, without a line end; `indent` below 0 is one line.
[[nodiscard]] MARKINGS_API std::string VerificationJson(const Verification& verification,
                                                        std::string_view manifest_name, int indent = 2);

}  // namespace markings

#endif  // LIBMARKINGS_RELEASE_VERIFY_H_
