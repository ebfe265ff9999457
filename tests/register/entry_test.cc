#include "libmarkings/register/entry.h"

#include <gtest/gtest.h>

#include <string>

#include "tests/note/note_testing.h"

namespace markings {
namespace {

const std::string kDigest(64, 'a');
const std::string kId(32, 'b');
const std::string kRelease =
    "markings-register/v1\nrelease " + kId + "\nmanifest-sha256 " + kDigest + "\ndate 2026-11-23\n";

TEST(EntryTest, OfAReleaseIsAlwaysOfOneLength) {
  EXPECT_EQ(*MakeReleaseEntry(kId, kDigest, "2026-11-23"), kRelease);
  EXPECT_EQ(*MakeReleaseEntry(kId, kDigest, "2026-11-23T23:59:59Z"), kRelease);
  EXPECT_EQ(kRelease.size(), 159U);
  EXPECT_EQ(ReleaseIdOf(kDigest), std::string(32, 'a'));
  const auto entry = ParseEntry(kRelease);
  ASSERT_TRUE(entry);
  const auto& release = std::get<ReleaseEntry>(*entry);
  EXPECT_EQ(release.id, kId);
  EXPECT_EQ(release.manifest_sha256, kDigest);
  EXPECT_EQ(release.date, "2026-11-23");
}

TEST(EntryTest, OfAKey) {
  const MinisignPublicKey key = testing::TestKey(1).public_key();
  for (const std::string& name :
       {key.KeyLine(), NoteVerifier::Create("log.example", key)->Format(), "sha256:" + kDigest}) {
    const auto made = MakeRevokeEntry(name, 17, "2026-11-23");
    ASSERT_TRUE(made) << made.error().message;
    EXPECT_EQ(*made, "markings-register/v1\nrevoke " + name + " from-index 17\ndate 2026-11-23\n");
    const auto entry = ParseEntry(*made);
    ASSERT_TRUE(entry) << entry.error().message;
    EXPECT_EQ(std::get<RevokeEntry>(*entry).key.text(), name);
    EXPECT_EQ(std::get<RevokeEntry>(*entry).from_index, 17U);
  }
  EXPECT_EQ(MakeRevokeEntry("office.pub", 1, "2026-11-23").error().code, ErrorCode::kBadKey);
  EXPECT_EQ(MakeRevokeEntry(key.Format(), 1, "2026-11-23").error().code, ErrorCode::kBadKey);  // two lines
  EXPECT_EQ(MakeRevokeEntry(key.KeyLine(), ~std::uint64_t{0}, "2026-11-23").error().code,
            ErrorCode::kUnusableInput);
}

TEST(EntryTest, OneKeyHasManyNames) {
  const MinisignPublicKey key = testing::TestKey(1).public_key();
  const auto minisign = *KeyReference::Parse(key.KeyLine());
  // The id of a minisign key is anybody's choice.
  std::string bytes(42, '\0');
  std::array<unsigned char, 42> raw;
  ASSERT_TRUE(DecodeBase64(key.KeyLine(), raw));
  raw[5] ^= 1;
  const auto renamed = *KeyReference::Parse(EncodeBase64(raw));
  const auto note = *KeyReference::Parse(NoteVerifier::Create("a.example", key)->Format());
  const auto other = *KeyReference::Parse(testing::TestKey(2).public_key().KeyLine());
  const auto certificate = *KeyReference::Parse("sha256:" + kDigest);
  EXPECT_NE(minisign.text(), renamed.text());
  EXPECT_TRUE(minisign.SameKeyAs(renamed));
  EXPECT_TRUE(note.SameKeyAs(minisign));
  EXPECT_FALSE(minisign.SameKeyAs(other));
  EXPECT_FALSE(certificate.SameKeyAs(minisign));
  EXPECT_TRUE(certificate.SameKeyAs(certificate));
  EXPECT_EQ(note.kind(), KeyReference::Kind::kNote);
  EXPECT_EQ(certificate.kind(), KeyReference::Kind::kCertificate);
}

TEST(EntryTest, RefusesEveryOtherForm) {
  EXPECT_FALSE(MakeReleaseEntry("Visit of the ambassador", kDigest, "2026-11-23"));
  EXPECT_FALSE(MakeReleaseEntry(kId, kId, "2026-11-23"));
  for (const char* date :
       {"", "2026-11-31", "2026-11-23T", "2026-11-23T10:15Z", "2026-11-23 10:15:00Z", "23.11.2026"}) {
    EXPECT_EQ(MakeReleaseEntry(kId, kDigest, date).error().code, ErrorCode::kUnusableInput) << date;
  }
  for (std::size_t size = 0; size < kRelease.size(); ++size)
    EXPECT_FALSE(ParseEntry(kRelease.substr(0, size)));
  const auto replaced = [](const std::string& from, const std::string& to) {
    std::string text = kRelease;
    return text.replace(text.find(from), from.size(), to);
  };
  for (const std::string& text :
       {kRelease + "\n", kRelease + kRelease, replaced("v1", "v2"), replaced("v1\n", "v1\r\n"),
        replaced("release ", "release  "), replaced(kId, std::string(32, 'B')),
        replaced("date 2026", "date  2026"), replaced("2026-11-23", "2026-11-23T00:00:00Z"),
        replaced("manifest-sha256", "manifest"), replaced("release " + kId + "\n", ""),
        std::string("markings-register/v1\n"),
        std::string("markings-register/v1\nrevoke x from-index 1\ndate 2026-11-23\n"),
        "markings-register/v1\nrevoke sha256:" + kDigest + " from-index 01\ndate 2026-11-23\n",
        "markings-register/v1\nrevoke sha256:" + kDigest + "\ndate 2026-11-23\n"}) {
    const auto entry = ParseEntry(text);
    ASSERT_FALSE(entry) << text;
    EXPECT_EQ(entry.error().code, ErrorCode::kBadRegister);
  }
}

}  // namespace
}  // namespace markings
