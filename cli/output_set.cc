// How a set of files appears whole or not at all.
//
// Every file is first written to a file without a name in its folder (O_TMPFILE; where the file system has
// none, to a hidden name), and fsynced. Only then are names given, in order, the last one (the manifest)
// after the folders were fsynced: whoever sees it sees the others. linkat gives a name only when it is free,
// so that a file which appears meanwhile is never overwritten. With `force` an old file changes places with
// the new one, and is thrown away when all is done or put back when something fails.

#include "cli/output_set.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <filesystem>
#include <map>
#include <memory>
#include <random>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "cli/io.h"

namespace markings::cli {
namespace {

Error Refusal(const std::string& path, std::string message, std::string fix) {
  return Error{ErrorCode::kUnusableInput, {}, std::move(message), std::move(fix), path};
}

std::string WayOut(int number) {
  switch (number) {
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
      return "nothing was written; make room and run it again";
    case EACCES:
    case EPERM:
    case EROFS:
      return "nothing was written; choose a folder that may be written to";
    default:
      return "nothing was written; mend that and run it again";
  }
}

Error Failure(const std::string& path, const char* what, int number) {
  return Error{ErrorCode::kIo,
               {},
               std::string(what) + " failed (" + std::strerror(number) + ")",
               WayOut(number),
               path};
}

Error Exists(const std::string& path) {
  return Refusal(path, "the file exists already", "give --force to overwrite it, or write elsewhere");
}

class Descriptor {
 public:
  explicit Descriptor(int number = -1) : number_(number) {}
  Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
  Descriptor& operator=(Descriptor&& other) noexcept {
    std::swap(number_, other.number_);
    return *this;
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (number_ >= 0) close(number_);
  }
  [[nodiscard]] int get() const { return number_; }
  [[nodiscard]] bool open() const { return number_ >= 0; }

 private:
  int number_;
};

// An interrupt from the keyboard waits until the set is whole or taken back, from when there is something to
// take back.
class SignalsHeld {
 public:
  SignalsHeld() = default;
  void Hold() {
    if (std::exchange(holds_, true)) return;
    sigset_t held;
    sigemptyset(&held);
    for (const int signal : {SIGINT, SIGTERM, SIGHUP, SIGQUIT}) sigaddset(&held, signal);
    pthread_sigmask(SIG_BLOCK, &held, &before_);
  }
  SignalsHeld(const SignalsHeld&) = delete;
  SignalsHeld& operator=(const SignalsHeld&) = delete;
  ~SignalsHeld() {
    if (holds_) pthread_sigmask(SIG_SETMASK, &before_, nullptr);
  }

 private:
  bool holds_ = false;
  sigset_t before_ = {};
};

// A file without a name is kept open until it gets one, and 1024 open files are a common limit.
constexpr std::size_t kMostNameless = 256;

// A name that nothing has yet, in the style of other tools' hidden temporary files.
std::string HiddenName() {
  std::random_device random;
  return fmt::format(".markings-{:08x}{:08x}.tmp", random(), random());
}

// One file on its way to its name.
struct Output {
  const PlannedFile* plan = nullptr;
  std::string folder_name, name;
  std::shared_ptr<const Descriptor> folder;  // shared by all files in it
  Descriptor file;                           // written and fsynced
  std::string hidden;                        // the name in the folder that holds the new bytes, empty: none
  std::string old;                           // the name in the folder that holds the old bytes, empty: none
  bool placed = false;
};

class Placement {
 public:
  Placement(std::span<const PlannedFile> files, bool force, SignalsHeld& held)
      : files_(files), force_(force), held_(held) {}
  Placement(const Placement&) = delete;
  Placement& operator=(const Placement&) = delete;
  ~Placement() {
    if (!kept_) TakeBack();
    for (const Output& output : outputs_) {
      if (!output.hidden.empty()) unlinkat(output.folder->get(), output.hidden.c_str(), 0);
      if (!output.old.empty()) unlinkat(output.folder->get(), output.old.c_str(), 0);
    }
  }

  Result<void> Run() {
    for (const PlannedFile& file : files_) {
      if (auto looked = Look(file); !looked) return looked;
    }
    for (Output& output : outputs_) {
      if (auto staged = Stage(output, outputs_.size() <= kMostNameless); !staged) return staged;
    }
    held_.Hold();
    if (auto aside = MoveOldSealsAside(); !aside) return aside;
    for (Output& output : outputs_) {
      if (Seals(output)) {
        if (auto synced = SyncFolders(); !synced) return synced;
      }
      if (auto placed = Place(output); !placed) return placed;
    }
    if (auto synced = SyncFolders(); !synced) return synced;
    kept_ = true;
    return {};
  }

