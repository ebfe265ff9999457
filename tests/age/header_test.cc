#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "libmarkings/age/internal/header.h"
#include "libmarkings/age/internal/stanzas.h"
#include "tests/age/age_testing.h"

namespace markings {
namespace {

using internal::AgeHeader;
using internal::BufferedSource;
using internal::ViewSource;

constexpr std::string_view kVersion = "age-encryption.org/v1\n";
constexpr std::string_view kMac = "--- AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\n";

std::string Header(std::string_view stanzas) {
  return std::string(kVersion) + std::string(stanzas) + std::string(kMac);
}

std::string Written(const AgeHeader& header) {
  return internal::FormatHeader(internal::FormatCovered(header.stanzas), header.mac);
}

TEST(AgeHeaderTest, WhatIsAcceptedIsWrittenBack) {
  const std::string full(64, 'A');
  for (const std::string& stanzas :
       {std::string("-> a\n\n"), std::string("-> a b ~ !\nAAAA\n"), "-> a\n" + full + "\n\n",
        "-> a\n" + full + "\n" + full + "\nAA\n-> b\n\n", std::string("-> ->\n\n"),
        std::string("-> ---\nAAA\n")}) {
    const std::string text = Header(stanzas);
    const auto header = internal::ParseHeader(text);
    ASSERT_TRUE(header) << stanzas << header.error().message;
    EXPECT_EQ(Written(*header), text);
    EXPECT_EQ(text.substr(header->covered - 3, 3), "---");
    EXPECT_EQ(header->covered, text.size() - kMac.size() + 3);
  }
}

TEST(AgeHeaderTest, RefusesAllElse) {
  const std::string full(64, 'A'), mac(kMac), version(kVersion);
  struct Row {
    std::string text;
    const char* message;
  };
  const Row rows[] = {
      {"", "is missing: the file is empty"},
      {"hello\n", "is missing: this is no age file"},
      {"age-encryption.org/v2\n-> a\n\n" + mac, "another version"},
      {"age-encryption.org/v1\r\n-> a\n\n" + mac, "line of the version"},
      {"age-encryption.org/v1 \n-> a\n\n" + mac, "line of the version"},
      {"\n" + Header("-> a\n\n"), "no age file"},
      {"\xef\xbb\xbf" + Header("-> a\n\n"), "no age file"},
      {version, "line 2: it ends before its last line"},
      {version + mac, "line 2: it has no stanza"},
      {Header("->\n\n"), "line 2: neither a stanza"},
      {Header("->  a\n\n"), "line 2: an argument of a stanza is empty"},
      {Header("-> \n\n"), "line 2: an argument of a stanza is empty"},
      {Header("-> a \n\n"), "line 2: an argument of a stanza is empty"},
      {Header("-> a  b\n\n"), "line 2: an argument of a stanza is empty"},
      {Header("-> a\tb\n\n"), "line 2: an argument of a stanza holds"},
      {Header("-> a\r\n\r\n"), "line 2: an argument of a stanza holds"},
      {Header("-> caf\xc3\xa9\n\n"), "line 2: an argument of a stanza holds"},
      {Header("-> a\x7f\n\n"), "line 2: an argument of a stanza holds"},
      {Header(std::string("-> a\0b\n\n", 9)), "line 2: an argument of a stanza holds"},
      {Header("-> a\n"), "line 3: the body of a stanza is no canonical base64"},
      {Header("-> a\n" + full + "\n"), "line 4: the body of a stanza is no canonical base64"},
      {Header("-> a\n" + full + "A\n\n"), "line 3: a line of a stanza's body is longer"},
      {Header("-> a\nAAAA\nAAAA\n"), "line 4: neither a stanza"},
      {Header("-> a\nA\n"), "line 3: the body"},
      {Header("-> a\nAB\n"), "line 3: the body"},
      {Header("-> a\nAA==\n"), "line 3: the body"},
      {Header("-> a\nAA A\n"), "line 3: the body"},
      {Header("-> a\nAA\r\n"), "line 3: the body"},
      {Header("-> a\nA-_A\n"), "line 3: the body"},
      {Header("-> a\n\n\n"), "line 4: neither a stanza"},
      {version + "-> a\n\n--- AAAA\n", "line 4: its MAC"},
      {version + "-> a\n\n---  AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\n", "line 4: its MAC"},
      {version + "-> a\n\n---AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\n", "line 4: its MAC"},
      {version + "-> a\n\n--- AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAB\n", "line 4: its MAC"},
      {version + "-> a\n\n--- AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n", "line 4: its MAC"},
      {version + "-> a\n\n--- AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA \n", "line 4: its MAC"},
      {version + "-> a\n\n--- AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\r\n", "line 4: its MAC"},
      {version + "-> a\n\n--- AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "line 4: it ends before"},
      {version + "-> a\n\n---\n", "line 4: its MAC"},
      {version + "-> a\n" + full, "line 3: it ends within a stanza"},
      {Header("-> a\n\n") + "x", "line 5: something follows it"},
  };
  for (const Row& row : rows) {
    const auto header = internal::ParseHeader(row.text);
    ASSERT_FALSE(header) << row.text;
    EXPECT_EQ(header.error().code, ErrorCode::kBadSealed);
    EXPECT_TRUE(header.error().message.starts_with("the age header")) << header.error().message;
    EXPECT_TRUE(header.error().message.contains(row.message))
        << header.error().message << ", not " << row.message;
  }
}

TEST(AgeHeaderTest, StanzasAreCounted) {
  std::string stanzas;
  for (std::size_t i = 0; i < internal::kMaxStanzas; ++i) stanzas += "-> a\n\n";
  EXPECT_TRUE(internal::ParseHeader(Header(stanzas)));
  const auto more = internal::ParseHeader(Header(stanzas + "-> a\n\n"));
  ASSERT_FALSE(more);
  EXPECT_TRUE(more.error().message.contains("more than 1024 stanzas"));
}

TEST(AgeHeaderTest, IsTakenFromWhatFollows) {
  const std::string header = Header("-> a\n\n"), text = header + "payload";
  ViewSource view(text);
  BufferedSource source(view);
  const auto taken = internal::TakeHeader(source);
  ASSERT_TRUE(taken);
  EXPECT_EQ(*taken, header);
  EXPECT_EQ(*source.Peek(100), "payload");
}

// Neither a huge header nor a large file that is none is read to its end.
TEST(AgeHeaderTest, IsNotReadWithoutEnd) {
  const std::string huge = std::string(kVersion) + "-> " + std::string(internal::kMaxHeader, 'a');
  ViewSource view(huge);
  BufferedSource source(view);
  const auto taken = internal::TakeHeader(source);
  ASSERT_FALSE(taken);
  EXPECT_TRUE(taken.error().message.contains("larger than 1 MiB"));

  const std::string other(std::size_t{4} << 20, 'x');
  ViewSource other_view(other);
  BufferedSource other_source(other_view);
  const auto none = internal::TakeHeader(other_source);
  ASSERT_TRUE(none);
  EXPECT_LE(none->size(), 8192U);
  EXPECT_FALSE(internal::ParseHeader(*none));
}

// The kinds that age has must have their form even when nobody asks for them.
TEST(AgeHeaderTest, KnownKindsHaveTheirForm) {
  const std::string share(43, 'A'), salt(22, 'A'), body = std::string(43, 'A') + "\n";
  const std::string hybrid(1494, 'A'), point(87, 'A'), tag = "AAAAAA";
  struct Row {
    std::string stanzas;
    const char* message;  // nullptr: accepted
  };
  const Row rows[] = {
      {"-> X25519 " + share + "\n" + body, nullptr},
      {"-> X25519\n" + body, "has 1 arguments"},
      {"-> X25519 " + share + " x\n" + body, "has 3 arguments"},
      {"-> X25519 " + share.substr(1) + "\n" + body, "the share"},
      {"-> X25519 " + share.substr(1) + "B\n" + body, "the share"},
      {"-> X25519 " + share + "\n\n", "the body is not of 32 bytes"},
      {"-> X25519 " + share + "\n" + body.substr(1), "the body is not of 32 bytes"},
      {"-> x25519 whatever\n\n", nullptr},
      {"-> scrypt " + salt + " 18\n" + body, nullptr},
      {"-> scrypt " + salt + " 22\n" + body, nullptr},
      {"-> scrypt " + salt + " 23\n" + body, "over the limit, 2^22"},
      {"-> scrypt " + salt + " 99999999999999999999\n" + body, "over the limit"},
      {"-> scrypt " + salt + " 0\n" + body, "no decimal number"},
      {"-> scrypt " + salt + " 010\n" + body, "no decimal number"},
      {"-> scrypt " + salt + " +10\n" + body, "no decimal number"},
      {"-> scrypt " + salt + " 1e1\n" + body, "no decimal number"},
      {"-> scrypt " + salt + "\n" + body, "has 2 arguments"},
      {"-> scrypt " + salt + "A 18\n" + body, "the salt"},
      {"-> scrypt " + salt + " 18\n\n", "the body"},
      {"-> scrypt " + salt + " 18\n" + body + "-> grease\n\n", "nothing may stand beside it"},
      {"-> grease\n\n-> scrypt " + salt + " 18\n" + body, "nothing may stand beside it"},
      {"-> mlkem768x25519 " + hybrid + "\n" + body, nullptr},
      {"-> mlkem768x25519 " + hybrid + "A\n" + body, "argument 2 is not 1120 bytes"},
      {"-> mlkem768x25519 " + hybrid + "\n\n", "the body"},
      {"-> p256tag " + tag + " " + point + "\n" + body, nullptr},
      {"-> p256tag " + tag + "\n" + body, "has 2 arguments"},
      {"-> p256tag " + tag + " " + point + "A\n" + body, "argument 3 is not 65 bytes"},
      {"-> mlkem768p256tag AAAAA " + point + "\n" + body, "argument 2 is not 4 bytes"},
  };
  for (const Row& row : rows) {
    const auto header = internal::ParseHeader(Header(row.stanzas));
    ASSERT_TRUE(header) << row.stanzas;
    const auto sorted = internal::SortStanzas(*header, 22);
    EXPECT_EQ(sorted.has_value(), row.message == nullptr) << row.stanzas;
    if (sorted || row.message == nullptr) continue;
    EXPECT_EQ(sorted.error().code, ErrorCode::kBadSealed);
    EXPECT_TRUE(sorted.error().message.contains(row.message))
        << sorted.error().message << ", not " << row.message;
  }
}

}  // namespace
}  // namespace markings
