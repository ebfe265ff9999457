#ifndef LIBMARKINGS_RELEASE_DIGEST_H_
#define LIBMARKINGS_RELEASE_DIGEST_H_

#include <string>
#include <string_view>

#include "libmarkings/export.h"

namespace markings {

// SHA-256 of the bytes as 64 lower-case hexadecimal digits. For published bytes only: a digest of
// anything withheld lets others test guesses at it. Source: FIPS 180-4, by OpenSSL.
[[nodiscard]] MARKINGS_API std::string Sha256Hex(std::string_view bytes);

}  // namespace markings

#endif  // LIBMARKINGS_RELEASE_DIGEST_H_
