#include "extract/extractor.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <vector>

namespace markings::extract {
namespace {

using std::string_literals::operator""s;
using testing::HasSubstr;

// The directory of a ZIP file with these names, which is all that is looked at.
std::string Zip(const std::vector<std::string>& names) {
  std::string bytes = "PK\x03\x04 and so on ";
  const std::size_t begin = bytes.size();
  for (const std::string& name : names) {
    std::string entry = "PK\x01\x02" + std::string(42, '\0');
    entry[28] = static_cast<char>(name.size());
    bytes += entry + name;
  }
  std::string end = "PK\x05\x06" + std::string(18, '\0');
  end[16] = static_cast<char>(begin);
  return bytes + end;
}

std::string Tar() {
  std::string block(512, '\0');
  return block.replace(257, 5, "ustar");
}

TEST(DetectFileType, Table) {
  struct Row {
    std::string bytes;
    std::optional<FileType> type;
  };
  const Row rows[] = {
      {"UNCLAS KALVOR 000123\n", FileType::kText},
      {"caf\xE9", FileType::kText},
      {"\xFF\xFEU\0N\0"s, FileType::kText},
      {"", std::nullopt},
      {"\x7F"
       "ELF\x02\x01\x01"s,
       std::nullopt},
      {"%PDF-1.7\n\xE2\xE3", FileType::kPdf},
      {std::string(1019, ' ') + "%PDF-", FileType::kPdf},
      {std::string(1020, ' ') + "%PDF-", FileType::kText},
      {Zip({"[Content_Types].xml", "_rels/.rels", "word/document.xml"}), FileType::kDocx},
      {Zip({"word/document.xml", "x"}), FileType::kZip},
      {Zip({"[Content_Types].xml", "xl/workbook.xml"}), FileType::kZip},
      {Zip({}), FileType::kZip},
      {"PK\x03\x04"s, FileType::kZip},
      {"PK\x03\x04 word/document.xml [Content_Types].xml", FileType::kZip},
      {"\x1F\x8B\x08", FileType::kTar},
      {"\xFD"
       "7zXZ\0"s,
       FileType::kTar},
      {"\x28\xB5\x2F\xFD", FileType::kTar},
      {"BZh91AY&SYxx", FileType::kTar},
      {"BZh is a word", FileType::kText},
      {Tar(), FileType::kTar},
      {"<!DOCTYPE html><p>", FileType::kHtml},
      {"\xEF\xBB\xBF \n<HTML lang=en>", FileType::kHtml},
      {"<!-- saved --> \n<!-- twice --><head>", FileType::kHtml},
      {"<?xml version='1.0'?><html/>", FileType::kHtml},
      {"<body\n>", FileType::kHtml},
      {"\xFF\xFE<\0h\0t\0m\0l\0>\0"s, FileType::kHtml},
      {"<header>", FileType::kText},
      {"<html", FileType::kText},
      {"see <html> below", FileType::kText},
      {"MIME-Version: 1.0\nSubject: x\n\nbody", FileType::kEmail},
      {"Received: by x\r\n\tfor y;\r\n folded\r\nX-A: b\r\n\r\nbody", FileType::kEmail},
      {"From: a@b\nDate: x\nTo: c\n\n", FileType::kEmail},
      {"from: a@b\nmessage-id: x\n\n", FileType::kEmail},
      {"From: A\nSent: Monday\nTo: B\nSubject: C\n\nbody", FileType::kText},
      {"From: A\nDate: Monday\nSent: B\n\nbody", FileType::kText},
      {"MRN: 09 KALVOR 1\nDate: x\nFrom: EMBASSY\n\nbody", FileType::kText},
      {"Date/DTG: x\nFrom: EMBASSY\nDate: x\n\nbody", FileType::kText},
      {"From: a@b\nDate: x\na line of text\n\n", FileType::kText},
      {"From: a@b\nDate: x", FileType::kText},        // no blank line
      {"Message-ID: x\n\nbody", FileType::kText},     // one line alone
      {"\nFrom: a@b\nDate: x\n\n", FileType::kText},  // begins with the blank line
      {" folded\nFrom: a@b\nDate: x\n\n", FileType::kText},
      {": x\nReceived: y\n\n", FileType::kText},
  };
  for (const Row& row : rows) EXPECT_EQ(DetectFileType(row.bytes), row.type) << row.bytes;
}

TEST(DetectFileType, CutOffAnywhere) {
  const std::string zip = Zip({"[Content_Types].xml", "word/document.xml"});
  for (std::size_t size = 4; size < zip.size(); ++size) {
    EXPECT_EQ(DetectFileType(zip.substr(0, size)), FileType::kZip);
  }
}

TEST(Extract, Text) {
  const auto extraction = Extract("\xEF\xBB\xBFone\r\ntwo\rthree\n\r\nfour", {});
  ASSERT_TRUE(extraction);
  EXPECT_EQ(extraction->type, FileType::kText);
  ASSERT_EQ(extraction->documents.size(), 1U);
  EXPECT_EQ(extraction->documents[0].text, "one\ntwo\nthree\n\nfour");
  EXPECT_EQ(extraction->documents[0].name, "");
  const auto windows = Extract("caf\xE9", {});
  ASSERT_TRUE(windows);
  EXPECT_EQ(windows->documents[0].text, "café");
}

TEST(Extract, WhatIsNotRead) {
  const auto binary = Extract("\x7F\x01\x02", {});
  ASSERT_FALSE(binary);
  EXPECT_EQ(binary.error().code, ErrorCode::kUnusableInput);
  EXPECT_FALSE(Extract("", {}));
  // Inside of something it is there, and said not to have been read.
  const Options options;
  Budget budget(options, 16);
  Extraction out;
  ASSERT_TRUE(ExtractInto("\x7F\x01\x02", "x.bin", 1, budget, out));
  ASSERT_EQ(out.documents.size(), 1U);
  EXPECT_EQ(out.documents[0].name, "x.bin");
  EXPECT_EQ(out.documents[0].text, std::string(kObjectCharacter) + "\n");
  ASSERT_EQ(out.documents[0].regions.size(), 1U);
  EXPECT_EQ(out.documents[0].regions[0].of, RegionClass::kUnread);
  EXPECT_EQ(out.documents[0].regions[0].kind, "attachment");
  EXPECT_TRUE(ReadExtraction(WriteExtraction(out)));
}

TEST(Extract, Limits) {
  Options options;
  options.limits.max_input_bytes = 5;
  const auto large = Extract("123456", options);
  ASSERT_FALSE(large);
  EXPECT_THAT(large.error().message, HasSubstr("limit of 5"));
  options.limits = {};
  options.limits.max_text_bytes = 5;
  EXPECT_TRUE(Extract("12345", options));
  EXPECT_FALSE(Extract("123456", options));
  options.limits = {};
  options.limits.max_depth = 1;
  Budget budget(options, 16);
  Extraction out;
  EXPECT_TRUE(ExtractInto("text", "a", 1, budget, out));
  EXPECT_FALSE(ExtractInto("text", "a", 2, budget, out));
}

// The type that somebody names is of the input, not of what is in it.
TEST(Extract, ForcedType) {
  Options options;
  options.type = FileType::kText;
  const auto extraction = Extract("<html><p>x", options);
  ASSERT_TRUE(extraction);
  EXPECT_EQ(extraction->type, FileType::kText);
  EXPECT_EQ(extraction->documents[0].text, "<html><p>x");
}

}  // namespace
}  // namespace markings::extract
