// All files are read, decided and checked before anything is written; then everything is written in one set.

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cli/as_of.h"
#include "cli/candidates.h"
#include "cli/cms_files.h"
#include "cli/command.h"
#include "cli/explain_text.h"
#include "cli/findings.h"
#include "cli/io.h"
#include "cli/load.h"
#include "cli/originals.h"
#include "cli/output_set.h"
#include "cli/renditions.h"
#include "cli/review_files.h"
#include "cli/sealing.h"
#include "cli/signing.h"
#include "libmarkings/policy/overrides.h"
#include "libmarkings/redact/redaction.h"
#include "libmarkings/release/digest.h"
#include "libmarkings/release/release.h"

namespace markings::cli {
namespace {

namespace po = boost::program_options;

constexpr std::string_view kUsage =
    R"(usage: markings release [options] FILE... --policy P --audience A --out DIR --sign-key KEY

Redacts cables for an audience, checks them for residual disclosure, signs. For each FILE three files are written:
STEM.txt (the derivative), STEM.release.json (the manifest) and STEM.release.json.minisig (its signature); STEM is the
name of FILE without its last suffix. All of them appear, or none. When a withheld name, number or phrase survives in
what would go out, or the policy demands a code that is missing, each finding is a line on standard error and nothing
is written.

options:
  --policy FILE             the policy (required)
  --audience NAME           who the release is for (required)
  --out DIR                 the folder for the files, which must exist (required)
  --sign-key KEY            the secret key to sign with; without it nobody can verify the release
  --passphrase-file FILE    read the key's passphrase from the first line of FILE instead of asking for it
  --cms-cert CERT           sign by a certificate too, or alone (STEM.release.json.p7s): PEM or DER, with --cms-key
  --cms-key KEY             its private key, PEM
  --recipient R             seal the derivative to an age key, age1...: STEM.txt.age instead of STEM.txt; several may be
                            given. The manifest is not sealed
  --attestation NOTE        what markings attest wrote of FILE, for one FILE: STEM.proof, STEM.original.note and its
                            signature go out too, so that anyone can check that the derivative is a true part of it
  --supersedes MANIFEST     the manifest of an earlier release that this one replaces: it is named by its SHA-256
  --pdf                     write STEM.pdf too: the derivative as a tagged PDF, with a box at each place of deletion.
                            The manifest names this file and those of the next four options
  --html                    write STEM.html too: the derivative as a page that needs nothing else
  --docx                    write STEM.docx too: the derivative for a word processor
  --index FORM              write the Vaughn index too, STEM.index.FORM: each cut with its place, exemption, reason and
                            officer; csv, html or pdf, and several may be given
  --letter TEMPLATE         write STEM.letter.txt too: the letter to the requester, from a text with {{names}} in it
  --letter-field NAME=VALUE
                            what stands in the letter for {{NAME}}: requester="A. Reader"; several may be given
  --paper SIZE              of what is set on paper: letter (unless given) or a4
  --overrides FILE          what an officer decided by hand (decisions.toml), for one FILE
  --candidates FILE         who or what may stand where something is cut out: stops the release where fewer fit than the
                            policy asks for ([leak] min_bits), which such a policy requires
  --code CODE               an exemption code for all that is withheld without one; needs --reason and --authority
  --reason TEXT             why
  --authority NAME          who decided that; twice where the policy asks for two persons
  --date DATE               of the release, in UTC: 2026-11-23T10:15:00Z; SOURCE_DATE_EPOCH or now unless given;
                            rules that ask for dates are decided by its day
  --stem NAME               the stem of the files; required for standard input (-), for one FILE
  --vocabulary FILE         a vocabulary instead of the one that the policy names
  --type TYPE               of the files, whatever their bytes say: text, html, email, pdf, docx, zip or tar
  --member NAME             the one document in a FILE that holds several, for one FILE
  --document-format FORM    the form of the documents: telegram, smart, archive, foia, frus, web, email, memo, plain
  --review                  also write STEM.review.html, the officer's page of what was decided, beside FILE (standard
                            input: to the current folder): it holds the withheld text and is no part of the release
  --explain                 also write each decision and its reason to standard output: not for publication
  --force                   overwrite existing files

files:
  STEM.txt                    the derivative; STEM.txt.age instead where it is sealed
  STEM.release.json           the manifest, written last: a release is complete when it is there
  STEM.release.json.minisig   its signature by --sign-key
  STEM.release.json.p7s       its signature by --cms-cert
  STEM.proof                  with --attestation: the proof that the derivative is part of the original
  STEM.original.note          with --attestation: what the originator signed; the signature is STEM.original.note.minisig

example:
  markings release cable.txt --policy policies/state-public.toml --audience public --out out --sign-key office.key

exit status: 0 every file is in place; 1 a finding stopped the release; 2 unusable input, policy, key or arguments, or an
output exists; 3 an I/O or internal fault. Unless it is 0 nothing was written.
)";

