#ifndef LIBMARKINGS_RELEASE_MANIFEST_H_
#define LIBMARKINGS_RELEASE_MANIFEST_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "libmarkings/export.h"
#include "libmarkings/policy/policy.h"
#include "libmarkings/redact/redaction.h"
#include "libmarkings/text/error.h"

namespace markings {

// The manifest of one release, `markings/release/1`: what went out, under which policy, by which decisions.
// It is published: it holds no digest of the original and nothing computed from withheld text. One fixed
// JSON form (docs/formats/manifest.md): stated order of keys, no unknown or double keys, integers only, LF at
// the end.
struct MARKINGS_API Manifest {
  // `authority` names several persons with "; " between.
  struct Override {
    std::string element, action, mark, reason, authority, date;
    std::uint64_t places = 0;  // that a mask hides
  };
  struct Waiver {
    std::string finding, reason, authority, date;
  };
  // What proves the derivative to be part of an attested original (libmarkings/proof).
  struct Attested {
    std::string doc;   // of the original's note, 32 hex digits
    std::string root;  // its root, base64
    std::uint64_t proof_bytes = 0;
    std::string proof_sha256;
  };
  // The same text in another form, or what is said of it (rendition.h): `file` is the stem and the suffix of
  // its kind.
  struct Rendition {
    std::string file;
    std::uint64_t bytes = 0;
    std::string sha256;
    std::string media_type;
  };
  struct PendingCode {
    std::string code, reason, authority;
  };

  std::string generator;        // "markings 0.1.0"
  std::string derivative_file;  // "cable.txt": a name, never a path
  std::uint64_t derivative_bytes = 0;
  std::string derivative_sha256;      // 64 lower-case hex digits
  std::vector<Rendition> renditions;  // in the order of RenditionForms()
  std::string document;               // MRN when the class line's origin and serial are released, else empty
  std::string audience, audience_title;
  std::string policy_name, policy_version, policy_sha256;
  std::string vocabulary_regime, vocabulary_version, vocabulary_sha256;
  std::string banner, stamp;
  std::vector<std::string> codes;
  std::vector<Unit> units;
  std::vector<Override> overrides;
  std::vector<Waiver> waivers;
  std::optional<PendingCode> code_for_pending;
  std::optional<Attested> attestation;
  std::string recipients_sha256;  // of those that the derivative is sealed to, one a line, sorted; else empty
  std::string supersedes;         // SHA-256 of the manifest that this one replaces, else empty
  std::string date;               // "2026-11-23T10:15:00Z", given by the caller

  [[nodiscard]] std::string Format() const;
  // Accepts exactly what Format writes: Parse(x) succeeds only if Format() of the result is x.
  // Errors: kBadManifest with the place.
  [[nodiscard]] static Result<Manifest> Parse(std::string_view json);
};

}  // namespace markings

#endif  // LIBMARKINGS_RELEASE_MANIFEST_H_
