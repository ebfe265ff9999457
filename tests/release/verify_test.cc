#include <gtest/gtest.h>

#include <cstring>
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

constexpr char kDate[] = "2026-11-23T10:15:00Z";

std::string PolicyText() { return ReadFile(MARKINGS_SOURCE_DIR "/policies/state-public.toml"); }

// The example cable, released to the public through the whole pipeline.
struct Released {
  std::optional<Policy> policy;
  std::optional<Document> document;
  std::optional<Redaction> redaction;
  std::vector<OutputFile> files;
};

Released MakeExample(const ReleaseOptions& options) {
  Released released;
  auto policy_text = Buffer::FromBytes(PolicyText(), "policy.toml");
  EXPECT_TRUE(policy_text);
  auto policy = Policy::Load(*policy_text);
  EXPECT_TRUE(policy);
  released.policy = *std::move(policy);
  auto text = Buffer::FromBytes(ReadFile(MARKINGS_SOURCE_DIR "/examples/cable.txt"), "cable.txt");
  EXPECT_TRUE(text);
  auto document = Document::Parse(*std::move(text), released.policy->shared_vocabulary());
  EXPECT_TRUE(document);
  released.document = *std::move(document);
  auto redaction = Redact(*released.document, *released.policy, "public", {nullptr, options.stem});
  EXPECT_TRUE(redaction);
  released.redaction = *std::move(redaction);
  EXPECT_FALSE(released.redaction->blocked());
  auto files = MakeRelease(*released.redaction, *released.document, *released.policy, options);
  EXPECT_TRUE(files) << files.error().message;
  if (files) released.files = *std::move(files);
  return released;
}

ReleaseOptions Signed() {
  ReleaseOptions options;
  options.stem = "cable";
  options.date = kDate;
  options.sign_key = &PlainKey();
  return options;
}

class Verify : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    const Released released = MakeExample(Signed());
    ASSERT_EQ(released.files.size(), 3U);
    derivative_ = released.files[0].bytes;
    signature_ = released.files[1].bytes;
    manifest_ = released.files[2].bytes;
  }
  static VerifyInput Input() {
    VerifyInput input;
    input.manifest = manifest_;
    input.signatures = {signature_};
    input.derivative = derivative_;
    input.keys = {PlainKey().public_key()};
    input.manifest_name = "cable.release.json";
    return input;
  }
  // "proved proved proved not-checked not-checked not-checked", in the order of the checks.
  static std::string States(const Verification& verification) {
    std::string states;
    for (const Check& check : verification.checks) {
      // Those that most rows have nothing to say of.
      const bool rare = check.name == "certificate signature" || check.name == "keys";
      if (rare && check.state == Check::State::kNotChecked) continue;
      states += (states.empty() ? "" : " ") + std::string(Name(check.state));
    }
    return states;
  }
  // The first check that failed.
  static std::string Failed(const Verification& verification) {
    for (const Check& check : verification.checks) {
      if (check.state == Check::State::kFailed) return check.name + ": " + check.detail;
    }
    return "";
  }

  static std::string derivative_, signature_, manifest_;
};
std::string Verify::derivative_, Verify::signature_, Verify::manifest_;

TEST_F(Verify, OrderAndNamesOfFiles) {
  const Released released = MakeExample(Signed());
  ASSERT_EQ(released.files.size(), 3U);
  EXPECT_EQ(released.files[0].name, "cable.txt");
  EXPECT_EQ(released.files[1].name, "cable.release.json.minisig");
  EXPECT_EQ(released.files[2].name, "cable.release.json");
  // The same input, key and date give the same bytes.
  EXPECT_EQ(released.files[0].bytes, derivative_);
  EXPECT_EQ(released.files[1].bytes, signature_);
  EXPECT_EQ(released.files[2].bytes, manifest_);
  ReleaseOptions unsigned_release = Signed();
  unsigned_release.sign_key = nullptr;
  EXPECT_EQ(MakeExample(unsigned_release).files.size(), 2U);
}

TEST_F(Verify, TheManifestSaysWhatWasDone) {
  const auto manifest = Manifest::Parse(manifest_);
  ASSERT_TRUE(manifest);
  EXPECT_EQ(manifest->document, "KALVOR 000123");
  EXPECT_EQ(manifest->audience, "public");
  EXPECT_EQ(manifest->policy_sha256, Sha256Hex(PolicyText()));
  EXPECT_EQ(manifest->derivative_sha256, Sha256Hex(derivative_));
  EXPECT_EQ(manifest->derivative_bytes, derivative_.size());
  EXPECT_TRUE(derivative_.starts_with(manifest->stamp));
  EXPECT_FALSE(manifest->units.empty());
}

