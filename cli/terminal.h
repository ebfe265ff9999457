#ifndef CLI_TERMINAL_H_
#define CLI_TERMINAL_H_

#include <string>
#include <string_view>

#include "libmarkings/secret/secret_bytes.h"
#include "libmarkings/text/error.h"

namespace markings::cli {

// Reads a passphrase: from the first line of a file when `file` is not empty, else from the terminal without
// echo (twice when `confirm`). Never from an argument or the environment. Errors: kUnusableInput when there
// is neither file nor terminal, or the two do not agree, or it is empty; kIo.
[[nodiscard]] Result<SecretBytes> ReadPassphrase(std::string_view prompt, const std::string& file,
                                                 bool confirm);

// Reads a key file into guarded memory, never through a std::string. Errors: kUnusableInput when it does not
// exist, is larger than 64 KiB or can be read by others than its owner; kIo.
[[nodiscard]] Result<SecretBytes> ReadSecretFile(const std::string& path);

}  // namespace markings::cli

#endif  // CLI_TERMINAL_H_
