#include <fmt/format.h>

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/cms_files.h"
#include "cli/command.h"
#include "cli/io.h"
#include "cli/output_set.h"
#include "cli/signing.h"

namespace markings::cli {
namespace {

namespace po = boost::program_options;

constexpr std::string_view kUsage = R"(usage: markings sign [options] --sign-key KEY FILE
       markings sign [options] --cms-cert CERT --cms-key KEY FILE

Signs any file: in minisign's format to FILE.minisig, by a certificate (CMS, detached) to FILE.p7s, or both. The stock
tools check them (markings verify is for the manifests of releases):
  minisign -V -p office.pub -m FILE
  openssl cms -verify -binary -inform DER -in FILE.p7s -content FILE -CAfile root.pem -purpose any -out /dev/null

options:
  --sign-key KEY            the secret half, a .key file of minisign
  --cms-cert CERT           the signer's certificate, PEM or DER; certificates after it in the file are sent along
  --cms-key KEY             its private key, PEM: P-256, P-384, or RSA of 2048 bits or more (signed with PSS)
  --passphrase-file FILE    read the passphrase from the first line of FILE instead of asking for it
  --comment TEXT            minisign's trusted comment, which is signed too; time and name of the file unless given
  --output OUT              write the signature there; required when FILE is - (standard input). For one signature only
  --force                   overwrite an existing signature

example:
  markings sign notice.txt --sign-key office.key
  markings sign notice.txt --cms-cert office.crt --cms-key office.pem

exit status: 0 each signature is in place; 2 unusable input, key or arguments; 3 an I/O or internal fault. Unless it is 0
nothing was written.
)";

struct Settings {
  std::string input, key, cms_certificate, cms_key, passphrase_file, comment, output;
  bool force = false;
};

// A signature to be written, and what is said of it.
struct Made {
  std::string extension, bytes, by;
};

std::optional<Error> Check(const Settings& settings) {
  const bool minisign = !settings.key.empty();
  const bool cms = !settings.cms_certificate.empty() || !settings.cms_key.empty();
  if (!minisign && !cms) {
    return Unusable("--sign-key is missing",
                    "name the secret key with --sign-key KEY, or give --cms-cert and --cms-key");
  }
  if (cms && settings.cms_certificate.empty()) {
    return Unusable("--cms-key needs --cms-cert", "name the key's certificate with --cms-cert CERT");
  }
  if (cms && settings.cms_key.empty()) {
    return Unusable("--cms-cert needs --cms-key", "name the certificate's private key with --cms-key KEY");
  }
  if (!minisign && !settings.comment.empty()) {
    return Unusable("--comment is for signatures of minisign", "give --sign-key too, or leave it out");
  }
  if (minisign && cms && !settings.output.empty()) {
    return Unusable("--output names one file, and two would be written", "leave it out, or sign twice");
  }
  if (settings.output.empty() && settings.input == "-") {
    return Unusable("standard input has no name to call the signature by", "give --output OUT");
  }
  return std::nullopt;
}

Result<Made> SignMinisign(const SigningKey& key_file, const Settings& settings, std::string_view message,
                          long long time) {
  std::string comment = settings.comment;
  if (comment.empty()) {
    const std::string name =
        settings.input == "-" ? "-" : std::filesystem::path(settings.input).filename().string();
    comment = fmt::format("timestamp:{} file:{} hashed", time, name);
  }
  const auto key = key_file.Unlock(settings.passphrase_file);
  if (!key) return std::unexpected(key.error());
  auto signature = key->Sign(message, comment);
  if (!signature) return std::unexpected(std::move(signature).error());
  return Made{".minisig", *std::move(signature), "key " + key->public_key().KeyLine()};
}

Result<Made> SignByCertificate(const CmsKeyFiles& files, const Settings& settings, std::string_view message,
                               long long time) {
  const auto signer = files.UnlockSigner(settings.passphrase_file);
  if (!signer) return std::unexpected(signer.error());
  auto signature = SignCms(message, *signer, time);
  if (!signature) {
    if (signature.error().code == ErrorCode::kBadKey) signature.error().file = settings.cms_certificate;
    return std::unexpected(std::move(signature).error());
  }
  return Made{".p7s", *std::move(signature), Describe(signer->certificate())};
}

ExitCode WriteMade(const std::vector<Made>& made, const Settings& settings) {
  std::vector<PlannedFile> files;
  files.reserve(made.size());
  for (const Made& one : made) {
    files.push_back({settings.output.empty() ? settings.input + one.extension : settings.output, one.bytes});
  }
  if (auto written = WriteAll(files, settings.force); !written) return ReportError(written.error());
  for (std::size_t i = 0; i < made.size(); ++i) Note("wrote " + files[i].path + ", signed by " + made[i].by);
  return ExitCode::kDone;
}

ExitCode Sign(const Settings& settings) {
  std::optional<SigningKey> minisign;
  if (!settings.key.empty()) {
    auto opened = SigningKey::Open(settings.key);
    if (!opened) return ReportError(opened.error());
    minisign = *std::move(opened);
  }
  std::optional<CmsKeyFiles> cms;
  if (!settings.cms_key.empty()) {
    auto opened = CmsKeyFiles::Open(settings.cms_certificate, settings.cms_key);
    if (!opened) return ReportError(opened.error());
    cms = *std::move(opened);
    CautionOldOpenSsl();
  }
  const auto message = ReadBytes(settings.input);
  if (!message) return ReportError(message.error(), settings.input);
  const auto time = ReleaseTime("");
  if (!time) return ReportError(time.error());

  std::vector<Made> made;
  if (minisign) {
    auto one = SignMinisign(*minisign, settings, *message, *time);
    if (!one) return ReportError(one.error());
    made.push_back(*std::move(one));
  }
  if (cms) {
    auto one = SignByCertificate(*cms, settings, *message, *time);
    if (!one) return ReportError(one.error());
    made.push_back(*std::move(one));
  }
  return WriteMade(made, settings);
}

ExitCode Run(Arguments arguments) {
  Settings settings;
  po::options_description options;
  options.add_options()("sign-key", po::value(&settings.key), "")(
      "cms-cert", po::value(&settings.cms_certificate), "")("cms-key", po::value(&settings.cms_key), "")(
      "passphrase-file", po::value(&settings.passphrase_file), "")(
      "comment", po::value(&settings.comment), "")("output", po::value(&settings.output), "")(
      "force", po::bool_switch(&settings.force), "")("input", po::value(&settings.input)->default_value("-"),
                                                     "");
  po::positional_options_description positional;
  positional.add("input", 1);
  const ParsedArguments parsed = ParseArguments("sign", kUsage, arguments, options, positional);
  if (parsed.done) return *parsed.done;
  if (const auto error = Check(settings)) return ReportError(*error);
  return Sign(settings);
}

}  // namespace

const Command kSignCommand = {"sign", "sign any file, as minisign does or by a certificate (CMS)", Run};

}  // namespace markings::cli
