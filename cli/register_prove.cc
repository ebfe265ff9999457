// markings register prove, consistency, monitor.

#include <fmt/format.h>

#include <array>
#include <boost/program_options/value_semantic.hpp>
#include <filesystem>
#include <optional>
#include <utility>

#include "cli/io.h"
#include "cli/output_set.h"
#include "cli/register_actions.h"
#include "cli/register_text.h"
#include "libmarkings/register/register.h"
#include "libmarkings/release/digest.h"
#include "libmarkings/text/digits.h"

namespace markings::cli {
namespace {

namespace po = boost::program_options;

Result<std::string> ReadNamed(const std::string& file) {
  auto bytes = ReadBytes(file);
  if (!bytes) bytes.error().file = file;
  return bytes;
}

// ---- prove ----

constexpr std::string_view kProveUsage =
    R"(usage: markings register prove DIR INDEX|STEM.release.json [--output F]

The proof that an entry is in the register as it is now, a .tlog-proof, of C2SP tlog-proof. Of a manifest the last entry
is taken.

example:
  markings register prove register out/cable.release.json --output out/cable.tlog-proof

exit status: 0 the proof was written; 1 the register's key did not sign it; 2 no such entry, unusable register or
arguments; 3 an I/O or internal fault
)";

void AddProveOptions(po::options_description& options, RegisterSettings& settings) {
  AddTrustOptions(options, settings);
  AddOutputOptions(options, settings);
}

Result<std::uint64_t> FindManifest(const RegisterReader& reader, const std::string& file) {
  const auto bytes = ReadNamed(file);
  if (!bytes) return std::unexpected(bytes.error());
  const std::string digest = Sha256Hex(*bytes);
  for (std::uint64_t i = reader.checkpoint().size; i-- > 0;) {
    const auto entry = reader.Entry(i);
    if (!entry) return std::unexpected(entry.error());
    const auto parsed = ParseEntry(*entry);
    const auto* release = parsed ? std::get_if<ReleaseEntry>(&*parsed) : nullptr;
    if (release != nullptr && release->manifest_sha256 == digest) return i;
  }
  return std::unexpected(
      Unusable("it was not logged in this register", "log it with markings register append", file));
}

ExitCode RunProve(const RegisterSettings& settings) {
  if (settings.words.size() != 2) {
    return ReportError(
        Unusable("register prove takes a folder and an entry", "write its index or name its manifest"));
  }
  Result<RegisterReader> reader = std::unexpected(Error{});
  if (settings.key.empty()) {
    reader = RegisterReader::OpenUnverified(settings.words[0]);
  } else {
    const auto trust = ReadTrust(settings);
    if (!trust) return ReportError(trust.error());
    reader = RegisterReader::Open(settings.words[0], *trust);
  }
  if (!reader) return ReportError(reader.error());
  const auto number = ReadDecimal(settings.words[1]);
  const Result<std::uint64_t> index = number ? *number : FindManifest(*reader, settings.words[1]);
  if (!index) return ReportError(index.error());
  const auto proof = reader->Prove(*index);
  if (!proof) return ReportError(proof.error());
  return WriteResult(*proof, settings.output, settings.force);
}

// ---- consistency ----

constexpr std::string_view kConsistencyUsage =
    R"(usage: markings register consistency DIR --old CHECKPOINT --key VKEY
       markings register consistency --proof F --old CHECKPOINT --key VKEY

The proof that the register of an older checkpoint is the beginning of what it is now: nothing was taken away or changed.
CHECKPOINT is a copy of DIR/checkpoint that was kept. The proof has the form in which a witness asks for it (C2SP
tlog-witness), and is checked with --proof without the register.

example:
  markings register consistency register --old checkpoint.kept --key register.vkey --output consistency.txt

exit status: 0 proved; 1 it is not so: forked or rolled back; 2 no register, checkpoint or proof, unusable key or
arguments; 3 an I/O or internal fault
)";

void AddConsistencyOptions(po::options_description& options, RegisterSettings& settings) {
  AddTrustOptions(options, settings);
  AddOutputOptions(options, settings);
  options.add_options()("old", po::value(&settings.old)->value_name("F"), "the older checkpoint (required)")(
      "proof", po::value(&settings.proof)->value_name("F"), "a proof to be checked");
}

