#include "cli/cms_sealing.h"

#include <fmt/format.h>

#include <array>

#include "cli/cms_files.h"
#include "cli/io.h"
#include "cli/output_set.h"
#include "cli/sealing.h"
#include "cli/signing.h"

namespace markings::cli {

ExitCode EncryptToCertificates(const std::string& input, const std::vector<std::string>& certificates,
                               const std::string& output, bool force) {
  const auto time = ReleaseTime("");
  if (!time) return ReportError(time.error());
  std::vector<CmsRecipient> recipients;
  recipients.reserve(certificates.size());
  for (const std::string& file : certificates) {
    auto recipient = ReadCmsRecipient(file, *time);
    if (!recipient) return ReportError(recipient.error());
    recipients.push_back(*std::move(recipient));
  }
  const auto plaintext = ReadBytes(input);
  if (!plaintext) return ReportError(plaintext.error(), input);
  const auto sealed = SealCms(*plaintext, recipients);
  if (!sealed) return ReportError(sealed.error(), input);
  if (const ExitCode written = WriteResult(*sealed, output == "-" ? "" : output, force);
      written != ExitCode::kDone) {
    return written;
  }
  for (const CmsRecipient& recipient : recipients) Note("sealed to " + Describe(recipient.certificate()));
  if (output != "-") Note("wrote " + output);
  return ExitCode::kDone;
}

ExitCode DecryptByCertificate(const std::string& input, const CertificateKey& key, const std::string& output,
                              bool force) {
  CautionOldOpenSsl();
  const auto files = CmsKeyFiles::Open(key.certificate, key.key);
  if (!files) return ReportError(files.error());
  const auto sealed = ReadBytes(input);
  if (!sealed) return ReportError(sealed.error(), input);
  const auto identity = files->UnlockIdentity(key.passphrase_file);
  if (!identity) return ReportError(identity.error());
  const auto opened = OpenCms(*sealed, *identity);
  if (!opened) return ReportError(opened.error(), input);
  if (output == "-") {
    const auto written = WriteStandardOutput(View(*opened));
    return written ? ExitCode::kDone : ReportError(written.error(), "standard output");
  }
  const std::array<PlannedFile, 1> planned = {
      PlannedFile{.path = output, .bytes = View(*opened), .mode = 0600}};
  if (auto written = WriteAll(planned, force); !written) return ReportError(written.error());
  Note("wrote " + output);
  return ExitCode::kDone;
}

}  // namespace markings::cli
