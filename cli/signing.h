#ifndef CLI_SIGNING_H_
#define CLI_SIGNING_H_

#include <optional>
#include <string>
#include <string_view>

#include "libmarkings/minisign/minisign.h"
#include "libmarkings/secret/secret_bytes.h"
#include "libmarkings/text/error.h"

namespace markings::cli {

// A secret key on its way to being used: its file is read and looked at early, so that a wrong file is
// noticed before any work; the passphrase is asked for when everything else stands.
class SigningKey {
 public:
  // Errors: those of ReadSecretFile, kBadKey.
  [[nodiscard]] static Result<SigningKey> Open(const std::string& path);
  // Errors: those of ReadPassphrase, kBadKey, kWrongPassphrase.
  [[nodiscard]] Result<MinisignSecretKey> Unlock(const std::string& passphrase_file) const;

 private:
  SigningKey(SecretBytes text, std::string path, bool needs_passphrase)
      : text_(std::move(text)), path_(std::move(path)), needs_passphrase_(needs_passphrase) {}
  SecretBytes text_;
  std::string path_;
  bool needs_passphrase_;
};

// The date of what is made: `given` when it is not empty, else SOURCE_DATE_EPOCH, else now. In seconds since
// 1970. Errors: kUnusableInput for a date that cannot be read.
[[nodiscard]] Result<long long> ReleaseTime(std::string_view given);
// "2026-11-23T10:15:00Z".
[[nodiscard]] std::string FormatUtc(long long seconds);

}  // namespace markings::cli

#endif  // CLI_SIGNING_H_
