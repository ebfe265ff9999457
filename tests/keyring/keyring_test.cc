#include "libmarkings/keyring/keyring.h"

#include <gtest/gtest.h>

#include <array>
#include <string>
#include <vector>

#include "libmarkings/note/note.h"
#include "tests/note/note_testing.h"

namespace markings {
namespace {

using testing::TestKey;

// Root holders 1 to 4 and their keys.
class KeyringTest : public ::testing::Test {
 protected:
  static NoteVerifier Root(unsigned char number) {
    return *NoteVerifier::Create("root" + std::to_string(number) + ".example", TestKey(number).public_key());
  }
  static KeyringEntry Entry(const std::string& name, unsigned char number) {
    return {name,         KeyPurpose::kRelease, *KeyReference::Parse(TestKey(number).public_key().KeyLine()),
            "2026-01-01", "2027-12-31",         KeyStatus::kActive};
  }
  static Keyring Ring(std::uint64_t version, std::size_t threshold, const std::vector<unsigned char>& roots) {
    Keyring ring;
    ring.name = "example.org/keys";
    ring.version = version;
    ring.threshold = threshold;
    for (const unsigned char number : roots) ring.roots.push_back(Root(number));
    ring.keys = {Entry("office", 11), Entry("annex", 12)};
    return ring;
  }
  static std::string Signed(const Keyring& ring, const std::vector<unsigned char>& signers) {
    std::string note = ring.Format();
    for (const unsigned char number : signers) {
      const MinisignSecretKey key = TestKey(number);
      note = *SignKeyring(note, *NoteSigner::Create("root" + std::to_string(number) + ".example", key));
    }
    return note;
  }
};

TEST_F(KeyringTest, ReadsAndWritesTheOneForm) {
  Keyring ring = Ring(7, 2, {1, 2, 3});
  ring.keys[1].to.clear();
  ring.keys[1].status = KeyStatus::kRevoked;
  ring.keys.push_back(
      {"log", KeyPurpose::kRegister,
       *KeyReference::Parse(NoteVerifier::Create("log.example", TestKey(13).public_key())->Format()),
       "2026-01-01", "2026-01-01", KeyStatus::kRetired});
  ring.keys.push_back({"originals", KeyPurpose::kOriginal,
                       *KeyReference::Parse("sha256:" + std::string(64, 'a')), "2026-01-01", "",
                       KeyStatus::kActive});
  const std::string text = ring.Format();
  EXPECT_TRUE(
      text.starts_with("markings-keyring/v1\nkeyring example.org/keys\nversion 7\nroots 2 of 3\nroot root1"));
  EXPECT_TRUE(text.contains(" 2026-01-01 - revoked\n"));
  const auto again = Keyring::Parse(text);
  ASSERT_TRUE(again) << again.error().message;
  EXPECT_EQ(again->Format(), text);
  EXPECT_EQ(again->keys.size(), 4U);
  for (std::size_t size = 0; size < text.size(); ++size) {
    const auto part = Keyring::Parse(text.substr(0, size));
    // Whole lines of keys may be missing; that is what signatures are for.
    EXPECT_TRUE(!part || part->Format() == text.substr(0, size));
  }
  for (std::size_t i = 0; i < text.size() * 8; ++i) {
    std::string changed = text;
    changed[i / 8] = static_cast<char>(static_cast<unsigned char>(changed[i / 8]) ^ (1U << (i % 8)));
    const auto parsed = Keyring::Parse(changed);
    EXPECT_TRUE(!parsed || parsed->Format() == changed) << changed;
  }
}

TEST_F(KeyringTest, RefusesEveryOtherForm) {
  const std::string good = Ring(1, 1, {1}).Format();
  ASSERT_TRUE(Keyring::Parse(good));
  const auto replaced = [&](const std::string& from, const std::string& to) {
    std::string text = good;
    return text.replace(text.find(from), from.size(), to);
  };
  const std::string office = TestKey(11).public_key().KeyLine(), note_key = Root(5).Format();
  const std::string witness =
      NoteVerifier::Create("w.example", TestKey(6).public_key(), NoteKeyType::kCosignature)->Format();
  const std::string refused[] = {
      "",
      good + "\n",
      good + "more\n",
      replaced("v1", "v2"),
      replaced("version 1", "version 0"),
      replaced("version 1", "version 01"),
      replaced("roots 1 of 1", "roots 0 of 1"),
      replaced("roots 1 of 1", "roots 2 of 1"),
      replaced("roots 1 of 1", "roots 1 of 2"),
      replaced("roots 1 of 1", "roots 1 of 0"),
      replaced("roots 1 of 1", "roots 1 of 17"),
      replaced("release", "releases"),
      replaced("active", "good"),
      replaced("2027-12-31 active", "- retired"),
      replaced("2026-01-01", "2026-02-30"),
      replaced("2026-01-01", "2028-01-01"),  // after its last day
      replaced("2026-01-01", "-"),
      replaced(office, "office.pub"),
      replaced(office, note_key),  // a note's key signs no releases
      replaced("release " + office, "register " + office),
      replaced("release " + office, "witness " + note_key),
      replaced("release " + office, "register " + witness),
      replaced(office, TestKey(12).public_key().KeyLine()),  // twice
      replaced(office, TestKey(1).public_key().KeyLine()),   // a root
      replaced("key office", "key my office"),
      replaced("key office ", "key  "),
      replaced("root root1", "root  root1"),
      replaced(Root(1).Format(), witness),
  };
  for (const std::string& text : refused) {
    const auto parsed = Keyring::Parse(text);
    ASSERT_FALSE(parsed) << text;
    EXPECT_EQ(parsed.error().code, ErrorCode::kBadRegister);
    EXPECT_LE(parsed.error().where.end, text.size());
  }
}

TEST_F(KeyringTest, EnoughRootsMustSign) {
  const Keyring ring = Ring(1, 2, {1, 2, 3});
  EXPECT_EQ(OpenFirstKeyring(ring.Format()).error().code, ErrorCode::kBadRegister);
  EXPECT_EQ(OpenFirstKeyring(Signed(ring, {1})).error().code, ErrorCode::kNotAuthentic);
  EXPECT_EQ(OpenFirstKeyring(Signed(ring, {1, 4})).error().code, ErrorCode::kNotAuthentic);
  EXPECT_TRUE(OpenFirstKeyring(Signed(ring, {1, 3})));
  EXPECT_TRUE(OpenFirstKeyring(Signed(ring, {4, 3, 2, 1})));
  // The same signature twice is one.
  const std::string one = Signed(ring, {1});
  EXPECT_FALSE(OpenFirstKeyring(one + one.substr(one.rfind("\n\n") + 2)));
  const MinisignSecretKey key = TestKey(1);
  EXPECT_EQ(SignKeyring(one, *NoteSigner::Create("root1.example", key)).error().code,
            ErrorCode::kUnusableInput);
  EXPECT_FALSE(SignKeyring("anything\n", *NoteSigner::Create("root1.example", key)));
  // One root under two names would be two.
  Keyring twice = Ring(1, 2, {1});
  twice.roots.push_back(*NoteVerifier::Create("root9.example", TestKey(1).public_key()));
  EXPECT_FALSE(Keyring::Parse(twice.Format()));
}

TEST_F(KeyringTest, EachVersionIsSignedByTheOneBefore) {
  const Keyring first = Ring(1, 2, {1, 2, 3});
  const auto opened = OpenFirstKeyring(Signed(first, {1, 2}));
  ASSERT_TRUE(opened);
  Keyring next = first;
  next.version = 2;
  next.keys[0].status = KeyStatus::kRetired;
  EXPECT_TRUE(FollowKeyring(*opened, Signed(next, {2, 3})));
  EXPECT_FALSE(FollowKeyring(*opened, Signed(next, {2})));
  // Other roots: those of before and those of now.
  next.roots = {Root(3), Root(4)};
  EXPECT_FALSE(FollowKeyring(*opened, Signed(next, {3, 4})));
  EXPECT_FALSE(FollowKeyring(*opened, Signed(next, {1, 2})));
  EXPECT_FALSE(FollowKeyring(*opened, Signed(next, {1, 3})));
  const auto followed = FollowKeyring(*opened, Signed(next, {1, 3, 4}));
  ASSERT_TRUE(followed) << followed.error().message;
  EXPECT_EQ(followed->version, 2U);
  // Strangers who call themselves roots.
  EXPECT_FALSE(FollowKeyring(*opened, Signed(Ring(2, 1, {5}), {5})));
  // Never back, never over one, never another ring.
  for (const std::uint64_t version : {1U, 3U}) {
    Keyring other = first;
    other.version = version;
    EXPECT_EQ(FollowKeyring(*opened, Signed(other, {1, 2})).error().code, ErrorCode::kNotAuthentic);
  }
  Keyring renamed = Ring(2, 2, {1, 2, 3});
  renamed.name = "example.net/keys";
  EXPECT_FALSE(FollowKeyring(*opened, Signed(renamed, {1, 2})));
}

TEST_F(KeyringTest, ARevokedKeyStaysRevoked) {
  Keyring first = Ring(1, 1, {1});
  first.keys[0].status = KeyStatus::kRevoked;
  const auto opened = OpenFirstKeyring(Signed(first, {1}));
  Keyring next = first;
  next.version = 2;
  next.keys[1].status = KeyStatus::kRevoked;
  EXPECT_TRUE(FollowKeyring(*opened, Signed(next, {1})));
  next.keys[0].status = KeyStatus::kActive;
  EXPECT_EQ(FollowKeyring(*opened, Signed(next, {1})).error().code, ErrorCode::kNotAuthentic);
  next.keys.erase(next.keys.begin());
  EXPECT_EQ(FollowKeyring(*opened, Signed(next, {1})).error().code, ErrorCode::kNotAuthentic);
}

TEST_F(KeyringTest, EveryChangedBitIsNoticed) {
  const std::string note = Signed(Ring(1, 2, {1, 2}), {1, 2});
  ASSERT_TRUE(OpenFirstKeyring(note));
  for (std::size_t i = 0; i < note.size() * 8; ++i) {
    std::string changed = note;
    changed[i / 8] = static_cast<char>(static_cast<unsigned char>(changed[i / 8]) ^ (1U << (i % 8)));
    EXPECT_FALSE(OpenFirstKeyring(changed)) << "bit " << i;
  }
}

}  // namespace
}  // namespace markings
