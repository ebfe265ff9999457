// The answer to a request when even whether there is a record is withheld. What is written does not hang on
// the records: they are read, when there are any, to check what the officer wrote, and before anything is
// made.

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "cli/command.h"
#include "cli/findings.h"
#include "cli/io.h"
#include "cli/load.h"
#include "cli/output_set.h"
#include "cli/signing.h"
#include "libmarkings/release/glomar.h"

namespace markings::cli {
namespace {

namespace po = boost::program_options;

constexpr std::string_view kUsage =
    R"(usage: markings glomar [options] --request ID --policy P --audience A --code CODE --out DIR [RECORD...]

Answers a request when even whether there is a record is withheld: "neither confirmed nor denied". Writes ID.txt (the
answer), ID.release.json (its manifest) and ID.release.json.minisig (its signature), which `markings verify` checks like
any release. With records or with none the files are the same, to the byte. RECORD is only read to check that nothing of
it stands in the number of the request, the reason, the authority or the statute, which are published.

options:
  --request ID              the number of the request; the files are named after it (required)
  --policy FILE             the policy (required)
  --audience NAME           who asked (required)
  --code CODE               an exemption code of the policy; may be given several times (required)
  --statute TEXT            with a code that needs one
  --reason TEXT             why (required)
  --authority NAME          who decided that (required)
  --out DIR                 the folder for the files, which must exist (required)
  --sign-key KEY            the secret key to sign with; without it nobody can verify the answer
  --passphrase-file FILE    read the key's passphrase from the first line of FILE instead of asking for it
  --date DATE               of the answer, in UTC: 2026-11-23T00:00:00Z; SOURCE_DATE_EPOCH or the beginning of this day
                            unless given: the minute would tell how long the search took
  --vocabulary FILE         a vocabulary instead of the one that the policy names
  --type TYPE               of the records, whatever their bytes say: text, html, email, pdf, docx, zip or tar
  --member NAME             the one document in a RECORD that holds several
  --document-format FORM    the form of the records: telegram, smart, archive, foia, frus, web, email, memo, plain
  --force                   overwrite existing files

example:
  markings glomar --request F-2026-0042 --policy policies/state-foia.toml --audience public --code '(b)(6)' \
    --reason 'To say that there is a record would name a person.' --authority 'Ada Roe, Release Officer' --out out

exit status: 0 every file is in place; 1 what is to be published holds terms of a record; 2 unusable input, policy, key or
arguments, or an output exists; 3 an I/O or internal fault. Unless it is 0 nothing was written.
)";

struct Settings {
  std::vector<std::string> records;
  std::string policy, audience, out, key, passphrase_file, date, vocabulary;
  GlomarAnswer answer;
  InputOptions how;
  bool force = false;
};

po::options_description Options(Settings& settings) {
  po::options_description options;
  auto add = options.add_options();
  const auto text = [&](const char* name, std::string& value) { add(name, po::value(&value), ""); };
  add("input", po::value(&settings.records), "");
  text("request", settings.answer.request);
  text("policy", settings.policy);
  text("audience", settings.audience);
  add("code", po::value(&settings.answer.codes), "");
  text("statute", settings.answer.statute);
  text("reason", settings.answer.reason);
  text("authority", settings.answer.authority);
  text("out", settings.out);
  text("sign-key", settings.key);
  text("passphrase-file", settings.passphrase_file);
  text("date", settings.date);
  text("vocabulary", settings.vocabulary);
  AddInputOptions(options, settings.how);
  add("force", po::bool_switch(&settings.force), "");
  return options;
}

std::optional<Error> Check(const Settings& settings) {
  if (settings.answer.request.empty())
    return Unusable("the number of the request is missing", "give --request ID");
  if (settings.policy.empty()) return Unusable("no policy is given", "name one with --policy FILE");
  if (settings.audience.empty()) return Unusable("no audience is given", "name one with --audience NAME");
  if (settings.out.empty()) return Unusable("no folder for the files is given", "name one with --out DIR");
  if (settings.key.empty() && !settings.passphrase_file.empty())
    return Unusable("--passphrase-file is given without --sign-key", "give --sign-key KEY too");
  std::error_code ignored;
  if (!std::filesystem::is_directory(settings.out, ignored))
    return Unusable("it is not a folder", "create it first, or name another with --out", settings.out);
  return std::nullopt;
}

// The day alone, unless a date was asked for.
Result<std::string> DateOf(const Settings& settings) {
  constexpr long long kDay = 86400;
  auto time = ReleaseTime(settings.date);
  if (!time) return std::unexpected(std::move(time).error());
  return FormatUtc(settings.date.empty() ? *time - *time % kDay : *time);
}

// Every record is looked at, so that one run tells all that is to be written differently.
std::optional<ExitCode> CheckRecords(const Settings& settings, const Policy& policy) {
  std::optional<ExitCode> failed;
  for (const std::string& record : settings.records) {
    const auto input = LoadInput(record, policy.shared_vocabulary(), settings.how);
    if (!input) return input.error();
    for (const LoadedDocument& one : input->documents) {
      const auto findings = FindInGlomar(one.document, policy, settings.audience, settings.answer);
      if (!findings) return ReportError(findings.error(), record);
      for (const ResidualFinding& finding : *findings) {
        ReportGlomarFinding(finding, record);
        failed = ExitCode::kFindings;
      }
    }
  }
  return failed;
}

ExitCode Answer(Settings settings) {
  auto date = DateOf(settings);
  if (!date) return ReportError(date.error());
  settings.answer.date = *std::move(date);
  const auto policy = LoadPolicy(settings.policy, settings.vocabulary);
  if (!policy) return policy.error();
  std::optional<MinisignSecretKey> key;
  if (!settings.key.empty()) {
    const auto file = SigningKey::Open(settings.key);
    if (!file) return ReportError(file.error());
    auto unlocked = file->Unlock(settings.passphrase_file);
    if (!unlocked) return ReportError(unlocked.error());
    key = *std::move(unlocked);
  }
  const auto files = MakeGlomar(policy->policy, settings.audience, settings.answer, key ? &*key : nullptr);
  if (!files) return ReportError(files.error(), settings.policy);
  if (const auto failed = CheckRecords(settings, policy->policy)) return *failed;
  std::vector<PlannedFile> planned;
  for (const OutputFile& file : *files) {
    planned.push_back({.path = (std::filesystem::path(settings.out) / file.name).string(),
                       .bytes = file.bytes,
                       .seals = &file == &files->back()});
  }
  if (auto written = WriteAll(planned, settings.force); !written) return ReportError(written.error());
  Note(fmt::format("{}: neither confirmed nor denied for {}; wrote {} files to {}", settings.answer.request,
                   settings.audience, files->size(), settings.out));
  if (!key) Note("not signed: nobody can verify it; sign with --sign-key KEY");
  return ExitCode::kDone;
}

ExitCode Run(Arguments arguments) {
  Settings settings;
  po::positional_options_description positional;
  positional.add("input", -1);
  const ParsedArguments parsed = ParseArguments("glomar", kUsage, arguments, Options(settings), positional);
  if (parsed.done) return *parsed.done;
  if (const auto error = Check(settings)) return ReportError(*error);
  return Answer(std::move(settings));
}

}  // namespace

const Command kGlomarCommand = {"glomar", "answer a request and neither confirm nor deny a record", Run};

}  // namespace markings::cli