struct Settings {
  std::vector<std::string> inputs;
  std::string policy, audience, out, key, passphrase_file, cms_certificate, cms_key, attestation, supersedes,
      overrides, candidates, code, reason, authority, date, stem, vocabulary;
  std::vector<std::string> recipients;
  std::vector<std::string> authorities;  // as given, joined in `authority`
  InputOptions how;
  RenditionSettings renditions;
  bool explain = false, review = false, force = false;
};

po::options_description Options(Settings& settings) {
  po::options_description options;
  auto add = options.add_options();
  const auto text = [&](const char* name, std::string& value) { add(name, po::value(&value), ""); };
  add("input", po::value(&settings.inputs), "");
  text("policy", settings.policy);
  text("audience", settings.audience);
  text("out", settings.out);
  text("sign-key", settings.key);
  text("passphrase-file", settings.passphrase_file);
  text("cms-cert", settings.cms_certificate);
  text("cms-key", settings.cms_key);
  add("recipient", po::value(&settings.recipients)->composing(), "");
  text("attestation", settings.attestation);
  text("supersedes", settings.supersedes);
  text("overrides", settings.overrides);
  text("candidates", settings.candidates);
  text("code", settings.code);
  text("reason", settings.reason);
  add("authority", po::value(&settings.authorities), "");
  text("date", settings.date);
  text("stem", settings.stem);
  text("vocabulary", settings.vocabulary);
  AddInputOptions(options, settings.how);
  settings.renditions.AddOptions(options);
  add("review", po::bool_switch(&settings.review), "");
  add("explain", po::bool_switch(&settings.explain), "");
  add("force", po::bool_switch(&settings.force), "");
  return options;
}

std::optional<Error> Check(const Settings& settings) {
  if (settings.policy.empty()) return Unusable("no policy is given", "name one with --policy FILE");
  if (settings.audience.empty()) return Unusable("no audience is given", "name one with --audience NAME");
  if (settings.out.empty()) return Unusable("no folder for the files is given", "name one with --out DIR");
  const auto standard_input = [&](const std::string& path) { return path == "-"; };
  const auto several = std::ranges::count_if(settings.inputs, standard_input) +
                       (settings.policy == "-" ? 1 : 0) + (settings.overrides == "-" ? 1 : 0) +
                       (settings.vocabulary == "-" ? 1 : 0) + (settings.candidates == "-" ? 1 : 0);
  if (several > 1)
    return Unusable("two inputs are to come from standard input", "name a file for all but one");
  const bool alone = settings.inputs.size() == 1;
  if (!alone && !settings.overrides.empty()) {
    return Unusable("--overrides are for one cable, and several are given", "release that cable by itself");
  }
  if (!alone && !settings.attestation.empty()) {
    return Unusable("--attestation is for one cable, and several are given", "release that cable by itself");
  }
  if (!alone && !settings.supersedes.empty()) {
    return Unusable("--supersedes is for one cable, and several are given", "release that cable by itself");
  }
  if (!alone && !settings.stem.empty())
    return Unusable("--stem is for one cable, and several are given", "leave it out");
  if (!alone && !settings.how.member.empty())
    return Unusable("--member is for one file, and several are given", "release that file by itself");
  if (settings.inputs.front() == "-" && settings.stem.empty()) {
    return Unusable("standard input has no name to call the files by", "give --stem NAME");
  }
  const int given = (settings.code.empty() ? 0 : 1) + (settings.reason.empty() ? 0 : 1) +
                    (settings.authority.empty() ? 0 : 1);
  if (given == 1 || given == 2) {
    return Unusable("--code, --reason and --authority go together",
                    "give all three: a code for all pending portions is a decision");
  }
  if (auto error = settings.renditions.Check(!settings.recipients.empty())) return error;
  if (settings.cms_certificate.empty() != settings.cms_key.empty()) {
    return Unusable("--cms-cert and --cms-key go together", "give both");
  }
  if (settings.key.empty() && settings.cms_key.empty() && !settings.passphrase_file.empty()) {
    return Unusable("--passphrase-file is given without --sign-key", "give --sign-key KEY too");
  }
  std::error_code ignored;
  if (!std::filesystem::exists(settings.out, ignored)) {
    return Unusable("the folder does not exist", "create it first", settings.out);
  }
  if (!std::filesystem::is_directory(settings.out, ignored)) {
    return Unusable("it is not a folder", "name a folder with --out", settings.out);
  }
  return std::nullopt;
}

