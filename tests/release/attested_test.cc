// A release with a proof, and every attack on it, which must fail at the level named.

#include <gtest/gtest.h>

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "libmarkings/release/digest.h"
#include "libmarkings/release/release.h"
#include "libmarkings/release/verify.h"
#include "tests/release/release_testing.h"

namespace markings {
namespace {

using testing::PlainKey;
using testing::ReadFile;

constexpr char kDate[] = "2026-11-26T10:15:00Z";

const MinisignSecretKey& OriginatorKey() {
  static const MinisignSecretKey key = *MinisignSecretKey::Generate();
  return key;
}

// The files of a release, by what they are.
struct Files {
  std::string derivative, proof, note, note_signature, signature, manifest;
};

Document Cable() {
  auto text = Buffer::FromBytes(ReadFile(MARKINGS_SOURCE_DIR "/examples/cable.txt"), "cable.txt");
  return *Document::Parse(*std::move(text), *Vocabulary::ForRegime("state"));
}

// An attestation of the example cable, signed.
AttestedOriginal Attested(const Document& document) {
  auto made = Attest(document, {.date = kDate});
  EXPECT_TRUE(made);
  std::string note = made->note.Format();
  std::string signature = *OriginatorKey().Sign(note, "markings/original/1");
  return {std::move(note), std::move(signature), std::move(made->secret)};
}

// A release of it for an audience of a shipped policy.
Files Release(const Document& document, const AttestedOriginal& original, const std::string& policy_name,
              const char* audience) {
  auto policy_text =
      Buffer::FromBytes(ReadFile(MARKINGS_SOURCE_DIR "/policies/" + policy_name), "policy.toml");
  const auto policy = Policy::Load(*policy_text);
  EXPECT_TRUE(policy);
  const auto redaction = Redact(document, *policy, audience, {});
  EXPECT_TRUE(redaction);
  ReleaseOptions options;
  options.stem = "cable";
  options.date = kDate;
  options.sign_key = &PlainKey();
  options.original = &original;
  const auto files = MakeRelease(*redaction, document, *policy, options);
  EXPECT_TRUE(files) << files.error().message;
  EXPECT_EQ(files->size(), 6U);
  return {(*files)[0].bytes, (*files)[1].bytes, (*files)[2].bytes,
          (*files)[3].bytes, (*files)[4].bytes, (*files)[5].bytes};
}

// The first level that fails, and whether the whole is said to hold.
std::string FirstFailure(const Files& files, bool with_key = true) {
  VerifyInput input;
  input.manifest = files.manifest;
  input.manifest_name = "cable.release.json";
  input.signatures = {files.signature};
  input.keys = {PlainKey().public_key()};
  input.derivative = files.derivative;
  input.proof = files.proof;
  input.note = files.note;
  input.note_signatures = {files.note_signature};
  if (with_key) input.original_keys = {OriginatorKey().public_key()};
  const Verification verification = VerifyRelease(input);
  for (const Check& check : verification.checks) {
    if (check.state == Check::State::kFailed) {
      EXPECT_FALSE(verification.ok);
      return check.level + " " + check.name;
    }
  }
  return verification.ok ? "ok" : "not ok";
}

// Signs a manifest that was changed: what a dishonest authority can do.
void SignAgain(Files& files, const std::function<void(Manifest&)>& change) {
  Manifest manifest = *Manifest::Parse(files.manifest);
  change(manifest);
  files.manifest = manifest.Format();
  files.signature = *PlainKey().Sign(files.manifest, "again");
}

void SignAgain(Files& files) {
  SignAgain(files, [&](Manifest& manifest) {
    manifest.derivative_bytes = files.derivative.size();
    manifest.derivative_sha256 = Sha256Hex(files.derivative);
    manifest.attestation->proof_bytes = files.proof.size();
    manifest.attestation->proof_sha256 = Sha256Hex(files.proof);
  });
}

class AttestedRelease : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    const Document document = Cable();
    const AttestedOriginal original = Attested(document);
    files_ = Release(document, original, "state-public.toml", "public");
    partner_ = Release(document, original, "state-partner.toml", "partner");
    other_ = Release(document, Attested(document), "state-public.toml", "public");
  }
  static Files files_, partner_, other_;
};
Files AttestedRelease::files_, AttestedRelease::partner_, AttestedRelease::other_;

TEST_F(AttestedRelease, AllIsProved) {
  EXPECT_EQ(FirstFailure(files_), "ok");
  EXPECT_EQ(FirstFailure(files_, false), "ok");
  EXPECT_EQ(FirstFailure(partner_), "ok");
}

// Whoever is not the authority: every changed byte of any file.
TEST_F(AttestedRelease, EveryChangedByteFailsAtItsLevel) {
  struct Row {
    std::string Files::* file;
    const char* level;
  };
  const Row rows[] = {{&Files::derivative, "L1 derivative"},
                      {&Files::manifest, "L2 manifest signature"},
                      {&Files::proof, "L3 attestation"},
                      {&Files::note, "L3 attestation"}};
  for (const Row& row : rows) {
    const std::size_t size = (files_.*row.file).size();
    for (std::size_t i = 0; i < size; i += 1 + size / 400) {
      Files changed = files_;
      (changed.*row.file)[i] ^= 1;
      ASSERT_EQ(FirstFailure(changed), row.level) << i;
    }
  }
}

