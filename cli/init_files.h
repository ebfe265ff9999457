#ifndef CLI_INIT_FILES_H_
#define CLI_INIT_FILES_H_

// What `markings init` writes beside the policy: keys, a keyring that names them, and what to do next.

#include <array>
#include <string>
#include <string_view>

#include "cli/init_policy.h"
#include "libmarkings/secret/secret_bytes.h"
#include "libmarkings/text/error.h"

namespace markings::cli {

// In the order in which they appear: the last one when all are there.
inline constexpr std::array<std::string_view, 7> kInitFiles = {
    "root.key", "root.pub", "release.key", "release.pub", "keyring.txt", "policy.toml", "README.md"};

struct InitKeys {
  SecretBytes root_secret, release_secret;  // texts of .key files
  std::string root_public, release_public;  // of .pub files
  std::string keyring;                      // signed by the root: the release key counts from `day` on
};

// Makes two pairs of keys: one that signs releases, one that says which keys count. `passphrase` null: the
// secret halves are not protected. `day`: "2026-11-27". Errors: kInternal; kBadKey.
[[nodiscard]] Result<InitKeys> MakeInitKeys(const std::string& name, const std::string& day,
                                            const SecretBytes* passphrase);

// What to do next, with commands for these answers.
[[nodiscard]] std::string InitReadme(const InitAnswers& answers, bool passphrase);

}  // namespace markings::cli

#endif  // CLI_INIT_FILES_H_