 private:
  Result<std::shared_ptr<const Descriptor>> Folder(const std::string& name) {
    Descriptor folder(open(name.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!folder.open() && errno == ENOENT) {
      return std::unexpected(Refusal(name, "the folder does not exist", "create it first"));
    }
    if (!folder.open() && errno == ENOTDIR) {
      return std::unexpected(Refusal(name, "it is not a folder", "name a folder"));
    }
    struct stat status = {};
    if (!folder.open() || fstat(folder.get(), &status) != 0) {
      return std::unexpected(Failure(name, "opening the folder", errno));
    }
    std::shared_ptr<const Descriptor>& known = folders_[{status.st_dev, status.st_ino}];
    if (known == nullptr) known = std::make_shared<const Descriptor>(std::move(folder));
    return known;
  }

  // Opens the folder, and refuses what must not be written to.
  Result<void> Look(const PlannedFile& file) {
    Output output;
    output.plan = &file;
    const std::filesystem::path path(file.path);
    output.name = path.filename().string();
    output.folder_name = path.has_parent_path() ? path.parent_path().string() : ".";
    if (output.name.empty() || output.name == "." || output.name == "..") {
      return std::unexpected(Refusal(file.path, "it is the name of a folder", "name a file"));
    }
    auto folder = Folder(output.folder_name);
    if (!folder) return std::unexpected(std::move(folder).error());
    output.folder = *std::move(folder);
    if (!names_.insert({output.folder.get(), output.name}).second) {
      return std::unexpected(Refusal(file.path, "two outputs have this name", "give them different names"));
    }
    struct stat status = {};
    if (fstatat(output.folder->get(), output.name.c_str(), &status, AT_SYMLINK_NOFOLLOW) == 0) {
      if (S_ISDIR(status.st_mode)) {
        return std::unexpected(Refusal(file.path, "it is a folder", "name a file"));
      }
      if (!S_ISREG(status.st_mode)) {
        return std::unexpected(
            Refusal(file.path, "something that is no regular file has this name", "write elsewhere"));
      }
      if (!force_) return std::unexpected(Exists(file.path));
    } else if (errno != ENOENT) {
      return std::unexpected(Failure(file.path, "looking at it", errno));
    }
    outputs_.push_back(std::move(output));
    return {};
  }

  // Writes the bytes to the disk, under no name or a hidden one.
  Result<void> Stage(Output& output, bool nameless) {
    const PlannedFile& plan = *output.plan;
    const int folder = output.folder->get();
    // A file that cannot be given its name is written again; what filled it may not be able to do so twice.
    const Descriptor before = std::move(output.file);
    output.file = Descriptor();
    if (nameless) output.file = Descriptor(openat(folder, ".", O_TMPFILE | O_RDWR | O_CLOEXEC, plan.mode));
    if (!output.file.open()) {
      if (nameless && errno != EOPNOTSUPP && errno != EISDIR && errno != ENOENT && errno != EINVAL) {
        return std::unexpected(Failure(plan.path, "creating it", errno));
      }
      held_.Hold();
      std::string hidden = HiddenName();
      output.file = Descriptor(
          openat(folder, hidden.c_str(), O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC | O_NOFOLLOW, plan.mode));
      if (!output.file.open()) return std::unexpected(Failure(plan.path, "creating it", errno));
      output.hidden = std::move(hidden);
    }
    int failed = 0;
    const TextSink add = [&](std::string_view rest) {
      while (!rest.empty() && failed == 0) {
        const ssize_t written = write(output.file.get(), rest.data(), rest.size());
        if (written < 0 && errno != EINTR) failed = errno;
        if (written > 0) rest.remove_prefix(static_cast<std::size_t>(written));
      }
    };
    if (before.open()) {
      if (const int fault = CopyAll(before.get(), add); fault != 0) failed = fault;
    } else if (plan.fill) {
      if (auto filled = plan.fill(output.file.get()); !filled) return filled;
    } else {
      add(plan.bytes);
      if (plan.source) plan.source(add);
    }
    if (failed != 0) return std::unexpected(Failure(plan.path, "writing it", failed));
    if (fsync(output.file.get()) != 0) return std::unexpected(Failure(plan.path, "syncing it", errno));
    if (!nameless)
      output.file = Descriptor();  // it has a name; many files at once must not use up the descriptors
    return {};
  }

  // The number of the error, or 0.
  static int CopyAll(int file, const TextSink& add) {
    std::array<char, std::size_t{64} << 10> piece;
    for (off_t at = 0;;) {
      const ssize_t got = pread(file, piece.data(), piece.size(), at);
      if (got < 0 && errno == EINTR) continue;
      if (got < 0) return errno;
      if (got == 0) return 0;
      add({piece.data(), static_cast<std::size_t>(got)});
      at += got;
    }
  }

  // A file by itself seals nothing.
  bool Seals(const Output& output) const {
    return outputs_.size() > 1 && (output.plan->seals || &output == &outputs_.back());
  }

  // So that an old manifest never stands beside a new derivative.
  Result<void> MoveOldSealsAside() {
    bool moved = false;
    for (Output& output : outputs_) {
      if (!force_ || !Seals(output)) continue;
      const int folder = output.folder->get();
      std::string aside = HiddenName();
      if (renameat(folder, output.name.c_str(), folder, aside.c_str()) == 0) {
        output.old = std::move(aside);
        moved = true;
      } else if (errno != ENOENT) {
        return std::unexpected(Failure(output.plan->path, "moving the old file aside", errno));
      }
    }
    if (!moved) return {};
    return SyncFolders();
  }

  Result<void> Place(Output& output) {
    const int folder = output.folder->get();
    const char* name = output.name.c_str();
    if (output.hidden.empty()) {
      const std::string link = "/proc/self/fd/" + std::to_string(output.file.get());
      if (linkat(AT_FDCWD, link.c_str(), folder, name, AT_SYMLINK_FOLLOW) == 0) {
        output.placed = true;
        return {};
      }
      const bool taken = errno == EEXIST;
      if (taken && !force_) return std::unexpected(Exists(output.plan->path));
      std::string hidden = HiddenName();
      if (taken && linkat(AT_FDCWD, link.c_str(), folder, hidden.c_str(), AT_SYMLINK_FOLLOW) == 0) {
        output.hidden = std::move(hidden);
      } else if (auto staged = Stage(output, false); !staged) {  // no /proc here
        return staged;
      }
    }
    return force_ ? Exchange(output) : MoveToFreeName(output);
  }

  static Result<void> MoveToFreeName(Output& output) {
    const int folder = output.folder->get();
    const char* name = output.name.c_str();
    bool moved = renameat2(folder, output.hidden.c_str(), folder, name, RENAME_NOREPLACE) == 0;
    if (!moved && (errno == EINVAL || errno == ENOSYS)) {
      // A file system that cannot promise it in one step: a second name, which no file may have, then the
      // first goes.
      moved = linkat(folder, output.hidden.c_str(), folder, name, 0) == 0;
      if (moved) unlinkat(folder, output.hidden.c_str(), 0);
    }
    if (!moved && errno == EEXIST) return std::unexpected(Exists(output.plan->path));
    if (!moved) return std::unexpected(Failure(output.plan->path, "giving it its name", errno));
    output.hidden.clear();
    output.placed = true;
    return {};
  }

  // The new file takes the name, the old one if there is one the hidden name.
  static Result<void> Exchange(Output& output) {
    const int folder = output.folder->get();
    const char* name = output.name.c_str();
    if (renameat2(folder, output.hidden.c_str(), folder, name, RENAME_EXCHANGE) == 0) {
      output.old = std::exchange(output.hidden, {});
      output.placed = true;
      return {};
    }
    if (errno != ENOENT) {
      // No exchange on this file system: a second name for the old file, so that it can be put back.
      std::string old = HiddenName();
      if (linkat(folder, name, folder, old.c_str(), 0) == 0) {
        output.old = std::move(old);
      } else if (errno != ENOENT) {
        return std::unexpected(Failure(output.plan->path, "keeping the old file", errno));
      }
    }
    if (renameat(folder, output.hidden.c_str(), folder, name) != 0) {
      return std::unexpected(Failure(output.plan->path, "giving it its name", errno));
    }
    output.hidden.clear();
    output.placed = true;
    return {};
  }

  Result<void> SyncFolders() {
    for (const auto& [id, folder] : folders_) {
      // EINVAL: a file system that does not sync folders has nothing to sync.
      if (fsync(folder->get()) != 0 && errno != EINVAL) {
        return std::unexpected(Failure(outputs_.front().folder_name, "syncing the folder", errno));
      }
    }
    return {};
  }

  // The manifest goes first and comes back last.
  void TakeBack() {
    if (outputs_.empty()) return;
    for (auto output = outputs_.rbegin(); output != outputs_.rend(); ++output) {
      if (output->placed && (output->old.empty() || Seals(*output))) {
        unlinkat(output->folder->get(), output->name.c_str(), 0);
      }
    }
    for (Output& output : outputs_) {
      if (output.old.empty()) continue;
      const int folder = output.folder->get();
      // An old file that cannot be put back keeps its hidden name rather than being lost.
      static_cast<void>(renameat(folder, output.old.c_str(), folder, output.name.c_str()));
      output.old.clear();
    }
    for (const auto& [id, folder] : folders_) fsync(folder->get());
  }

  std::span<const PlannedFile> files_;
  bool force_;
  SignalsHeld& held_;
  bool kept_ = false;
  std::vector<Output> outputs_;
  std::map<std::pair<dev_t, ino_t>, std::shared_ptr<const Descriptor>> folders_;
  std::set<std::pair<const Descriptor*, std::string>> names_;
};

}  // namespace

Result<void> WriteAll(std::span<const PlannedFile> files, bool force) {
  SignalsHeld held;
  Placement placement(files, force, held);
  return placement.Run();
}

ExitCode WriteResult(std::string_view bytes, const std::string& output, bool force) {
  return WriteResult([&](const TextSink& sink) { sink(bytes); }, output, force);
}

ExitCode WriteResult(const TextSource& source, const std::string& output, bool force) {
  Result<void> written;
  if (output.empty()) {
    source([&](std::string_view bytes) {
      if (written) written = WriteStandardOutput(bytes);
    });
  } else {
    const std::array<PlannedFile, 1> files = {PlannedFile{.path = output, .bytes = {}, .source = source}};
    written = WriteAll(files, force);
  }
  if (written) return ExitCode::kDone;
  return ReportError(written.error(), output.empty() ? "standard output" : output);
}

}  // namespace markings::cli
