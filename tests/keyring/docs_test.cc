// The examples of docs/formats/note.md, register.md and keyring.md are what they say.

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "libmarkings/keyring/keyring.h"
#include "libmarkings/note/note.h"
#include "libmarkings/register/register.h"
#include "tests/note/note_testing.h"

namespace markings {
namespace {

// The texts between ``` of a page.
std::vector<std::string> Blocks(const std::string& page) {
  const std::string text = testing::ReadFile(std::string(MARKINGS_SOURCE_DIR) + "/docs/formats/" + page);
  std::vector<std::string> blocks;
  for (std::size_t at = text.find("\n```\n"); at != std::string::npos; at = text.find("\n```\n", at)) {
    const std::size_t begin = at + 5, end = text.find("\n```\n", begin);
    blocks.push_back(text.substr(begin, end + 1 - begin));
    at = end + 5;
  }
  return blocks;
}

NoteVerifier KeyOfExamples() {
  return *NoteVerifier::Create("example.org/releases", testing::PlainKey().public_key());
}

TEST(DocsTest, Notes) {
  const auto blocks = Blocks("note.md");
  ASSERT_EQ(blocks.size(), 3U);
  const std::array published = {*NoteVerifier::Parse(blocks[1])};
  EXPECT_TRUE(OpenNote(blocks[0], published));
  const auto opened = OpenCheckpoint(blocks[2], {KeyOfExamples()});
  ASSERT_TRUE(opened) << opened.error().message;
  EXPECT_EQ(opened->checkpoint.size, 2U);
  EXPECT_TRUE(testing::ReadFile(std::string(MARKINGS_SOURCE_DIR) + "/docs/formats/note.md")
                  .contains("`" + KeyOfExamples().Format() + "`"));
}

TEST(DocsTest, Register) {
  const auto blocks = Blocks("register.md");
  ASSERT_EQ(blocks.size(), 5U);
  const std::string& release = blocks[0];
  const std::string& revoke = blocks[1];
  EXPECT_TRUE(std::holds_alternative<ReleaseEntry>(*ParseEntry(release)));
  EXPECT_TRUE(std::holds_alternative<RevokeEntry>(*ParseEntry(revoke)));
  // The hashes in the dump of the tile.
  std::string digits, shown;
  for (const std::string& entry : {release, revoke}) {
    const TreeHash hash = LeafHash({reinterpret_cast<const unsigned char*>(entry.data()), entry.size()});
    std::array<char, 65> hex;
    sodium_bin2hex(hex.data(), hex.size(), hash.data(), hash.size());
    digits += hex.data();
  }
  for (std::size_t at = 0; at < blocks[3].size(); at = blocks[3].find('\n', at) + 1) {
    std::string columns = blocks[3].substr(at + 10, 39);
    std::erase(columns, ' ');
    shown += columns;
  }
  EXPECT_EQ(shown, digits);
  const auto proved = VerifyInclusion(blocks[4], revoke, {KeyOfExamples()});
  ASSERT_TRUE(proved) << proved.error().message;
  EXPECT_EQ(proved->index, 1U);
  EXPECT_EQ(TlogProof::Parse(blocks[4])->extra, revoke);
}

TEST(DocsTest, Keyring) {
  const auto blocks = Blocks("keyring.md");
  ASSERT_EQ(blocks.size(), 1U);
  const auto ring = Keyring::Parse(blocks[0]);
  ASSERT_TRUE(ring) << ring.error().message << " at " << ring.error().where.begin;
  EXPECT_EQ(ring->roots[0], KeyOfExamples());
  EXPECT_EQ(ring->keys.size(), 1U);
}

}  // namespace
}  // namespace markings
