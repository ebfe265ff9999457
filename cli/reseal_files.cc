#include "cli/reseal_files.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <system_error>
#include <thread>
#include <utility>

#include "cli/io.h"
#include "cli/output_set.h"
#include "cli/release_folder.h"
#include "cli/sealing.h"
#include "libmarkings/release/reissue.h"

namespace markings::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kSealedText = ".txt.age", kManifest = ".release.json";

// PATH/STEM of PATH/STEM.txt.age.
std::string StemOf(const fs::path& file) {
  const std::string name = file.string();
  return name.substr(0, name.size() - kSealedText.size());
}

bool Exists(const std::string& path) {
  std::error_code ignored;
  return fs::exists(fs::symlink_status(path, ignored));
}

Error NoRecipients(std::string_view what, std::string_view option) {
  return Unusable(fmt::format("nothing says to whom {} are to be sealed", what),
                  fmt::format("give {}", option));
}

// ---- a release ----

// What a new manifest would make untrue, and this program cannot make anew from what is here.
std::optional<Error> Hindrance(const std::string& stem, bool in_place) {
  const std::string manifest = stem + std::string(kManifest);
  if (Exists(manifest + ".p7s")) {
    return Unusable("its manifest is signed by a certificate too", "release the original anew");
  }
  if (in_place && Exists(stem + ".tlog-proof")) {
    return Unusable("it stands in a register, as it is", "reseal with --out, and register the new manifest");
  }
  return std::nullopt;
}

Result<void> ResealRelease(const fs::path& file, const fs::path& to, const ResealPlan& plan) {
  const std::string stem = StemOf(file), new_stem = StemOf(to);
  if (auto hindrance = Hindrance(stem, file == to)) return std::unexpected(*std::move(hindrance));
  const auto sealed = ReadBytes(file.string());
  if (!sealed) return std::unexpected(sealed.error());
  const auto manifest = ReadBytes(stem + std::string(kManifest));
  if (!manifest) return std::unexpected(manifest.error());
  const ReleaseFolder folder(stem + std::string(kManifest));
  if (folder.error()) return std::unexpected(*folder.error());
  VerifyInput found;
  folder.AddTo(found);
  const auto derivative = OpenAge(*sealed, plan.identities);
  if (!derivative) return std::unexpected(derivative.error());
  const std::string manifest_name = fs::path(stem).filename().string() + std::string(kManifest);
  const auto made = ReissueManifest(
      {View(*derivative), *manifest, manifest_name, found.signatures},
      {.recipients = plan.recipients, .date = plan.date, .keys = plan.keys, .sign_key = plan.sign_key});
  if (!made) return std::unexpected(made.error());
  const auto anew = SealAge(View(*derivative), plan.recipients);
  if (!anew) return std::unexpected(anew.error());

  std::vector<PlannedFile> planned = {{.path = to.string(), .bytes = *anew}};
  // A proof is of the derivative, which is the same.
  std::vector<std::string> copies;
  const std::array<std::string_view, 3> beside = {".proof", ".original.note", ".original.note.minisig"};
  copies.reserve(beside.size());
  for (const std::string_view suffix : beside) {
    const std::string path = stem + std::string(suffix);
    if (file == to || !Exists(path)) continue;
    auto bytes = ReadBytes(path);
    if (!bytes) return std::unexpected(std::move(bytes).error());
    copies.push_back(*std::move(bytes));
    planned.push_back({.path = new_stem + std::string(suffix), .bytes = copies.back()});
  }
  for (const OutputFile& one : *made) {
    planned.push_back(
        {.path = (to.parent_path() / one.name).string(), .bytes = one.bytes, .seals = &one == &made->back()});
  }
  return WriteAll(planned, plan.force || file == to);
}

// ---- another age file, of any size ----

AgeForm FormOf(int in) {
  std::array<char, 10> start{};
  const bool armored = pread(in, start.data(), start.size(), 0) == static_cast<ssize_t>(start.size()) &&
                       std::string_view(start.data(), start.size()) == "-----BEGIN";
  return armored ? AgeForm::kArmored : AgeForm::kBinary;
}

// From one file to the other through a pipe: the plaintext is on no disk, and comes only when all of it is
// authenticated.
Result<void> Pass(int in, int out, const ResealPlan& plan) {
  std::array<int, 2> ends{};
  if (pipe2(ends.data(), O_CLOEXEC) != 0) {
    return Fail(ErrorCode::kIo, {}, "no pipe can be had", "close some files and try again");
  }
  Result<void> opened;
  std::thread opener([&] {
    // (When sealing fails first, writing to the pipe is an error: the program ignores SIGPIPE.)
    opened = DecryptAge(in, ends[1], {.identities = plan.identities});
    close(ends[1]);
  });
  auto sealed = EncryptAge(ends[0], out, plan.recipients, FormOf(in));
  close(ends[0]);
  opener.join();
  return opened ? sealed : opened;
}

