#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>

#include "extract/extractor.h"
#include "tests/extract/document_checks.h"
#include "tests/extract/zip_builder.h"

namespace markings::extract {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

const std::string kNote = "UNCLASSIFIED\n\n1. (U) A note of Ada Invented.\n";

struct Outcome {
  std::string error;
  std::vector<std::string> names;
  Extraction extraction;
};

Outcome ReadWith(const std::string& bytes, FileType type, const Options& options) {
  Budget budget(options, bytes.size());
  Outcome outcome;
  const Result<void> read = ReadArchive(bytes, type, "", 0, budget, outcome.extraction);
  if (!read) {
    outcome.error = read.error().message;
    EXPECT_EQ(read.error().code, ErrorCode::kUnusableInput);
    EXPECT_TRUE(outcome.extraction.documents.empty());
  }
  for (const Document& document : outcome.extraction.documents) {
    CheckDocument(document);
    outcome.names.push_back(document.name);
  }
  return outcome;
}

Outcome Read(const std::string& bytes, FileType type = FileType::kZip) { return ReadWith(bytes, type, {}); }

std::string Noise(std::size_t size) {
  std::minstd_rand random(7);  // NOLINT(cert-msc32-c,cert-msc51-cpp)
  std::string noise(size, '\0');
  for (char& c : noise) c = static_cast<char>(random() >> 8U);
  return noise;
}

TEST(Archive, EachFormIsRead) {
  const std::vector<TestMember> members = {
      {.name = "letters", .bytes = "", .kind = AE_IFDIR}, {"letters/one.txt", kNote}, {"two.txt", kNote}};
  for (const char* const form : {"zip", "tar", "tar.gz", "tar.xz", "tar.zst", "tar.bz2"}) {
    const std::string bytes = MakeArchive(form, members);
    const Outcome read = Read(bytes, std::string(form) == "zip" ? FileType::kZip : FileType::kTar);
    EXPECT_EQ(read.error, "") << form;
    EXPECT_THAT(read.names, ElementsAre("letters/one.txt", "two.txt")) << form;
    if (read.names.size() == 2) {
      EXPECT_EQ(read.extraction.documents[1].text, kNote);
    }
  }
}

TEST(Archive, WhatIsNoTextIsAnUnreadDocument) {
  const std::vector<TestMember> members = {{"empty", ""},
                                           {"noise.bin", std::string("\x00\xFF\x01\x80", 4) + Noise(64)},
                                           {"link", "/etc/passwd", AE_IFLNK},
                                           {"note.txt", kNote}};
  for (const char* const form : {"zip", "tar"}) {
    const Outcome read =
        Read(MakeArchive(form, members), std::string(form) == "zip" ? FileType::kZip : FileType::kTar);
    EXPECT_THAT(read.names, ElementsAre("empty", "noise.bin", "link", "note.txt")) << read.error;
    for (std::size_t i = 0; i + 1 < read.names.size(); ++i)
      EXPECT_EQ(Show(read.extraction.documents[i]), "[attachment]") << i;
  }
}

TEST(Archive, EncryptedFilesAreUnread) {
  const Outcome read = Read(MakeArchive("zip", {{"a.txt", kNote}}, "word"));
  ASSERT_THAT(read.names, ElementsAre("a.txt")) << read.error;
  EXPECT_EQ(Show(read.extraction.documents[0]), "[attachment]");
}

TEST(Archive, NamesLeadNowhere) {
  const std::vector<TestMember> members = {{"../../etc/x", kNote},   {"/root/y", kNote},
                                           {"a\\..\\b", kNote},      {"odd\x1B[2J\nz", kNote},
                                           {"bad\xFFz", kNote},      {"..", kNote},
                                           {"a/./b/../c..d", kNote}, {"etc/x", kNote},
                                           {"caf\xC3\xA9", kNote},   {"x\xE2\x80\xAEtxt", kNote}};
  EXPECT_THAT(Read(MakeArchive("zip", members)).names,
              ElementsAre("etc/x", "root/y", "a/b", "odd\xEF\xBF\xBD[2J\xEF\xBF\xBDz", "bad\xEF\xBF\xBDz",
                          "file 6", "a/b/c._d", "etc/x (2)", "caf\xC3\xA9", "x\xEF\xBF\xBDtxt"));
}

TEST(Archive, NamesOfInnerArchivesAreJoined) {
  const std::string inner = MakeArchive("zip", {{"in.txt", kNote}});
  const std::string middle = MakeArchive("zip", {{"inner.zip", inner}});
  EXPECT_THAT(Read(MakeArchive("zip", {{"d/middle.zip", middle}})).names,
              ElementsAre("d/middle.zip/inner.zip/in.txt"));
}

TEST(Archive, DepthIsBounded) {
  std::string bytes = MakeArchive("zip", {{"in.txt", kNote}});
  const Limits limits;
  for (std::size_t i = 0; i + 1 < limits.max_depth; ++i) bytes = MakeArchive("zip", {{"z", bytes}});
  EXPECT_EQ(Read(bytes).error, "");
  EXPECT_THAT(Read(MakeArchive("zip", {{"z", bytes}})).error, HasSubstr("depth"));
}

TEST(Archive, MembersAreBounded) {
  Options options;
  options.limits.max_members = 3;
  std::vector<TestMember> members = {{"a", kNote}, {"b", kNote}, {"c", kNote}};
  EXPECT_EQ(ReadWith(MakeArchive("zip", members), FileType::kZip, options).error, "");
  members.push_back({"d", kNote});
  EXPECT_THAT(ReadWith(MakeArchive("zip", members), FileType::kZip, options).error,
              HasSubstr("number of files"));
}

TEST(Archive, BombsAreRefused) {
  const std::string zeros(std::size_t{8} << 20, '0');
  for (const char* const form : {"zip", "tar.gz", "tar.xz"}) {
    const FileType type = std::string(form) == "zip" ? FileType::kZip : FileType::kTar;
    EXPECT_THAT(Read(MakeArchive(form, {{"bomb.txt", zeros}}), type).error, HasSubstr("for each byte packed"))
        << form;
    Options options;
    options.limits.max_member_bytes = 1000;
    EXPECT_THAT(ReadWith(MakeArchive(form, {{"a", Noise(1001)}}), type, options).error,
                HasSubstr("unpacks to"));
  }
}

TEST(Archive, TextIsBounded) {
  Options options;
  options.limits.max_text_bytes = 3;
  EXPECT_THAT(ReadWith(MakeArchive("zip", {{"a", ""}}), FileType::kZip, options).error, HasSubstr("text"));
}

TEST(Archive, ACutArchiveIsAnError) {
  const std::vector<TestMember> members = {{"a.txt", kNote}, {"b.txt", kNote + kNote}};
  for (const char* const form : {"zip", "tar", "tar.gz", "tar.xz", "tar.zst", "tar.bz2"}) {
    const bool zip = std::string(form) == "zip";
    const std::string whole = MakeArchive(form, members);
    // Of a tar's two empty blocks at its end, one is enough.
    const std::size_t needed = std::string(form) == "tar" ? whole.size() - 512 : whole.size();
    for (std::size_t size = 0; size < needed; ++size) {
      const Outcome read = Read(whole.substr(0, size), zip ? FileType::kZip : FileType::kTar);
      // (What a filter says of its own end may be cut: all members are there.)
      if (read.error.empty()) {
        EXPECT_THAT(read.names, ElementsAre("a.txt", "b.txt")) << form << ' ' << size;
      }
      if (zip || std::string(form) == "tar") {
        EXPECT_NE(read.error, "") << form << ' ' << size;
      }
    }
  }
}

TEST(Archive, DamageIsAnError) {
  const std::string whole = MakeArchive("zip", {{"a.txt", kNote}});
  std::string damaged = whole;
  damaged[damaged.find("PK\x01\x02") + 16] ^= 1;  // the checksum
  EXPECT_NE(Read(damaged).error, "");
  EXPECT_NE(Read("PK\x03\x04 no archive").error, "");
  EXPECT_NE(Read("").error, "");
  EXPECT_NE(Read(Noise(5000)).error, "");
  EXPECT_NE(Read(Noise(5000), FileType::kTar).error, "");
  // Two archives in one file: programs differ in which of them they read.
  EXPECT_NE(Read(whole + whole).error, "");
  EXPECT_NE(Read("#!/bin/sh\n" + whole).error, "");
  EXPECT_NE(Read(whole + "more").error, "");
}

TEST(Archive, AnyByteChangedIsNoCrash) {
  for (const char* const form : {"zip", "tar", "tar.gz"}) {
    const std::string whole = MakeArchive(form, {{"a.txt", kNote}, {"b.txt", kNote}});
    for (std::size_t i = 0; i < whole.size(); ++i) {
      std::string changed = whole;
      changed[i] = static_cast<char>(~changed[i]);
      (void)Read(changed, std::string(form) == "zip" ? FileType::kZip : FileType::kTar);
    }
  }
}

// Where a member's own reader refuses it, the message says which it is, without its name.
TEST(Archive, ErrorsSayWhichFile) {
  Options options;
  options.limits.max_text_bytes = kNote.size();
  const std::string bytes = MakeArchive("zip", {{"a.txt", kNote}, {"secret name.txt", kNote}});
  EXPECT_THAT(ReadWith(bytes, FileType::kZip, options).error, testing::StartsWith("file 2 in the archive: "));
}

}  // namespace
}  // namespace markings::extract
