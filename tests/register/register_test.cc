#include "libmarkings/register/register.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include "libmarkings/merkle/merkle.h"
#include "libmarkings/register/internal/tiles.h"
#include "tests/register/register_testing.h"

namespace markings {
namespace {

namespace fs = std::filesystem;
using testing::CosignatureLine;
using testing::ReadFile;
using testing::RegisterFixture;
using testing::TestKey;
using testing::WriteFile;

std::string Bytes(const TreeHash& hash) { return {reinterpret_cast<const char*>(hash.data()), hash.size()}; }

TreeHash Leaf(const std::string& entry) {
  return LeafHash({reinterpret_cast<const unsigned char*>(entry.data()), entry.size()});
}

TEST(TilesTest, PathsOfTheSpecification) {
  using internal::BundlePath;
  using internal::TilePath;
  EXPECT_EQ(TilePath({0, 1234067, 256}), "tile/0/x001/x234/067");
  EXPECT_EQ(TilePath({3, 0, 17}), "tile/3/000.p/17");
  EXPECT_EQ(BundlePath(273, 112), "tile/entries/273.p/112");
  EXPECT_EQ(BundlePath(1000, 256), "tile/entries/x001/000");
  // A tree of size 70,000.
  EXPECT_EQ(internal::WidthOf(0, 272, 70000), 256U);
  EXPECT_EQ(internal::WidthOf(0, 273, 70000), 112U);
  EXPECT_EQ(internal::WidthOf(0, 274, 70000), 0U);
  EXPECT_EQ(internal::WidthOf(1, 0, 70000), 256U);
  EXPECT_EQ(internal::WidthOf(1, 1, 70000), 17U);
  EXPECT_EQ(internal::WidthOf(2, 0, 70000), 1U);
  EXPECT_EQ(internal::WidthOf(7, 0, kMaxTreeSize), 127U);
}

TEST(RegisterTest, BeginsEmpty) {
  const RegisterFixture fixture;
  fixture.Init();
  EXPECT_EQ(fixture.Files().size(), 1U);
  const auto opened = VerifyRegister(fixture.folder(), fixture.trust());
  ASSERT_TRUE(opened) << opened.error().message;
  EXPECT_EQ(opened->checkpoint.size, 0U);
  EXPECT_EQ(opened->checkpoint.root, TreeRoot({}));
  EXPECT_EQ(*NameOfRegister(fixture.folder()), "example.org/releases");
  // Never over anything.
  EXPECT_EQ(InitRegister(fixture.folder(), fixture.signer()).error().code, ErrorCode::kUnusableInput);
  EXPECT_EQ(InitRegister(fixture.Beside("no/folder"), fixture.signer()).error().code,
            ErrorCode::kUnusableInput);
  fs::create_directory(fixture.Beside("other"));
  WriteFile(fixture.Beside("other/file"), "x");
  EXPECT_FALSE(InitRegister(fixture.Beside("other"), fixture.signer()));
  EXPECT_FALSE(fs::exists(fixture.Beside("other/lock")));
}

// One at a time through two full tiles: every checkpoint verifies, every proof of every entry too.
TEST(RegisterTest, GrowsEntryByEntry) {
  const RegisterFixture fixture;
  fixture.Init();
  constexpr std::size_t kEntries = 515;
  std::vector<TreeHash> leaves;
  for (std::size_t i = 0; i < kEntries; ++i) {
    const auto appended = fixture.Append(i, 1);
    ASSERT_TRUE(appended) << appended.error().message;
    ASSERT_EQ(appended->size(), 1U);
    EXPECT_EQ(appended->front().index, i);
    leaves.push_back(Leaf(RegisterFixture::EntryOf(i)));
    const auto proved =
        VerifyInclusion(appended->front().proof, RegisterFixture::EntryOf(i), fixture.trust());
    ASSERT_TRUE(proved) << proved.error().message;
    EXPECT_EQ(proved->index, i);
    EXPECT_EQ(proved->checkpoint.checkpoint.root, TreeRoot(leaves));
    EXPECT_FALSE(VerifyInclusion(appended->front().proof, RegisterFixture::EntryOf(i + 1), fixture.trust()));
  }
  std::size_t visited = 0;
  const auto whole =
      VerifyRegister(fixture.folder(), fixture.trust(), [&](std::uint64_t index, std::string_view e) {
        EXPECT_EQ(index, visited);
        EXPECT_EQ(e, RegisterFixture::EntryOf(visited++));
        return Result<void>();
      });
  ASSERT_TRUE(whole) << whole.error().message;
  EXPECT_EQ(visited, kEntries);

  // The layout, byte for byte.
  const auto files = fixture.Files();
  std::string first, second;
  for (std::size_t i = 0; i < 256; ++i) first += Bytes(leaves[i]);
  for (std::size_t i = 512; i < kEntries; ++i) second += Bytes(leaves[i]);
  EXPECT_EQ(files.at("tile/0/000"), first);
  EXPECT_EQ(files.at("tile/0/002.p/3"), second);
  EXPECT_EQ(files.at("tile/1/000.p/2"), Bytes(TreeRoot(std::span(leaves).first(256))) +
                                            Bytes(TreeRoot(std::span(leaves).subspan(256, 256))));
  const std::string bundle = files.at("tile/entries/002.p/3");
  const std::string entry = RegisterFixture::EntryOf(512);
  EXPECT_EQ(bundle.substr(0, 2 + entry.size()),
            std::string("\0", 1) + static_cast<char>(entry.size()) + entry);
  // Partial tiles of those that are full are gone, the others are kept for older checkpoints.
  EXPECT_FALSE(fs::exists(fixture.Path("tile/0/000.p")));
  EXPECT_FALSE(fs::exists(fixture.Path("tile/entries/001.p")));
  EXPECT_TRUE(files.contains("tile/0/002.p/1"));

  const auto reader = RegisterReader::Open(fixture.folder(), fixture.trust());
  for (std::size_t i = 0; i < kEntries; i += 7) {
    EXPECT_EQ(*reader->Entry(i), RegisterFixture::EntryOf(i));
    EXPECT_TRUE(VerifyInclusion(*reader->Prove(i), RegisterFixture::EntryOf(i), fixture.trust()));
  }
  EXPECT_EQ(reader->Entry(kEntries).error().code, ErrorCode::kUnusableInput);
}

// However entries are put together into appends, the register is the same.
TEST(RegisterTest, AppendsOfAnySize) {
  const std::size_t total = 1100;
  std::string last;
  for (const std::vector<std::size_t>& counts : std::vector<std::vector<std::size_t>>{
           {total}, {255, 1, 844}, {256, 256, 256, 256, 76}, {1, 511, 588}, {257, 843}, {700, 68, 1, 331}}) {
    const RegisterFixture fixture;
    fixture.Init();
    std::size_t at = 0;
    for (const std::size_t count : counts) {
      const auto appended = fixture.Append(at, count);
      ASSERT_TRUE(appended) << appended.error().message;
      EXPECT_EQ(appended->back().index, at + count - 1);
      EXPECT_TRUE(VerifyInclusion(appended->front().proof, RegisterFixture::EntryOf(at), fixture.trust()));
      EXPECT_TRUE(
          VerifyInclusion(appended->back().proof, RegisterFixture::EntryOf(at + count - 1), fixture.trust()));
      at += count;
      const auto whole = VerifyRegister(fixture.folder(), fixture.trust());
      ASSERT_TRUE(whole) << whole.error().message;
    }
    const std::string checkpoint = fixture.Files().at("checkpoint");
    EXPECT_TRUE(last.empty() || checkpoint == last);
    last = checkpoint;
  }
}

// Any bit of any file that the checkpoint needs; a file that is missing, longer, shorter.
TEST(RegisterTest, EveryChangeIsNoticed) {
  const RegisterFixture fixture;
  fixture.Init();
  ASSERT_TRUE(fixture.Append(0, 300));
  for (const auto& [name, bytes] : fixture.Files()) {
    SCOPED_TRACE(name);
    const std::string path = fixture.Path(name);
    const std::size_t step = bytes.size() > 1000 ? 197 : 1;
    for (std::size_t i = 0; i < bytes.size() * 8; i += step) {
      std::string changed = bytes;
      changed[i / 8] = static_cast<char>(static_cast<unsigned char>(changed[i / 8]) ^ (1U << (i % 8)));
      WriteFile(path, changed);
      const auto whole = VerifyRegister(fixture.folder(), fixture.trust());
      ASSERT_FALSE(whole) << "bit " << i;
      ASSERT_EQ(whole.error().code, ErrorCode::kNotAuthentic) << "bit " << i;
    }
    for (const std::string& other : {bytes + "x", bytes.substr(0, bytes.size() - 1), std::string()}) {
      WriteFile(path, other);
      EXPECT_EQ(VerifyRegister(fixture.folder(), fixture.trust()).error().code, ErrorCode::kNotAuthentic);
    }
    fs::remove(path);
    EXPECT_FALSE(VerifyRegister(fixture.folder(), fixture.trust()));
    fs::create_directory(path);
    EXPECT_FALSE(VerifyRegister(fixture.folder(), fixture.trust()));
    fs::remove(path);
    WriteFile(path, bytes);
    ASSERT_TRUE(VerifyRegister(fixture.folder(), fixture.trust()));
  }
}

// An append looks at the right edge before it signs anything.
TEST(RegisterTest, RefusesToSignOverAContradiction) {
  for (const char* name : {"checkpoint", "tile/0/001.p/44", "tile/1/000.p/1", "tile/entries/001.p/44"}) {
    SCOPED_TRACE(name);
    const RegisterFixture fixture;
    fixture.Init();
    ASSERT_TRUE(fixture.Append(0, 300));
    std::string bytes = ReadFile(fixture.Path(name));
    bytes[bytes.size() / 2] = static_cast<char>(bytes[bytes.size() / 2] ^ 1);
    WriteFile(fixture.Path(name), bytes);
    const auto before = fixture.Files();
    const auto appended = fixture.Append(300, 1);
    ASSERT_FALSE(appended);
    EXPECT_NE(appended.error().code, ErrorCode::kIo);
    EXPECT_EQ(fixture.Files(), before);
    fs::remove(fixture.Path(name));
    EXPECT_FALSE(fixture.Append(300, 1));
  }
}

TEST(RegisterTest, RefusesOtherKeysAndOtherEntries) {
  const RegisterFixture fixture;
  fixture.Init();
  ASSERT_TRUE(fixture.Append(0, 2));
  const auto before = fixture.Files();
  const MinisignSecretKey other_key = TestKey(2), same_key = TestKey(1);
  const std::array entry = {RegisterFixture::EntryOf(2)};
  for (const auto& signer : {*NoteSigner::Create("example.org/releases", other_key),
                             *NoteSigner::Create("example.org/other", same_key)}) {
    EXPECT_EQ(AppendToRegister(fixture.folder(), entry, signer).error().code, ErrorCode::kNotAuthentic);
  }
  const auto refused = [&](const std::string& text) {
    return AppendToRegister(fixture.folder(), std::array{entry[0], text}, fixture.signer()).error().code;
  };
  EXPECT_EQ(refused("anything\n"), ErrorCode::kBadRegister);
  EXPECT_EQ(refused(""), ErrorCode::kBadRegister);
  EXPECT_EQ(refused(std::string(kMaxEntrySize + 1, 'a')), ErrorCode::kBadRegister);
  const std::string key = TestKey(3).public_key().KeyLine();
  EXPECT_EQ(refused(*MakeRevokeEntry(key, 4, "2026-11-23")), ErrorCode::kUnusableInput);
  EXPECT_EQ(AppendToRegister(fixture.folder(), {}, fixture.signer()).error().code, ErrorCode::kUnusableInput);
  EXPECT_EQ(AppendToRegister(fixture.Beside("none"), entry, fixture.signer()).error().code,
            ErrorCode::kUnusableInput);
  EXPECT_EQ(fixture.Files(), before);
  EXPECT_TRUE(AppendToRegister(fixture.folder(), std::array{*MakeRevokeEntry(key, 2, "2026-11-23")},
                               fixture.signer()));
}

TEST(RegisterTest, RevocationsAndWhatAProofHolds) {
  const RegisterFixture fixture;
  fixture.Init();
  ASSERT_TRUE(fixture.Append(0, 3));
  EXPECT_TRUE(ReadRevocations(fixture.folder(), fixture.trust())->empty());
  const std::string key = TestKey(3).public_key().KeyLine();
  const auto appended = AppendToRegister(
      fixture.folder(), std::array{*MakeRevokeEntry(key, 2, "2026-11-23"), RegisterFixture::EntryOf(4)},
      fixture.signer());
  ASSERT_TRUE(appended);
  const auto revoked = ReadRevocations(fixture.folder(), fixture.trust());
  ASSERT_TRUE(revoked) << revoked.error().message;
  ASSERT_EQ(revoked->size(), 1U);
  EXPECT_EQ(revoked->front().key.text(), key);
  EXPECT_EQ(revoked->front().from_index, 2U);
  const auto held = VerifyHeldEntry(appended->back().proof, fixture.trust());
  ASSERT_TRUE(held) << held.error().message;
  EXPECT_EQ(held->proof.index, 4U);
  EXPECT_EQ(std::get<ReleaseEntry>(held->entry).id, std::string(32, 'a'));
  // Others held than proved, and none.
  auto other = *TlogProof::Parse(appended->back().proof);
  other.extra = RegisterFixture::EntryOf(5);
  EXPECT_EQ(VerifyHeldEntry(other.Format(), fixture.trust()).error().code, ErrorCode::kNotAuthentic);
  other.extra.clear();
  EXPECT_EQ(VerifyHeldEntry(other.Format(), fixture.trust()).error().code, ErrorCode::kBadProof);
}

TEST(RegisterTest, FollowsFromEveryOlderCheckpoint) {
  const RegisterFixture fixture;
  fixture.Init();
  std::vector<std::string> notes = {ReadFile(fixture.Path("checkpoint"))};
  std::vector<std::size_t> sizes = {0};
  for (const std::size_t count : {1U, 2U, 252U, 1U, 1U, 254U, 3U}) {
    ASSERT_TRUE(fixture.Append(sizes.back(), count));
    notes.push_back(ReadFile(fixture.Path("checkpoint")));
    sizes.push_back(sizes.back() + count);
  }
  const auto reader = RegisterReader::Open(fixture.folder(), fixture.trust());
  for (std::size_t i = 0; i < notes.size(); ++i) {
    std::size_t visited = sizes[i];
    const auto now = FollowRegister(fixture.folder(), fixture.trust(), notes[i],
                                    [&](std::uint64_t index, std::string_view entry) {
                                      EXPECT_EQ(index, visited);
                                      EXPECT_EQ(entry, RegisterFixture::EntryOf(visited++));
                                      return Result<void>();
                                    });
    ASSERT_TRUE(now) << now.error().message;
    EXPECT_EQ(visited, sizes.back());
    const auto old = OpenCheckpoint(notes[i], fixture.trust());
    const auto proof = reader->ProveConsistency(old->checkpoint);
    ASSERT_TRUE(proof) << proof.error().message;
    EXPECT_TRUE(VerifyConsistency(*proof, old->checkpoint, fixture.trust()));
    for (std::size_t other = 0; other < notes.size(); ++other) {
      const auto another = OpenCheckpoint(notes[other], fixture.trust());
      EXPECT_EQ(VerifyConsistency(*proof, another->checkpoint, fixture.trust()).has_value(), other == i);
    }
  }
}

TEST(RegisterTest, RollbackAndForkAreNoticed) {
  const RegisterFixture fixture, forked;
  fixture.Init();
  forked.Init();
  ASSERT_TRUE(fixture.Append(0, 3));
  ASSERT_TRUE(forked.Append(0, 2));
  ASSERT_TRUE(forked.Append(9, 1));
  const std::string seen = ReadFile(fixture.Path("checkpoint"));
  const auto old = OpenCheckpoint(seen, fixture.trust())->checkpoint;
  const auto expect = [&](const RegisterFixture& now, const char* words) {
    const auto followed = FollowRegister(now.folder(), now.trust(), seen);
    ASSERT_FALSE(followed);
    EXPECT_EQ(followed.error().code, ErrorCode::kNotAuthentic);
    EXPECT_TRUE(followed.error().message.contains(words)) << followed.error().message;
    EXPECT_TRUE(VerifyRegister(now.folder(), now.trust()));  // by itself it is sound
    const auto reader = RegisterReader::Open(now.folder(), now.trust());
    EXPECT_EQ(reader->ProveConsistency(old).error().code, ErrorCode::kNotAuthentic);
  };
  expect(forked, "as many entries");
  ASSERT_TRUE(forked.Append(4, 300));
  expect(forked, "forked");
  const RegisterFixture shorter;
  shorter.Init();
  ASSERT_TRUE(shorter.Append(0, 2));
  expect(shorter, "rolled back");
}

TEST(RegisterTest, WitnessesThatArePinnedMustHaveSigned) {
  const RegisterFixture fixture;
  fixture.Init();
  const auto appended = fixture.Append(0, 2);
  const std::string text =
      OpenCheckpoint(ReadFile(fixture.Path("checkpoint")), fixture.trust())->checkpoint.Format();
  const auto witness = [](const char* name, unsigned char seed) {
    return *NoteVerifier::Create(name, TestKey(seed).public_key(), NoteKeyType::kCosignature);
  };
  RegisterTrust trust = fixture.trust();
  trust.witnesses = {witness("w1.example", 11), witness("w2.example", 12), witness("w3.example", 13)};
  const std::string entry = RegisterFixture::EntryOf(1);
  const std::string two = appended->back().proof + CosignatureLine("w1.example", 11, 1700000000, text) +
                          CosignatureLine("w3.example", 13, 1700000009, text);
  EXPECT_TRUE(VerifyInclusion(two, entry, fixture.trust()));
  EXPECT_EQ(VerifyInclusion(two, entry, trust).error().code, ErrorCode::kNotAuthentic);  // all three
  trust.quorum = 2;
  const auto proved = VerifyInclusion(two, entry, trust);
  ASSERT_TRUE(proved) << proved.error().message;
  ASSERT_EQ(proved->checkpoint.witnesses.size(), 2U);
  EXPECT_EQ(proved->checkpoint.witnesses[1].witness, "w3.example");
  EXPECT_EQ(proved->checkpoint.witnesses[1].time, 1700000009U);
  EXPECT_FALSE(VerifyInclusion(appended->back().proof, entry, trust));
  // Witnesses alone are not the register.
  RegisterTrust other = trust;
  other.log = *NoteVerifier::Create("example.org/releases", TestKey(5).public_key());
  EXPECT_EQ(VerifyInclusion(two, entry, other).error().code, ErrorCode::kNotAuthentic);
  // A trust that makes no sense.
  for (const std::optional<std::size_t> quorum : {0U, 4U}) {
    trust.quorum = quorum;
    EXPECT_EQ(VerifyInclusion(two, entry, trust).error().code, ErrorCode::kBadKey);
  }
  trust.quorum = 2;
  trust.witnesses[1] = witness("w9.example", 11);  // one key, two names
  EXPECT_EQ(VerifyInclusion(two, entry, trust).error().code, ErrorCode::kBadKey);
  trust.witnesses[1] = *NoteVerifier::Create("w2.example", TestKey(12).public_key());
  EXPECT_EQ(VerifyInclusion(two, entry, trust).error().code, ErrorCode::kBadKey);
}

}  // namespace
}  // namespace markings
