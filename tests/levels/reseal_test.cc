#include <algorithm>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "libmarkings/levels/sealed_levels.h"
#include "libmarkings/release/digest.h"
#include "libmarkings/release/reissue.h"
#include "tests/levels/levels_testing.h"

namespace markings {
namespace {

using testing::Cable;
using testing::HarbourPolicy;
using testing::Key;
using testing::kHead;
using testing::Office;
using testing::ReaderTable;
using testing::Sealed;
using testing::Text;

// The same readers, but Ann's key is another.
Recipients OtherReaders(const std::string& head = std::string(kHead)) {
  auto loaded = Recipients::Load(Text(head + ReaderTable("Ann Roe", 3, "C//NF") +
                                          ReaderTable("Ben Tal", 1, "SBU") + ReaderTable("Cy Doe", 2, "U"),
                                      "recipients.toml"));
  EXPECT_TRUE(loaded) << loaded.error().message;
  return *std::move(loaded);
}

Result<std::string> Reseal(const std::string& sealed, std::size_t key, const ResealOptions& options,
                           const Recipients& readers = OtherReaders()) {
  const auto levels = PlanLevels(readers, HarbourPolicy());
  EXPECT_TRUE(levels) << levels.error().message;
  return ResealLevels(sealed, std::span(&Key(key), 1), HarbourPolicy(), readers, *levels, options);
}

ResealOptions Signed(const MinisignPublicKey& key) {
  return {.date = "2026-11-27T10:00:00Z", .keys = std::span(&key, 1), .sign_key = &Office()};
}

TEST(ResealLevels, TheSameTextsForOtherReaders) {
  const MinisignPublicKey office = Office().public_key();
  const std::string sealed = Sealed(Cable());
  const auto resealed = Reseal(sealed, 0, Signed(office));
  ASSERT_TRUE(resealed) << resealed.error().message;
  EXPECT_FALSE(OpenLevels(*resealed, std::span(&Key(0), 1)));
  const auto before = OpenLevels(sealed, std::span(&Key(0), 1));
  const auto after = OpenLevels(*resealed, std::span(&Key(3), 1));
  ASSERT_TRUE(before && after);
  ASSERT_EQ(after->size(), before->size());
  for (std::size_t i = 0; i < after->size(); ++i) {
    const OpenedLevel &one = (*before)[i], &two = (*after)[i];
    EXPECT_EQ(two.audience, one.audience);
    EXPECT_EQ(two.below, one.below);
    EXPECT_NE(two.id, one.id);
    EXPECT_EQ(two.files.front().bytes, one.files.front().bytes);
    const auto keys = std::span(&office, 1);
    EXPECT_TRUE(CheckLevel(two, keys)) << CheckLevel(two, keys).error().message;
    // Of the manifest nothing is new but what the recipients and the date are, and what it replaces.
    auto old_manifest = *Manifest::Parse(one.files.back().bytes);
    const auto manifest = *Manifest::Parse(two.files.back().bytes);
    EXPECT_EQ(manifest.supersedes, Sha256Hex(one.files.back().bytes));
    EXPECT_NE(manifest.recipients_sha256, old_manifest.recipients_sha256);
    EXPECT_EQ(manifest.date, "2026-11-27T10:00:00Z");
    old_manifest.supersedes = manifest.supersedes;
    old_manifest.recipients_sha256 = manifest.recipients_sha256;
    old_manifest.date = manifest.date;
    EXPECT_EQ(manifest.Format(), old_manifest.Format());
  }
  // Lower readers open what they opened, and no more.
  EXPECT_EQ(OpenLevels(*resealed, std::span(&Key(1), 1))->size(), 2U);
  EXPECT_EQ(OpenLevels(*resealed, std::span(&Key(2), 1))->size(), 1U);
}

// Whole or not at all, and nothing is signed that does not verify.
TEST(ResealLevels, WhatIsNotResealed) {
  const MinisignPublicKey office = Office().public_key();
  const MinisignSecretKey stranger = *MinisignSecretKey::Generate();
  const std::string sealed = Sealed(Cable());
  const auto refused = [&](const Result<std::string>& result, ErrorCode code) {
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().code, code) << result.error().message;
    EXPECT_FALSE(result.error().message.contains("Varnholt"));
  };
  refused(Reseal(sealed, 1, Signed(office)), ErrorCode::kNoMatch);  // two of three levels
  refused(Reseal(sealed, 3, Signed(office)), ErrorCode::kNoMatch);
  refused(Reseal(sealed, 0, Signed(stranger.public_key())), ErrorCode::kNotAuthentic);
  refused(Reseal(sealed, 0, {.date = "2026-11-27T10:00:00Z"}), ErrorCode::kUnusableInput);
  refused(Reseal(sealed, 0, {.date = "2026-11-27T10:00:00Z", .sign_key = &Office()}),
          ErrorCode::kUnusableInput);
  ResealOptions no_date = Signed(office);
  no_date.date = "today";
  refused(Reseal(sealed, 0, no_date), ErrorCode::kUnusableInput);
  refused(Reseal(sealed.substr(0, sealed.size() - 1), 0, Signed(office)), ErrorCode::kBadSealed);
  // Other levels than it has.
  const Recipients fewer =
      OtherReaders("schema = \"markings/recipients/1\"\nlevels = [\"public\", \"mission\"]\n");
  refused(Reseal(sealed, 0, Signed(office), fewer), ErrorCode::kUnusableInput);
}

TEST(ResealLevels, AnUnsignedLevelIsNotSignedNow) {
  const MinisignPublicKey office = Office().public_key();
  const std::string sealed = Sealed(Cable(), nullptr);
  const auto signed_now = Reseal(sealed, 0, Signed(office));
  ASSERT_FALSE(signed_now);
  EXPECT_EQ(signed_now.error().code, ErrorCode::kUnusableInput);
  const auto plain = Reseal(sealed, 0, {.date = "2026-11-27T10:00:00Z"});
  ASSERT_TRUE(plain) << plain.error().message;
  EXPECT_EQ(OpenLevels(*plain, std::span(&Key(3), 1))->front().files.size(), 2U);
}

TEST(ReissueManifest, TheDerivativeMustBeTheManifests) {
  const MinisignPublicKey office = Office().public_key();
  const auto opened = OpenLevels(Sealed(Cable()), std::span(&Key(0), 1));
  ASSERT_TRUE(opened);
  const auto& files = opened->front().files;
  const AgeRecipient recipient = Key(3).recipient();
  const ReissueOptions options = {.recipients = std::span(&recipient, 1),
                                  .date = "2026-11-27T10:00:00Z",
                                  .keys = std::span(&office, 1),
                                  .sign_key = &Office()};
  ReleaseToReissue release = {files[0].bytes, files[2].bytes, files[2].name, {files[1].bytes}};
  EXPECT_TRUE(ReissueManifest(release, options));
  const auto code = [&] {
    const auto made = ReissueManifest(release, options);
    return made ? std::optional<ErrorCode>() : made.error().code;
  };
  const std::string changed = files[0].bytes + " ", other_name = "other.release.json";
  release.derivative = changed;
  EXPECT_EQ(code(), ErrorCode::kNotAuthentic);
  release.derivative = files[0].bytes;
  release.manifest_name = other_name;
  EXPECT_EQ(code(), ErrorCode::kNotAuthentic);
  release.manifest_name = files[2].name;
  release.signatures.push_back(files[1].bytes);
  EXPECT_EQ(code(), ErrorCode::kUnusableInput);
  release.signatures.clear();
  EXPECT_EQ(code(), ErrorCode::kUnusableInput);
}

}  // namespace
}  // namespace markings
