#include "libmarkings/corpus/ignore_file.h"

#include <gtest/gtest.h>

#include <string>

namespace markings {
namespace {

struct Row {
  std::string lines, path;  // a path that ends with "/" is a folder
  bool ignored;
};

bool Ignored(const IgnoreRules& rules, std::string path) {
  const bool folder = path.ends_with('/');
  if (folder) path.pop_back();
  return rules.Ignored(path, folder);
}

// gitignore(5), sentence by sentence.
TEST(IgnoreFile, Patterns) {
  const Row rows[] = {
      {"", "a", false},
      {"# a\n", "# a", false},
      {"\\# a\n", "# a", true},
      {"\n  \na\n", "a", true},
      {"a", "a", true},
      {"\xEF\xBB\xBF"
       "a\n",
       "a", true},
      {"a\r\n", "a", true},
      {"a   \n", "a", true},
      {"a\\ \n", "a ", true},
      {"a\\ \n", "a", false},
      {"a\t\n", "a", false},
      {"a\n", "x/y/a", true},
      {"a\n", "a/b", true},
      {"a\n", "ab", false},
      {"A\n", "a", false},
      {"/a\n", "a", true},
      {"/a\n", "x/a", false},
      {"x/a\n", "x/a", true},
      {"x/a\n", "y/x/a", false},
      {"a/\n", "a", false},
      {"a/\n", "a/", true},
      {"a/\n", "x/a/b", true},
      {"*.txt\n", "x/a.txt", true},
      {"*.txt\n", "a.txt.gz", false},
      {"*.txt\n", ".txt", true},
      {"x/*\n", "x/a", true},
      {"/*.txt\n", "x/a.txt", false},
      {"a?c\n", "abc", true},
      {"x/a?c\n", "x/a/c", false},
      {"[ab]c\n", "bc", true},
      {"[!ab]c\n", "bc", false},
      {"[^ab]c\n", "xc", true},
      {"[]]c\n", "]c", true},
      {"[a-c-e]\n", "-", true},
      {"[a\\-c]\n", "b", false},
      {"[[:digit:]]\n", "7", true},
      {"[[:digit:]-z]\n", "-", true},
      {"[[:]\n", ":", true},
      {"**/a\n", "a", true},
      {"**/a\n", "x/y/a", true},
      {"x/**/a\n", "x/a", true},
      {"x/**/a\n", "x/y/z/a", true},
      {"x/**/a\n", "x/ya", false},
      {"x/**\n", "x/", false},
      {"x/**\n", "x/y/z", true},
      {"x**a\n", "xya", true},
      {"x/y**/b\n", "x/yz/w/b", true},  // as with git: what follows the plain beginning is a beginning
      {"x/?**/b\n", "x/yz/w/b", false},
      {"*\n!a\n", "a", false},
      {"*\n!a\n", "b", true},
      {"x\n!x/a\n", "x/a", true},  // below an excluded folder nothing comes back
      {"x/*\n!x/a\n", "x/a", false},
      {"\\!a\n", "!a", true},
      {"a\\*\n", "a*", true},
      {"a\\*\n", "ab", false},
      {"\xFF*\n", "\xFF\xFE", true},  // bytes, not characters
      {"?\n", "\xC3\xA9", false},
      {"a\x01\n", "a\x01", true},
  };
  for (const Row& row : rows) {
    const auto file = IgnoreFile::Parse(row.lines);
    ASSERT_TRUE(file) << row.lines;
    IgnoreRules rules;
    rules.Add("", *file);
    EXPECT_EQ(Ignored(rules, row.path), row.ignored) << row.lines << " / " << row.path;
  }
}

TEST(IgnoreFile, RefusesWhatNeverMatches) {
  struct Bad {
    std::string lines;
    Span where;
  };
  const Bad rows[] = {
      {"a\nb[c\n", {2, 5}},
      {"a\\\n", {0, 2}},
      {"[[:vowel:]]\n", {0, 11}},
      {"/\n", {0, 1}},
      {"!\n", {0, 1}},
      {"[/]\n", {0, 3}},
      {"a//b\n", {0, 4}},
      {"./a\n", {0, 3}},
      {"[a-\n", {0, 3}},
      {"[[:x\n", {0, 4}},
      {"[\\\n", {0, 2}},
      {"a\\/\n", {0, 3}},
      {"//\n", {0, 2}},
      {"b\n../a\n", {2, 6}},
      {"[]\n", {0, 2}},
      {"[!]\n", {0, 3}},
      {std::string("a\n b\0", 5), {4, 5}},
  };
  for (const Bad& row : rows) {
    const auto file = IgnoreFile::Parse(row.lines);
    ASSERT_FALSE(file) << row.lines;
    EXPECT_EQ(file.error().where, row.where) << row.lines;
    EXPECT_FALSE(file.error().fix.empty());
  }
  EXPECT_FALSE(IgnoreFile::Parse(std::string((1 << 20) + 1, '\n')));
  EXPECT_TRUE(IgnoreFile::Parse(std::string(1 << 20, '\n')));
}

TEST(IgnoreRules, TheNearestFileWins) {
  IgnoreRules rules;
  rules.Add("", *IgnoreFile::Parse("*.log\n/top\n"));
  rules.Add("a", *IgnoreFile::Parse("!keep.log\n/b\n"));
  rules.Add("a/c", *IgnoreFile::Parse("keep.log\n"));
  EXPECT_TRUE(rules.Ignored("keep.log", false));
  EXPECT_FALSE(rules.Ignored("a/keep.log", false));
  EXPECT_FALSE(rules.Ignored("a/d/keep.log", false));
  EXPECT_TRUE(rules.Ignored("a/c/keep.log", false));
  EXPECT_TRUE(rules.Ignored("a/b/x", false));
  EXPECT_FALSE(rules.Ignored("b/x", false));
  EXPECT_FALSE(rules.Ignored("a/top", false));
  const auto reason = rules.Find("a/b/deep/x", false);
  ASSERT_TRUE(reason);
  EXPECT_EQ(reason->folder, "a");
  EXPECT_EQ(reason->line, 2U);
  rules.Add("a", *IgnoreFile::Parse(""));
  EXPECT_FALSE(rules.Ignored("a/b/x", false));
}

// Paths that no walk gives do no harm.
TEST(IgnoreRules, OddPaths) {
  IgnoreRules rules;
  rules.Add("", *IgnoreFile::Parse("a\n**/b\n"));
  for (const char* path : {"", "/", "//", "/x", "x/", "./x", "x//y"})
    EXPECT_FALSE(rules.Ignored(path, false)) << path;
}

// What makes matchers that go back take for ever. Linear means well below a second here.
TEST(IgnoreRules, NoPatternIsSlow) {
  std::string stars, deep, path;
  for (int i = 0; i < 500; ++i) {
    stars += "*a";
    deep += "**/a*/";
    path += "a/aa/";
  }
  IgnoreRules rules;
  rules.Add("", *IgnoreFile::Parse(stars + "b\n/" + deep + "b\n"));
  EXPECT_FALSE(rules.Ignored(std::string(100000, 'a'), false));
  EXPECT_FALSE(rules.Ignored(path.substr(0, 100) + "c", false));
}

}  // namespace
}  // namespace markings
