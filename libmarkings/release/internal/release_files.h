#ifndef LIBMARKINGS_RELEASE_INTERNAL_RELEASE_FILES_H_
#define LIBMARKINGS_RELEASE_INTERNAL_RELEASE_FILES_H_

// What all releases have: you should use libmarkings/release/release.h.

#include <string>
#include <string_view>
#include <vector>

#include "libmarkings/policy/policy.h"
#include "libmarkings/release/release.h"

namespace markings::internal {

// Errors: kUnusableInput for a stem or a date of another form.
[[nodiscard]] Result<void> CheckNames(std::string_view stem, std::string_view date);

// A manifest of this program and version, under the policy, for the audience, with the derivative's name,
// size and digest.
[[nodiscard]] Manifest BeginManifest(const Policy& policy, const Audience& audience, std::string_view stem,
                                     std::string_view date, std::string_view derivative);

// Derivative, the files of a proof, signature where there is a key, manifest last. Errors: kInternal when the
// manifest does not read back; those of signing.
[[nodiscard]] Result<std::vector<OutputFile>> MakeFiles(const Manifest& manifest, std::string derivative,
                                                        std::string_view stem,
                                                        const MinisignSecretKey* sign_key,
                                                        std::vector<OutputFile> proof_files = {});

}  // namespace markings::internal

#endif  // LIBMARKINGS_RELEASE_INTERNAL_RELEASE_FILES_H_
