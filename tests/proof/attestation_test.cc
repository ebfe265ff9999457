#include "libmarkings/proof/attestation.h"

#include <algorithm>
#include <numeric>
#include <set>
#include <string>
#include <vector>

#include "libmarkings/proof/internal/commitment.h"
#include "libmarkings/text/hex.h"
#include "tests/proof/proof_testing.h"

namespace markings {
namespace {

using testing::ExampleCable;
using testing::ParseCable;
using testing::Proved;

SecretBytes Counting(std::size_t size) {
  SecretBytes bytes(size);
  std::iota(bytes.RevealForWriting().begin(), bytes.RevealForWriting().end(), static_cast<unsigned char>(0));
  return bytes;
}

// The known answer of the format: secret 00..1f, document 00..0f, eight units.
TEST(Attestation, KnownAnswer) {
  struct Row {
    UnitKind kind;
    bool mandatory;
    std::string text;
  };
  const std::vector<Row> rows = {{UnitKind::kHeader, true, "R 010000Z JAN 00\n"},
                                 {UnitKind::kBanner, true, "UNCLAS\n"},
                                 {UnitKind::kNumber, false, "1. "},
                                 {UnitKind::kMark, false, "(U) "},
                                 {UnitKind::kBody, false, "First paragraph.\n"},
                                 {UnitKind::kNumber, false, "2. "},
                                 {UnitKind::kMark, false, "(SBU) "},
                                 {UnitKind::kBody, false, "Second paragraph.\n"}};
  DocId doc;
  std::iota(doc.begin(), doc.end(), static_cast<unsigned char>(0));
  std::vector<OriginalUnit> units;
  std::string text;
  for (const Row& row : rows) {
    units.push_back({row.kind, row.mandatory, static_cast<std::uint32_t>(row.text.size())});
    text += row.text;
  }
  const OriginalSecret secret(doc, Counting(OriginalSecret::kSize), units);
  EXPECT_EQ(ToHex(internal::SaltOf(secret.key(), {doc, 8, 7})),
            "1f94f6812edab0ef984b1e47c96663dd9f2687e64db73d00985de35eafb7a383");
  const auto leaves = LeavesOf(text, secret);
  ASSERT_TRUE(leaves);
  EXPECT_EQ(ToHex(leaves->at(7)), "d74fd2c91e7f414a2472e55c294fcf2eb7b722f2b23bfb5475a27b8607926160");
  // As the format's page prints them.
  const std::string note =
      "markings-original/v1\ndoc 000102030405060708090a0b0c0d0e0f\nunits 8\n"
      "root m0nVQckkMcYGrQWMlpu7b8igguI6kjznpH1DWYwYpn4=\nmandatory 0,1\npolicy-sha256 none\n"
      "date 2026-11-26T10:00:00Z\n";
  const auto read = OriginalNote::Parse(note);
  ASSERT_TRUE(read);
  EXPECT_EQ(read->root, TreeRoot(*leaves));
  EXPECT_EQ(ToHex(TreeRoot(*leaves)), "9b49d541c92431c606ad058c969bbb6fc8a082e23a923ce7a47d43598c18a67e");
}

TEST(Attestation, UnitsPartitionTheText) {
  const Document document = ParseCable(ExampleCable());
  for (const UnitGrain grain : {UnitGrain::kElement, UnitGrain::kWord}) {
    const auto units = UnitsOf(document, {.grain = grain});
    ASSERT_TRUE(units);
    std::size_t size = 0;
    for (const OriginalUnit& unit : *units) {
      EXPECT_GT(unit.length, 0U);
      size += unit.length;
    }
    EXPECT_EQ(size, document.buffer().text().size());
  }
  EXPECT_LT(UnitsOf(document, {})->size(), UnitsOf(document, {.grain = UnitGrain::kWord})->size());
}

TEST(Attestation, NoteAndSecretReadBack) {
  const Document document = ParseCable(ExampleCable());
  const auto made = Attest(document, {.mandatory = {"p1"}, .date = "2026-11-26T10:00:00Z"});
  ASSERT_TRUE(made);
  const std::string text = made->note.Format();
  const auto note = OriginalNote::Parse(text);
  ASSERT_TRUE(note) << note.error().message;
  EXPECT_EQ(note->Format(), text);
  EXPECT_FALSE(note->mandatory.empty());
  const SecretBytes secret_text = made->secret.Format();
  const auto secret = OriginalSecret::Parse(secret_text);
  ASSERT_TRUE(secret) << secret.error().message;
  EXPECT_EQ(secret->units(), made->secret.units());
  const auto leaves = LeavesOf(document.buffer().text(), *secret);
  ASSERT_TRUE(leaves);
  EXPECT_EQ(TreeRoot(*leaves), note->root);
}

TEST(Attestation, NoByteOfTheNoteMayChangeItsForm) {
  const Document document = ParseCable(ExampleCable());
  const std::string text = Attest(document, {.date = "2026-11-26T10:00:00Z"})->note.Format();
  const OriginalNote note = *OriginalNote::Parse(text);
  for (std::size_t i = 0; i < text.size(); ++i) {
    std::string changed = text;
    for (const char c : {'\n', ' ', '\r', '0', 'A', '\xff'}) {
      if (text[i] == c) continue;
      changed[i] = c;
      const auto read = OriginalNote::Parse(changed);
      // Another value is another note; no two texts are the same note.
      if (read) {
        EXPECT_EQ(read->Format(), changed) << i;
      }
    }
    EXPECT_FALSE(OriginalNote::Parse(text.substr(0, i))) << i;
  }
  EXPECT_FALSE(OriginalNote::Parse(text + "\n"));
  EXPECT_FALSE(OriginalNote::Parse("\n" + text));
}

TEST(Attestation, NothingIsNoOriginal) {
  const std::string text = Proved(ExampleCable()).original.note.Format();
  std::string none = text;
  none.replace(none.find("units ") + 6, none.find('\n', none.find("units ")) - none.find("units ") - 6, "0");
  EXPECT_FALSE(OriginalNote::Parse(none));
  none.replace(none.find("units ") + 6, 1, "1048577");
  EXPECT_FALSE(OriginalNote::Parse(none));
}

TEST(Attestation, TwoOfOneTextHaveNothingInCommon) {
  const Document document = ParseCable(ExampleCable());
  const auto one = Attest(document, {.date = "2026-11-26T10:00:00Z"});
  const auto other = Attest(document, {.date = "2026-11-26T10:00:00Z"});
  EXPECT_NE(one->note.doc, other->note.doc);
  EXPECT_NE(one->note.root, other->note.root);
  const auto leaves = *LeavesOf(document.buffer().text(), one->secret);
  std::set<TreeHash> all(leaves.begin(), leaves.end());
  EXPECT_EQ(all.size(), leaves.size()) << "equal units must not look equal";
  const auto others = LeavesOf(document.buffer().text(), other->secret);
  ASSERT_TRUE(others);
  for (const TreeHash& leaf : *others) EXPECT_FALSE(all.contains(leaf));
}

TEST(Attestation, DecoysHideHowManyUnitsThereAre) {
  const Document document = ParseCable(ExampleCable());
  const std::size_t plain = UnitsOf(document, {})->size();
  const auto made = Attest(document, {.decoys = true, .date = "2026-11-26T10:00:00Z"});
  ASSERT_TRUE(made);
  EXPECT_GE(made->note.units, 2 * plain);
  EXPECT_EQ(made->note.units & (made->note.units - 1), 0U);
  EXPECT_EQ(std::ranges::count(made->secret.units(), UnitKind::kDecoy, &OriginalUnit::kind),
            static_cast<std::ptrdiff_t>(made->note.units - plain));
}

TEST(Attestation, WhatCannotBeAttested) {
  const Document document = ParseCable(ExampleCable());
  EXPECT_EQ(Attest(document, {.mandatory = {"p99"}, .date = "2026-11-26T10:00:00Z"}).error().code,
            ErrorCode::kUnusableInput);
  EXPECT_FALSE(Attest(document, {.date = "2026-11-26"}));
  EXPECT_FALSE(Attest(document, {.policy_sha256 = "ab", .date = "2026-11-26T10:00:00Z"}));
}

TEST(Attestation, ASecretOfAnotherTextIsRefused) {
  const Proved proved(ExampleCable());
  const Document other = ParseCable(ExampleCable() + "\n");
  EXPECT_FALSE(MakeProof(other, proved.derivative, proved.original.note, proved.original.secret));
  std::string changed = ExampleCable();
  changed[changed.size() / 2] ^= 1;
  EXPECT_FALSE(
      MakeProof(ParseCable(changed), proved.derivative, proved.original.note, proved.original.secret));
  const Attestation second = Proved::Made(proved.document, {});
  EXPECT_FALSE(MakeProof(proved.document, proved.derivative, proved.original.note, second.secret));
}

TEST(Attestation, SecretsThatDoNotRead) {
  const Proved proved(ExampleCable());
  const SecretBytes text = proved.original.secret.Format();
  const std::string good(reinterpret_cast<const char*>(text.Reveal().data()), text.size());
  const auto parse = [](std::string_view bytes) {
    SecretBytes secret(bytes.size());
    std::ranges::copy(bytes, secret.RevealForWriting().begin());
    return OriginalSecret::Parse(secret);
  };
  ASSERT_TRUE(parse(good));
  EXPECT_FALSE(parse(""));
  EXPECT_FALSE(parse(good.substr(0, good.size() - 1)));
  EXPECT_FALSE(parse(good + "x"));
  EXPECT_FALSE(parse(good + "unit 8 0 1\n"));
  EXPECT_FALSE(parse(good + "unit 4 2 1\n"));
  EXPECT_FALSE(parse(good + "unit 4 0 0\n"));
  EXPECT_FALSE(parse(good + "unit 127 0 1\n"));
  EXPECT_FALSE(parse(good + "unit 4 0 01\n"));
  EXPECT_FALSE(parse(good + "unit  4 0 1\n"));
}

}  // namespace
}  // namespace markings
