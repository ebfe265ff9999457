#ifndef LIBMARKINGS_RELEASE_RELEASE_H_
#define LIBMARKINGS_RELEASE_RELEASE_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "libmarkings/export.h"
#include "libmarkings/minisign/minisign.h"
#include "libmarkings/policy/policy.h"
#include "libmarkings/redact/redaction.h"
#include "libmarkings/release/manifest.h"

namespace markings {

struct MARKINGS_API OutputFile {
  std::string name;  // no directory
  std::string bytes;
};

struct MARKINGS_API ReleaseOptions {
  std::string stem;  // file name without its last suffix
  std::string date;  // UTC, "2026-11-23T10:15:00Z"
  const MinisignSecretKey* sign_key = nullptr;
  const Overrides* overrides = nullptr;  // the ones the redaction was made with
};

// The files of a release in the order in which they are to be written: derivative, signatures, manifest last.
// Errors: kResidual or kPending when the redaction is blocked: nothing is made then.
[[nodiscard]] MARKINGS_API Result<std::vector<OutputFile>> MakeRelease(const Redaction& redaction,
                                                                       const Document& document,
                                                                       const Policy& policy,
                                                                       const ReleaseOptions& options);

// One thing that was checked. `held` false: it does not hold, or could not be shown.
struct MARKINGS_API Check {
  enum class State : std::uint8_t { kProved, kFailed, kNotChecked };
  std::string name;  // "manifest signature", "derivative", "policy"
  State state = State::kNotChecked;
  std::string detail;  // in plain words
};

struct MARKINGS_API VerifyInput {
  std::string_view manifest;                   // bytes of STEM.release.json
  std::vector<std::string_view> signatures;    // bytes of each .minisig found
  std::optional<std::string_view> derivative;  // bytes of the derivative, when it was found
  std::vector<MinisignPublicKey> keys;         // trusted keys
  std::optional<std::string_view> policy;      // bytes of a policy the verifier holds
  std::string_view manifest_name;              // file name, to compare with the derivative's stem
};

struct MARKINGS_API Verification {
  bool ok = false;                   // every check that had to hold did
  std::vector<Check> checks;         // in order, each reported apart
  std::optional<Manifest> manifest;  // only when its signature was proved
};

// Checks a release. The signature is checked over the manifest's bytes before they are parsed. No keys, no
// signatures: not ok. Never an Error: what cannot be read is a check that failed.
[[nodiscard]] MARKINGS_API Verification VerifyRelease(const VerifyInput& input);

[[nodiscard]] MARKINGS_API std::string_view Name(Check::State state);  // "proved", "failed", "not-checked"
// The result as JSON, `markings/verify/1`, without a line end; `indent` below 0 is one line.
[[nodiscard]] MARKINGS_API std::string VerificationJson(const Verification& verification,
                                                        std::string_view manifest_name, int indent = 2);

}  // namespace markings

#endif  // LIBMARKINGS_RELEASE_RELEASE_H_
