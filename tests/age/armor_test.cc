#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <string_view>

#include "libmarkings/age/internal/armor.h"
#include "tests/age/age_testing.h"

namespace markings {
namespace {

using internal::ArmorSink;
using internal::ArmorSource;
using internal::BufferedSource;
using internal::StringSink;
using internal::ViewSource;

std::span<const unsigned char> Bytes(std::string_view text) {
  return {reinterpret_cast<const unsigned char*>(text.data()), text.size()};
}

// Armor put on a text that comes in pieces of a size.
std::string Armored(std::string_view text, std::size_t piece = 1 << 20) {
  StringSink out;
  ArmorSink armor(out);
  if (text.empty()) {
    EXPECT_TRUE(armor.Write({}));
  }
  while (!text.empty()) {
    const std::string_view part = text.substr(0, piece);
    EXPECT_TRUE(armor.Write(Bytes(part)));
    text.remove_prefix(part.size());
  }
  EXPECT_TRUE(armor.Finish());
  return out.bytes();
}

// And taken off, asked for in pieces of a size.
Result<std::string> Bare(std::string_view text, std::size_t piece = 1 << 20) {
  ViewSource view(text);
  BufferedSource buffered(view);
  ArmorSource armor(buffered);
  std::string bare;
  std::vector<unsigned char> room(piece);
  while (true) {
    auto got = armor.Read(room);
    if (!got) return std::unexpected(got.error());
    bare.append(room.begin(), room.begin() + static_cast<std::ptrdiff_t>(*got));
    if (*got < piece) return bare;
  }
}

TEST(ArmorTest, GoesOnAndComesOff) {
  for (const std::size_t size :
       {0U, 1U, 2U, 3U, 46U, 47U, 48U, 49U, 95U, 96U, 97U, 65535U, 65536U, 70001U, 1000000U}) {
    const std::string text = testing::SomeBytes(size), armored = Armored(text);
    for (const std::size_t piece : {1U, 47U, 48U, 100U, 65536U}) {
      if (size > 100000 && piece == 1) continue;
      EXPECT_EQ(Armored(text, piece), armored) << size << ' ' << piece;
      const auto bare = Bare(armored, piece);
      ASSERT_TRUE(bare) << bare.error().message;
      EXPECT_EQ(*bare, text) << size << ' ' << piece;
    }
    std::string crlf;
    for (const char c : armored) crlf += c == '\n' ? "\r\n" : std::string(1, c);
    const auto bare = Bare(crlf, 1000);
    ASSERT_TRUE(bare) << bare.error().message;
    EXPECT_EQ(*bare, text);
  }
}

TEST(ArmorTest, HasTheKnownForm) {
  EXPECT_EQ(Armored(std::string(48, '\0') + "a"),
            "-----BEGIN AGE ENCRYPTED FILE-----\n"
            "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\n"
            "YQ==\n"
            "-----END AGE ENCRYPTED FILE-----\n");
}

TEST(ArmorTest, RefusesAllElse) {
  const std::string begin = "-----BEGIN AGE ENCRYPTED FILE-----\n",
                    end = "-----END AGE ENCRYPTED FILE-----\n";
  const std::string full(64, 'A'), space(internal::kMaxArmorSpace, ' ');
  struct Row {
    std::string text;
    const char* message;  // nullptr: accepted
  };
  const Row rows[] = {
      {begin + full + "\nAAAA\n" + end, nullptr},
      {begin + full + "\n" + end, nullptr},
      {begin + full.substr(1) + "=\n" + end, nullptr},
      {begin + "AAAA\n" + end.substr(0, end.size() - 1), nullptr},
      {" \t\r\n" + begin + "AAAA\n" + end + "\n \t\r\n", nullptr},
      {space + begin + "AAAA\n" + end + space, nullptr},
      {space + " " + begin + "AAAA\n" + end, "line 1: more than 1024"},
      {begin + "AAAA\n" + end + space + " ", "more than 1024"},
      {begin + "AAAA\n" + end + "x", "line 3: something follows"},
      {begin + "AAAA\n" + end.substr(0, end.size() - 1) + " \n", "line 3"},
      {begin + "AAAA\n" + end + begin + "AAAA\n" + end, "something follows"},
      {begin.substr(0, begin.size() - 1) + " \nAAAA\n" + end, "line 1: something follows the words"},
      {begin.substr(0, begin.size() - 1) + "\rAAAA\n" + end, "line 1: something follows the words"},
      {"-----BEGIN AGE ENCRYPTED MESSAGE-----\nAAAA\n" + end, "line 1: it does not begin"},
      {"-----begin age encrypted file-----\nAAAA\n" + end, "line 1: it does not begin"},
      {begin, "line 2: the file ends"},
      {begin + "AAAA", "the file ends"},
      {begin + "AAAA\n", "line 3: the file ends"},
      {begin + full + "\n", "line 3: the file ends"},
      {begin + "\nAAAA\n" + end, "line 2: it is empty"},
      {begin + "AAAA\n\n" + end, "line 3: it is empty"},
      {begin + "Comment: x\n\nAAAA\n" + end, "line 2: it is no canonical base64"},
      {begin + "AAAA\nAAAA\n" + end, "line 3: it follows a line"},
      {begin + "AA==\n" + full + "\n" + end, "line 3: it follows a line"},
      {begin + full.substr(1) + "=\nAAAA\n" + end, "line 3: it follows a line"},
      {begin + full + "AAAA\n" + end, "longer than 64"},
      {begin + full + "A\n" + end, "longer than 64"},
      {begin + full + "AA\n" + end, "longer than 64"},
      {begin + full + " \nAAAA\n" + end, "longer than 64"},
      {begin + " AAA\n" + end, "no canonical base64"},
      {begin + "AAA\n" + end, "no canonical base64"},
      {begin + "AA\n" + end, "no canonical base64"},
      {begin + "AB==\n" + end, "no canonical base64"},
      {begin + "AAB=\n" + end, "no canonical base64"},
      {begin + "A===\n" + end, "no canonical base64"},
      {begin + "====\n" + end, "no canonical base64"},
      {begin + "AA==AAAA\n" + end, "no canonical base64"},
      {begin + full.substr(1) + "*\n" + end, "line 2: it is no canonical base64"},
      {begin + full.substr(1) + "\xc1\n" + end, "line 2: it is no canonical base64"},
      {begin + full.substr(1) + "-\n" + end, "line 2: it is no canonical base64"},
  };
  for (const Row& row : rows) {
    for (const std::size_t piece : {1U, 100U, 100000U}) {
      const auto bare = Bare(row.text, piece);
      EXPECT_EQ(bare.has_value(), row.message == nullptr) << row.text;
      if (bare || row.message == nullptr) continue;
      EXPECT_EQ(bare.error().code, ErrorCode::kBadSealed);
      EXPECT_TRUE(bare.error().message.starts_with("the armor")) << bare.error().message;
      EXPECT_TRUE(bare.error().message.contains(row.message))
          << bare.error().message << ", not " << row.message;
    }
  }
}

// Every letter that may stand in a line, and none that may not.
TEST(ArmorTest, WholeLinesTakeTheAlphabetOnly) {
  const std::string begin = "-----BEGIN AGE ENCRYPTED FILE-----\n",
                    end = "\n-----END AGE ENCRYPTED FILE-----\n";
  std::size_t taken = 0;
  for (int byte = 0; byte < 256; ++byte) {
    std::string line(64, 'A');
    line[17] = static_cast<char>(byte);
    if (Bare(begin + line + end)) ++taken;
  }
  EXPECT_EQ(taken, 64U);
}

}  // namespace
}  // namespace markings
