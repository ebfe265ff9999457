#include "libmarkings/c/markings.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstddef>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "libmarkings/markings.h"

namespace {

using testing::HasSubstr;

// What a program that was compiled against version 1 knows. A change here is a change of the ABI: members are
// added at the end, in the places that come after these.
static_assert(sizeof(void*) != 8 ||
              (offsetof(markings_decision, outcome) == 56 && offsetof(markings_decision, overridden) == 64));
static_assert(sizeof(void*) != 8 ||
              (offsetof(markings_finding, line) == 40 && offsetof(markings_finding, waived) == 56));
static_assert(sizeof(void*) != 8 || offsetof(markings_check_result, state) == 32);
static_assert(sizeof(void*) != 8 || offsetof(markings_redact_options, decisions) == 24);
static_assert(sizeof(void*) != 8 || (offsetof(markings_release, manifest_name) == 24 &&
                                     offsetof(markings_release, original_key_count) == 160));
static_assert(MARKINGS_INTERNAL == 14 && MARKINGS_DROP == 3 && MARKINGS_NOT_CHECKED == 2);

template <class T, void (*free)(T*)>
struct Freed {
  void operator()(T* handle) const { free(handle); }
};
using PolicyHandle = std::unique_ptr<markings_policy, Freed<markings_policy, markings_policy_free>>;
using DocumentHandle = std::unique_ptr<markings_document, Freed<markings_document, markings_document_free>>;
using RedactionHandle =
    std::unique_ptr<markings_redaction, Freed<markings_redaction, markings_redaction_free>>;
using TextHandle = std::unique_ptr<markings_text, Freed<markings_text, markings_text_free>>;
using ErrorHandle = std::unique_ptr<markings_error, Freed<markings_error, markings_error_free>>;
using VerificationHandle =
    std::unique_ptr<markings_verification, Freed<markings_verification, markings_verification_free>>;

std::string PolicyPath(std::string_view name) {
  return std::string(MARKINGS_SOURCE_DIR "/policies/") + std::string(name);
}

std::string ReadAll(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

PolicyHandle Load(std::string_view name) {
  markings_policy* policy = nullptr;
  EXPECT_EQ(markings_policy_load_file(PolicyPath(name).c_str(), &policy, nullptr), MARKINGS_OK);
  return PolicyHandle(policy);
}

DocumentHandle Parse(const PolicyHandle& policy, std::string_view text) {
  markings_document* document = nullptr;
  EXPECT_EQ(markings_document_parse(policy.get(), text.data(), text.size(), "cable.txt", &document, nullptr),
            MARKINGS_OK);
  return DocumentHandle(document);
}

RedactionHandle Redact(const DocumentHandle& document, const PolicyHandle& policy,
                       const markings_redact_options* options = nullptr) {
  markings_redaction* redaction = nullptr;
  EXPECT_EQ(markings_redact(document.get(), policy.get(), "public", options, &redaction, nullptr),
            MARKINGS_OK);
  return RedactionHandle(redaction);
}

constexpr std::string_view kCable =
    "UNCLAS KALVOR 000123\n\nSENSITIVE\n\n1. (SBU) A clerk named Tamas Relk asked for help.\n\n"
    "2. (U) The lighthouse law passed with 61 votes.\n";
constexpr std::string_view kLeak =
    "UNCLAS KALVOR 000123\n\nSENSITIVE\n\n1. (SBU) A clerk named Tamas Relk asked for help.\n\n"
    "2. (U) Relk was not at the vote.\n";

TEST(MarkingsC, SaysItsVersions) {
  EXPECT_STREQ(markings_version(), MARKINGS_VERSION);
  EXPECT_EQ(markings_c_abi(), MARKINGS_C_ABI);
}

TEST(MarkingsC, PolicyHasItsAudiences) {
  const PolicyHandle policy = Load("us-derivative.toml");
  EXPECT_STREQ(markings_policy_name(policy.get()), "us-derivative");
  ASSERT_EQ(markings_policy_audience_count(policy.get()), 3U);
  EXPECT_NE(markings_policy_audience(policy.get(), 2), nullptr);
  EXPECT_EQ(markings_policy_audience(policy.get(), 3), nullptr);
}

TEST(MarkingsC, APolicyThatExtendsIsFoundByItsFileAlone) {
  markings_policy* policy = nullptr;
  markings_error* said = nullptr;
  const std::string text =
      "schema = \"markings/policy/1\"\nname = \"x\"\nversion = \"1\"\nextends = \"state-public.toml\"\n";
  EXPECT_EQ(markings_policy_load(text.data(), text.size(), nullptr, &policy, &said), MARKINGS_BAD_POLICY);
  const ErrorHandle error(said);
  EXPECT_EQ(policy, nullptr);
  EXPECT_EQ(markings_error_status(said), MARKINGS_BAD_POLICY);
  EXPECT_EQ(markings_error_line(said), 4U);
  // The same text in a file beside its base.
  const std::string folder = testing::TempDir() + "markings_c_extends";
  std::filesystem::create_directories(folder);
  std::ofstream(folder + "/x.toml") << text;
  std::ofstream(folder + "/state-public.toml") << ReadAll(PolicyPath("state-public.toml"));
  ASSERT_EQ(markings_policy_load_file((folder + "/x.toml").c_str(), &policy, nullptr), MARKINGS_OK);
  const PolicyHandle loaded(policy);
  EXPECT_STREQ(markings_policy_audience(policy, 0), "public");
}

TEST(MarkingsC, AnErrorHasItsPlace) {
  constexpr std::string_view kText = "schema = \"markings/policy/1\"\nname = \"x\"\n  colour = 1\n";
  markings_policy* policy = nullptr;
  markings_error* said = nullptr;
  ASSERT_EQ(markings_policy_load(kText.data(), kText.size(), "x.toml", &policy, &said), MARKINGS_BAD_POLICY);
  const ErrorHandle error(said);
  EXPECT_STREQ(markings_error_file(said), "x.toml");
  EXPECT_EQ(markings_error_line(said), 3U);
  EXPECT_EQ(markings_error_column(said), 3U);
  EXPECT_THAT(markings_error_message(said), HasSubstr("colour"));
  EXPECT_STRNE(markings_error_fix(said), "");
  // Nobody need take it.
  EXPECT_EQ(markings_policy_load(kText.data(), kText.size(), "x.toml", &policy, nullptr),
            MARKINGS_BAD_POLICY);
}

TEST(MarkingsC, PlacesInOtherEncodingsAreThoseOfTheInput) {
  // UTF-16 with a NUL character in its second line.
  const std::string text(
      "\xFF\xFE"
      "a\0\n\0b\0\0\0c\0",
      12);
  const PolicyHandle policy = Load("state-public.toml");
  markings_document* document = nullptr;
  markings_error* said = nullptr;
  ASSERT_EQ(markings_document_parse(policy.get(), text.data(), text.size(), "x", &document, &said),
            MARKINGS_UNUSABLE_INPUT);
  const ErrorHandle error(said);
  EXPECT_EQ(markings_error_line(said), 2U);
}

TEST(MarkingsC, DerivativeIsThatOfTheLibrary) {
  const PolicyHandle policy = Load("state-public.toml");
  const RedactionHandle redaction = Redact(Parse(policy, kCable), policy);
  EXPECT_EQ(markings_redaction_blocked(redaction.get()), 0);
  std::size_t size = 0;
  const char* text = markings_redaction_derivative(redaction.get(), &size);
  ASSERT_NE(text, nullptr);
  EXPECT_EQ(std::strlen(text), size);
  EXPECT_THAT(text, HasSubstr("lighthouse"));
  EXPECT_THAT(text, testing::Not(HasSubstr("Relk")));
  EXPECT_STREQ(markings_redaction_banner(redaction.get()), "UNCLAS");
  EXPECT_THAT(markings_redaction_stamp(redaction.get()), HasSubstr("RELEASE IN PART"));
}

TEST(MarkingsC, WhatIsBlockedHasNoText) {
  const PolicyHandle policy = Load("state-public.toml");
  const RedactionHandle redaction = Redact(Parse(policy, kLeak), policy);
  EXPECT_EQ(markings_redaction_blocked(redaction.get()), 1);
  std::size_t size = 7;
  EXPECT_EQ(markings_redaction_derivative(redaction.get(), &size), nullptr);
  EXPECT_EQ(size, 0U);
  ASSERT_EQ(markings_redaction_finding_count(redaction.get()), 1U);
  markings_finding finding = {};
  finding.struct_size = sizeof finding;
  ASSERT_EQ(markings_redaction_finding(redaction.get(), 0, &finding), MARKINGS_OK);
  EXPECT_STREQ(finding.place, "p2");
  EXPECT_STREQ(finding.from, "p1");
  EXPECT_EQ(finding.waived, 0);
  EXPECT_GT(finding.line, 1U);
  EXPECT_EQ(markings_redaction_finding(redaction.get(), 1, &finding), MARKINGS_BAD_ARGUMENT);
}

TEST(MarkingsC, DecisionsSayWhy) {
  const PolicyHandle policy = Load("state-public.toml");
  const RedactionHandle redaction = Redact(Parse(policy, kCable), policy);
  bool withheld = false, released = false;
  for (std::size_t i = 0; i < markings_redaction_decision_count(redaction.get()); ++i) {
    markings_decision one = {};
    one.struct_size = sizeof one;
    ASSERT_EQ(markings_redaction_decision(redaction.get(), i, &one), MARKINGS_OK);
    EXPECT_STRNE(one.rules, "");
    EXPECT_STRNE(one.reason, "");
    if (std::string_view(one.element) == "p1") {
      withheld = true;
      EXPECT_EQ(one.outcome, MARKINGS_WITHHOLD);
      EXPECT_STREQ(one.marking, "(SBU)");
      EXPECT_STREQ(one.kind, "paragraph");
      EXPECT_EQ(one.pending, 1);
    } else if (std::string_view(one.element) == "p2") {
      released = true;
      EXPECT_EQ(one.outcome, MARKINGS_RELEASE);
      EXPECT_STREQ(one.rules, "unclassified-to-public");
    }
  }
  EXPECT_TRUE(withheld && released);
}

TEST(MarkingsC, HandlesDoNotNeedWhatTheyWereMadeFrom) {
  PolicyHandle policy = Load("state-public.toml");
  DocumentHandle document = Parse(policy, kCable);
  const RedactionHandle redaction = Redact(document, policy);
  policy.reset();
  document.reset();
  markings_text* json = nullptr;
  ASSERT_EQ(markings_redaction_explain_json(redaction.get(), &json, nullptr), MARKINGS_OK);
  const TextHandle text(json);
  EXPECT_THAT(markings_text_data(json), testing::StartsWith(R"({"schema":"markings/explain/1")"));
  EXPECT_EQ(std::strlen(markings_text_data(json)), markings_text_size(json));
}

TEST(MarkingsC, DecisionsOfAnOfficerCount) {
  constexpr std::string_view kDecisions = R"(schema = "markings/decisions/1"
document = "KALVOR 000123"

[[waive]]
finding = "p2:8"
reason = "Another person of that name."
authority = "A. Officer"
)";
  const PolicyHandle policy = Load("state-public.toml");
  const DocumentHandle document = Parse(policy, kLeak);
  const RedactionHandle before = Redact(document, policy);
  markings_finding finding = {};
  finding.struct_size = sizeof finding;
  ASSERT_EQ(markings_redaction_finding(before.get(), 0, &finding), MARKINGS_OK);
  std::string decisions(kDecisions);
  decisions.replace(decisions.find("p2:8"), 4, finding.id);
  markings_redact_options options = {};
  options.struct_size = sizeof options;
  options.decisions = {decisions.data(), decisions.size()};
  const RedactionHandle after = Redact(document, policy, &options);
  EXPECT_EQ(markings_redaction_blocked(after.get()), 0);
  ASSERT_EQ(markings_redaction_finding(after.get(), 0, &finding), MARKINGS_OK);
  EXPECT_EQ(finding.waived, 1);
  // What does not fit is said with its place in the decisions.
  decisions.replace(decisions.find(finding.id), std::strlen(finding.id), "p9:1");
  options.decisions = {decisions.data(), decisions.size()};
  markings_redaction* none = nullptr;
  markings_error* said = nullptr;
  EXPECT_EQ(markings_redact(document.get(), policy.get(), "public", &options, &none, &said),
            MARKINGS_BAD_OVERRIDES);
  const ErrorHandle error(said);
  EXPECT_EQ(none, nullptr);
  EXPECT_STREQ(markings_error_file(said), "decisions");
  EXPECT_GT(markings_error_line(said), 0U);
}

TEST(MarkingsC, ADocumentOfAnotherVocabularyIsRefused) {
  const PolicyHandle state = Load("state-public.toml"), us = Load("us-derivative.toml");
  const DocumentHandle document = Parse(state, kCable);
  markings_redaction* redaction = nullptr;
  EXPECT_EQ(markings_redact(document.get(), us.get(), "unclassified", nullptr, &redaction, nullptr),
            MARKINGS_BAD_ARGUMENT);
  EXPECT_EQ(redaction, nullptr);
}

TEST(MarkingsC, StructsOfOtherVersions) {
  const PolicyHandle policy = Load("state-public.toml");
  const RedactionHandle redaction = Redact(Parse(policy, kCable), policy);
  // An older caller knows fewer members: what lies behind them stays as it is.
  markings_decision one;
  std::memset(&one, 0x5A, sizeof one);
  one.struct_size = offsetof(markings_decision, kind);
  ASSERT_EQ(markings_redaction_decision(redaction.get(), 0, &one), MARKINGS_OK);
  EXPECT_NE(one.element, nullptr);
  std::uintptr_t untouched = 0;
  std::memcpy(&untouched, &one.kind, sizeof untouched);
  EXPECT_EQ(untouched, static_cast<std::uintptr_t>(0x5A5A5A5A5A5A5A5A));
  // A newer one knows more: what the library does not know is 0.
  struct Newer {
    markings_decision known;
    void* added;
  } newer = {};
  newer.known.struct_size = sizeof newer;
  newer.added = &newer;
  ASSERT_EQ(markings_redaction_decision(redaction.get(), 0, &newer.known), MARKINGS_OK);
  EXPECT_EQ(newer.added, nullptr);
  // What a newer one asks for, and would not get, is refused.
  struct NewerOptions {
    markings_redact_options known;
    const char* added;
  } options = {};
  options.known.struct_size = sizeof options;
  markings_redaction* made = nullptr;
  const DocumentHandle document = Parse(policy, kCable);
  ASSERT_EQ(markings_redact(document.get(), policy.get(), "public", &options.known, &made, nullptr),
            MARKINGS_OK);
  markings_redaction_free(made);
  options.added = "stricter";
  EXPECT_EQ(markings_redact(document.get(), policy.get(), "public", &options.known, &made, nullptr),
            MARKINGS_BAD_ARGUMENT);
  options.known.struct_size = 0;
  EXPECT_EQ(markings_redact(document.get(), policy.get(), "public", &options.known, &made, nullptr),
            MARKINGS_BAD_ARGUMENT);
}

TEST(MarkingsC, NullIsAnErrorAndNoCrash) {
  markings_error* said = nullptr;
  markings_text* text = nullptr;
  markings_redaction* redaction = nullptr;
  EXPECT_EQ(markings_redact(nullptr, nullptr, nullptr, nullptr, &redaction, &said), MARKINGS_BAD_ARGUMENT);
  const ErrorHandle error(said);
  EXPECT_NE(said, nullptr);
  EXPECT_EQ(markings_policy_load_file(nullptr, nullptr, nullptr), MARKINGS_BAD_ARGUMENT);
  EXPECT_EQ(markings_document_json(nullptr, &text, nullptr), MARKINGS_BAD_ARGUMENT);
  EXPECT_EQ(markings_redaction_explain_json(nullptr, &text, nullptr), MARKINGS_BAD_ARGUMENT);
  EXPECT_EQ(markings_mark(nullptr, nullptr, 0, &text, nullptr, nullptr), MARKINGS_BAD_ARGUMENT);
  EXPECT_EQ(markings_verify(nullptr, nullptr, nullptr), MARKINGS_BAD_ARGUMENT);
  EXPECT_EQ(markings_redaction_blocked(nullptr), 1);
  EXPECT_EQ(markings_redaction_derivative(nullptr, nullptr), nullptr);
  EXPECT_EQ(markings_verification_ok(nullptr), 0);
  EXPECT_STREQ(markings_error_message(nullptr), "");
  markings_policy_free(nullptr);
  markings_document_free(nullptr);
  markings_redaction_free(nullptr);
  markings_verification_free(nullptr);
  markings_text_free(nullptr);
  markings_error_free(nullptr);
}

TEST(MarkingsC, MarksAreReadByTheirRegime) {
  markings_text* json = nullptr;
  std::int32_t valid = 0;
  ASSERT_EQ(markings_mark("us", "(S//NF)", 7, &json, &valid, nullptr), MARKINGS_OK);
  const TextHandle first(json);
  EXPECT_EQ(valid, 1);
  EXPECT_THAT(markings_text_data(json), HasSubstr(R"x("canonical":"(S//NF)")x"));
  ASSERT_EQ(markings_mark(nullptr, "(QUX)", 5, &json, &valid, nullptr), MARKINGS_OK);
  const TextHandle second(json);
  EXPECT_EQ(valid, 0);
  markings_error* said = nullptr;
  EXPECT_EQ(markings_mark("atlantis", "(S)", 3, &json, &valid, &said), MARKINGS_UNKNOWN_REGIME);
  const ErrorHandle error(said);
  EXPECT_EQ(json, nullptr);
}

TEST(MarkingsC, ReleaseIsVerified) {
  const auto key = markings::MinisignSecretKey::Generate();
  ASSERT_TRUE(key);
  const std::string manifest = "{}\n", pub = key->public_key().Format();
  const auto signature = key->Sign(manifest, "markings/v1");
  ASSERT_TRUE(signature);
  const markings_bytes signatures[] = {{signature->data(), signature->size()}};
  const markings_bytes keys[] = {{pub.data(), pub.size()}};
  markings_release release = {};
  release.struct_size = sizeof release;
  release.manifest = {manifest.data(), manifest.size()};
  release.manifest_name = "cable.release.json";
  release.signatures = signatures;
  release.signature_count = 1;
  release.keys = keys;
  release.key_count = 1;
  markings_verification* made = nullptr;
  ASSERT_EQ(markings_verify(&release, &made, nullptr), MARKINGS_OK);
  const VerificationHandle verification(made);
  // Signed, and no manifest: each is reported apart.
  EXPECT_EQ(markings_verification_ok(made), 0);
  bool signature_held = false, failed = false;
  for (std::size_t i = 0; i < markings_verification_check_count(made); ++i) {
    markings_check_result one = {};
    one.struct_size = sizeof one;
    ASSERT_EQ(markings_verification_check(made, i, &one), MARKINGS_OK);
    if (one.state == MARKINGS_PROVED) signature_held = true;
    if (one.state == MARKINGS_FAILED) failed = true;
  }
  EXPECT_TRUE(signature_held);
  EXPECT_TRUE(failed);
  release.key_count = 0;
  release.keys = nullptr;
  ASSERT_EQ(markings_verify(&release, &made, nullptr), MARKINGS_OK);
  const VerificationHandle without_keys(made);
  EXPECT_EQ(markings_verification_ok(made), 0);
  release.key_count = 2;
  EXPECT_EQ(markings_verify(&release, &made, nullptr), MARKINGS_BAD_ARGUMENT);
  EXPECT_EQ(made, nullptr);
}

}  // namespace
