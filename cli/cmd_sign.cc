#include <fmt/format.h>

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cli/cms_files.h"
#include "cli/command.h"
#include "cli/io.h"
#include "cli/output_set.h"
#include "cli/signing.h"
#include "cli/token_signing.h"

namespace markings::cli {
namespace {

namespace po = boost::program_options;

constexpr std::string_view kUsage = R"(usage: markings sign [options] --sign-key KEY FILE
       markings sign [options] --cms-cert CERT --cms-key KEY FILE
       markings sign [options] --token-module MODULE --token-key KEY [--cms-cert CERT] FILE
       markings sign --show-key --token-module MODULE --token-key KEY

Signs any file: in minisign's format to FILE.minisig, by a certificate (CMS, detached) to FILE.p7s, or both. A key may be in
a token (smart card, HSM; PKCS#11): of Ed25519 it signs as minisign does, of P-256 or P-384 with its certificate. The stock
tools check them (markings verify is for the manifests of releases):
  minisign -V -p office.pub -m FILE
  openssl cms -verify -binary -inform DER -in FILE.p7s -content FILE -CAfile root.pem -purpose any -out /dev/null

options:
  --sign-key KEY            the secret half, a .key file of minisign
  --cms-cert CERT           the signer's certificate, PEM or DER; certificates after it in the file are sent along
  --cms-key KEY             its private key, PEM: P-256, P-384, RSA of 2048 bits or more (signed with PSS), or ML-DSA (OpenSSL
                            3.5 or later)
  --token-module MODULE     the module of the token's maker, by its path: a library that is run in this process
  --token LABEL             the token, when the module has several
  --token-key KEY           the key in it, by its label, or by its id as id:01af
  --pin-file FILE           read the token's PIN from the first line of FILE instead of asking for it
  --show-key                print the public half of the token's Ed25519 key, a .pub file, and sign nothing
  --passphrase-file FILE    read the passphrase from the first line of FILE instead of asking for it
  --comment TEXT            minisign's trusted comment, which is signed too; time and name of the file unless given
  --output OUT              write the signature there; required when FILE is - (standard input). For one signature only
  --force                   overwrite an existing signature

example:
  markings sign notice.txt --sign-key office.key
  markings sign notice.txt --cms-cert office.crt --cms-key office.pem
  markings sign --show-key --token-module /usr/lib/softhsm/libsofthsm2.so --token-key office >office.pub
  markings sign notice.txt --token-module /usr/lib/softhsm/libsofthsm2.so --token-key office --pin-file pin

exit status: 0 each signature is in place; 2 unusable input, key or arguments; 3 an I/O or internal fault. Unless it is 0
nothing was written.
)";

struct Settings {
  std::string input, key, cms_certificate, cms_key, passphrase_file, comment, output;
  TokenOptions token;
  bool show_key = false, force = false;

