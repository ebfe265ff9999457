// The answer that neither confirms nor denies.

#include "libmarkings/release/glomar.h"
#include "libmarkings/release/verify.h"

#include <gtest/gtest.h>

#include <string>

#include "tests/release/release_testing.h"

namespace markings {
namespace {

constexpr char kPolicy[] = R"toml(
schema = "markings/policy/1"
name = "for-tests"
version = "1.0.0"
no_code = "mark"
[audiences]
public = { title = "Public", clears = "U", amount = "none", amount_reason = "It tells." }
[exemptions]
"(b)(1)" = { title = "Classified" }
"1.4(c)" = { title = "Sources" }
"(b)(3)" = { title = "Statute", needs = "statute" }
[[rule]]
id = "u"
release = ["public"]
when = { at_most = "U" }
reason = "Unclassified."
)toml";

const Policy& TestPolicy() {
  static const Policy policy = *Policy::Load(*Buffer::FromBytes(kPolicy, "policy.toml"));
  return policy;
}

GlomarAnswer Answer() {
  return {.request = "F-2026-0042",
          .codes = {"1.4(c)", "(b)(1)"},
          .statute = {},
          .reason = "To say so would tell whom we watch.",
          .authority = "Ada Roe, Release Officer",
          .date = "2026-11-23T00:00:00Z"};
}

Document Record(std::string text) {
  return *Document::Parse(*Buffer::FromBytes(std::move(text), "record.txt"), *Vocabulary::ForRegime("state"));
}

TEST(Glomar, SaysNothingOfARecord) {
  const auto files = MakeGlomar(TestPolicy(), "public", Answer(), &testing::PlainKey());
  ASSERT_TRUE(files) << files.error().message;
  ASSERT_EQ(files->size(), 3U);
  EXPECT_EQ((*files)[0].name, "F-2026-0042.txt");
  EXPECT_EQ((*files)[0].bytes,
            "NEITHER CONFIRMED NOR DENIED (b)(1), 1.4(c)\n\nUNCLAS\n\nREQUEST: F-2026-0042\n\n"
            "Whether there are records that answer to this request is neither confirmed nor denied.\n\n"
            "[existence withheld: (b)(1), 1.4(c)]\n");
  const auto manifest = Manifest::Parse((*files)[2].bytes);
  ASSERT_TRUE(manifest);
  EXPECT_EQ(manifest->document, "");
  ASSERT_EQ(manifest->units.size(), 1U);
  EXPECT_EQ(manifest->units[0].id, "existence");
  ASSERT_EQ(manifest->overrides.size(), 1U);
  EXPECT_EQ(manifest->overrides[0].authority, "Ada Roe, Release Officer");
  VerifyInput input;
  input.manifest = (*files)[2].bytes;
  input.signatures = {(*files)[1].bytes};
  input.derivative = (*files)[0].bytes;
  input.keys = {testing::PlainKey().public_key()};
  input.policy = std::string_view(kPolicy);
  input.manifest_name = (*files)[2].name;
  EXPECT_TRUE(VerifyRelease(input).ok);
}

TEST(Glomar, RefusesWhatIsNoDecision) {
  const auto error = [](auto edit) {
    GlomarAnswer answer = Answer();
    edit(answer);
    const auto files = MakeGlomar(TestPolicy(), "public", answer, nullptr);
    return files ? std::string("made") : files.error().message;
  };
  EXPECT_EQ(error([](GlomarAnswer&) {}), "made");
  EXPECT_EQ(error([](GlomarAnswer& a) { a.codes.clear(); }),
            "an answer that withholds whether there is a record needs an exemption code");
  EXPECT_EQ(error([](GlomarAnswer& a) { a.codes = {"(b)(9)"}; }), "--code names no exemption of the policy");
  EXPECT_EQ(error([](GlomarAnswer& a) { a.codes = {"(b)(3)"}; }), "this code needs a statute");
  EXPECT_EQ(error([](GlomarAnswer& a) { a.statute = "INA 222(f)"; }),
            "a statute is given and no code needs one");
  EXPECT_EQ(error([](GlomarAnswer& a) { a.reason.clear(); }),
            "whether there is a record is withheld by an officer's decision");
  EXPECT_EQ(error([](GlomarAnswer& a) { a.request = "../F-1"; }), "files cannot be named after this input");
  EXPECT_EQ(error([](GlomarAnswer& a) { a.date = "today"; }),
            "the date is not of the form 2026-11-23T10:15:00Z");
  EXPECT_FALSE(MakeGlomar(TestPolicy(), "nobody", Answer(), nullptr));
}

TEST(Glomar, FindsTermsOfTheRecordInTheAnswer) {
  const Document record =
      Record("UNCLAS KALVOR 000123\n\nSUBJECT: (U) A CLERK\n\n1. (U) Tamas Relkovsky asked for help.\n");
  const auto places = [&](auto edit) {
    GlomarAnswer answer = Answer();
    edit(answer);
    const auto findings = FindInGlomar(record, TestPolicy(), "public", answer);
    if (!findings) return std::string("error");
    std::string found;
    for (const ResidualFinding& finding : *findings) found += (found.empty() ? "" : " ") + finding.place;
    return found;
  };
  EXPECT_EQ(places([](GlomarAnswer&) {}), "");
  EXPECT_EQ(places([](GlomarAnswer& a) { a.reason = "To protect Mr. Relkovsky."; }), "reason");
  EXPECT_EQ(places([](GlomarAnswer& a) { a.authority = "The desk for Kalvor"; }), "authority");
  EXPECT_NE(places([](GlomarAnswer& a) { a.request = "F-RELKOVSKY"; }), "");
  EXPECT_NE(places([](GlomarAnswer& a) { a.statute = "the Kalvor Act"; }), "");
}

}  // namespace
}  // namespace markings
