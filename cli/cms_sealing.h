#ifndef CLI_CMS_SEALING_H_
#define CLI_CMS_SEALING_H_

// markings encrypt and decrypt with certificates (CMS).

#include <string>
#include <vector>

#include "cli/exit_code.h"

namespace markings::cli {

// Seals `input` to certificates (PEM or DER), as DER, in memory. Reports what goes wrong.
[[nodiscard]] ExitCode EncryptToCertificates(const std::string& input,
                                             const std::vector<std::string>& certificates,
                                             const std::string& output, bool force);

// Opens such a file with a certificate and its key; the whole of it is authentic before anything is written.
struct CertificateKey {
  std::string certificate, key, passphrase_file;
};
[[nodiscard]] ExitCode DecryptByCertificate(const std::string& input, const CertificateKey& key,
                                            const std::string& output, bool force);

}  // namespace markings::cli

#endif  // CLI_CMS_SEALING_H_
