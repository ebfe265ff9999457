#include "libmarkings/release/rendition.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "libmarkings/release/digest.h"
#include "libmarkings/release/reissue.h"
#include "libmarkings/release/release.h"
#include "libmarkings/release/verify.h"
#include "tests/release/release_testing.h"

namespace markings {
namespace {

using ::testing::HasSubstr;
using testing::PlainKey;
using testing::ReadFile;

class Renditions : public ::testing::Test {
 protected:
  Renditions()
      : policy_(*Policy::Load(
            *Buffer::FromBytes(ReadFile(MARKINGS_SOURCE_DIR "/policies/state-public.toml"), "p.toml"))),
        document_(*Document::Parse(
            *Buffer::FromBytes(ReadFile(MARKINGS_SOURCE_DIR "/examples/cable.txt"), "cable.txt"),
            policy_.shared_vocabulary())),
        redaction_(*Redact(document_, policy_, "public", {.file_stem = "cable"})) {}

  Result<std::vector<OutputFile>> Make(const std::vector<Rendition>& renditions,
                                       std::span<const AgeRecipient> recipients = {}) {
    return MakeRelease(redaction_, document_, policy_,
                       {.stem = "cable",
                        .date = "2026-01-01T00:00:00Z",
                        .sign_key = &PlainKey(),
                        .recipients = recipients,
                        .renditions = renditions});
  }

  static std::string FileOf(const std::vector<OutputFile>& files, std::string_view name) {
    for (const OutputFile& file : files) {
      if (file.name == name) return file.bytes;
    }
    ADD_FAILURE() << name;
    return {};
  }

  // The checks of renditions as "proved: detail".
  static std::vector<std::string> Verify(const std::vector<OutputFile>& files,
                                         std::vector<std::pair<RenditionKind, std::string_view>> found,
                                         bool ok) {
    const std::string manifest = FileOf(files, "cable.release.json");
    const std::string signature = FileOf(files, "cable.release.json.minisig");
    const std::string derivative = FileOf(files, "cable.txt");
    VerifyInput input;
    input.manifest = manifest;
    input.manifest_name = "cable.release.json";
    input.signatures = {signature};
    input.derivative = derivative;
    input.renditions = std::move(found);
    input.keys = {PlainKey().public_key()};
    const Verification verification = VerifyRelease(input);
    EXPECT_EQ(verification.ok, ok);
    std::vector<std::string> said;
    for (const Check& check : verification.checks) {
      if (check.name == "rendition") said.push_back(std::string(Name(check.state)) + ": " + check.detail);
    }
    return said;
  }