// One cable on its way out.
struct Item {
  std::string input, stem;
  std::optional<Document> document;
  std::optional<Overrides> overrides;
  std::optional<Redaction> redaction;
  std::vector<OutputFile> files;
  std::string review_path, review;  // the officer's page, when it is asked for
};

class Release {
 public:
  explicit Release(const Settings& settings) : settings_(settings), renditions_(settings.renditions) {}

  ExitCode Run() {
    if (const auto failed = LoadPolicy()) return *failed;
    if (const auto failed = LoadCandidates()) return *failed;
    if (const auto failed = renditions_.ReadTemplate()) return *failed;
    if (const auto failed = LoadItems()) return *failed;
    if (const auto failed = LoadOriginal()) return *failed;
    if (const auto failed = Redact()) return *failed;
    if (const auto failed = MeasureFit()) return *failed;
    if (const auto failed = MakeFiles()) return *failed;
    if (const auto failed = MakeReviews()) return *failed;
    if (const auto failed = Explain()) return *failed;
    return Write();
  }

 private:
  using Failed = std::optional<ExitCode>;

  Failed LoadPolicy() {
    const auto time = ReleaseTime(settings_.date);
    if (!time) return ReportError(time.error());
    seconds_ = *time;
    date_ = FormatUtc(*time);
    day_ = DayOf(*time);
    auto loaded = cli::LoadPolicy(settings_.policy, settings_.vocabulary);
    if (!loaded) return loaded.error();
    policy_ = std::move(loaded->policy);
    if (const auto audience = policy_->FindAudience(settings_.audience); !audience) {
      return ReportError(audience.error(), settings_.policy);
    }
    if (const auto unknown = UnknownCode(*policy_, settings_.code); unknown && !settings_.code.empty())
      return ReportError(*unknown, settings_.policy);
    for (const std::string& word : settings_.recipients) {
      auto recipient = ReadRecipient(word);
      if (!recipient) return ReportError(recipient.error());
      recipients_.push_back(*recipient);
    }
    return OpenKeys();
  }

  Failed OpenKeys() {
    if (!settings_.cms_certificate.empty()) {
      auto files = CmsKeyFiles::Open(settings_.cms_certificate, settings_.cms_key);
      if (!files) return ReportError(files.error());
      cms_files_ = *std::move(files);
    }
    if (settings_.key.empty()) return std::nullopt;
    auto key = SigningKey::Open(settings_.key);
    if (!key) return ReportError(key.error());
    key_file_ = *std::move(key);
    return std::nullopt;
  }

  Failed LoadCandidates() {
    if (policy_->min_bits() && settings_.candidates.empty()) {
      return ReportError(
          Unusable("the policy asks how many candidates fit what is cut out, and no list of them is given",
                   "name one with --candidates FILE"));
    }
    if (settings_.candidates.empty()) return std::nullopt;
    if (!policy_->min_bits()) {
      return ReportError(Unusable("--candidates is given, and the policy asks for no bits to be left",
                                  "add [leak] with min_bits to it"),
                         settings_.policy);
    }
    auto candidates = cli::LoadCandidates(settings_.candidates);
    if (!candidates) return candidates.error();
    candidates_ = *std::move(candidates);
    return std::nullopt;
  }

  Failed LoadItems() {
    std::vector<std::string> stems;
    for (const std::string& input : settings_.inputs) {
      Item item;
      item.input = input;
      item.stem = settings_.stem.empty() ? std::filesystem::path(input).stem().string() : settings_.stem;
      if (std::ranges::find(stems, item.stem) != stems.end()) {
        return ReportError(Unusable("two cables would be released under the name of this one",
                                    "rename one, or release it by itself with --stem", input));
      }
      stems.push_back(item.stem);
      std::error_code ignored;
      const auto derivative = std::filesystem::path(settings_.out) / (item.stem + ".txt");
      if (input != "-" && std::filesystem::equivalent(derivative, input, ignored)) {
        return ReportError(Unusable("the derivative would overwrite the cable itself",
                                    "write to another folder with --out", input));
      }
      auto document = LoadDocument(input, policy_->shared_vocabulary(), settings_.how);
      if (!document) return document.error();
      item.document = *std::move(document);
      items_.push_back(std::move(item));
    }
    return LoadOverrides();
  }

