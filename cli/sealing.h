#ifndef CLI_SEALING_H_
#define CLI_SEALING_H_

// Whom to seal to and what opens, from words and files of the command line.

#include <string>
#include <string_view>
#include <vector>

#include "libmarkings/age/age.h"
#include "libmarkings/secret/secret_bytes.h"
#include "libmarkings/text/error.h"

namespace markings::cli {

// A word of --recipient: which kind of recipient it names is decided here and nowhere else. Errors: kBadKey,
// kUnsupported; they say what is taken.
[[nodiscard]] Result<AgeRecipient> ReadRecipient(std::string_view word);

// The recipients of a file, one in a line, added to `recipients`. Errors: kUnusableInput, kIo, those of
// ReadRecipient.
[[nodiscard]] Result<void> ReadRecipientsFile(const std::string& path, std::vector<AgeRecipient>& recipients);

// The identities of a key file, added to `identities`. A file that is itself sealed with a passphrase is
// opened with that of `passphrase_file`, or asked for when it is empty. Errors: those of ReadSecretFile,
// ReadPassphrase, ReadAgeIdentities and OpenAgeWith.
[[nodiscard]] Result<void> ReadIdentityFile(const std::string& path, const std::string& passphrase_file,
                                            std::vector<AgeIdentity>& identities);

// Guarded memory, as the library takes texts.
[[nodiscard]] std::string_view View(const SecretBytes& bytes);

}  // namespace markings::cli

#endif  // CLI_SEALING_H_