  [[nodiscard]] bool by_token() const { return !token.module.empty(); }
  // What is signed with: which of the two formats are made.
  [[nodiscard]] bool cms() const { return !cms_certificate.empty(); }
  [[nodiscard]] bool minisign() const { return !key.empty() || (by_token() && !cms()); }
};

// A signature to be written, and what is said of it.
struct Made {
  std::string extension, bytes, by;
};

std::optional<Error> CheckToken(const Settings& settings) {
  const TokenOptions& token = settings.token;
  if (token.module.empty()) {
    if (token.key.empty() && token.token.empty() && token.pin_file.empty() && !settings.show_key)
      return std::nullopt;
    return Unusable("--token-module is missing", "name the token's module with --token-module MODULE");
  }
  if (token.key.empty())
    return Unusable("--token-key is missing", "name the key in the token with --token-key KEY");
  if (!settings.cms_key.empty()) {
    return Unusable("--cms-key and --token-module exclude each other",
                    "give the one that has the certificate's key");
  }
  if (!settings.key.empty() && !settings.cms()) {
    return Unusable("--sign-key and --token-module both sign as minisign does",
                    "give one of them, or --cms-cert for the token");
  }
  if (settings.show_key && (settings.cms() || settings.input != "-" || !settings.output.empty())) {
    return Unusable("--show-key prints a key and signs nothing", "leave FILE, --cms-cert and --output out");
  }
  return std::nullopt;
}

std::optional<Error> Check(const Settings& settings) {
  if (auto error = CheckToken(settings)) return error;
  if (settings.show_key) return std::nullopt;
  if (!settings.minisign() && !settings.cms() && settings.cms_key.empty()) {
    return Unusable(
        "--sign-key is missing",
        "name the secret key with --sign-key KEY, or give --cms-cert and --cms-key, or --token-module");
  }
  if (!settings.cms() && !settings.cms_key.empty()) {
    return Unusable("--cms-key needs --cms-cert", "name the key's certificate with --cms-cert CERT");
  }
  if (settings.cms() && settings.cms_key.empty() && !settings.by_token()) {
    return Unusable("--cms-cert needs --cms-key",
                    "name the certificate's private key with --cms-key KEY, or a token");
  }
  if (!settings.minisign() && !settings.comment.empty()) {
    return Unusable("--comment is for signatures of minisign", "give --sign-key too, or leave it out");
  }
  if (settings.minisign() && settings.cms() && !settings.output.empty()) {
    return Unusable("--output names one file, and two would be written", "leave it out, or sign twice");
  }
  if (settings.output.empty() && settings.input == "-") {
    return Unusable("standard input has no name to call the signature by", "give --output OUT");
  }
  return std::nullopt;
}

std::string CommentFor(const Settings& settings, long long time) {
  if (!settings.comment.empty()) return settings.comment;
  const std::string name =
      settings.input == "-" ? "-" : std::filesystem::path(settings.input).filename().string();
  return fmt::format("timestamp:{} file:{} hashed", time, name);
}

Result<Made> SignMinisign(const SigningKey& key_file, const Settings& settings, std::string_view message,
                          long long time) {
  const auto key = key_file.Unlock(settings.passphrase_file);
  if (!key) return std::unexpected(key.error());
  auto signature = key->Sign(message, CommentFor(settings, time));
  if (!signature) return std::unexpected(std::move(signature).error());
  return Made{".minisig", *std::move(signature), "key " + key->public_key().KeyLine()};
}

Result<Made> SignMinisign(Token& token, const Settings& settings, std::string_view message, long long time) {
  const auto key = UnlockTokenKey(token, settings.token, TokenKeyKind::kEd25519);
  if (!key) return std::unexpected(key.error());
  const auto half = key->public_key();
  auto signature = key->SignMinisign(message, CommentFor(settings, time));
  if (!signature) return std::unexpected(std::move(signature).error());
  return Made{".minisig", *std::move(signature), Describe(token, settings.token) + ", " + half->KeyLine()};
}

Result<Made> SignByCertificate(const CmsSigner& signer, const Settings& settings, std::string_view message,
                               long long time) {
  auto signature = SignCms(message, signer, time);
  if (!signature) {
    if (signature.error().code == ErrorCode::kBadKey) signature.error().file = settings.cms_certificate;
    return std::unexpected(std::move(signature).error());
  }
  return Made{".p7s", *std::move(signature), Describe(signer.certificate())};
}

Result<CmsSigner> TokenSigner(Token& token, const Settings& settings) {
  const auto file = ReadCmsCertificate(settings.cms_certificate);
  if (!file) return std::unexpected(file.error());
  const auto key = UnlockTokenKey(token, settings.token, TokenKeyKind::kEc);
  if (!key) return std::unexpected(key.error());
  auto signer = key->SignerFor(file->certificate, file->chain);
  if (!signer) signer.error().file = settings.cms_certificate;
  return signer;
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

// The keys of a run, of which some are there; looked at before anything is asked for.
struct Keys {
  std::optional<SigningKey> minisign;
  std::optional<CmsKeyFiles> cms;
  std::optional<Token> token;
};

Result<Keys> OpenKeys(const Settings& settings) {
  Keys keys;
  if (!settings.key.empty()) {
    auto opened = SigningKey::Open(settings.key);
    if (!opened) return std::unexpected(std::move(opened).error());
    keys.minisign = *std::move(opened);
  }
  if (!settings.cms_key.empty()) {
    auto opened = CmsKeyFiles::Open(settings.cms_certificate, settings.cms_key);
    if (!opened) return std::unexpected(std::move(opened).error());
    keys.cms = *std::move(opened);
  }
  if (settings.by_token()) {
    auto opened = OpenToken(settings.token);
    if (!opened) return std::unexpected(std::move(opened).error());
    keys.token = *std::move(opened);
  }
  return keys;
}

ExitCode Sign(const Settings& settings) {
  auto keys = OpenKeys(settings);
  if (!keys) return ReportError(keys.error());
  if (settings.cms()) CautionOldOpenSsl();
  const auto message = ReadBytes(settings.input);
  if (!message) return ReportError(message.error(), settings.input);
  const auto time = ReleaseTime("");
  if (!time) return ReportError(time.error());

  std::vector<Made> made;
  if (settings.minisign()) {
    auto one = keys->minisign ? SignMinisign(*keys->minisign, settings, *message, *time)
                              : SignMinisign(*keys->token, settings, *message, *time);
    if (!one) return ReportError(one.error());
    made.push_back(*std::move(one));
  }
  if (settings.cms()) {
    const auto signer =
        keys->cms ? keys->cms->UnlockSigner(settings.passphrase_file) : TokenSigner(*keys->token, settings);
    if (!signer) return ReportError(signer.error());
    auto one = SignByCertificate(*signer, settings, *message, *time);
    if (!one) return ReportError(one.error());
    made.push_back(*std::move(one));
  }
  return WriteMade(made, settings);
}

ExitCode ShowKey(const Settings& settings) {
  auto token = OpenToken(settings.token);
  if (!token) return ReportError(token.error());
  const auto key = ReadTokenPublicKey(*token, settings.token);
  if (!key) return ReportError(key.error());
  const auto written = WriteStandardOutput(key->Format());
  return written ? ExitCode::kDone : ReportError(written.error(), "standard output");
}

ExitCode Run(Arguments arguments) {
  Settings settings;
  po::options_description options;
  options.add_options()("sign-key", po::value(&settings.key), "")(
      "cms-cert", po::value(&settings.cms_certificate), "")("cms-key", po::value(&settings.cms_key), "")(
      "token-module", po::value(&settings.token.module), "")("token", po::value(&settings.token.token), "")(
      "token-key", po::value(&settings.token.key), "")("pin-file", po::value(&settings.token.pin_file), "")(
      "show-key", po::bool_switch(&settings.show_key), "")("passphrase-file",
                                                           po::value(&settings.passphrase_file),
                                                           "")("comment", po::value(&settings.comment), "")(
      "output", po::value(&settings.output), "")("force", po::bool_switch(&settings.force), "")(
      "input", po::value(&settings.input)->default_value("-"), "");
  po::positional_options_description positional;
  positional.add("input", 1);
  const ParsedArguments parsed = ParseArguments("sign", kUsage, arguments, options, positional);
  if (parsed.done) return *parsed.done;
  if (const auto error = Check(settings)) return ReportError(*error);
  return settings.show_key ? ShowKey(settings) : Sign(settings);
}

}  // namespace

const Command kSignCommand = {"sign", "sign any file, as minisign does or by a certificate (CMS)", Run};

}  // namespace markings::cli
