#ifndef LIBMARKINGS_RELEASE_REISSUE_H_
#define LIBMARKINGS_RELEASE_REISSUE_H_

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "libmarkings/age/age.h"
#include "libmarkings/export.h"
#include "libmarkings/minisign/minisign.h"
#include "libmarkings/release/release.h"
#include "libmarkings/text/error.h"

namespace markings {

// A release that goes, as it is, to other recipients.
struct MARKINGS_API ReissueOptions {
  std::span<const AgeRecipient> recipients;     // the new ones, at least one
  std::string date;                             // UTC, of the new manifest
  std::span<const MinisignPublicKey> keys{};    // one of them must have signed the manifest as it was
  const MinisignSecretKey* sign_key = nullptr;  // signs the new one
};

// The files of a release that stand beside its derivative, as they were.
struct MARKINGS_API ReleaseToReissue {
  std::string_view derivative;               // opened
  std::string_view manifest, manifest_name;  // bytes, file name
  std::vector<std::string_view> signatures;  // each .minisig of the manifest
};

// The manifest for other recipients: it names them by their digest, the date, and by `supersedes` the
// manifest that it replaces; nothing else of it changes, so a proof beside it still holds. Its signature
// comes first, the manifest last. Nothing is signed that does not verify: a release that was signed takes a
// key that must have signed it and one that signs it anew, one that was not takes neither. Errors:
// kNotAuthentic when the derivative is not the manifest's, or none of the keys signed it; kUnusableInput for
// a key that is missing or too much, for no recipient, for a date of another form; those of Manifest::Parse
// and of signing. Thread-safe.
[[nodiscard]] MARKINGS_API Result<std::vector<OutputFile>> ReissueManifest(const ReleaseToReissue& release,
                                                                           const ReissueOptions& options);

}  // namespace markings

#endif  // LIBMARKINGS_RELEASE_REISSUE_H_
