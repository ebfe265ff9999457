#ifndef CLI_PUBLIC_KEYS_H_
#define CLI_PUBLIC_KEYS_H_

#include <optional>
#include <string>
#include <vector>

#include "libmarkings/minisign/minisign.h"
#include "libmarkings/text/error.h"

namespace markings::cli {

// Adds the public keys that words of the command line name: .pub files, or the line in one. The error of the
// first that cannot be read, with its file.
[[nodiscard]] std::optional<Error> ReadPublicKeys(const std::vector<std::string>& words,
                                                  std::vector<MinisignPublicKey>& keys);

}  // namespace markings::cli

#endif  // CLI_PUBLIC_KEYS_H_
