// Files of a register appear in one step each: written to one name that only the holder of the lock uses,
// fsynced, moved. A killed append leaves at most that file, which the next one writes over.

#include <dirent.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>
#include <vector>

#include "libmarkings/register/internal/files.h"

namespace markings::internal {
namespace {

constexpr char kLock[] = "lock", kUnfinished[] = ".unfinished";

std::unexpected<Error> Failure(const std::string& path, const char* what, int number) {
  return std::unexpected(Error{ErrorCode::kIo,
                               {},
                               fmt::format("{} failed ({})", what, std::strerror(number)),
                               "mend that and run it again; what was logged before stays as it was",
                               path});
}

int Retry(const auto& call) {
  int result = -1;
  do {
    result = call();
  } while (result < 0 && errno == EINTR);
  return result;
}

// Folders in a path, from above: "a/b/c" gives "a", "a/b".
std::vector<std::string> FoldersOf(const std::string& name) {
  std::vector<std::string> folders;
  for (std::size_t at = name.find('/'); at != std::string::npos; at = name.find('/', at + 1)) {
    folders.push_back(name.substr(0, at));
  }
  return folders;
}

class Listing {
 public:
  explicit Listing(int folder) : stream_(fdopendir(folder)) {
    if (stream_ == nullptr) close(folder);
  }
  Listing(const Listing&) = delete;
  Listing& operator=(const Listing&) = delete;
  ~Listing() {
    if (stream_ != nullptr) closedir(stream_);
  }
  // The names but . and .., in no order. Nothing when the folder cannot be read.
  [[nodiscard]] std::optional<std::vector<std::string>> Names() {
    if (stream_ == nullptr) return std::nullopt;
    std::vector<std::string> names;
    while (true) {
      errno = 0;
      const dirent* entry = readdir(stream_);
      if (entry == nullptr) break;
      const std::string_view name = entry->d_name;
      if (name != "." && name != "..") names.emplace_back(name);
    }
    if (errno != 0) return std::nullopt;
    return names;
  }

 private:
  DIR* stream_;
};

int OpenFolder(int above, const char* name) {
  return openat(above, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
}

}  // namespace

Descriptor::Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
Descriptor& Descriptor::operator=(Descriptor&& other) noexcept {
  std::swap(number_, other.number_);
  return *this;
}
Descriptor::~Descriptor() {
  if (number_ >= 0) close(number_);
}

Result<RegisterFolder> RegisterFolder::Open(const std::string& path) {
  Descriptor folder(Retry([&] { return OpenFolder(AT_FDCWD, path.c_str()); }));
  if (folder.open()) return RegisterFolder(path, std::move(folder));
  if (errno == ENOENT || errno == ENOTDIR) {
    return std::unexpected(Error{ErrorCode::kUnusableInput,
                                 {},
                                 "there is no such folder",
                                 "name the folder of a register; markings register init makes one",
                                 path});
  }
  return Failure(path, "opening the folder", errno);
}

Result<void> RegisterFolder::Lock() {
  constexpr mode_t kMode = 0644;
  Descriptor lock(
      Retry([&] { return openat(folder_.get(), kLock, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, kMode); }));
  if (!lock.open()) return Failure(path_ + "/" + kLock, "opening it", errno);
  if (Retry([&] { return flock(lock.get(), LOCK_EX); }) != 0)
    return Failure(path_ + "/" + kLock, "locking it", errno);
  lock_ = std::move(lock);
  return {};
}

Result<std::optional<std::string>> RegisterFolder::Read(const std::string& name, std::size_t most) const {
  const std::string path = path_ + "/" + name;
  const auto bad = [&](const char* message) {
    return std::unexpected(
        Error{ErrorCode::kBadRegister, {}, message, "take the register from a copy", path});
  };
  const Descriptor file(Retry(
      [&] { return openat(folder_.get(), name.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY); }));
  if (!file.open() && (errno == ENOENT || errno == ENOTDIR)) return std::nullopt;
  struct stat status = {};
  if (!file.open() || fstat(file.get(), &status) != 0) return Failure(path, "opening it", errno);
  if (!S_ISREG(status.st_mode)) return bad("it is no regular file");
  if (status.st_size < 0 || static_cast<std::size_t>(status.st_size) > most)
    return bad("it is larger than it can be");
  std::string bytes(static_cast<std::size_t>(status.st_size) + 1, '\0');
  std::size_t size = 0;
  while (size < bytes.size()) {
    const ssize_t got = read(file.get(), bytes.data() + size, bytes.size() - size);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return Failure(path, "reading it", errno);
    if (got == 0) break;
    size += static_cast<std::size_t>(got);
  }
  if (size == bytes.size()) return bad("it grew while it was read");
  bytes.resize(size);
  return bytes;
}

Result<void> RegisterFolder::MakeFolders(const std::string& name) {
  constexpr mode_t kMode = 0755;
  touched_.insert("");
  for (const std::string& folder : FoldersOf(name)) {
    if (!touched_.insert(folder).second) continue;
    if (mkdirat(folder_.get(), folder.c_str(), kMode) != 0 && errno != EEXIST) {
      return Failure(path_ + "/" + folder, "making the folder", errno);
    }
  }
  return {};
}

Result<void> RegisterFolder::Put(const std::string& name, std::string_view bytes) {
  const std::string path = path_ + "/" + name;
  if (auto made = MakeFolders(name); !made) return made;
  {
    constexpr mode_t kMode = 0644;
    const Descriptor file(Retry([&] {
      return openat(folder_.get(), kUnfinished, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, kMode);
    }));
    if (!file.open()) return Failure(path, "creating it", errno);
    while (!bytes.empty()) {
      const ssize_t written = write(file.get(), bytes.data(), bytes.size());
      if (written < 0 && errno == EINTR) continue;
      if (written < 0) return Failure(path, "writing it", errno);
      bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    if (fsync(file.get()) != 0) return Failure(path, "syncing it", errno);
  }
  if (renameat(folder_.get(), kUnfinished, folder_.get(), name.c_str()) != 0) {
    return Failure(path, "giving it its name", errno);
  }
  return {};
}

Result<void> RegisterFolder::Sync() {
  for (const std::string& name : touched_) {
    const Descriptor folder(
        Retry([&] { return OpenFolder(folder_.get(), name.empty() ? "." : name.c_str()); }));
    // EINVAL: a file system that does not sync folders has nothing to sync.
    if (!folder.open() || (fsync(folder.get()) != 0 && errno != EINVAL)) {
      return Failure(path_ + "/" + name, "syncing the folder", errno);
    }
  }
  touched_.clear();
  return {};
}

void RegisterFolder::RemoveFolder(const std::string& name) const {
  const int opened = OpenFolder(folder_.get(), name.c_str());
  if (opened < 0) return;
  Listing listing(opened);
  const auto names = listing.Names();
  if (!names) return;
  for (const std::string& file : *names) unlinkat(opened, file.c_str(), 0);
  unlinkat(folder_.get(), name.c_str(), AT_REMOVEDIR);
}

Result<bool> RegisterFolder::IsEmpty() const {
  const int opened = OpenFolder(folder_.get(), ".");
  if (opened < 0) return Failure(path_, "opening the folder", errno);
  Listing listing(opened);
  const auto names = listing.Names();
  if (!names) return Failure(path_, "reading the folder", errno);
  for (const std::string& name : *names) {
    if (name != kLock && name != kUnfinished) return false;
  }
  return true;
}

}  // namespace markings::internal
