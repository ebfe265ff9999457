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

// Whether there is a terminal to ask on, whatever standard input and output are.
[[nodiscard]] bool HasTerminal();
// Asks on the terminal, with echo, and reads a line; blanks around it are no part of the answer. Errors:
// kUnusableInput when there is no terminal, when it ends, and for an answer that is too long or holds control
// characters; kIo.
[[nodiscard]] Result<std::string> AskOnTerminal(std::string_view prompt);

// Reads a key file into guarded memory, never through a std::string. Errors: kUnusableInput when it does not
// exist, is larger than `most` bytes or can be read by others than its owner; kIo.
inline constexpr std::size_t kMostKeyFile = std::size_t{64} << 10;
[[nodiscard]] Result<SecretBytes> ReadSecretFile(const std::string& path, std::size_t most = kMostKeyFile);

}  // namespace markings::cli

#endif  // CLI_TERMINAL_H_
