#include "cli/tree_walk.h"

#include <dirent.h>
#include <fcntl.h>
#include <linux/openat2.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <memory>
#include <utility>
#include <vector>

#include "cli/io.h"

namespace markings::cli {
namespace {

struct CloseFolder {
  void operator()(DIR* folder) const { closedir(folder); }
};
using Folder = std::unique_ptr<DIR, CloseFolder>;

// A name in a folder, ordered as its path is among all paths: a folder's files come behind its name and "/".
struct Entry {
  std::string name;
  bool is_folder = false;

  [[nodiscard]] bool operator<(const Entry& other) const {
    const std::size_t common = std::min(name.size(), other.name.size());
    if (const int order = name.compare(0, common, other.name, 0, common); order != 0) return order < 0;
    const auto next = [&](const Entry& one) {
      return one.name.size() > common ? static_cast<unsigned char>(one.name[common])
             : one.is_folder          ? static_cast<unsigned char>('/')
                                      : static_cast<unsigned char>('\0');
    };
    return next(*this) < next(other);
  }
};

Error Unreadable(int number) {
  return Fail(ErrorCode::kIo, {}, std::string("the folder cannot be read: ") + std::strerror(number),
              "see to its permissions")
      .error();
}

// Files and folders of an open folder, sorted; links, pipes and devices are left out. 0, or errno.
int List(DIR* folder, std::vector<Entry>& entries) {
  const int descriptor = dirfd(folder);
  if (descriptor < 0) return errno;
  while (true) {
    errno = 0;
    const dirent* one = readdir(folder);
    if (one == nullptr) break;
    const std::string_view name = one->d_name;
    if (name == "." || name == "..") continue;
    unsigned char type = one->d_type;
    if (type == DT_UNKNOWN) {
      struct stat about{};
      if (fstatat(descriptor, one->d_name, &about, AT_SYMLINK_NOFOLLOW) != 0) continue;  // gone
      type = S_ISDIR(about.st_mode) ? DT_DIR : S_ISREG(about.st_mode) ? DT_REG : DT_LNK;
    }
    if (type == DT_DIR || type == DT_REG) entries.push_back({std::string(name), type == DT_DIR});
  }
  const int fault = errno;
  std::ranges::sort(entries, [](const Entry& a, const Entry& b) { return a < b; });
  return fault;
}

int OpenFolder(DIR* folder, const std::string& name) {
  const int parent = dirfd(folder);
  if (parent < 0) return -1;
  return openat(parent, name.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
}

// A folder that is being walked. (A stack of these, not calls: a tree may be deep.)
struct Level {
  Folder folder;
  std::string path;  // below the root, with "/" at its end; empty: the root
  std::vector<Entry> entries;
  std::size_t next = 0;
};

class Walk {
 public:
  explicit Walk(const WalkSink& sink) : sink_(sink) {}

  // Takes the descriptor. 0, or errno.
  int Enter(int descriptor, std::string path) {
    Level level;
    level.folder = Folder(fdopendir(descriptor));
    if (level.folder == nullptr) {
      const int fault = errno;
      close(descriptor);
      return fault;
    }
    level.path = std::move(path);
    if (const int fault = List(level.folder.get(), level.entries); fault != 0) return fault;
    if (sink_.enter) {
      sink_.enter(level.path, [&](std::string_view name) {
        return std::ranges::any_of(level.entries,
                                   [&](const Entry& one) { return !one.is_folder && one.name == name; });
      });
    }
    levels_.push_back(std::move(level));
    return 0;
  }

  void Run() {
    while (!levels_.empty()) {
      if (levels_.back().next == levels_.back().entries.size()) {
        levels_.pop_back();
        continue;
      }
      Level& level = levels_.back();
      const Entry& entry = level.entries[level.next++];
      std::string path = level.path + entry.name;
      if (sink_.passed_over && sink_.passed_over(path, entry.is_folder)) continue;
      if (!entry.is_folder) {
        if (!sink_.file(std::move(path))) return;
        continue;
      }
      const int descriptor = OpenFolder(level.folder.get(), entry.name);
      // (What is no folder any more, or gone, has no files.)
      if (descriptor < 0 && (errno == ENOENT || errno == ENOTDIR || errno == ELOOP)) continue;
      const int fault = descriptor < 0 ? errno : Enter(descriptor, path + "/");
      if (fault != 0 && sink_.unreadable) sink_.unreadable(path, Unreadable(fault));
    }
  }

 private:
  const WalkSink& sink_;
  std::vector<Level> levels_;
};

}  // namespace

Result<void> WalkTree(const std::string& root, const WalkSink& sink) {
  // (The root itself may be a link: somebody named it.)
  const int descriptor = open(root.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  Walk walk(sink);
  const int fault = descriptor < 0 ? errno : walk.Enter(descriptor, "");
  if (fault == ENOENT || fault == ENOTDIR) {
    return std::unexpected(Unusable("there is no such folder", "name a folder that exists"));
  }
  if (fault != 0) return std::unexpected(Unreadable(fault));
  walk.Run();
  return {};
}

int OpenBeneath(int folder, const std::string& path, std::size_t* size) {
  open_how how{};
  how.flags = O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY;
  how.resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS | RESOLVE_NO_MAGICLINKS;
  long descriptor = syscall(SYS_openat2, folder, path.c_str(), &how, sizeof how);
  if (descriptor < 0 && (errno == ENOSYS || errno == EPERM)) {  // an old kernel, or a sandbox that knows none
    descriptor = openat(folder, path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY | O_NOFOLLOW);
  }
  if (descriptor < 0) return -1;
  struct stat about{};
  if (fstat(static_cast<int>(descriptor), &about) == 0 && S_ISREG(about.st_mode)) {
    if (size != nullptr) *size = static_cast<std::size_t>(about.st_size);
    return static_cast<int>(descriptor);
  }
  close(static_cast<int>(descriptor));
  errno = EISDIR;
  return -1;
}

}  // namespace markings::cli