ExitCode RunConsistency(const RegisterSettings& settings) {
  const auto trust = ReadTrust(settings);
  if (!trust) return ReportError(trust.error());
  if (settings.old.empty()) return ReportError(Unusable("--old is missing", "name the older checkpoint"));
  if (settings.words.size() + (settings.proof.empty() ? 0 : 1) != 1) {
    return ReportError(Unusable("register consistency takes one folder, or --proof", "give one of them"));
  }
  const auto old_note = ReadNamed(settings.old);
  if (!old_note) return ReportError(old_note.error());
  const auto old = OpenCheckpoint(*old_note, {trust->log});
  if (!old) return ReportError(old.error(), settings.old);
  if (!settings.proof.empty()) {
    const auto proof = ReadNamed(settings.proof);
    if (!proof) return ReportError(proof.error());
    const auto now = VerifyConsistency(*proof, old->checkpoint, *trust);
    if (!now) return ReportError(now.error(), settings.proof);
    return WriteResult(
        fmt::format("proved: the {} entries of then begin the {} entries of {}\n{}", old->checkpoint.size,
                    now->checkpoint.size, Printable(now->checkpoint.origin), WitnessLines(*now)),
        settings.output, settings.force);
  }
  const auto reader = RegisterReader::Open(settings.words[0], *trust);
  if (!reader) return ReportError(reader.error());
  const auto proof = reader->ProveConsistency(old->checkpoint);
  if (!proof) return ReportError(proof.error(), settings.words[0]);
  return WriteResult(*proof, settings.output, settings.force);
}

// ---- monitor ----

constexpr std::string_view kMonitorUsage =
    R"(usage: markings register monitor DIR --state F --key VKEY [--first]

Checks that the register is the one that was seen last with entries added, prints the new ones, and remembers its
checkpoint in F. Run it from time to time, on a copy that others gave you. A register that was rolled back or forked ends
with 1, and F stays as it was: it proves it. With --first there is no F yet, and the whole register is checked.

example:
  markings register monitor register --state seen --key register.vkey --first
  markings register monitor register --state seen --key register.vkey

exit status: 0 as it was, or with entries added; 1 rolled back, forked or damaged; 2 no register or state, unusable key or
arguments; 3 an I/O or internal fault
)";

void AddMonitorOptions(po::options_description& options, RegisterSettings& settings) {
  AddTrustOptions(options, settings);
  options.add_options()("state", po::value(&settings.state)->value_name("F"),
                        "where the last checkpoint is remembered (required)")(
      "first", po::bool_switch(&settings.first), "begin to watch: F must not be there");
}

ExitCode RunMonitor(const RegisterSettings& settings) {
  const auto trust = ReadTrust(settings);
  if (!trust) return ReportError(trust.error());
  if (settings.words.size() != 1) {
    return ReportError(Unusable("register monitor takes one folder", "name the register"));
  }
  if (settings.state.empty())
    return ReportError(Unusable("--state is missing", "name the file with --state F"));
  const std::string& folder = settings.words[0];
  std::string before;
  std::error_code ignored;
  if (settings.first && std::filesystem::exists(settings.state, ignored)) {
    return ReportError(
        Unusable("there is a remembered checkpoint already", "leave out --first", settings.state));
  }
  if (!settings.first) {
    auto read = ReadNamed(settings.state);
    if (!read) {
      if (read.error().code == ErrorCode::kUnusableInput) read.error().fix = "begin to watch with --first";
      return ReportError(read.error());
    }
    before = *std::move(read);
    if (const auto opened = OpenCheckpoint(before, {trust->log}); !opened) {
      return ReportError(opened.error(), settings.state);
    }
  }
  std::string lines;
  const auto show = [&](std::uint64_t index, std::string_view entry) -> Result<void> {
    lines += EntryLine(index, entry);
    return {};
  };
  const auto now =
      settings.first ? VerifyRegister(folder, *trust, show) : FollowRegister(folder, *trust, before, show);
  if (!now) return ReportError(now.error());
  const std::array<PlannedFile, 1> files = {PlannedFile{settings.state, now->note}};
  if (auto written = WriteAll(files, true); !written) return ReportError(written.error());
  const auto printed = WriteStandardOutput(lines);
  if (!printed) return ReportError(printed.error(), "standard output");
  Note(fmt::format("{} has {} entries", now->checkpoint.origin, now->checkpoint.size));
  return ExitCode::kDone;
}

}  // namespace

const RegisterAction kRegisterProve = {"prove", kProveUsage, AddProveOptions, RunProve};
const RegisterAction kRegisterConsistency = {"consistency", kConsistencyUsage, AddConsistencyOptions,
                                             RunConsistency};
const RegisterAction kRegisterMonitor = {"monitor", kMonitorUsage, AddMonitorOptions, RunMonitor};

}  // namespace markings::cli