TEST_F(AttestedRelease, FilesOfAnotherReleaseDoNotFit) {
  Files mixed = files_;
  mixed.derivative = partner_.derivative;
  EXPECT_EQ(FirstFailure(mixed), "L1 derivative");
  mixed = files_;
  mixed.proof = partner_.proof;
  EXPECT_EQ(FirstFailure(mixed), "L3 attestation");
  mixed = files_;
  mixed.note = other_.note;
  EXPECT_EQ(FirstFailure(mixed), "L3 attestation");
  mixed.note_signature = other_.note_signature;  // truly signed, of another attestation
  EXPECT_EQ(FirstFailure(mixed), "L3 attestation");
}

// The authority itself, with its key, cannot put words into the original's mouth.
TEST_F(AttestedRelease, AnAuthorityCannotProveWhatIsNotTrue) {
  Files forged = files_;
  const std::size_t at = forged.derivative.find("February 27");
  ASSERT_NE(at, std::string::npos);
  forged.derivative[at + 9] = '1';
  SignAgain(forged);
  EXPECT_EQ(FirstFailure(forged), "L3 attestation");

  forged = files_;
  forged.derivative += "18. (U) Added.\n";
  SignAgain(forged);
  EXPECT_EQ(FirstFailure(forged), "L3 attestation");

  // Another original's number, or the proof of another attestation, under a manifest that says so.
  forged = files_;
  SignAgain(forged, [](Manifest& manifest) { manifest.attestation->doc = std::string(32, '0'); });
  EXPECT_EQ(FirstFailure(forged), "L3 attestation");
  forged = files_;
  forged.proof = other_.proof;
  SignAgain(forged);
  EXPECT_EQ(FirstFailure(forged), "L3 attestation");

  // No attestation any more, where the verifier asks for one.
  forged = files_;
  SignAgain(forged, [](Manifest& manifest) { manifest.attestation.reset(); });
  EXPECT_EQ(FirstFailure(forged), "L3 attestation");
  EXPECT_EQ(FirstFailure(forged, false), "ok");
}

// The union of two derivatives of one original is a true part of it, and no release: nobody signed its
// manifest.
TEST_F(AttestedRelease, TheUnionOfTwoDerivativesHasNoManifest) {
  Files joined = files_;
  joined.derivative = partner_.derivative;
  joined.proof = partner_.proof;
  Manifest manifest = *Manifest::Parse(files_.manifest);
  manifest.derivative_bytes = joined.derivative.size();
  manifest.derivative_sha256 = Sha256Hex(joined.derivative);
  joined.manifest = manifest.Format();
  EXPECT_EQ(FirstFailure(joined), "L2 manifest signature");
}

// A note that the originator's key did not sign, and one signed as something else.
TEST_F(AttestedRelease, TheNoteIsTheOriginators) {
  Files forged = files_;
  forged.note_signature = *PlainKey().Sign(forged.note, "markings/original/1");
  EXPECT_EQ(FirstFailure(forged), "L3 attestation");
  forged = files_;
  forged.note = forged.manifest;  // a signature of one kind for another
  forged.note_signature = *OriginatorKey().Sign(forged.manifest, "x");
  EXPECT_EQ(FirstFailure(forged), "L3 attestation");
}

TEST_F(AttestedRelease, NothingThatIsPublishedHoldsADigestOfTheOriginal) {
  const std::string digest = Sha256Hex(ReadFile(MARKINGS_SOURCE_DIR "/examples/cable.txt"));
  for (const std::string* file : {&files_.derivative, &files_.proof, &files_.note, &files_.manifest}) {
    EXPECT_FALSE(file->contains(digest));
  }
}

TEST_F(AttestedRelease, KeysOfSeveralCountOnce) {
  const MinisignSecretKey second = *MinisignSecretKey::Generate();
  const std::string further = *second.Sign(files_.manifest, "the second officer");
  VerifyInput input;
  input.manifest = files_.manifest;
  input.manifest_name = "cable.release.json";
  input.derivative = files_.derivative;
  input.keys = {PlainKey().public_key(), second.public_key()};
  input.threshold = 2;
  input.signatures = {files_.signature, further};
  EXPECT_TRUE(VerifyRelease(input).ok);
  input.signatures = {files_.signature, files_.signature};
  EXPECT_FALSE(VerifyRelease(input).ok);
  input.signatures = {files_.signature, further};
  input.keys = {PlainKey().public_key(), PlainKey().public_key()};
  EXPECT_FALSE(VerifyRelease(input).ok);
  input.keys = {PlainKey().public_key(), second.public_key()};
  input.threshold = 3;
  EXPECT_FALSE(VerifyRelease(input).ok);
  input.threshold = 0;
  EXPECT_FALSE(VerifyRelease(input).ok);
}

}  // namespace
}  // namespace markings
