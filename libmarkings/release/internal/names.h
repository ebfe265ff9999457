#ifndef LIBMARKINGS_RELEASE_INTERNAL_NAMES_H_
#define LIBMARKINGS_RELEASE_INTERNAL_NAMES_H_

// The names of a release's files: you should use libmarkings/release/release.h.

#include <optional>
#include <string_view>

namespace markings::internal {

inline constexpr std::string_view kDerivativeSuffix = ".txt";
inline constexpr std::string_view kManifestSuffix = ".release.json";
inline constexpr std::string_view kSignatureSuffix = ".minisig";
inline constexpr std::string_view kCmsSuffix = ".p7s";
inline constexpr std::string_view kAgeSuffix = ".age";
inline constexpr std::string_view kProofSuffix = ".proof";
inline constexpr std::string_view kNoteSuffix = ".original.note";

// Whether files may be named after it: one to 200 bytes of UTF-8, no slash, no control or direction
// character, not
// "..", no blank at its ends, no point at the end.
[[nodiscard]] bool IsPlainStem(std::string_view stem);

// The stem of "STEM.txt", or of "STEM.release.json"; nothing when it is no such plain name.
[[nodiscard]] std::optional<std::string_view> StemOfDerivative(std::string_view file);
[[nodiscard]] std::optional<std::string_view> StemOfManifest(std::string_view file);

}  // namespace markings::internal

#endif  // LIBMARKINGS_RELEASE_INTERNAL_NAMES_H_
