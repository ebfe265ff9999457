#include "libmarkings/keyring/standing.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/note/note_testing.h"

namespace markings {
namespace {

using testing::TestKey;

KeyReference Key(unsigned char number) {
  return *KeyReference::Parse(TestKey(number).public_key().KeyLine());
}

Keyring Ring() {
  Keyring ring;
  ring.name = "example.org/keys";
  ring.keys = {
      {"office", KeyPurpose::kRelease, Key(1), "2026-01-01", "2026-06-30", KeyStatus::kActive},
      {"office", KeyPurpose::kRelease, Key(2), "2026-06-01", "", KeyStatus::kActive},
      {"office", KeyPurpose::kRelease, Key(3), "2025-01-01", "2025-12-31", KeyStatus::kRetired},
      {"annex", KeyPurpose::kRelease, Key(4), "2026-01-01", "", KeyStatus::kRevoked},
      {"office", KeyPurpose::kOriginal, Key(5), "2026-01-01", "", KeyStatus::kActive},
  };
  return ring;
}

TEST(StandingTest, EveryCase) {
  const Keyring ring = Ring();
  struct Row {
    const char* what;
    unsigned char key;
    KeyQuestion question;
    Standing standing;
  };
  const KeyPurpose release = KeyPurpose::kRelease;
  const std::vector<KeyRevocation> revoked1 = {{Key(1), 10}}, revoked4 = {{Key(4), 10}, {Key(4), 20}};
  const Row rows[] = {
      {"in its time", 1, {release, "2026-03-01", "2026-03-02"}, Standing::kValid},
      {"on its first day", 1, {release, "2026-01-01", "2026-03-02"}, Standing::kValid},
      {"on its last day", 1, {release, "2026-06-30", "2026-06-30"}, Standing::kValid},
      {"before its first day", 1, {release, "2025-12-31", "2026-03-02"}, Standing::kNotYet},
      {"after its last day", 1, {release, "2026-07-01", "2026-07-01"}, Standing::kExpired},
      {"dated in its time, after it", 1, {release, "2026-03-01", "2026-07-01"}, Standing::kExpired},
      {"logged in its time",
       1,
       {release, "2026-03-01", "2026-07-01", LoggedAt{4, "2026-06-30"}},
       Standing::kValidByRegister},
      {"logged after its time",
       1,
       {release, "2026-03-01", "2026-07-01", LoggedAt{4, "2026-07-01"}},
       Standing::kExpired},
      {"logged, without need",
       1,
       {release, "2026-03-01", "2026-03-02", LoggedAt{4, "2026-03-01"}},
       Standing::kValid},
      {"no end", 2, {release, "2099-01-01", "2099-01-01"}, Standing::kValid},
      {"retired, dated in its time", 3, {release, "2025-03-01", "2026-01-01"}, Standing::kExpired},
      {"retired, logged in its time",
       3,
       {release, "2025-03-01", "2026-01-01", LoggedAt{0, "2025-03-01"}},
       Standing::kValidByRegister},
      {"another purpose", 5, {release, "2026-03-01", "2026-03-02"}, Standing::kUnknown},
      {"a stranger", 9, {release, "2026-03-01", "2026-03-02"}, Standing::kUnknown},
      {"revoked by the keyring alone",
       4,
       {release, "2026-03-01", "2026-03-02", LoggedAt{4, "2026-03-01"}},
       Standing::kRevoked},
      {"revoked by a register, not logged",
       1,
       {release, "2026-03-01", "2026-03-02", {}, revoked1},
       Standing::kRevoked},
      {"logged before it was revoked",
       1,
       {release, "2026-03-01", "2026-03-02", LoggedAt{9, "2026-03-01"}, revoked1},
       Standing::kValidByRegister},
      {"logged as it was revoked",
       1,
       {release, "2026-03-01", "2026-03-02", LoggedAt{10, "2026-03-01"}, revoked1},
       Standing::kRevoked},
      {"revoked twice: the lower index",
       4,
       {release, "2026-03-01", "2026-03-02", LoggedAt{15, "2026-03-01"}, revoked4},
       Standing::kRevoked},
      {"revoked by both, logged before",
       4,
       {release, "2026-03-01", "2026-03-02", LoggedAt{9, "2026-03-01"}, revoked4},
       Standing::kValidByRegister},
      {"logged before it was revoked, after it expired",
       1,
       {release, "2026-03-01", "2026-08-01", LoggedAt{9, "2026-07-15"}, revoked1},
       Standing::kExpired},
      {"no day", 1, {release, "2026-3-1", "2026-03-02"}, Standing::kUnknown},
  };
  for (const Row& row : rows) {
    const KeyJudgement judgement = JudgeKey(ring, Key(row.key), row.question);
    EXPECT_EQ(Name(judgement.standing), Name(row.standing)) << row.what << ": " << judgement.detail;
    EXPECT_FALSE(judgement.detail.empty());
    EXPECT_EQ(Counts(judgement.standing),
              row.standing == Standing::kValid || row.standing == Standing::kValidByRegister);
  }
  EXPECT_EQ(JudgeKey(Keyring(), Key(1), {release, "2026-03-01", "2026-03-02"}).standing, Standing::kUnknown);
}

TEST(StandingTest, ByNameAndPurposeOnADay) {
  const Keyring ring = Ring();
  const auto found = [&](const char* name, KeyPurpose purpose, const char* day) {
    std::vector<std::string> keys;
    for (const KeyringEntry* entry : FindKeys(ring, name, purpose, day)) keys.push_back(entry->key.text());
    return keys;
  };
  using Keys = std::vector<std::string>;
  EXPECT_EQ(found("office", KeyPurpose::kRelease, "2026-05-31"), Keys{Key(1).text()});
  EXPECT_EQ(found("office", KeyPurpose::kRelease, "2026-06-15"), (Keys{Key(1).text(), Key(2).text()}));
  EXPECT_EQ(found("office", KeyPurpose::kRelease, "2026-07-01"), Keys{Key(2).text()});
  EXPECT_EQ(found("office", KeyPurpose::kRelease, "2025-07-01"), Keys{});  // retired
  EXPECT_EQ(found("annex", KeyPurpose::kRelease, "2026-07-01"), Keys{});   // revoked
  EXPECT_EQ(found("office", KeyPurpose::kOriginal, "2026-07-01"), Keys{Key(5).text()});
  EXPECT_EQ(found("nobody", KeyPurpose::kRelease, "2026-07-01"), Keys{});
  EXPECT_EQ(found("office", KeyPurpose::kRelease, "today"), Keys{});
}

}  // namespace
}  // namespace markings
