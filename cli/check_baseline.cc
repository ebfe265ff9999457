#include "cli/check_baseline.h"

#include <fmt/format.h>
#include <pwd.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <filesystem>
#include <system_error>
#include <utility>

#include "cli/io.h"
#include "cli/output_set.h"
#include "cli/terminal.h"
#include "libmarkings/text/line_index.h"

namespace markings::cli {
namespace {

constexpr const char* kKeyVariable = "MARKINGS_BASELINE_KEY";

// The name of who runs the program, as the system has it.
std::string UserName() {
  const passwd* user = getpwuid(geteuid());  // NOLINT(concurrency-mt-unsafe): before any thread is begun
  return user != nullptr ? user->pw_name : fmt::format("user {}", geteuid());
}

SecretBytes CopySecret(std::string_view text) {
  SecretBytes secret(text.size());
  std::ranges::copy(text, secret.RevealForWriting().begin());
  return secret;
}

Result<std::optional<FingerprintKey>> ReadKey(const std::string& file) {
  const char* variable = std::getenv(kKeyVariable);  // NOLINT(concurrency-mt-unsafe): no thread is begun yet
  if (file.empty() && (variable == nullptr || *variable == '\0')) return std::nullopt;
  const std::string name = file.empty() ? kKeyVariable : file;
  auto secret = file.empty() ? Result<SecretBytes>(CopySecret(variable)) : ReadSecretFile(file);
  auto key =
      secret ? FingerprintKey::Derive(*secret) : Result<FingerprintKey>(std::unexpected(secret.error()));
  if (key) return *std::move(key);
  Error error = std::move(key).error();
  error.file = name;
  return std::unexpected(std::move(error));
}

std::optional<Error> CheckOptions(const BaselineOptions& options) {
  if (options.prune && options.file.empty()) {
    return Unusable("--prune-baseline needs a baseline", "name it with --baseline FILE");
  }
  if (options.prune && !options.write.empty()) {
    return Unusable("--prune-baseline and --write-baseline are both given", "do one after the other");
  }
  if (!options.write.empty() && options.reason.empty()) {
    return Unusable("--write-baseline needs a reason",
                    "say with --reason TEXT why what is found is accepted");
  }
  if (options.write.empty() && (!options.reason.empty() || !options.by.empty())) {
    return Unusable("--reason and --by are for --write-baseline", "leave them out");
  }
  return std::nullopt;
}

Result<void> WriteBaseline(const std::string& path, const Baseline& baseline, bool force) {
  const std::string text = baseline.Format();
  const std::array<PlannedFile, 1> files = {PlannedFile{.path = path, .bytes = text}};
  return WriteAll(files, force);
}

}  // namespace

Result<BaselineFile> BaselineFile::Open(const BaselineOptions& options) {
  if (auto error = CheckOptions(options)) return std::unexpected(*std::move(error));
  BaselineFile file;
  file.options_ = options;
  if (file.options_.by.empty()) file.options_.by = UserName();
  auto key = ReadKey(options.key_file);
  if (!key) return std::unexpected(std::move(key).error());
  file.key_ = *std::move(key);
  // What is written anew keeps what stands there.
  std::error_code ignored;
  if (file.options_.file.empty() && std::filesystem::exists(options.write, ignored)) {
    file.options_.file = options.write;
  }
  if (file.options_.file.empty()) return file;
  const std::string& path = file.options_.file;
  const bool begun = path == options.write && !std::filesystem::exists(path, ignored);
  if (begun) return file;
  const auto text = ReadBytes(path);
  auto baseline = text ? Baseline::Parse(*text) : Result<Baseline>(std::unexpected(text.error()));
  if (!baseline) {
    Error error = std::move(baseline).error();
    error.file = path;
    if (text) {
      const Position at = LineIndex(*text).At(error.where.begin);
      error.file = fmt::format("{}:{}:{}", path, at.line, at.column);
      error.where = {};
    }
    return std::unexpected(std::move(error));
  }
  file.baseline_ = *std::move(baseline);
  return file;
}

std::vector<std::string> BaselineFile::paths() const {
  std::vector<std::string> paths;
  if (!options_.file.empty()) paths.push_back(options_.file);
  if (!options_.write.empty() && options_.write != options_.file) paths.push_back(options_.write);
  return paths;
}

Result<void> BaselineFile::Apply(CheckResult& result, const Use& use) const {
  if (options_.file.empty() && options_.write.empty()) return {};
  const BaselineUse held{.file = options_.file,
                         .today = use.today,
                         .never = use.never,
                         .whole = use.whole,
                         .identities = use.identities,
                         .gone = use.gone};
  if (!options_.write.empty()) {
    const auto written = baseline_.Write(
        result, held, {.reason = options_.reason, .by = options_.by, .least = options_.least});
    if (!written) return std::unexpected(written.error());
    // (Overwriting is asked for where the old one was read.)
    if (auto done = WriteBaseline(options_.write, written->baseline,
                                  options_.force || options_.write == options_.file);
        !done) {
      return done;
    }
    Note(fmt::format("wrote {}: {} findings accepted now, {} before, {} that may not be accepted",
                     options_.write, written->added, written->kept, written->refused));
    static_cast<void>(written->baseline.Apply(result, held));
  } else {
    const BaselineReport report = baseline_.Apply(result, held);
    if (options_.prune) {
      const auto pruned = baseline_.Prune(result, held);
      if (!pruned) return std::unexpected(pruned.error());
      if (auto done = WriteBaseline(options_.file, *pruned, true); !done) return done;
      Note(fmt::format("wrote {}: {} entries that no finding has were taken out", options_.file,
                       report.dead.size()));
    }
  }
  if (!key_) {
    Note(std::string("without ") + kKeyVariable +
         " findings are known by their place alone: other content at an accepted place goes unnoticed");
  }
  return {};
}

}  // namespace markings::cli
