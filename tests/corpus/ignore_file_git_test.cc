// git itself is the judge: random patterns in random folders, random paths, one answer.

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <random>
#include <sstream>
#include <string>
#include <vector>

#include "libmarkings/corpus/ignore_file.h"

namespace markings {
namespace {

namespace fs = std::filesystem;

class GitJudge : public testing::Test {
 protected:
  void SetUp() override {
    // NOLINTNEXTLINE(cert-env33-c): a fixed command
    if (std::system("git --version >/dev/null 2>&1") != 0) GTEST_SKIP() << "there is no git here";
    std::string pattern = (fs::temp_directory_path() / "markings-ignore-XXXXXX").string();
    ASSERT_NE(mkdtemp(pattern.data()), nullptr);
    folder_ = pattern;
  }
  void TearDown() override {
    if (!folder_.empty()) fs::remove_all(folder_);
  }

  std::string Pick(const std::vector<std::string>& from) { return from[random_() % from.size()]; }

  std::string Pattern() {
    static const std::vector<std::string> pieces = {"a",
                                                    "b",
                                                    "c",
                                                    "ab",
                                                    "a",
                                                    "b",
                                                    "/",
                                                    "/",
                                                    "/",
                                                    "*",
                                                    "*",
                                                    "**",
                                                    "**/",
                                                    "/**/",
                                                    "/**",
                                                    "?",
                                                    "[ab]",
                                                    "[!a]",
                                                    "[a-c]",
                                                    "[^b-c]",
                                                    "[]a]",
                                                    "[!]a]",
                                                    "\\a",
                                                    "\\*",
                                                    "[[:alpha:]]",
                                                    "***",
                                                    ".",
                                                    "-",
                                                    "[b-]",
                                                    "[\\a-c]",
                                                    "[[:x]",
                                                    "[a/b]",
                                                    "\\/",
                                                    " ",
                                                    "\\ ",
                                                    "[-b]",
                                                    "[a-[:digit:]]",
                                                    "\xC3\xA9",
                                                    "#",
                                                    "!"};
    std::string line = random_() % 5 == 0 ? "!" : "";
    // Random signs seldom meet a path: a third of the patterns begins with what matches much.
    if (random_() % 3 == 0)
      line += Pick({"/d", "a*", "d*/", "**/d", "*", "?", "d?", "da/**", "d*/*", "[ad]*"});
    for (std::size_t i = 1 + random_() % 5; i-- > 0;) line += Pick(pieces);
    if (random_() % 6 == 0) line += "/";
    return line;
  }

  std::string Name() {
    static const std::vector<std::string> names = {"a",   "b",  "c",   "ab", "ba", "aab",      "abc",
                                                   "-",   ".a", "a.b", "*",  "a*", "[",        "]",
                                                   "a b", "!a", "#a",  "a-", "1",  "a\xC3\xA9"};
    return Pick(names);
  }

  // The answers of git for these paths in a repository of these files.
  std::vector<bool> Ask(const std::map<std::string, std::string>& files,
                        const std::vector<std::string>& paths) {
    const fs::path root = folder_ / "repository";
    fs::create_directories(root);
    std::vector<fs::path> before;
    for (const auto& entry : fs::directory_iterator(root)) before.push_back(entry.path());
    for (const fs::path& path : before) {
      if (path.filename() != ".git") fs::remove_all(path);
    }
    {
      std::ofstream list(folder_ / "paths", std::ios::binary);
      for (std::string path : paths) {
        const bool is_folder = path.ends_with('/');
        if (is_folder) path.pop_back();
        std::error_code fault;  // (Where one path is a file and a folder of another it stays what it was.)
        fs::create_directories(is_folder ? root / path : (root / path).parent_path(), fault);
        list << path << '\0';
      }
    }
    for (const auto& [folder, text] : files) {
      fs::create_directories(root / folder);
      std::ofstream(root / folder / ".gitignore", std::ios::binary) << text;
    }
    const std::string command =
        "cd '" + root.string() +
        "' && { test -d .git || git -c init.defaultBranch=main init -q .; } && git -c "
        "core.excludesFile=/dev/null -c "
        "core.ignoreCase=false "
        "check-ignore --no-index --stdin -z --verbose --non-matching < ../paths > ../answer";
    const int status = std::system(command.c_str());  // NOLINT(cert-env33-c): a command with a folder of ours
    EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) <= 1);  // (1: none is ignored)
    std::ifstream in(folder_ / "answer", std::ios::binary);
    const std::string answer{std::istreambuf_iterator<char>(in), {}};
    // source, line, pattern, path; each with a NUL.
    std::vector<std::string> fields;
    for (std::size_t begin = 0; begin < answer.size();) {
      const std::size_t end = answer.find('\0', begin);
      fields.push_back(answer.substr(begin, end - begin));
      begin = end + 1;
    }
    std::vector<bool> ignored;
    for (std::size_t i = 0; i + 3 < fields.size(); i += 4) {
      ignored.push_back(!fields[i].empty() && !fields[i + 2].starts_with('!'));
    }
    return ignored;
  }

