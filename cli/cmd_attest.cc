#include <fmt/format.h>

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "cli/choice.h"
#include "cli/command.h"
#include "cli/io.h"
#include "cli/load.h"
#include "cli/output_set.h"
#include "cli/signing.h"
#include "libmarkings/policy/extends.h"
#include "libmarkings/proof/attestation.h"
#include "libmarkings/release/digest.h"

namespace markings::cli {
namespace {

namespace po = boost::program_options;

constexpr std::string_view kUsage =
    R"(usage: markings attest [options] FILE --sign-key KEY --output NOTE

The originator's signature over an original, from which anyone can later be shown that a redaction is a true part of it.
Three files are written, or none: NOTE, which may be published; NOTE.minisig, its signature; and NOTE.secret, which only
its owner can read. NOTE holds a commitment to the text and no digest of it. NOTE.secret is as sensitive as FILE itself:
who has it can test guesses at what is withheld. A release that is to be proved part of FILE needs all three.

options:
  --sign-key KEY            the originator's secret key, a .key file (required)
  --passphrase-file FILE    read its passphrase from the first line of FILE instead of asking for it
  --output NOTE             where the note goes (required)
  --units element|word      what can be shown or withheld by itself: whole elements, which is the default, or words, so
                            that the text around a mask is proved too; a proof then tells how many words were withheld
  --mandatory ID            an element that every proof must show, such as p1; may be given several times
  --decoys                  hide how many units the document has, up to a power of two
  --policy FILE             name this policy in the note, by its SHA-256
  --date DATE               of the attestation, in UTC: 2026-11-23T10:15:00Z; SOURCE_DATE_EPOCH or now unless given
  --regime NAME             the vocabulary that FILE is read with: state, which is the default, us, cui, tlp, nato, uk, au
  --vocabulary FILE         a vocabulary file instead of a regime
  --type TYPE               of FILE, whatever its bytes say: text, html, email, pdf, docx, zip or tar
  --member NAME             the one document in a FILE that holds several
  --document-format FORM    the form of the document: telegram, smart, archive, foia, frus, web, email, memo, plain
  --force                   overwrite existing files

example:
  markings attest cable.txt --sign-key originator.key --output cable.note

exit status: 0 every file is in place; 2 unusable input, key or arguments, or an output exists; 3 an I/O or internal
fault. Unless it is 0 nothing was written.
)";

struct Settings {
  std::string input, key, passphrase_file, output, units, policy, date, regime, vocabulary;
  std::vector<std::string> mandatory;
  InputOptions how;
  bool decoys = false, force = false;
};

ExitCode Refuse(std::string message, std::string fix) {
  return ReportError(Unusable(std::move(message), std::move(fix)));
}

po::options_description Options(Settings& settings) {
  po::options_description options;
  options.add_options()("input", po::value(&settings.input)->default_value("-"), "")(
      "sign-key", po::value(&settings.key), "")("passphrase-file", po::value(&settings.passphrase_file), "")(
      "output", po::value(&settings.output), "")(
      "units", OneOf(&settings.units, {"element", "word"})->default_value("element"), "")(
      "mandatory", po::value(&settings.mandatory)->composing(), "")(
      "decoys", po::bool_switch(&settings.decoys), "")("policy", po::value(&settings.policy), "")(
      "date", po::value(&settings.date), "")("regime", OneOf(&settings.regime, RegimeWords(true)), "")(
      "vocabulary", po::value(&settings.vocabulary), "")("force", po::bool_switch(&settings.force), "");
  AddInputOptions(options, settings.how);
  return options;
}

// What is signed of a policy that extends another is both.
Loaded<std::string> PolicyDigest(const std::string& file) {
  if (file.empty()) return std::string();
  const auto text = ReadText(file);
  if (!text) return std::unexpected(ReportError(text.error(), file));
  const auto source = PolicySource(*text, ReaderBeside(file));
  if (!source) return std::unexpected(ReportError(source.error(), *text));
  return Sha256Hex(*source);
}

std::string_view View(const SecretBytes& bytes) {
  return {reinterpret_cast<const char*>(bytes.Reveal().data()), bytes.size()};
}

ExitCode Write(const Settings& settings, const Attestation& made, const MinisignSecretKey& key) {
  const std::string note = made.note.Format();
  const auto signature = key.Sign(note, fmt::format("markings/original/1 {}", made.note.date));
  if (!signature) return ReportError(signature.error());
  const SecretBytes secret = made.secret.Format();
  const std::array<PlannedFile, 3> files = {
      PlannedFile{.path = settings.output + ".secret", .bytes = View(secret), .mode = 0600},
      PlannedFile{.path = settings.output + ".minisig", .bytes = *signature},
      PlannedFile{.path = settings.output, .bytes = note, .seals = true}};
  if (auto written = WriteAll(files, settings.force); !written) return ReportError(written.error());
  Note(fmt::format("wrote {0}, {0}.minisig and {0}.secret: {1} units, signed by key {2}", settings.output,
                   made.note.units, key.public_key().KeyLine()));
  Note(settings.output +
       ".secret is as sensitive as the document: keep it beside that, never beside a release");
  return ExitCode::kDone;
}

ExitCode Run(Arguments arguments) {
  Settings settings;
  po::positional_options_description positional;
  positional.add("input", 1);
  const ParsedArguments parsed = ParseArguments("attest", kUsage, arguments, Options(settings), positional);
  if (parsed.done) return *parsed.done;
  if (settings.key.empty())
    return Refuse("--sign-key is missing", "name the originator's secret key with --sign-key KEY");
  if (settings.output.empty()) return Refuse("--output is missing", "name the note with --output NOTE");
  const auto time = ReleaseTime(settings.date);
  if (!time) return ReportError(time.error());
  const auto key_file = SigningKey::Open(settings.key);
  if (!key_file) return ReportError(key_file.error());
  auto policy = PolicyDigest(settings.policy);
  if (!policy) return policy.error();
  auto vocabulary = LoadVocabulary(settings.vocabulary, settings.regime);
  if (!vocabulary) return vocabulary.error();
  const auto document = LoadDocument(settings.input, *std::move(vocabulary), settings.how);
  if (!document) return document.error();
  const auto made =
      Attest(*document, {.grain = settings.units == "word" ? UnitGrain::kWord : UnitGrain::kElement,
                         .mandatory = settings.mandatory,
                         .decoys = settings.decoys,
                         .policy_sha256 = *std::move(policy),
                         .date = FormatUtc(*time)});
  if (!made) return ReportError(made.error(), document->buffer());
  const auto key = key_file->Unlock(settings.passphrase_file);
  if (!key) return ReportError(key.error());
  return Write(settings, *made, *key);
}

}  // namespace

const Command kAttestCommand = {"attest", "sign an original, so that redactions can be proved part of it",
                                Run};

}  // namespace markings::cli
