// Files appear whole or not at all. Beside the plain cases a child process is stopped at each of its system
// calls in turn: once it is killed there (SIGKILL), once the call is made to fail.

#include "cli/output_set.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "tests/support/every_call.h"

namespace markings::cli {
namespace {

namespace fs = std::filesystem;
using testing::Outcome;
using testing::RunUntilCall;

using Files = std::map<std::string, std::string>;  // name -> bytes

class Folder {
 public:
  Folder() {
    std::string pattern = (fs::temp_directory_path() / "markings-output-XXXXXX").string();
    path_ = mkdtemp(pattern.data());
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder() { fs::remove_all(path_); }
  [[nodiscard]] const fs::path& path() const { return path_; }
  [[nodiscard]] std::string operator/(const std::string& name) const { return (path_ / name).string(); }

 private:
  fs::path path_;
};

Files Contents(const fs::path& folder) {
  Files files;
  for (const auto& entry : fs::directory_iterator(folder)) {
    if (entry.is_directory()) {
      files[entry.path().filename().string()] = "";
      continue;
    }
    std::ifstream file(entry.path(), std::ios::binary);
    files[entry.path().filename().string()] = std::string(std::istreambuf_iterator<char>(file), {});
  }
  return files;
}

void Put(const std::string& path, const std::string& bytes) {
  std::ofstream(path, std::ios::binary) << bytes;
}

const std::string& Big(char letter) {
  static std::map<char, std::string> texts;
  std::string& text = texts[letter];
  if (text.empty()) text.assign(200000, letter);
  return text;
}

// Written by its descriptor, which cannot be asked for twice: where a file without a name cannot be given
// one, the bytes must be copied.
FileFiller FillOnce(const std::string& bytes) {
  return [&bytes, filled = false](int unseen) mutable -> Result<void> {
    if (std::exchange(filled, true)) return Fail(ErrorCode::kInternal, {}, "filled twice", "");
    for (std::size_t at = 0; at < bytes.size();) {
      const ssize_t written = write(unseen, bytes.data() + at, bytes.size() - at);
      if (written < 0 && errno != EINTR) return Fail(ErrorCode::kIo, {}, "writing it failed", "");
      if (written > 0) at += static_cast<std::size_t>(written);
    }
    return {};
  };
}

// A release of three files, the manifest last.
std::vector<PlannedFile> Plan(const Folder& folder, std::array<std::string, 3>& names) {
  names = {folder / "a.txt", folder / "a.release.json.minisig", folder / "a.release.json"};
  return {{names[0], Big('t')}, {names[1], Big('s')}, {names[2], Big('m')}};
}

const Files& Whole() {
  static const Files files = {
      {"a.txt", Big('t')}, {"a.release.json.minisig", Big('s')}, {"a.release.json", Big('m')}};
  return files;
}

const Files& Old() {
  static const Files files = {
      {"a.txt", Big('x')}, {"a.release.json.minisig", Big('y')}, {"a.release.json", Big('z')}};
  return files;
}

bool Hidden(const std::string& name) { return name.starts_with(".markings-"); }

TEST(OutputSet, WritesAllWithTheirModes) {
  const Folder folder;
  const std::array<PlannedFile, 2> files = {PlannedFile{folder / "k.key", "secret", 0600},
                                            PlannedFile{folder / "k.pub", "public", 0644}};
  ASSERT_TRUE(WriteAll(files, false));
  EXPECT_EQ(Contents(folder.path()), (Files{{"k.key", "secret"}, {"k.pub", "public"}}));
  struct stat status = {};
  ASSERT_EQ(stat((folder / "k.key").c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777, 0600U);
}

TEST(OutputSet, WritesNothingAndManyAndEmptyFiles) {
  const Folder folder;
  EXPECT_TRUE(WriteAll({}, false));
  std::vector<PlannedFile> many;
  for (int i = 0; i < 700; ++i) many.push_back({folder / std::to_string(i), ""});
  struct rlimit before = {};
  getrlimit(RLIMIT_NOFILE, &before);
  const rlimit few = {400, before.rlim_max};
  setrlimit(RLIMIT_NOFILE, &few);
  const auto written = WriteAll(many, false);
  setrlimit(RLIMIT_NOFILE, &before);
  ASSERT_TRUE(written) << written.error().message;
  EXPECT_EQ(Contents(folder.path()).size(), many.size());
}

TEST(OutputSet, RefusesWithoutWriting) {
  const Folder folder;
  Put(folder / "here", "old");
  fs::create_directory(folder / "dir");
  fs::create_symlink("here", folder / "link");
  struct Row {
    std::string path;
    bool force;
    std::string message;
  };
  const Row rows[] = {
      {folder / "here", false, "exists already"}, {folder / "dir", false, "is a folder"},
      {folder / "dir", true, "is a folder"},      {folder / "dir/", true, "name of a folder"},
      {folder / "link", true, "no regular file"}, {folder / "missing/x", true, "folder does not exist"},
      {folder / "here/x", true, "not a folder"},  {folder / "first", true, "two outputs"},
      {"/dev/null", true, "no regular file"},     {"", true, "name of a folder"},
  };
  const Files before = {{"here", "old"}, {"dir", ""}, {"link", "old"}};
  for (const Row& row : rows) {
    SCOPED_TRACE(row.message);
    const std::array<PlannedFile, 2> files = {PlannedFile{folder / "first", "new"},
                                              PlannedFile{row.path, "new"}};
    const auto written = WriteAll(files, row.force);
    ASSERT_FALSE(written);
    EXPECT_EQ(written.error().code, ErrorCode::kUnusableInput);
    EXPECT_TRUE(written.error().message.contains(row.message)) << written.error().message;
    EXPECT_FALSE(written.error().fix.empty());
    EXPECT_EQ(Contents(folder.path()), before);
  }
}

// A file that is written by its descriptor is seen only when all of it was; what its filler says is the set's
// error.
TEST(OutputSet, FilledFilesAreSeenWhole) {
  const Folder folder;
  const std::string path = folder / "a", beside = folder / "b";
  const auto fill = [&](Result<void> end) {
    return [&folder, end](int unseen) -> Result<void> {
      EXPECT_TRUE(Contents(folder.path()).empty() || Contents(folder.path())["a"] == "old");
      EXPECT_EQ(write(unseen, "text", 4), 4);
      return end;
    };
  };
  std::vector<PlannedFile> files = {{.path = beside, .bytes = "beside"},
                                    {.path = path, .bytes = {}, .mode = 0600}};
  files[1].fill = fill(Fail(ErrorCode::kNotAuthentic, {}, "changed", "again"));
  const auto refused = WriteAll(files, false);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::kNotAuthentic);
  EXPECT_TRUE(Contents(folder.path()).empty());
  files[1].fill = fill({});
  ASSERT_TRUE(WriteAll(files, false));
  EXPECT_EQ(Contents(folder.path()), (Files{{"a", "text"}, {"b", "beside"}}));
  struct stat status = {};
  ASSERT_EQ(stat(path.c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777, 0600U);

  // An old file stays when the new one fails.
  Put(path, "old");
  fs::remove(beside);
  std::vector<PlannedFile> one = {
      {.path = path, .bytes = {}, .fill = fill(Fail(ErrorCode::kIo, {}, "x", "y"))}};
  EXPECT_FALSE(WriteAll(one, true));
  EXPECT_EQ(Contents(folder.path()), (Files{{"a", "old"}}));
  one[0].fill = fill({});
  EXPECT_TRUE(WriteAll(one, true));
  EXPECT_EQ(Contents(folder.path()), (Files{{"a", "text"}}));
}

TEST(OutputSet, FilledFileAndOneThatAppearsMeanwhile) {
  const Folder folder;
  int filled = 0;
  const std::string path = folder / "a";
  const std::vector<PlannedFile> files = {
      {.path = path, .bytes = {}, .fill = [&](int unseen) -> Result<void> {
         ++filled;
         EXPECT_EQ(write(unseen, "text", 4), 4);
         Put(path, "appeared meanwhile");
         return {};
       }}};
  EXPECT_FALSE(WriteAll(files, false));
  EXPECT_EQ(Contents(folder.path()), (Files{{"a", "appeared meanwhile"}}));
  EXPECT_TRUE(WriteAll(files, true));
  EXPECT_EQ(Contents(folder.path()), (Files{{"a", "text"}}));
  EXPECT_EQ(filled, 2);
}

TEST(OutputSet, ForceReplacesAndLeavesNothingElse) {
  const Folder folder;
  std::array<std::string, 3> names;
  const auto plan = Plan(folder, names);
  for (const auto& [name, bytes] : Old()) Put(folder / name, bytes);
  ASSERT_TRUE(WriteAll(plan, true));
  EXPECT_EQ(Contents(folder.path()), Whole());
  ASSERT_TRUE(WriteAll(std::span(plan).first(1), true));
  EXPECT_EQ(Contents(folder.path()), Whole());
}

// Runs in a child without the rights of root, since root may write anywhere.
TEST(OutputSet, ReadOnlyFolderIsAFaultWithAWayOut) {
  const Folder folder;
  fs::permissions(folder.path(), fs::perms::owner_read | fs::perms::owner_exec | fs::perms::others_read |
                                     fs::perms::others_exec);
  const pid_t child = fork();
  if (child == 0) {
    constexpr uid_t kNobody = 65534;
    if (geteuid() == 0 && setuid(kNobody) != 0) _exit(9);
    const std::array<PlannedFile, 1> files = {PlannedFile{folder / "x", "y"}};
    const auto written = WriteAll(files, false);
    _exit(!written && written.error().code == ErrorCode::kIo && written.error().fix.contains("folder") ? 0
                                                                                                       : 1);
  }
  int status = 0;
  waitpid(child, &status, 0);
  fs::permissions(folder.path(), fs::perms::owner_all);
  EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 0) << status;
  EXPECT_TRUE(Contents(folder.path()).empty());
}

// The second of three goes over a limit of the process (EFBIG), as on a full disk.
TEST(OutputSet, FileOverTheLimitLeavesNothing) {
  const Folder folder;
  const pid_t child = fork();
  if (child == 0) {
    std::signal(SIGXFSZ, SIG_IGN);
    const rlimit limit = {100000, 100000};
    setrlimit(RLIMIT_FSIZE, &limit);
    const std::array<PlannedFile, 3> files = {PlannedFile{folder / "1", "small"},
                                              PlannedFile{folder / "2", Big('b')},
                                              PlannedFile{folder / "3", "small"}};
    const auto written = WriteAll(files, false);
    _exit(!written && written.error().code == ErrorCode::kIo && written.error().fix.contains("room") ? 0 : 1);
  }
  int status = 0;
  waitpid(child, &status, 0);
  EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 0) << status;
  EXPECT_TRUE(Contents(folder.path()).empty());
}

// A disk that is really full, where a small one can be mounted.
TEST(OutputSet, FullDiskLeavesEverythingAsItWas) {
  const Folder folder;
  if (mount("none", folder.path().c_str(), "tmpfs", 0, "size=512k") != 0) {
    GTEST_SKIP() << "no right to mount a small disk here; FileOverTheLimitLeavesNothing stands in for it";
  }
  for (const auto& [name, bytes] : Old()) Put(folder / name, bytes.substr(0, 100000));
  const Files before = Contents(folder.path());
  std::array<std::string, 3> names;
  const auto written = WriteAll(Plan(folder, names), true);
  const Files after = Contents(folder.path());
  umount(folder.path().c_str());
  ASSERT_FALSE(written);
  EXPECT_EQ(written.error().code, ErrorCode::kIo);
  EXPECT_TRUE(written.error().fix.contains("room")) << written.error().fix;
  EXPECT_EQ(before, after);
}

// ---- every system call in turn ----

// Not those that a sanitizer or a test library ends a process with.
constexpr int kWritten = 40, kRefused = 41;

int WriteRelease(const Folder& folder, bool force) {
  std::array<std::string, 3> names;
  auto plan = Plan(folder, names);
  plan[0].bytes = {};
  plan[0].fill = FillOnce(Big('t'));
  return WriteAll(plan, force) ? kWritten : kRefused;
}

void PutOld(const Folder& folder) {
  for (const auto& [name, bytes] : Old()) Put(folder / name, bytes);
}

// What may be seen whenever the program is killed: no name ever holds half a file, and a manifest stands only
// beside the files it was made with.
void ExpectSound(const Files& files, bool old_release, int call) {
  for (const auto& [name, bytes] : files) {
    if (Hidden(name)) continue;
    const bool is_new = bytes == Whole().at(name);
    const bool is_old = old_release && bytes == Old().at(name);
    EXPECT_TRUE(is_new || is_old) << name << " is not whole after a kill at call " << call;
  }
  const auto manifest = files.find("a.release.json");
  if (manifest == files.end()) return;
  const Files& set = manifest->second == Whole().at("a.release.json") ? Whole() : Old();
  for (const auto& [name, bytes] : set) {
    const auto found = files.find(name);
    EXPECT_TRUE(found != files.end() && found->second == bytes)
        << name << " does not belong to the manifest after a kill at call " << call;
  }
}

class EveryCall : public ::testing::TestWithParam<bool> {};

TEST_P(EveryCall, KilledThereLeavesNoHalfRelease) {
  const bool force = GetParam();
  int killed = 0;
  for (int call = 1;; ++call) {
    ASSERT_LT(call, 2000);
    const Folder folder;
    if (force) PutOld(folder);
    const Outcome outcome = RunUntilCall([&] { return WriteRelease(folder, force); }, call, 0);
    if (!outcome.traced) GTEST_SKIP() << "processes may not be traced here";
    const Files files = Contents(folder.path());
    ExpectSound(files, force, call);
    if (!force) {
      for (const auto& [name, bytes] : files)
        EXPECT_FALSE(Hidden(name)) << "left after a kill at call " << call;
    }
    if (outcome.acted) {
      ++killed;
      continue;
    }
    EXPECT_EQ(outcome.exit_code, kWritten);
    EXPECT_TRUE(files == Whole());
    break;
  }
  EXPECT_GT(killed, 20);
}

#if defined(__x86_64__)
TEST_P(EveryCall, FailingThereIsWholeOrNothing) {
  const bool force = GetParam();
  int refused = 0;
  for (const int fault : {EIO, ENOSPC}) {
    for (int call = 1;; ++call) {
      ASSERT_LT(call, 2000);
      const Folder folder;
      if (force) PutOld(folder);
      const Outcome outcome = RunUntilCall([&] { return WriteRelease(folder, force); }, call, fault);
      if (!outcome.traced) GTEST_SKIP() << "processes may not be traced here";
      Files files = Contents(folder.path());
      // When the call that failed was the removal of a hidden file, or one that puts an old file back, that
      // file stays.
      const std::size_t hidden = std::erase_if(files, [](const auto& file) { return Hidden(file.first); });
      if (outcome.exit_code == kRefused) {
        ++refused;
        EXPECT_TRUE(files == (force ? Old() : Files())) << "at call " << call;
        EXPECT_EQ(hidden, 0U) << "at call " << call;
      } else if (outcome.exit_code == kWritten) {
        EXPECT_TRUE(files == Whole()) << "at call " << call;
        EXPECT_LE(hidden, 1U) << "at call " << call;
      } else {
        // The call was one of the process's own, not of ours (its memory, its end).
        ExpectSound(files, force, call);
      }
      if (!outcome.acted) break;
    }
  }
  EXPECT_GT(refused, 20);
}
#endif

INSTANTIATE_TEST_SUITE_P(OutputSet, EveryCall, ::testing::Bool(), [](const auto& which) {
  return which.param ? "OverAnOldRelease" : "IntoAnEmptyFolder";
});

}  // namespace
}  // namespace markings::cli