  fs::path folder_;
  std::mt19937 random_{20261127};  // NOLINT(cert-msc51-cpp): the same ones each time
};

TEST_F(GitJudge, SaysTheSame) {
  std::size_t compared = 0, ignored = 0;
  const char* const rounds = std::getenv("MARKINGS_IGNORE_ROUNDS");
  const int most = rounds == nullptr ? 150 : std::atoi(rounds);  // NOLINT(cert-err34-c)
  for (int round = 0; round < most; ++round) {
    // Folders are "d..." and files are not, so that a path is the same thing wherever it stands.
    static const std::vector<std::string> folders = {"", "da", "db", "da/db", "da/db/da", "dab", "d b"};
    std::map<std::string, std::string> files;
    IgnoreRules rules;
    for (std::size_t count = 1 + random_() % 3; count-- > 0;) {
      const std::string folder = Pick(folders);
      std::string text;
      for (std::size_t lines = 1 + random_() % 4; lines-- > 0;) {
        std::string line = Pattern();
        for (char& c : line) {  // half of the patterns speak of folders
          if (c == 'c' && random_() % 2 == 0) c = 'd';
        }
        // What we refuse matches nothing with git; it is left to the next test.
        if (IgnoreFile::Parse(line + "\n")) text += line + (random_() % 8 == 0 ? "\r\n" : "\n");
      }
      if (text.find("\r") != std::string::npos && !IgnoreFile::Parse(text)) continue;
      files[folder] = text;
      rules.Add(folder, *IgnoreFile::Parse(text));
    }
    std::vector<std::string> paths;
    for (int i = 0; i < 60; ++i) {
      const std::string folder = Pick(folders);
      paths.push_back(random_() % 6 == 0 && !folder.empty() ? folder + "/"
                                                            : (folder.empty() ? "" : folder + "/") + Name());
    }
    const std::vector<bool> git = Ask(files, paths);
    ASSERT_EQ(git.size(), paths.size());
    for (std::size_t i = 0; i < paths.size(); ++i) {
      std::string path = paths[i];
      const bool is_folder = path.ends_with('/');
      if (is_folder) path.pop_back();
      std::ostringstream shown;
      for (const auto& [folder, text] : files) shown << "in '" << folder << "':\n" << text;
      ASSERT_EQ(rules.Ignored(path, is_folder), git[i]) << paths[i] << "\n" << shown.str();
      ++compared;
      ignored += git[i] ? 1U : 0U;
    }
  }
  // Neither answer is too rare, or the comparison would say little.
  EXPECT_GT(ignored * 20, compared);
  EXPECT_LT(ignored * 10, compared * 9);
}

// What Parse refuses matches nothing with git.
TEST_F(GitJudge, WhatIsRefusedMatchesNothing) {
  std::string text;
  for (std::size_t refused = 0; refused < 400;) {
    std::string line = Pattern();
    if (line.starts_with('!')) line.erase(0, 1);
    if (line.empty() || line.starts_with('#') || IgnoreFile::Parse(line + "\n")) continue;
    text += line + "\n";
    ++refused;
  }
  std::vector<std::string> paths;
  for (int i = 0; i < 300; ++i) paths.push_back((random_() % 2 == 0 ? "d/" : "") + Name());
  for (const bool ignored : Ask({{"", text}}, paths)) EXPECT_FALSE(ignored);
}

}  // namespace
}  // namespace markings
