#include "libmarkings/register/tlog_proof.h"

#include <gtest/gtest.h>

#include <string>

#include "tests/register/register_testing.h"

namespace markings {
namespace {

using testing::RegisterFixture;

// The example of C2SP tlog-proof, with a checkpoint of ours for the one that is shortened there.
const std::string kHead =
    "c2sp.org/tlog-proof@v1\nextra YWdlLXYxLjIuMS1kYXJ3aW4tYXJtNjQudGFyLmd6kYXJ3aW4tYXJ\nindex 73894\n";
const std::string kHash = "gSKyXoYZUgZ6jduWYrkDOARinOMGJveXjgMkBTcdPlQ=\n";

TEST(TlogProofTest, ReadsAndWritesTheOneForm) {
  const std::string text = kHead + kHash + kHash + "\nany bytes\n\n";
  const auto proof = TlogProof::Parse(text);
  ASSERT_TRUE(proof) << proof.error().message;
  EXPECT_TRUE(proof->extra.starts_with("age-v1.2.1-darwin-arm64.tar.gz"));
  EXPECT_EQ(proof->index, 73894U);
  EXPECT_EQ(proof->hashes.size(), 2U);
  EXPECT_EQ(proof->hashes[0][0], 0x81);
  EXPECT_EQ(proof->checkpoint, "any bytes\n\n");
  EXPECT_EQ(proof->Format(), text);
  const std::string least = "c2sp.org/tlog-proof@v1\nindex 0\n\nx";
  EXPECT_EQ(TlogProof::Parse(least)->Format(), least);
}

TEST(TlogProofTest, RefusesEveryOtherForm) {
  std::string many;
  for (int i = 0; i < 64; ++i) many += kHash;
  const std::string refused[] = {
      "",
      "c2sp.org/tlog-proof@v1",
      "c2sp.org/tlog-proof@v2\nindex 0\n\nx",
      "c2sp.org/tlog-proof@v1\n\nx",
      "c2sp.org/tlog-proof@v1\nindex 0\n",
      "c2sp.org/tlog-proof@v1\nindex 0\n\n",
      "c2sp.org/tlog-proof@v1\nindex 00\n\nx",
      "c2sp.org/tlog-proof@v1\nindex -1\n\nx",
      "c2sp.org/tlog-proof@v1\nindex 9223372036854775808\n\nx",
      "c2sp.org/tlog-proof@v1\nextra \nindex 0\n\nx",
      "c2sp.org/tlog-proof@v1\nextra !!!!\nindex 0\n\nx",
      "c2sp.org/tlog-proof@v1\nextra QQ==\nextra QQ==\nindex 0\n\nx",
      "c2sp.org/tlog-proof@v1\nindex 0\nextra QQ==\n\nx",
      "c2sp.org/tlog-proof@v1\nindex 0\nAAAA\n\nx",
      "c2sp.org/tlog-proof@v1\r\nindex 0\r\n\r\nx",
      "c2sp.org/tlog-proof@v1\nindex 0\n" + many + "\nx",
  };
  for (const std::string& text : refused) {
    const auto proof = TlogProof::Parse(text);
    ASSERT_FALSE(proof) << text;
    EXPECT_EQ(proof.error().code, ErrorCode::kBadProof);
    EXPECT_LE(proof.error().where.end, text.size());
  }
}

TEST(TlogProofTest, EveryChangedBitIsNoticed) {
  const RegisterFixture fixture;
  fixture.Init();
  const auto appended = fixture.Append(0, 5);
  ASSERT_TRUE(appended);
  const std::string& proof = (*appended)[3].proof;
  const std::string entry = RegisterFixture::EntryOf(3);
  const auto parsed = TlogProof::Parse(proof);
  EXPECT_EQ(parsed->extra, entry);
  EXPECT_EQ(parsed->Format(), proof);
  const std::size_t extra_begin = proof.find("extra "), extra_end = proof.find("index ");
  for (std::size_t i = 0; i < proof.size() * 8; ++i) {
    std::string changed = proof;
    changed[i / 8] = static_cast<char>(static_cast<unsigned char>(changed[i / 8]) ^ (1U << (i % 8)));
    const auto verified = VerifyInclusion(changed, entry, fixture.trust());
    // The extra bytes are nobody's word: they may be others, and prove nothing.
    if (i / 8 > extra_begin && i / 8 < extra_end) continue;
    EXPECT_FALSE(verified) << "bit " << i;
  }
  for (std::size_t i = 0; i < entry.size() * 8; ++i) {
    std::string changed = entry;
    changed[i / 8] = static_cast<char>(static_cast<unsigned char>(changed[i / 8]) ^ (1U << (i % 8)));
    EXPECT_EQ(VerifyInclusion(proof, changed, fixture.trust()).error().code, ErrorCode::kNotAuthentic);
  }
}

}  // namespace
}  // namespace markings