  Policy policy_;
  Document document_;
  Redaction redaction_;
};

TEST_F(Renditions, StandInTheManifestInOneOrder) {
  const auto files = Make({{RenditionKind::kIndexCsv, "index"}, {RenditionKind::kPdf, "paper"}});
  ASSERT_TRUE(files);
  std::vector<std::string> names;
  for (const OutputFile& file : *files) names.push_back(file.name);
  EXPECT_THAT(names, ::testing::ElementsAre("cable.txt", "cable.pdf", "cable.index.csv",
                                            "cable.release.json.minisig", "cable.release.json"));
  const auto manifest = Manifest::Parse(files->back().bytes);
  ASSERT_TRUE(manifest);
  ASSERT_EQ(manifest->renditions.size(), 2U);
  EXPECT_EQ(manifest->renditions[0].file, "cable.pdf");
  EXPECT_EQ(manifest->renditions[0].bytes, 5U);
  EXPECT_EQ(manifest->renditions[0].sha256, Sha256Hex("paper"));
  EXPECT_EQ(manifest->renditions[1].media_type, "text/csv");
}

TEST_F(Renditions, WithoutThemTheManifestIsWhatItWas) {
  const auto files = Make({});
  ASSERT_TRUE(files);
  EXPECT_THAT(files->back().bytes, ::testing::Not(HasSubstr("renditions")));
}

TEST_F(Renditions, AreVerified) {
  const auto files = Make({{RenditionKind::kPdf, "paper"}, {RenditionKind::kLetter, "letter"}});
  ASSERT_TRUE(files);
  const std::pair pdf(RenditionKind::kPdf, "paper");
  const std::pair letter(RenditionKind::kLetter, "letter");
  EXPECT_THAT(
      Verify(*files, {pdf, letter}, true),
      ::testing::ElementsAre(HasSubstr("proved: cable.pdf is"), HasSubstr("proved: cable.letter.txt")));
  EXPECT_THAT(Verify(*files, {pdf, {RenditionKind::kLetter, "lettem"}}, false),
              ::testing::ElementsAre(HasSubstr("proved: "), HasSubstr("failed: cable.letter.txt is not")));
  EXPECT_THAT(Verify(*files, {{RenditionKind::kPdf, "paper "}, letter}, false),
              ::testing::ElementsAre(HasSubstr("failed: cable.pdf is not"), HasSubstr("proved: ")));
  EXPECT_THAT(Verify(*files, {letter}, false),
              ::testing::ElementsAre(HasSubstr("failed: cable.pdf was not found"), HasSubstr("proved: ")));
  EXPECT_THAT(
      Verify(*files, {pdf, letter, {RenditionKind::kDocx, "x"}}, true),
      ::testing::Contains(HasSubstr("not-checked: cable.docx lies beside the manifest and is no part")));
}

TEST_F(Renditions, AreRefused) {
  const auto twice = Make({{RenditionKind::kPdf, "a"}, {RenditionKind::kPdf, "b"}});
  ASSERT_FALSE(twice);
  EXPECT_EQ(twice.error().code, ErrorCode::kUnusableInput);
  const auto identity = AgeIdentity::Generate();
  ASSERT_TRUE(identity);
  const std::vector<AgeRecipient> recipients = {identity->recipient()};
  const auto sealed = Make({{RenditionKind::kPdf, "a"}}, recipients);
  ASSERT_FALSE(sealed);
  EXPECT_EQ(sealed.error().code, ErrorCode::kUnusableInput);
  EXPECT_TRUE(Make({}, recipients));
  // Nor does a release that has some go to other recipients.
  const auto files = Make({{RenditionKind::kPdf, "a"}});
  ASSERT_TRUE(files);
  const std::string manifest = files->back().bytes;
  const auto reissued = ReissueManifest({redaction_.derivative.text, manifest, "cable.release.json", {}},
                                        {.recipients = recipients, .date = "2026-01-02T00:00:00Z"});
  ASSERT_FALSE(reissued);
  EXPECT_THAT(reissued.error().message, HasSubstr("renditions"));
}

TEST_F(Renditions, AManifestNamesNoOthers) {
  const auto files = Make({{RenditionKind::kPdf, "a"}, {RenditionKind::kHtml, "b"}});
  ASSERT_TRUE(files);
  const std::string good = files->back().bytes;
  ASSERT_TRUE(Manifest::Parse(good));
  const std::string digest = Sha256Hex("a");
  const std::pair<std::string_view, std::string_view> changes[] = {
      {"\"cable.pdf\"", "\"cable.exe\""},    {"\"cable.pdf\"", "\"other.pdf\""},
      {"\"cable.pdf\"", "\"../cable.pdf\""}, {"\"cable.pdf\"", "\"cable.txt\""},
      {"\"cable.html\"", "\"cable.pdf\""},  // twice
      {"\"cable.pdf\"", "\"cable.docx\""},  // in another order
      {"application/pdf", "text/html"},      {digest, "00"},
  };
  for (const auto& [from, to] : changes) {
    std::string changed = good;
    const std::size_t at = changed.find(from);
    ASSERT_NE(at, std::string::npos) << to;
    changed.replace(at, from.size(), to);
    EXPECT_FALSE(Manifest::Parse(changed)) << to;
  }
  // An empty list is not the one form.
  std::string empty = Make({})->back().bytes;
  empty.replace(empty.find("  \"banner\""), 0, "  \"renditions\": [],\n");
  EXPECT_FALSE(Manifest::Parse(empty));
}

}  // namespace
}  // namespace markings