  Failed LoadOverrides() {
    if (!settings_.overrides.empty()) {
      auto loaded = cli::LoadOverrides(settings_.overrides, *policy_);
      if (!loaded) return loaded.error();
      overrides_text_ = std::move(loaded->text);
      items_.front().overrides = std::move(loaded->overrides);
    }
    if (settings_.code.empty()) return std::nullopt;
    for (Item& item : items_) {
      if (!item.overrides) item.overrides.emplace();
      item.overrides->code_for_pending =
          CodeForPending{settings_.code, settings_.reason, settings_.authority};
    }
    return std::nullopt;
  }

  // What was attested, and which release is replaced.
  Failed LoadOriginal() {
    if (!settings_.attestation.empty()) {
      auto original = ReadOriginal(settings_.attestation);
      if (!original) return ReportError(original.error());
      original_ = *std::move(original);
    }
    if (settings_.supersedes.empty()) return std::nullopt;
    const auto manifest = ReadBytes(settings_.supersedes);
    if (!manifest) return ReportError(manifest.error(), settings_.supersedes);
    if (const auto read = Manifest::Parse(*manifest); !read) {
      return ReportError(read.error(), settings_.supersedes, *manifest);
    }
    supersedes_ = Sha256Hex(*manifest);
    return std::nullopt;
  }

  // Every cable is looked at, so that one run tells all that is to be decided.
  Failed Redact() {
    Failed failed;
    const std::vector<OutgoingText> outgoing = renditions_.Texts(*policy_, settings_.audience);
    for (Item& item : items_) {
      auto redaction = markings::Redact(*item.document, *policy_, settings_.audience,
                                        {.overrides = item.overrides ? &*item.overrides : nullptr,
                                         .file_stem = item.stem,
                                         .as_of = day_,
                                         .outgoing = outgoing});
      if (!redaction) {
        const Error& error = redaction.error();
        const bool in_overrides = error.code == ErrorCode::kBadOverrides && overrides_text_;
        const ExitCode code =
            in_overrides ? ReportError(error, *overrides_text_) : ReportError(error, item.document->buffer());
        failed = std::max(failed.value_or(code), code);
        continue;
      }
      item.redaction = *std::move(redaction);
      if (!item.redaction->blocked()) continue;
      ReportFindings(*item.redaction, item.input, *item.document);
      failed = std::max(failed.value_or(ExitCode::kFindings), ExitCode::kFindings);
    }
    if (failed && settings_.review)
      Note("nothing was written, the review page neither: markings review writes it as things stand");
    return failed;
  }

  Failed MeasureFit() const {
    if (!candidates_) return std::nullopt;
    ExitCode worst = ExitCode::kDone;
    for (const Item& item : items_) {
      const std::string& text = item.redaction->derivative.text;
      worst =
          std::max(worst, ReportFit(FindFits(text, *candidates_), text, *policy_->min_bits(), item.input));
    }
    return worst == ExitCode::kDone ? Failed() : Failed(worst);
  }

  Failed MakeFiles() {
    std::optional<MinisignSecretKey> key;
    if (key_file_) {
      auto unlocked = key_file_->Unlock(settings_.passphrase_file);
      if (!unlocked) return ReportError(unlocked.error());
      key = *std::move(unlocked);
      key_line_ = key->public_key().KeyLine();
    }
    std::optional<CmsSigner> signer;
    if (cms_files_) {
      auto unlocked = cms_files_->UnlockSigner(settings_.passphrase_file);
      if (!unlocked) return ReportError(unlocked.error());
      signer = *std::move(unlocked);
      certificate_ = Describe(signer->certificate());
    }
    for (Item& item : items_) {
      const auto renditions =
          renditions_.Make({*item.document, *policy_, item.overrides ? &*item.overrides : nullptr,
                            *item.redaction, item.stem, date_});
      if (!renditions) return ReportError(renditions.error(), item.input);
      auto files = MakeRelease(*item.redaction, *item.document, *policy_,
                               {.stem = item.stem,
                                .date = date_,
                                .sign_key = key ? &*key : nullptr,
                                .overrides = item.overrides ? &*item.overrides : nullptr,
                                .original = original_ ? &*original_ : nullptr,
                                .supersedes = supersedes_,
                                .certificate_signer = signer ? &*signer : nullptr,
                                .signing_time = seconds_,
                                .recipients = recipients_,
                                .renditions = *renditions});
      if (!files) return ReportError(files.error(), item.input);
      item.files = *std::move(files);
    }
    return std::nullopt;
  }

