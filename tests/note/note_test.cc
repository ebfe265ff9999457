#include "libmarkings/note/note.h"

#include <gtest/gtest.h>

#include <array>
#include <string>
#include <vector>

#include "tests/note/note_testing.h"

namespace markings {
namespace {

using testing::CosignatureLine;
using testing::KeyOfSeed;
using testing::TestKey;

const std::string kDash = "\xE2\x80\x94 ";

// The published example of the format: key, seed and note (golang.org/x/mod/sumdb/note).
constexpr char kVkey[] = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
constexpr char kSeed[] = "AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz";
const std::string kText =
    "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n";
const std::string kNote =
    kText + "\n" + kDash +
    "PeterNeumann "
    "x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";

NoteVerifier PublishedKey() { return *NoteVerifier::Parse(kVkey); }

TEST(NoteTest, PublishedExampleVerifies) {
  const std::vector<NoteVerifier> known = {PublishedKey()};
  const auto opened = OpenNote(kNote, known);
  ASSERT_TRUE(opened) << opened.error().message;
  EXPECT_EQ(opened->text, kText);
  ASSERT_EQ(opened->proofs.size(), 1U);
  EXPECT_TRUE(opened->SignedBy(0));
  EXPECT_FALSE(opened->SignedBy(1));
  EXPECT_EQ(opened->proofs[0].time, std::nullopt);
}

TEST(NoteTest, PublishedExampleIsWrittenByteForByte) {
  std::array<unsigned char, 33> seed;
  ASSERT_TRUE(DecodeBase64(kSeed, seed));
  const MinisignSecretKey key = KeyOfSeed(std::span(seed).subspan(1));
  const std::vector<NoteSigner> signers = {*NoteSigner::Create("PeterNeumann", key)};
  EXPECT_EQ(signers[0].verifier().Format(), kVkey);
  EXPECT_EQ(*SignNote(kText, signers), kNote);
}

TEST(NoteTest, EveryChangedBitIsNoticed) {
  const std::vector<NoteVerifier> known = {PublishedKey()};
  for (std::size_t i = 0; i < kNote.size() * 8; ++i) {
    std::string changed = kNote;
    changed[i / 8] = static_cast<char>(static_cast<unsigned char>(changed[i / 8]) ^ (1U << (i % 8)));
    EXPECT_FALSE(OpenNote(changed, known)) << "bit " << i;
  }
  for (std::size_t size = 0; size < kNote.size(); ++size)
    EXPECT_FALSE(OpenNote(kNote.substr(0, size), known));
  EXPECT_FALSE(OpenNote(kNote + "\n", known));
}

TEST(NoteTest, KeysReadAndWritten) {
  const NoteVerifier key = PublishedKey();
  EXPECT_EQ(key.name(), "PeterNeumann");
  EXPECT_EQ(key.type(), NoteKeyType::kNote);
  EXPECT_EQ(key.Format(), kVkey);
  EXPECT_EQ(NoteVerifier::Parse(std::string(kVkey) + "\n")->Format(), kVkey);
  // Every proper piece of it, and every changed bit.
  const std::string vkey = kVkey;
  for (std::size_t begin = 0; begin <= vkey.size(); ++begin) {
    for (std::size_t end = begin; end <= vkey.size(); ++end) {
      if (begin == 0 && end == vkey.size()) continue;
      EXPECT_FALSE(NoteVerifier::Parse(vkey.substr(begin, end - begin)));
    }
  }
  for (std::size_t i = 0; i < vkey.size() * 8; ++i) {
    std::string changed = vkey;
    changed[i / 8] = static_cast<char>(static_cast<unsigned char>(changed[i / 8]) ^ (1U << (i % 8)));
    EXPECT_FALSE(NoteVerifier::Parse(changed)) << changed;
  }
  const char* refused[] = {"PeterNeumann+cc469956+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TWBADKEY==",
                           "PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
                           "PeterNeumann+C74F20A3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"};
  for (const char* one : refused) EXPECT_EQ(NoteVerifier::Parse(one).error().code, ErrorCode::kBadKey) << one;
}

TEST(NoteTest, NamesOfKeys) {
  for (const char* name : {"a", "example.com/log42", "h\xC3\xA9lice.example", "sha256:00"}) {
    EXPECT_TRUE(IsNoteKeyName(name)) << name;
  }
  for (const std::string& name :
       {std::string(), std::string("a b"), std::string("a+b"), std::string("a\n"), std::string("a\t"),
        std::string("a\xC2\xA0"), std::string("a\xE2\x80\x83"), std::string("\xE3\x80\x80"),
        std::string("a\x7f"), std::string("\xff"), std::string(256, 'a')}) {
    EXPECT_FALSE(IsNoteKeyName(name)) << name;
    EXPECT_FALSE(NoteVerifier::Create(name, TestKey(1).public_key()));
  }
}

class TwoSigners : public ::testing::Test {
 protected:
  MinisignSecretKey one_ = TestKey(1), two_ = TestKey(2), three_ = TestKey(3);
  std::vector<NoteSigner> signers_ = {*NoteSigner::Create("one.example", one_),
                                      *NoteSigner::Create("two.example", two_)};
  std::string note_ = *SignNote("A text.\n\nWith a gap.\n", signers_);
  static NoteVerifier Key(const std::string& name, const MinisignSecretKey& key) {
    return *NoteVerifier::Create(name, key.public_key());
  }
};

TEST_F(TwoSigners, UnknownKeysArePassedOver) {
  for (const std::size_t which : {0U, 1U}) {
    const std::vector<NoteVerifier> known = {signers_[which].verifier()};
    const auto opened = OpenNote(note_, known);
    ASSERT_TRUE(opened);
    EXPECT_EQ(opened->text, "A text.\n\nWith a gap.\n");
    EXPECT_EQ(opened->proofs.size(), 1U);
  }
  const std::vector<NoteVerifier> both = {signers_[1].verifier(), signers_[0].verifier()};
  EXPECT_EQ(OpenNote(note_, both)->proofs.size(), 2U);
  // One name or one key is not enough.
  for (const NoteVerifier& near : {Key("one.example", three_), Key("three.example", one_)}) {
    const std::vector<NoteVerifier> known = {near};
    EXPECT_EQ(OpenNote(note_, known).error().code, ErrorCode::kNotAuthentic);
  }
  EXPECT_EQ(OpenNote(note_, {}).error().code, ErrorCode::kNotAuthentic);
}

TEST_F(TwoSigners, AWrongSignatureOfAKnownKeySpoilsAll) {
  const std::string other = *SignNote("Another text.\n", signers_);
  const std::size_t line = other.rfind(kDash);
  const std::string mixed = note_.substr(0, note_.rfind(kDash)) + other.substr(line);
  const std::vector<NoteVerifier> both = {signers_[0].verifier(), signers_[1].verifier()};
  EXPECT_EQ(OpenNote(mixed, both).error().code, ErrorCode::kNotAuthentic);
  const std::vector<NoteVerifier> first = {signers_[0].verifier()};
  EXPECT_TRUE(OpenNote(mixed, first));
  // Also behind one that holds.
  EXPECT_FALSE(OpenNote(note_ + other.substr(line), both));
  // The same line twice counts once.
  EXPECT_EQ(OpenNote(note_ + note_.substr(note_.rfind(kDash)), both)->proofs.size(), 2U);
}

TEST_F(TwoSigners, KeysThatCannotBeToldApartAreRefused) {
  const std::vector<NoteVerifier> twice = {signers_[0].verifier(), signers_[0].verifier()};
  EXPECT_EQ(OpenNote(note_, twice).error().code, ErrorCode::kBadKey);
}

TEST_F(TwoSigners, WhatMayNotBeSigned) {
  for (const std::string& text : {std::string(), std::string("no LF"), std::string("a\tb\n"),
                                  std::string("a\r\n"), std::string("\xff\n"), std::string("a\0b\n", 4)}) {
    EXPECT_EQ(SignNote(text, signers_).error().code, ErrorCode::kUnusableInput);
  }
  EXPECT_FALSE(SignNote("A text.\n", {}));
  EXPECT_FALSE(SignNote(std::string(kMaxNoteSize, 'a') + "\n", signers_));
}

TEST(NoteTest, RefusesEveryOtherForm) {
  const std::string line = kNote.substr(kNote.rfind(kDash));
  const std::string refused[] = {
      "",
      "\n",
      "\n\n",
      kText,
      kText + "\n",
      kText + line,                                    // no blank line
      kText + "\n" + line + "\n",                      // a blank line at the end
      kText + "\n" + line + "more\n",                  // something that is no signature
      kText + "\n" + line.substr(0, line.size() - 1),  // no LF
      kText + "\n-" + line.substr(3),                  // a hyphen
      kText + "\n" + kDash + " " + line.substr(4),     // two blanks
      kText + "\n" + kDash + "a b " + "AAAAAAAA\n",    // a name with a blank
      kText + "\n" + kDash + "a AAAAAA==\n",           // an id alone
      kText + "\n" + kDash + "a AAAAAAB\n",            // no base64
      kText + "\n" + kDash + "a AAAAAAA\n",            // no padding
      kText + "\n" + kDash + "a AAAAAAB=\n",           // left-over bits
      kText + "\n" + kDash + "a \n",
      kText + "\r\n" + line,
  };
  for (const std::string& note : refused) {
    const auto parsed = UnverifiedNote::Parse(note);
    ASSERT_FALSE(parsed) << note;
    EXPECT_EQ(parsed.error().code, ErrorCode::kBadRegister);
    EXPECT_LE(parsed.error().where.end, note.size() + 1);
  }
  std::string many = kText + "\n";
  for (std::size_t i = 0; i < kMaxNoteSignatures; ++i) many += kDash + "a AAAAAAA=\n";
  EXPECT_TRUE(UnverifiedNote::Parse(many));
  EXPECT_FALSE(UnverifiedNote::Parse(many + kDash + "a AAAAAAA=\n"));
}

TEST(NoteTest, Cosignatures) {
  const std::string text = "log.example\n7\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n";
  const MinisignSecretKey log = TestKey(1);
  const std::vector<NoteSigner> signers = {*NoteSigner::Create("log.example", log)};
  const auto witness =
      *NoteVerifier::Create("witness.example/w", TestKey(2).public_key(), NoteKeyType::kCosignature);
  EXPECT_EQ(NoteVerifier::Parse(witness.Format())->type(), NoteKeyType::kCosignature);
  const std::string note = *SignNote(text, signers);
  const std::vector<NoteVerifier> known = {signers[0].verifier(), witness};
  EXPECT_EQ(OpenNote(note, known)->proofs.size(), 1U);
  const auto opened = OpenNote(note + CosignatureLine("witness.example/w", 2, 1679315147, text) +
                                   CosignatureLine("witness.example/w", 2, 1679315000, text),
                               known);
  ASSERT_TRUE(opened) << opened.error().message;
  ASSERT_EQ(opened->proofs.size(), 2U);
  EXPECT_EQ(opened->proofs[1].key, 1U);
  EXPECT_EQ(opened->proofs[1].time, 1679315147U);
  // Over another text, and with a time that is none.
  EXPECT_FALSE(OpenNote(note + CosignatureLine("witness.example/w", 2, 1, text + text), known));
  EXPECT_FALSE(OpenNote(note + CosignatureLine("witness.example/w", 2, std::uint64_t{1} << 63, text), known));
  // A plain signature by the witness's key is no cosignature, and the other way.
  const MinisignSecretKey key = TestKey(2);
  const std::vector<NoteSigner> plain = {*NoteSigner::Create("witness.example/w", key)};
  const std::vector<NoteVerifier> only = {witness};
  EXPECT_EQ(OpenNote(*SignNote(text, plain), only).error().code, ErrorCode::kNotAuthentic);
  const std::vector<NoteVerifier> as_note = {plain[0].verifier()};
  EXPECT_FALSE(OpenNote(text + "\n" + CosignatureLine("witness.example/w", 2, 1, text), as_note));
}

// The example of C2SP tlog-cosignature: its keys are not published, its form is.
TEST(NoteTest, PublishedCosignatureIsRead) {
  const std::string note =
      "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n" + kDash +
      "example.com/behind-the-sofa "
      "Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n" +
      kDash +
      "witness.example.com/w1 "
      "jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/"
      "zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==\n";
  const auto parsed = UnverifiedNote::Parse(note);
  ASSERT_TRUE(parsed);
  ASSERT_EQ(parsed->signatures.size(), 2U);
  EXPECT_EQ(parsed->signatures[1].name, "witness.example.com/w1");
  EXPECT_EQ(parsed->signatures[1].bytes.size(), 72U);
  EXPECT_EQ(parsed->signatures[0].bytes.size(), 64U);
}

}  // namespace
}  // namespace markings