TEST_F(Verify, AllIsProved) {
  const Verification plain = VerifyRelease(Input());
  EXPECT_TRUE(plain.ok);
  EXPECT_EQ(States(plain), "proved proved proved not-checked not-checked not-checked");
  ASSERT_TRUE(plain.manifest);
  EXPECT_EQ(plain.manifest->Format(), manifest_);
  EXPECT_TRUE(plain.checks[0].detail.contains(PlainKey().public_key().KeyLine()));

  const std::string policy = PolicyText();
  VerifyInput input = Input();
  input.policy = policy;
  const Verification with_policy = VerifyRelease(input);
  EXPECT_TRUE(with_policy.ok);
  EXPECT_EQ(States(with_policy), "proved proved proved proved not-checked not-checked");
}

TEST_F(Verify, OneKeyOfSeveralIsEnough) {
  VerifyInput input = Input();
  input.keys = {MinisignSecretKey::Generate()->public_key(), PlainKey().public_key()};
  EXPECT_TRUE(VerifyRelease(input).ok);
  const std::string other = *MinisignSecretKey::Generate()->Sign(manifest_, "other");
  input.signatures = {other, signature_};
  EXPECT_TRUE(VerifyRelease(input).ok);
}

TEST_F(Verify, SaysWhatFailed) {
  const std::string changed_policy = PolicyText() + "\n", longer = derivative_ + "\n";
  std::string changed = derivative_;
  changed[5] = 'x';
  const std::string other = *MinisignSecretKey::Generate()->Sign(manifest_, "other");
  const std::string bad_form = "{}\n", signed_bad_form = *PlainKey().Sign(bad_form, "x");
  struct Row {
    const char* failed;
    const char* states;
    std::function<void(VerifyInput&)> edit;
  };
  const Row rows[] = {
      {"manifest signature: no key", "failed not-checked not-checked not-checked not-checked not-checked",
       [](VerifyInput& i) { i.keys.clear(); }},
      {"manifest signature: nothing was signed: cable.release.json.minisig",
       "failed not-checked not-checked not-checked not-checked not-checked",
       [](VerifyInput& i) { i.signatures.clear(); }},
      {"manifest signature: cable.release.json.minisig: it was made with another key",
       "failed not-checked not-checked not-checked not-checked not-checked",
       [&](VerifyInput& i) { i.signatures = {other}; }},
      {"manifest: it was signed, but byte 2: the manifest is not in its form",
       "proved failed not-checked not-checked not-checked not-checked",
       [&](VerifyInput& i) {
         i.manifest = bad_form;
         i.signatures = {signed_bad_form};
       }},
      {"manifest: it was renamed", "proved failed proved not-checked not-checked not-checked",
       [](VerifyInput& i) { i.manifest_name = "other.release.json"; }},
      {"manifest: it was renamed", "proved failed proved not-checked not-checked not-checked",
       [](VerifyInput& i) { i.manifest_name = "cable.json"; }},
      {"derivative: cable.txt was not found", "proved proved failed not-checked not-checked not-checked",
       [](VerifyInput& i) { i.derivative.reset(); }},
      {"derivative: cable.txt has", "proved proved failed not-checked not-checked not-checked",
       [&](VerifyInput& i) { i.derivative = longer; }},
      {"derivative: cable.txt is not the text", "proved proved failed not-checked not-checked not-checked",
       [&](VerifyInput& i) { i.derivative = changed; }},
      {"policy: the policy that was given is not", "proved proved proved failed not-checked not-checked",
       [&](VerifyInput& i) { i.policy = changed_policy; }},
  };
  for (const Row& row : rows) {
    VerifyInput input = Input();
    row.edit(input);
    const Verification verification = VerifyRelease(input);
    EXPECT_FALSE(verification.ok) << row.failed;
    EXPECT_TRUE(Failed(verification).starts_with(row.failed))
        << Failed(verification) << ", not " << row.failed;
    EXPECT_EQ(States(verification), row.states) << row.failed;
  }
}

// Any one byte of any file, with every bit changed in turn, but for the words of the untrusted comment.
TEST_F(Verify, EveryChangedByteIsNoticed) {
  const std::size_t words_begin = std::strlen("untrusted comment: "), words_end = signature_.find('\n');
  ASSERT_NE(words_end, std::string::npos);
  std::size_t tried = 0;
  for (std::string* file : {&derivative_, &signature_, &manifest_}) {
    for (std::size_t i = 0; i < file->size(); ++i) {
      if (file == &signature_ && i >= words_begin && i < words_end) continue;
      const char kept = (*file)[i];
      for (int bit = 0; bit < 8; ++bit) {
        (*file)[i] = static_cast<char>(kept ^ (1 << bit));
        const Verification verification = VerifyRelease(Input());
        (*file)[i] = kept;
        ++tried;
        ASSERT_FALSE(verification.ok)
            << "byte " << i << " bit " << bit << " of file " << (file == &signature_);
        ASSERT_FALSE(Failed(verification).empty());
      }
    }
  }
  EXPECT_GT(tried, 10000U);
  EXPECT_TRUE(VerifyRelease(Input()).ok);
}

