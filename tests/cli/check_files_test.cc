#include "cli/check_files.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <filesystem>
#include <fstream>
#include <map>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include "cli/check_sources.h"
#include "cli/tree_walk.h"

namespace markings::cli {
namespace {

namespace fs = std::filesystem;

class Folder {
 public:
  Folder() {
    std::string name = fs::temp_directory_path() / "markings-check-XXXXXX";
    path_ = mkdtemp(name.data());
  }
  ~Folder() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  [[nodiscard]] const fs::path& path() const { return path_; }
  void Write(const std::string& name, const std::string& text) const {
    fs::create_directories((path_ / name).parent_path());
    std::ofstream(path_ / name, std::ios::binary) << text;
  }

 private:
  fs::path path_;
};

CheckBy ByState() { return {.vocabulary = *Vocabulary::ForRegime("state"), .facts = {}}; }

// A paragraph without its mark: one finding in each text. `more` bytes of prose follow it, in lines.
std::string Cable(std::size_t more = 0) {
  std::string text = "UNCLAS KALVOR 000123\n\n1. (U) Dues rose.\n\n2. Unmarked.";
  for (std::size_t i = 0; i < more; ++i) text += i % 64 == 0 ? '\n' : 'x';
  return text + "\n";
}

CheckRun Check(const fs::path& root, unsigned jobs = 4) {
  auto corpus = Corpus::Open({.paths = {root.string()}, .root = root.string()});
  EXPECT_TRUE(corpus);
  const CheckBy by = ByState();
  CheckRun run = CheckAll([&](const auto& put) { EXPECT_TRUE((*corpus)->List(put)); }, by, jobs, nullptr);
  return run;
}

TEST(CheckFiles, TheSameByAnyNumberOfThreads) {
  const Folder folder;
  for (int i = 0; i < 300; ++i) folder.Write("f" + std::to_string(i % 7) + "/" + std::to_string(i), Cable());
  const CheckRun one = Check(folder.path(), 1);
  EXPECT_EQ(one.files, 300U);
  EXPECT_EQ(one.findings.size(), 300U);
  EXPECT_TRUE(std::ranges::is_sorted(one.findings, {}, &CheckFinding::file));
  for (const unsigned jobs : {2U, 5U, 16U}) {
    const CheckRun other = Check(folder.path(), jobs);
    ASSERT_EQ(other.findings.size(), one.findings.size());
    for (std::size_t i = 0; i < one.findings.size(); ++i) {
      EXPECT_EQ(other.findings[i].file, one.findings[i].file);
      EXPECT_EQ(other.findings[i].fingerprint, one.findings[i].fingerprint);
    }
  }
}

// What is read is all of a file, whatever its length: a mark at the end of it is found.
TEST(CheckFiles, FilesOfEveryLength) {
  const Folder folder;
  const std::vector<std::size_t> sizes = {0,
                                          1,
                                          4095 - Cable().size(),
                                          4096 - Cable().size(),
                                          65535,
                                          65536,
                                          65537,
                                          (1U << 20) - 1,
                                          1U << 20,
                                          (1U << 20) + 1};
  for (std::size_t i = 0; i < sizes.size(); ++i) {
    folder.Write(std::to_string(i), Cable(sizes[i]) + "\n3. No mark either.\n");
  }
  std::map<std::string, std::size_t> found;
  for (const CheckFinding& one : Check(folder.path()).findings) ++found[one.file];
  ASSERT_EQ(found.size(), sizes.size());
  for (const auto& [file, count] : found) EXPECT_EQ(count, 2U) << file;
}

// Links lead nowhere, neither in the tree nor in a path that changes after it was listed; pipes and sockets
// hold nothing up.
TEST(CheckFiles, OnlyPlainFilesBeneathTheRoot) {
  const Folder folder, elsewhere;
  elsewhere.Write("secret", Cable());
  folder.Write("plain", Cable());
  folder.Write("sub/plain", Cable());
  fs::create_symlink(elsewhere.path() / "secret", folder.path() / "link");
  fs::create_directory_symlink(elsewhere.path(), folder.path() / "folder");
  ASSERT_EQ(mkfifo((folder.path() / "pipe").c_str(), 0600), 0);
  const CheckRun run = Check(folder.path());
  EXPECT_EQ(run.files, 2U);

  const int root = open(folder.path().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  const auto opens = [&](const std::string& path) {
    const int descriptor = OpenBeneath(root, path);
    if (descriptor >= 0) close(descriptor);
    return descriptor >= 0;
  };
  EXPECT_TRUE(opens("plain"));
  EXPECT_TRUE(opens("sub/plain"));
  EXPECT_FALSE(opens("link"));
  EXPECT_FALSE(opens("folder/secret"));
  EXPECT_FALSE(opens("../" + elsewhere.path().filename().string() + "/secret"));
  EXPECT_FALSE(opens("sub"));
  EXPECT_FALSE(opens("pipe"));
  EXPECT_FALSE(opens("nothing"));
  close(root);
}

// Files that change while they are checked: what is left alone is checked rightly, and what went is named.
TEST(CheckFiles, WhatChangesUnderTheHand) {
  const Folder folder;
  constexpr int kFiles = 2000;
  const auto name = [](int i) { return "d" + std::to_string(i / 100) + "/" + std::to_string(i); };
  for (int i = 0; i < kFiles; ++i) folder.Write(name(i), Cable());
  // Every tenth goes after it was listed, in one of four ways.
  std::atomic<int> listed = 0;
  auto corpus = Corpus::Open({.paths = {folder.path().string()}, .root = folder.path().string()});
  ASSERT_TRUE(corpus);
  std::map<std::string, int> changed;
  const auto change = [&](const std::string& file, int way) {
    const fs::path path = folder.path() / file;
    changed[file] = way;
    if (way == 3) {
      std::ofstream(path, std::ios::app) << "\n3. It grew.\n";
      return;
    }
    fs::remove(path);
    if (way == 1) fs::create_directory(path);
    if (way == 2) fs::create_symlink("/dev/zero", path);
  };
  const CheckBy by = ByState();
  const CheckRun run = CheckAll(
      [&](const std::function<bool(CheckItem)>& put) {
        EXPECT_TRUE((*corpus)->List([&](CheckItem item) {
          const int number = listed++;
          if (number % 10 == 3) change(item.below, number / 10 % 4);
          return put(std::move(item));
        }));
      },
      by, 4, nullptr);
  EXPECT_EQ(listed, kFiles);
  EXPECT_EQ(changed.size(), kFiles / 10U);
  std::map<std::string, std::vector<DiagnosticCode>> found;
  for (const CheckFinding& one : run.findings) {
    found[one.file.substr(folder.path().string().size() + 1)].push_back(one.diagnostic.code);
  }
  EXPECT_TRUE(run.failed.empty());
  std::size_t gone = 0;
  for (int i = 0; i < kFiles; ++i) {
    const auto at = changed.find(name(i));
    const auto& codes = found[name(i)];
    if (at == changed.end()) {
      EXPECT_EQ(codes, std::vector{DiagnosticCode::kPortionUnmarked}) << name(i);
    } else if (at->second == 3) {
      EXPECT_EQ(codes.size(), 2U) << name(i);
    } else {
      ++gone;
      EXPECT_EQ(codes, std::vector{DiagnosticCode::kFileGone}) << name(i) << " " << at->second;
    }
  }
  EXPECT_EQ(run.files, kFiles - gone);
}

TEST(TreeWalk, FilesComeInTheOrderOfTheirPaths) {
  const Folder folder;
  std::mt19937 random(3);
  std::vector<std::string> names;
  const std::vector<std::string> parts = {"a", "a.", "a-", "b", "A", "aa", "\xff", "a0"};
  for (int i = 0; i < 200; ++i) {
    std::string path = parts[random() % parts.size()] + "d";
    for (std::size_t depth = random() % 3; depth > 0; --depth)
      path += "/" + parts[random() % parts.size()] + "d";
    path += "/" + parts[random() % parts.size()];
    folder.Write(path, "x");
    names.push_back(path);
  }
  std::ranges::sort(names);
  const auto twice = std::ranges::unique(names);
  names.erase(twice.begin(), twice.end());
  std::vector<std::string> walked;
  const WalkSink sink{.file =
                          [&](std::string path) {
                            walked.push_back(std::move(path));
                            return true;
                          },
                      .passed_over = {},
                      .enter = {},
                      .unreadable = {}};
  ASSERT_TRUE(WalkTree(folder.path(), sink));
  EXPECT_EQ(walked, names);
}

TEST(CheckCache, FindingsAreKeptAsTheyAre) {
  FileFinding one;
  one.finding.diagnostic = {DiagnosticCode::kCorpusRule, {3, 9}, "message \xff", "fix"};
  one.finding.diagnostic.rule = "rule";
  one.finding.diagnostic.severity = Severity::kWarning;
  one.finding.at = {2, 4};
  one.finding.element = "p1";
  one.finding.fingerprint = std::string(32, 'a');
  one.finding.suppressed = CheckFinding::Suppressed::kInline;
  one.finding.justification = "because";
  one.region = TextRegion{{2, 4}, {2, 9}};
  one.identity = {"MK0401", "rule", "a\\xff", "p1", 2, std::string(32, 'b'), 3};
  const auto read = CheckCache::Decode(CheckCache::Encode({one, FileFinding{}}));
  ASSERT_TRUE(read);
  ASSERT_EQ(read->size(), 2U);
  const FileFinding& back = read->front();
  EXPECT_EQ(back.finding.diagnostic.message, one.finding.diagnostic.message);
  EXPECT_EQ(back.finding.diagnostic.where, one.finding.diagnostic.where);
  EXPECT_EQ(back.finding.diagnostic.severity, one.finding.diagnostic.severity);
  EXPECT_EQ(back.finding.element, "p1");
  EXPECT_EQ(back.finding.suppressed, one.finding.suppressed);
  EXPECT_EQ(back.finding.justification, "because");
  EXPECT_EQ(back.identity, one.identity);
  ASSERT_TRUE(back.region);
  EXPECT_EQ(back.region->end.column, 9U);
  EXPECT_FALSE(read->back().region);
  // What is damaged is nothing, not something else.
  const std::string encoded = CheckCache::Encode({one});
  for (std::size_t cut = 1; cut < encoded.size(); ++cut)
    EXPECT_FALSE(CheckCache::Decode(encoded.substr(0, cut)));
  EXPECT_EQ(CheckCache::Decode("")->size(), 0U);
}

}  // namespace
}  // namespace markings::cli
