#include "libmarkings/levels/sealed_levels.h"

#include <algorithm>
#include <span>
#include <string>
#include <vector>

#include "libmarkings/levels/internal/ustar.h"
#include "libmarkings/release/verify.h"
#include "tests/levels/levels_testing.h"

namespace markings {
namespace {

using testing::Cable;
using testing::HarbourPolicy;
using testing::Key;
using testing::Office;
using testing::Readers;
using testing::Sealed;
using testing::Text;

TEST(SealedLevels, EachReaderSeesWhatTheClearanceAllows) {
  const std::string sealed = Sealed(Cable());
  const std::string secret = "Ilse Varnholt", sensitive = "expects a strike", open = "opens on Monday";
  struct Row {
    std::size_t key, levels;
    const char* audience;
    bool sees_sensitive, sees_secret;
  };
  const Row rows[] = {
      {0, 3, "mission", true, true}, {1, 2, "partner", true, false}, {2, 1, "public", false, false}};
  for (const Row& row : rows) {
    const auto opened = OpenLevels(sealed, std::span(&Key(row.key), 1));
    ASSERT_TRUE(opened) << opened.error().message;
    EXPECT_EQ(opened->size(), row.levels);
    const OpenedLevel& level = opened->front();
    EXPECT_EQ(level.audience, row.audience);
    const std::string& text = level.files.front().bytes;
    EXPECT_TRUE(text.contains(open));
    EXPECT_EQ(text.contains(sensitive), row.sees_sensitive) << text;
    EXPECT_EQ(text.contains(secret), row.sees_secret) << text;
    EXPECT_EQ(text.contains("withheld"), !row.sees_secret) << text;
    // Each level is a release that verifies by itself, for its readers.
    VerifyInput input;
    input.derivative = text;
    input.manifest = level.files.back().bytes;
    input.manifest_name = level.files.back().name;
    input.signatures = {level.files[1].bytes};
    input.keys = {Office().public_key()};
    EXPECT_TRUE(VerifyRelease(input).ok);
    EXPECT_EQ(Manifest::Parse(level.files.back().bytes)->recipients_sha256.size(), 64U);
  }
  EXPECT_EQ(CountLevels(sealed), 3U);
  const auto stranger = OpenLevels(sealed, std::span(&Key(3), 1));
  ASSERT_FALSE(stranger);
  EXPECT_EQ(stranger.error().code, ErrorCode::kNoMatch);
}

// What is above a level changes not one byte of it, nor its length as it is sealed.
TEST(SealedLevels, ALevelIsAFunctionOfWhatItShows) {
  const auto text = [](const std::string& sealed, std::size_t key) {
    std::string all;
    const auto levels = OpenLevels(sealed, std::span(&Key(key), 1));
    EXPECT_TRUE(levels);
    for (const OpenedLevel& level : *levels) {
      for (const OutputFile& file : level.files) all += file.name + "\n" + file.bytes;
    }
    return all;
  };
  const std::string one = Sealed(Cable()), two = Sealed(Cable("Something else, and longer, was written of " +
                                                              std::string(300, 'x') + "."));
  EXPECT_EQ(text(one, 1), text(two, 1));
  EXPECT_EQ(text(one, 2), text(two, 2));
  EXPECT_NE(text(one, 0), text(two, 0));
}

TEST(SealedLevels, WhatWasChangedDoesNotOpen) {
  const std::string sealed = Sealed(Cable());
  const auto whole = OpenLevels(sealed, std::span(&Key(0), 1));
  ASSERT_TRUE(whole);
  std::size_t refused = 0, tried = 0;
  for (std::size_t i = 0; i < sealed.size(); i += 1 + sealed.size() / 500) {
    std::string changed = sealed;
    changed[i] ^= 1;
    ++tried;
    const auto opened = OpenLevels(changed, std::span(&Key(0), 1));
    if (!opened) {
      ++refused;
      continue;
    }
    // A level that no key fits any more looks like one for others; what opens is what was sealed.
    EXPECT_EQ(opened->size(), 2U) << i;
    for (const OpenedLevel& level : *opened) {
      const auto same = std::ranges::find(*whole, level.id, &OpenedLevel::id);
      ASSERT_NE(same, whole->end()) << i;
      EXPECT_EQ(same->files.front().bytes, level.files.front().bytes) << i;
    }
  }
  EXPECT_GT(refused, tried / 2);
  for (const std::size_t cut : {std::size_t{0}, std::size_t{511}, std::size_t{512}, sealed.size() / 2,
                                sealed.size() - 512, sealed.size() - 1}) {
    EXPECT_FALSE(OpenLevels(sealed.substr(0, cut), std::span(&Key(0), 1))) << cut;
  }
  EXPECT_FALSE(OpenLevels(sealed + "x", std::span(&Key(0), 1)));
}

// A file that a reader could make: sealed to another, with names that lead elsewhere.
TEST(SealedLevels, NamesThatLeadElsewhereAreRefused) {
  const std::string sealed = Sealed(Cable());
  const auto opened = OpenLevels(sealed, std::span(&Key(2), 1));
  ASSERT_TRUE(opened);
  const auto pack = [](const std::vector<OutputFile>& files,
                       const std::string& about = "markings-level/v1\nbelow 0\n") {
    std::vector<internal::TarMember> members;
    for (const OutputFile& file : files) members.push_back({file.name, file.bytes});
    members.push_back({"level.txt", about});
    members.push_back({"padding", ""});
    const std::string tar = internal::WriteTar(members);
    const AgeRecipient recipient = Key(3).recipient();
    const std::string age = *SealAge(tar, std::span(&recipient, 1));
    return internal::WriteTar({{"level-0123456789abcdef.age", age}});
  };
  const std::vector<OutputFile> good = opened->front().files;
  EXPECT_TRUE(OpenLevels(pack(good), std::span(&Key(3), 1)));
  EXPECT_FALSE(OpenLevels(pack(good, "markings-level/v1\nbelow 99\n"), std::span(&Key(3), 1)));
  for (const char* name : {".bashrc", "other.txt", "cable"}) {
    std::vector<OutputFile> files = good;
    files[1].name = name;
    EXPECT_FALSE(OpenLevels(pack(files), std::span(&Key(3), 1))) << name;
  }
  std::vector<OutputFile> files = good;
  std::swap(files.front(), files.back());
  EXPECT_FALSE(OpenLevels(pack(files), std::span(&Key(3), 1)));
  EXPECT_FALSE(OpenLevels(internal::WriteTar({{"level-0.age", "x"}}), std::span(&Key(3), 1)));
  EXPECT_FALSE(OpenLevels(internal::WriteTar({}), std::span(&Key(3), 1)));
}

TEST(SealedLevels, AFindingOfOneLevelStopsAll) {
  const Document leaking = [] {
    auto parsed =
        Document::Parse(Text("CONFIDENTIAL KALVOR 000123\n\nSUBJECT: (U) ILSE VARNHOLT AT THE FAIR\n\n"
                             "1. (C//NF) Mrs. Ilse Varnholt (strictly protect) spoke to the consul.\n",
                             "cable.txt"),
                        HarbourPolicy().shared_vocabulary());
    EXPECT_TRUE(parsed);
    return *std::move(parsed);
  }();
  const Recipients recipients = Readers();
  const auto levels = PlanLevels(recipients, HarbourPolicy());
  const auto sealed = SealLevels(leaking, HarbourPolicy(), recipients, *levels,
                                 {.stem = "cable", .date = "2026-11-26T10:00:00Z"});
  ASSERT_FALSE(sealed);
  EXPECT_EQ(sealed.error().code, ErrorCode::kResidual);
  EXPECT_TRUE(sealed.error().message.starts_with("level ")) << sealed.error().message;
  EXPECT_FALSE(sealed.error().message.contains("Varnholt")) << sealed.error().message;
}

}  // namespace
}  // namespace markings