TEST_F(Verify, EveryCutIsNoticed) {
  for (std::string* file : {&derivative_, &signature_, &manifest_}) {
    const std::string whole = *file;
    for (std::size_t size = 0; size < whole.size(); ++size) {
      file->resize(size);
      ASSERT_FALSE(VerifyRelease(Input()).ok) << size;
      *file = whole;
    }
  }
}

TEST_F(Verify, AsJson) {
  VerifyInput input = Input();
  input.signatures.clear();
  const std::string json = VerificationJson(VerifyRelease(input), "cable.release.json", -1);
  EXPECT_TRUE(json.starts_with(
      R"({"schema":"markings/verify/1","manifest":"cable.release.json","ok":false,"checks":[)"
      R"({"name":"manifest signature","level":"L2","state":"failed","detail":")"))
      << json;
  EXPECT_TRUE(VerificationJson(VerifyRelease(Input()), "cable.release.json", -1).contains(R"("ok":true)"));
}

TEST_F(Verify, NothingIsMadeOfABlockedRedaction) {
  Released released = MakeExample(Signed());
  released.redaction->findings.push_back(
      {.id = "subject:10", .place = "subject", .kind = "name", .from = {"p1"}});
  const auto residual = MakeRelease(*released.redaction, *released.document, *released.policy, Signed());
  ASSERT_FALSE(residual);
  EXPECT_EQ(residual.error().code, ErrorCode::kResidual);
  EXPECT_TRUE(residual.error().message.contains("subject:10"));
  released.redaction->findings.back().waived = true;
  EXPECT_TRUE(MakeRelease(*released.redaction, *released.document, *released.policy, Signed()));
  released.redaction->stop_pending = true;
  const auto pending = MakeRelease(*released.redaction, *released.document, *released.policy, Signed());
  ASSERT_FALSE(pending);
  EXPECT_EQ(pending.error().code, ErrorCode::kPending);
}

TEST_F(Verify, RefusesNamesAndDatesThatCannotStand) {
  const Released released = MakeExample(Signed());
  const auto code = [&](const std::string& stem, const std::string& date) {
    ReleaseOptions options = Signed();
    options.stem = stem;
    options.date = date;
    const auto files = MakeRelease(*released.redaction, *released.document, *released.policy, options);
    return files ? std::optional<ErrorCode>() : files.error().code;
  };
  EXPECT_EQ(code("cable", kDate), std::nullopt);
  for (const char* stem : {"", "..", "a/b", "a\nb", "\xff", "a "})
    EXPECT_EQ(code(stem, kDate), ErrorCode::kUnusableInput);
  for (const char* date : {"", "today", "2026-02-30T00:00:00Z"})
    EXPECT_EQ(code("cable", date), ErrorCode::kUnusableInput);
}

TEST_F(Verify, OverridesAndWaiversAreInTheManifest) {
  const Released released = MakeExample(Signed());
  Overrides overrides;
  Override decision;
  decision.element = "p3";
  decision.action = Override::Action::kRelease;
  decision.mark = Marking{};
  decision.reason = "announced";
  decision.authority = "A. Officer";
  decision.date = "2026-11-20";
  overrides.decisions.push_back(decision);
  overrides.waivers.push_back(
      {.finding = "p3:4", .reason = "public", .authority = "B. Officer", .date = "", .where = {}});
  Override mask;
  mask.element = "p3";
  mask.action = Override::Action::kMask;
  mask.spans = {{7117, 7118}, {7120, 7121}};
  mask.as = "name";
  mask.binds = std::string(64, 'a');
  mask.reason = "private";
  overrides.masks.push_back(mask);
  overrides.salt = std::string(32, '\xbb');
  overrides.document_mark = Marking{};
  overrides.document_mark_reason = "page 2 was misread";
  overrides.document_mark_authority = "C. Officer";
  overrides.code_for_pending = {"(b)(6)", "private", "D. Officer"};
  ReleaseOptions options = Signed();
  options.overrides = &overrides;
  const auto files = MakeRelease(*released.redaction, *released.document, *released.policy, options);
  ASSERT_TRUE(files);
  const auto manifest = Manifest::Parse(files->back().bytes);
  ASSERT_TRUE(manifest);
  ASSERT_EQ(manifest->overrides.size(), 3U);
  EXPECT_EQ(manifest->overrides[2].action, "mask");
  EXPECT_EQ(manifest->overrides[2].places, 2U);
  for (const char* never : {"7117", "7120", "aaaaaaaa", "bbbbbbbb"})  // spans, bindings, the salt
    EXPECT_FALSE(files->back().bytes.contains(never)) << never;
  EXPECT_EQ(manifest->overrides[0].element, "document");
  EXPECT_EQ(manifest->overrides[0].action, "mark");
  EXPECT_EQ(manifest->overrides[0].mark, "(U)");
  EXPECT_EQ(manifest->overrides[1].element, "p3");
  EXPECT_EQ(manifest->overrides[1].mark, "(U)");
  EXPECT_EQ(manifest->waivers.at(0).finding, "p3:4");
  EXPECT_EQ(manifest->code_for_pending->authority, "D. Officer");
}

}  // namespace
}  // namespace markings