  // Of what was redacted for the release itself: no doubt and no finding is open by now.
  Failed MakeReviews() {
    if (!settings_.review) return std::nullopt;
    for (Item& item : items_) {
      auto path = ReviewBeside(item.input, item.stem, settings_.out);
      if (!path) return ReportError(path.error(), item.input);
      item.review_path = *std::move(path);
      Review review;
      review.overrides = std::make_shared<const Overrides>(item.overrides.value_or(Overrides{}));
      review.redaction = *item.redaction;
      item.review =
          ReviewPage(*item.document, *policy_, review, {.name = item.stem, .today = date_.substr(0, 10)});
    }
    return std::nullopt;
  }

  Failed Explain() const {
    if (!settings_.explain) return std::nullopt;
    std::string report;
    for (const Item& item : items_) {
      if (items_.size() > 1) report += Printable(item.input) + ":\n";
      report += ExplainText(*item.document, *item.redaction);
    }
    if (auto written = WriteStandardOutput(report); !written)
      return ReportError(written.error(), "standard output");
    return std::nullopt;
  }

  ExitCode Write() const {
    std::vector<PlannedFile> planned;
    for (const Item& item : items_) {
      if (!item.review_path.empty())
        planned.push_back({.path = item.review_path, .bytes = item.review, .mode = kReviewMode});
      for (const OutputFile& file : item.files) {
        planned.push_back({.path = (std::filesystem::path(settings_.out) / file.name).string(),
                           .bytes = file.bytes,
                           .seals = &file == &item.files.back()});
      }
    }
    if (auto written = WriteAll(planned, settings_.force); !written) return ReportError(written.error());
    for (const Item& item : items_) {
      Note(Summary(item));
      if (!item.review_path.empty())
        Note("wrote " + item.review_path + ": it holds withheld text and is no part of the release");
    }
    if (!key_line_.empty()) Note("signed by key " + key_line_);
    if (!certificate_.empty()) Note("signed by " + certificate_);
    if (key_line_.empty() && certificate_.empty())
      Note("not signed: nobody can verify it; sign with --sign-key KEY");
    return ExitCode::kDone;
  }

  [[nodiscard]] std::string Summary(const Item& item) const {
    std::size_t released = 0, masked = 0, withheld = 0;
    for (const Unit& unit : item.redaction->derivative.units) {
      released += unit.outcome == Outcome::kRelease ? 1 : 0;
      masked += unit.outcome == Outcome::kMask ? 1 : 0;
      withheld += unit.outcome == Outcome::kWithhold ? 1 : 0;
    }
    std::string names;
    for (const OutputFile& file : item.files) names += (names.empty() ? "" : ", ") + file.name;
    return fmt::format("{}: {} for {}, banner {}: {} released, {} masked, {} withheld; wrote {} to {}",
                       item.input, item.redaction->derivative.stamp,
                       item.redaction->decisions.audience->title, item.redaction->derivative.banner_line,
                       released, masked, withheld, names, settings_.out);
  }

  const Settings& settings_;
  RenditionMaker renditions_;
  std::string date_, key_line_, certificate_;
  long long seconds_ = 0;  // the same date
  std::vector<AgeRecipient> recipients_;
  std::optional<CmsKeyFiles> cms_files_;
  AsOf day_;  // of date_, which the manifest says: the day that is decided by
  std::optional<Policy> policy_;
  std::optional<Candidates> candidates_;
  std::optional<SigningKey> key_file_;
  std::optional<AttestedOriginal> original_;
  std::string supersedes_;
  std::optional<Buffer> overrides_text_;
  std::vector<Item> items_;
};

ExitCode Run(Arguments arguments) {
  Settings settings;
  po::positional_options_description positional;
  positional.add("input", -1);
  const ParsedArguments parsed = ParseArguments("release", kUsage, arguments, Options(settings), positional);
  if (parsed.done) return *parsed.done;
  if (settings.inputs.empty()) settings.inputs.emplace_back("-");
  if (const auto error = JoinAuthority(settings.authorities, settings.authority)) return ReportError(*error);
  if (const auto error = Check(settings)) return ReportError(*error);
  return Release(settings).Run();
}

}  // namespace

const Command kReleaseCommand = {"release", "redact, check, sign: derivative, manifest and signature", Run};

}  // namespace markings::cli