Result<void> ResealAge(const fs::path& file, const fs::path& to, const ResealPlan& plan) {
  const auto input = InputFile::Open(file.string());
  if (!input) return std::unexpected(input.error());
  const std::array<PlannedFile, 1> files = {
      PlannedFile{.path = to.string(), .bytes = {}, .fill = [&](int unseen) {
                    return Pass(input->get(), unseen, plan);
                  }}};
  return WriteAll(files, plan.force || file == to);
}

Result<void> ResealByLevels(const fs::path& file, const fs::path& to, const ResealPlan& plan) {
  const auto sealed = ReadBytes(file.string());
  if (!sealed) return std::unexpected(sealed.error());
  const auto anew =
      ResealLevels(*sealed, plan.identities, plan.readers->policy.policy, plan.readers->recipients,
                   plan.readers->levels, {.date = plan.date, .keys = plan.keys, .sign_key = plan.sign_key});
  if (!anew) return std::unexpected(anew.error());
  const std::array<PlannedFile, 1> files = {PlannedFile{.path = to.string(), .bytes = *anew}};
  return WriteAll(files, plan.force || file == to);
}

}  // namespace

std::string_view Name(SealedKind kind) {
  switch (kind) {
    case SealedKind::kLevels:
      return "levels";
    case SealedKind::kRelease:
      return "release";
    case SealedKind::kCms:
      return "cms";
    case SealedKind::kAge:
      break;
  }
  return "age";
}

Result<std::optional<SealedKind>> KindOf(const fs::path& file) {
  const auto input = InputFile::Open(file.string());
  if (!input) return std::unexpected(input.error());
  std::array<char, 600> start{};
  const ssize_t got = pread(input->get(), start.data(), start.size(), 0);
  if (got < 0) return Fail(ErrorCode::kIo, {}, "the file cannot be read", "see to its permissions");
  const std::string_view text(start.data(), static_cast<std::size_t>(got));
  const std::string name = file.filename().string();
  if (name.ends_with(".p7m")) return SealedKind::kCms;
  if (text.starts_with("level-") && text.size() > 262 && text.substr(257, 5) == "ustar") {
    return SealedKind::kLevels;
  }
  if (!LooksLikeAge(text)) return std::nullopt;
  const bool release = name.size() > kSealedText.size() && name.ends_with(kSealedText) &&
                       Exists(StemOf(file) + std::string(kManifest));
  return release ? SealedKind::kRelease : SealedKind::kAge;
}

Result<bool> Opens(const fs::path& file, SealedKind kind, std::span<const AgeIdentity> identities) {
  Result<void> opened;
  if (kind == SealedKind::kLevels) {
    const auto sealed = ReadBytes(file.string());
    if (!sealed) return std::unexpected(sealed.error());
    if (const auto levels = OpenLevels(*sealed, identities); !levels)
      opened = std::unexpected(levels.error());
  } else {
    const auto input = InputFile::Open(file.string());
    if (!input) return std::unexpected(input.error());
    const auto nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC);
    if (nowhere < 0) return Fail(ErrorCode::kIo, {}, "/dev/null cannot be opened", "see to the system");
    opened = DecryptAge(input->get(), nowhere, {.identities = identities});
    close(nowhere);
  }
  if (opened) return true;
  if (opened.error().code == ErrorCode::kNoMatch) return false;
  return std::unexpected(std::move(opened).error());
}

Result<void> ResealFile(const fs::path& file, SealedKind kind, const fs::path& to, const ResealPlan& plan) {
  switch (kind) {
    case SealedKind::kLevels:
      if (!plan.readers) {
        return std::unexpected(NoRecipients("files with levels", "--recipients recipients.toml"));
      }
      return ResealByLevels(file, to, plan);
    case SealedKind::kCms:
      return std::unexpected(
          Unusable("it is sealed to certificates", "decrypt it with --cms-key, and encrypt it anew"));
    case SealedKind::kRelease:
    case SealedKind::kAge:
      break;
  }
  if (plan.recipients.empty()) {
    return std::unexpected(NoRecipients("files without levels", "--recipient KEY or --recipients-file FILE"));
  }
  return kind == SealedKind::kRelease ? ResealRelease(file, to, plan) : ResealAge(file, to, plan);
}

bool StillOpens(SealedKind kind, const ResealPlan& plan) {
  const auto is_ours = [&](const AgeRecipient& recipient) {
    return std::ranges::any_of(plan.identities,
                               [&](const AgeIdentity& one) { return one.recipient() == recipient; });
  };
  if (kind != SealedKind::kLevels) return std::ranges::any_of(plan.recipients, is_ours);
  return std::ranges::any_of(plan.readers->levels, [&](const LevelPlan& level) {
    return std::ranges::any_of(level.readers, [&](std::size_t reader) {
      return is_ours(plan.readers->recipients.readers[reader].key);
    });
  });
}

}  // namespace markings::cli
