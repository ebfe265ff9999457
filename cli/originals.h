#ifndef CLI_ORIGINALS_H_
#define CLI_ORIGINALS_H_

#include <string>

#include "libmarkings/release/release.h"
#include "libmarkings/text/error.h"

namespace markings::cli {

// What `markings attest --output NOTE` wrote: NOTE, NOTE.minisig and NOTE.secret. Errors: those of reading
// them, with the file.
[[nodiscard]] Result<AttestedOriginal> ReadOriginal(const std::string& note);

}  // namespace markings::cli

#endif  // CLI_ORIGINALS_H_
