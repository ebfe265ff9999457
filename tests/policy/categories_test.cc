// Policies of vocabularies with banner categories: ceilings, countries, `within`, what a derivative bears.

#include <gtest/gtest.h>

#include <string>

#include "libmarkings/redact/derivative.h"
#include "tests/policy/policy_testing.h"

namespace markings {
namespace {

std::string TextOf(const std::string& rules, const std::string& audience, const std::string& regime = "us") {
  return "schema = \"markings/policy/1\"\nname = \"for-tests\"\nversion = \"1.0.0\"\nno_code = \"mark\"\n"
         "[vocabulary]\nextends = \"" +
         regime + "\"\n[audiences]\nx = { title = \"X\", " + audience + " }\n" + rules;
}

std::string Release(const std::string& when) {
  return testing::RuleText("out", "release", "when = { " + when + " }");
}

// Whether a portion goes out, with a banner over it that covers all that stand here.
std::string Outcome(const Policy& policy, const std::string& mark) {
  auto document =
      Document::Parse(testing::BufferOf("1. (" + mark + ") The harbour is closed.\n", "report.txt"),
                      policy.shared_vocabulary());
  if (!document) return document.error().message;
  return testing::DumpFor(policy, "x", *document);
}

constexpr const char* kOut = "p1 release by out\n";

struct Mark {
  const char* mark;
  bool out;
};

void ExpectOut(const std::string& text, std::initializer_list<Mark> marks) {
  const auto policy = testing::LoadPolicy(text);
  ASSERT_TRUE(policy);
  for (const Mark& one : marks)
    EXPECT_EQ(Outcome(*policy, one.mark) == kOut, one.out) << one.mark << Outcome(*policy, one.mark);
}

// The table of docs/formats/policy.md.
TEST(Within, HoldsWhereItMayBeGiven) {
  ExpectOut(TextOf(Release("within = [\"GBR\"]"), "clears = \"TS//OC/NF\""),
            {{"S//REL TO USA, GBR", true},
             {"S//REL TO USA, FVEY", true},
             {"TS//REL TO USA, AUS, GBR", true},
             {"S//REL TO USA, AUS", false},
             {"S//NF", false},
             {"S//RELIDO", false},
             {"S//DISPLAY ONLY GBR", false},
             {"S", false},
             {"U//FOUO", false},
             {"U", true}});
}

TEST(Within, OfSeveralEachCounts) {
  ExpectOut(
      TextOf(Release("within = [\"GBR\", \"AUS\"]"), "clears = \"TS//NF\""),
      {{"S//REL TO USA, GBR", false}, {"S//REL TO USA, AUS, GBR", true}, {"S//REL TO USA, FVEY", true}});
  ExpectOut(TextOf(Release("within = [\"FVEY\"]"), "clears = \"TS//NF\""),
            {{"S//REL TO USA, AUS, GBR", false},
             {"S//REL TO USA, FVEY", true},
             {"S//REL TO USA, AUS, CAN, GBR, NZL", true}});
  ExpectOut(TextOf(Release("within = [\"USA\"]"), "clears = \"TS//NF\""), {{"S//NF", true}});
}

// No rule lifts the ceiling, and none of a nation's readers is left out.
TEST(Countries, AreACeiling) {
  const std::string all = Release("at_most = \"TS//SI//OC/NF\"");
  ExpectOut(TextOf(all, "clears = \"S\", countries = [\"GBR\"]"), {{"U", true},
                                                                   {"C//REL TO USA, GBR", true},
                                                                   {"S//REL TO USA, FVEY", true},
                                                                   {"TS//REL TO USA, GBR", false},
                                                                   {"S//REL TO USA, AUS", false},
                                                                   {"S//NF", false},
                                                                   {"S", false},
                                                                   {"S//RELIDO", false},
                                                                   {"S//OC/REL TO USA, GBR", false},
                                                                   {"TS//SI//REL TO USA, GBR", false},
                                                                   {"U//FOUO", false}});
  ExpectOut(TextOf(all, "clears = \"TS//SI\", countries = [\"AUS\", \"GBR\"]"),
            {{"TS//SI//REL TO USA, GBR", false},
             {"TS//SI//REL TO USA, AUS, GBR", true},
             {"TS//TK//REL TO USA, FVEY", false}});
}

TEST(Ceiling, OfCategories) {
  const std::string all = Release("at_most = \"TS//SI//OC/NF\"");
  ExpectOut(TextOf(all, "clears = \"S//NF\""), {{"S//NF", true},
                                                {"S", true},
                                                {"C//REL TO USA, GBR", true},
                                                {"U//FOUO", true},
                                                {"S//OC/NF", false},
                                                {"TS//NF", false},
                                                {"S//SI//NF", false}});
  ExpectOut(TextOf(all, "clears = \"U\""), {{"U", true}, {"U//FOUO", false}, {"C", false}});
}

TEST(Conditions, HasAndLacks) {
  ExpectOut(TextOf(Release("has = [\"REL TO\"]"), "clears = \"TS//NF\""),
            {{"S//REL TO USA, GBR", true}, {"S//NF", false}, {"S", false}});
  ExpectOut(TextOf(Release("has = [\"NOFORN\"]"), "clears = \"TS//NF\""),
            {{"S//REL TO USA, GBR", false}, {"S//NF", true}, {"S", false}});
  ExpectOut(TextOf(Release("lacks = [\"NOFORN\", \"FOUO\"]"), "clears = \"TS//NF\""),
            {{"S//REL TO USA, GBR", false}, {"C//NF", false}, {"U", true}, {"U//FOUO", false}});
  ExpectOut(TextOf(Release("has = [\"CUI CATEGORY\"]"), "clears = \"CUI//SP-PRVCY\"", "cui"),
            {{"CUI//SP-PRVCY", true}, {"CUI", false}, {"U", false}});
}

struct Refused {
  const char* audience;
  const char* when;
  const char* regime;
  const char* said;
};

TEST(Loading, SaysWhatIsWrongWithCountries) {
  const Refused rows[] = {
      {"clears = \"U\"", "within = [\"GBR\"]", "state",
       "12:19 'within' is for vocabularies with lists of release, REL TO: take it out: the vocabulary state "
       "has none"},
      {"clears = \"TLP:CLEAR\"", "within = [\"GBR\"]", "tlp",
       "12:19 'within' is for vocabularies with lists of release, REL TO: take it out: the vocabulary tlp "
       "has none"},
      {"clears = \"U\", countries = [\"GBR\"]", "at_most = \"U\"", "state",
       "8:46 'countries' is for vocabularies with lists of release, REL TO: take it out: the vocabulary "
       "state has none"},
      {"clears = \"U\"", "within = [\"GB\"]", "us",
       "12:20 'GB' is no code of the country list: write codes of three letters, in capitals: \"GBR\""},
      {"clears = \"S\", countries = [\"FVEY\"]", "at_most = \"U\"", "us",
       "8:47 'FVEY' is a group, and nobody's nationality: name its countries"},
      {"clears = \"S//REL TO USA, GBR\", countries = [\"GBR\"]", "at_most = \"U\"", "us",
       "8:29 'clears' says of release abroad what 'countries' says: take the control of release out of it"},
  };
  for (const Refused& row : rows) {
    const std::string text = TextOf(Release(row.when), row.audience, row.regime);
    const auto policy = Policy::Load(testing::BufferOf(text));
    ASSERT_FALSE(policy) << row.said;
    EXPECT_EQ(testing::ShowError(policy.error(), text), row.said);
  }
}

// A banner at head and foot, the roll-up of what is in it, and no line of captions.
TEST(Derivative, BearsBanners) {
  const auto policy = testing::LoadPolicy(
      TextOf(Release("at_most = \"S//NF\", within = [\"GBR\"]"), "clears = \"S\", countries = [\"GBR\"]"));
  ASSERT_TRUE(policy);
  auto document =
      Document::Parse(testing::BufferOf("SECRET//NOFORN\n\n1. (U) Open.\n\n2. (S//NF) Closed.\n\n3. (C//REL "
                                        "TO USA, FVEY) Shared.\n\nSECRET//NOFORN\n"),
                      policy->shared_vocabulary());
  ASSERT_TRUE(document);
  const auto decisions = Decide(*policy, "x", *document, nullptr);
  ASSERT_TRUE(decisions);
  const auto derivative = BuildDerivative(*document, *decisions);
  ASSERT_TRUE(derivative);
  EXPECT_EQ(derivative->text,
            "RELEASE IN PART\n\nCONFIDENTIAL//REL TO USA, FVEY\n\n1. (U) Open.\n\n2. [1 paragraph "
            "withheld]\n\n"
            "3. (C//REL TO USA, FVEY) Shared.\n\nCONFIDENTIAL//REL TO USA, FVEY\n");
  EXPECT_EQ(derivative->banner_line, "CONFIDENTIAL//REL TO USA, FVEY");
}

}  // namespace
}  // namespace markings
