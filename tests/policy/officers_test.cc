// What an officer masks by hand, and what a policy asks of decisions files.

#include <gtest/gtest.h>

#include <optional>
#include <string>

#include "libmarkings/policy/decisions_file.h"
#include "libmarkings/policy/overrides.h"
#include "tests/policy/policy_testing.h"

namespace markings {
namespace {

const std::string kRules =
    testing::RuleText("out", "release", "when = { at_most = \"U\" }") +
    testing::RuleText("m", "mask", "pattern = '[0-9]{4}'\nas = \"number\"\ncode = [\"(b)(6)\"]");
const std::string kCable =
    "UNCLAS KALVOR 000123\n\n1. (SBU) Mr Relk saw\nit at 1234.\n\n2. (U) The caf\xC3\xA9 is open.\n";
const std::string kTop = "schema = \"markings/decisions/1\"\ndocument = \"KALVOR 000123\"\n";
const std::string kWho = "reason = \"r\"\nauthority = \"Ada Roe\"\n";

std::string Mask(const std::string& spans, const std::string& more = "") {
  return "[[decision]]\nelement = \"p1\"\naction = \"mask\"\nspans = " + spans +
         "\nas = \"name\"\ncode = [\"(b)(6)\"]\n" + kWho + more;
}

Policy TheOne(const std::string& officers = "") {
  return *testing::LoadPolicy(testing::PolicyText(officers + kRules));
}

std::optional<std::string> Bound(const std::string& toml, const Policy& policy) {
  const auto document = testing::ParseCable(kCable);
  const auto text = BindDecisions(testing::BufferOf(toml, "decisions.toml"), policy, *document, {});
  if (text) return *text;
  ADD_FAILURE() << testing::ShowError(text.error(), toml);
  return std::nullopt;
}

// Loads, decides, and shows what is hidden: "p1 mask Mr Relk|1234".
std::string Decided(const std::string& toml, const Policy& policy, const std::string& cable = kCable) {
  const auto overrides = Overrides::Load(testing::BufferOf(toml, "decisions.toml"), policy);
  if (!overrides) return testing::ShowError(overrides.error(), toml);
  const auto document = testing::ParseCable(cable);
  const auto decisions = Decide(policy, "x", *document, &*overrides);
  if (!decisions) return testing::ShowError(decisions.error(), toml);
  std::string shown;
  for (const Decision& decision : decisions->elements) {
    if (decision.outcome == Outcome::kDrop) continue;
    shown += document->elements()[decision.element].id() + " " + std::string(Name(decision.outcome));
    for (const MaskSpan& mask : decision.masks)
      shown +=
          " " + mask.as + "=" + std::string(document->Text(mask.span)) + (decision.overridden ? "!" : "");
    shown += "\n";
  }
  return shown;
}

TEST(OfficerMask, HidesItsSpansAndWhatRulesFind) {
  const Policy policy = TheOne();
  const auto bound = Bound(kTop + Mask("[[3, 7]]"), policy);
  ASSERT_TRUE(bound);
  EXPECT_EQ(Decided(*bound, policy), "p1 mask name=Relk! number=1234!\np2 release\n");
  // Over a line break, and overlapping a rule: the one that begins first gives the word.
  const auto over = Bound(kTop + Mask("[[3, 14], [18, 20]]"), policy);
  ASSERT_TRUE(over);
  EXPECT_EQ(Decided(*over, policy), "p1 mask name=Relk saw\nit! number=1234!\np2 release\n");
}

TEST(OfficerMask, OfWhatARuleReleasesNeedsNoAuthority) {
  const Policy policy = TheOne("[officers]\ntwo_person = true\n");
  const std::string mask =
      "[[mask]]\nelement = \"p2\"\nspans = [[4, 9]]\nas = \"place\"\ncode = \"(b)(6)\"\nreason = \"r\"\n";
  const auto bound = Bound(kTop + mask, policy);
  ASSERT_TRUE(bound);
  EXPECT_EQ(Decided(*bound, policy), "p1 withhold\np2 mask place=caf\xC3\xA9!\n");
  // It lets nothing out.
  const auto held =
      Bound(kTop + "[[mask]]\nelement = \"p1\"\nspans = [[0, 2]]\nas = \"name\"\nreason = \"r\"\n", policy);
  ASSERT_TRUE(held);
  EXPECT_EQ(Decided(*held, policy), "p1 withhold\np2 release\n");
}

// A page line between the parts of an element is not counted.
TEST(OfficerMask, CountsTheTextOfAllParts) {
  const Policy policy = TheOne();
  const std::string cable =
      "UNCLAS KALVOR 000123\n\n1. (U) Mr Relk saw\n\nKALVOR 00000123  002 OF 002\n\nit there.\n";
  const auto document = testing::ParseCable(cable);
  ASSERT_EQ(document->UnitParts(document->Find("p1")).size(), 2U);
  const auto text = BindDecisions(testing::BufferOf(kTop + Mask("[[8, 13]]")), policy, *document, {});
  ASSERT_TRUE(text) << text.error().message;
  EXPECT_EQ(Decided(*text, policy, cable), "p1 mask name=saw!\np1+2 mask name=it!\n");
}

TEST(OfficerMask, RefusesSpansThatAreNone) {
  const Policy policy = TheOne();
  const struct {
    std::string toml;
    const char* error;
  } rows[] = {
      {kTop + Mask("[[3, 7]]"), "4:11 the spans of 'p1' are not bound to its text: bind it with"},
      {kTop + Mask("[]"), "6:9 'spans' must be a list of 1 to 1000 spans: "},
      {kTop + Mask("3"), "6:9 'spans' must be a list of 1 to 1000 spans: "},
      {kTop + Mask("[[3]]"), "6:10 this is no span: "},
      {kTop + Mask("[[3, 3]]"), "6:10 this is no span: "},
      {kTop + Mask("[[-1, 3]]"), "6:10 this is no span: "},
      {kTop + Mask("[[0, 1.5]]"), "6:10 this is no span: "},
      {kTop + "[[decision]]\nelement = \"p1\"\naction = \"mask\"\nspans = [[0, 2]]\n" + kWho,
       "3:1 the key 'as' is missing"},
      {kTop + "[[decision]]\nelement = \"p1\"\naction = \"mask\"\nspans = [[0, 2]]\nas = \"NAME\"\n" + kWho,
       "7:6 this is no unit word: "},
      {kTop + "[[decision]]\nelement = \"p1\"\naction = \"mask\"\nas = \"name\"\n" + kWho,
       "3:1 'spans' must be a list of 1 to 1000 spans: "},
      {kTop + "[[decision]]\nelement = \"p1\"\naction = \"release\"\nas = \"name\"\n" + kWho,
       "6:6 'as' goes with action = \"mask\": "},
      {kTop + "[[decision]]\nelement = \"p1\"\naction = \"withhold\"\nspans = [[0, 2]]\n" + kWho,
       "6:9 'spans' goes with action = \"mask\": "},
      {kTop + "[[decision]]\nelement = \"p1\"\naction = \"mask\"\nspans = [[0, 2]]\nas = \"name\"\nreason = "
              "\"r\"\n",
       "3:1 the key 'authority' is missing"},
      {kTop + "[[mask]]\nelement = \"p1\"\naction = \"mask\"\n", "5:1 unknown key 'action'"},
  };
  for (const auto& row : rows) {
    const std::string got = Decided(row.toml, policy);
    EXPECT_TRUE(got.starts_with(row.error)) << "got:  " << got << "\nwant: " << row.error;
  }
  const Policy stop = *testing::LoadPolicy(testing::PolicyText(kRules, "U", "no_code = \"stop\""));
  EXPECT_TRUE(
      Decided(kTop + "[[mask]]\nelement = \"p1\"\nspans = [[0, 2]]\nas = \"name\"\nreason = \"r\"\n", stop)
          .starts_with("3:1 a mask needs an exemption code under no_code = \"stop\""));
}

TEST(OfficerMask, SpansLieInTheText) {
  const Policy policy = TheOne();
  const auto document = testing::ParseCable(kCable);
  const struct {
    const char* element;
    const char* spans;
    const char* error;
  } rows[] = {
      {"p1", "[[3, 26]]", "a span of 'p1' lies outside its text"},
      {"p1", "[[26, 27]]", "a span of 'p1' lies outside its text"},
      {"p1", "[[2, 3]]", "a span of 'p1' hides nothing but blanks"},
      {"p2", "[[4, 8]]", "a span of 'p2' cuts a character"},
      {"p2", "[[8, 10]]", "a span of 'p2' cuts a character"},
  };
  for (const auto& row : rows) {
    std::string toml = kTop + Mask(row.spans);
    toml.replace(toml.find("p1"), 2, row.element);
    const auto text = BindDecisions(testing::BufferOf(toml), policy, *document, {});
    ASSERT_FALSE(text) << row.spans;
    EXPECT_EQ(text.error().message, row.error) << row.spans;
    EXPECT_EQ(testing::ShowError(text.error(), toml).substr(0, 5), "4:11 ");
  }
}

TEST(Officers, AuthoritiesAreNames) {
  EXPECT_EQ(JoinAuthorities({"Ada Roe"}), "Ada Roe");
  EXPECT_EQ(JoinAuthorities({"Ada Roe", "Jane Roe"}), "Ada Roe; Jane Roe");
  EXPECT_FALSE(JoinAuthorities({"Ada Roe", " ADA  roe "}));
  EXPECT_FALSE(JoinAuthorities({"Ada Roe; Jane Roe"}));
  EXPECT_FALSE(JoinAuthorities({""}));
  EXPECT_EQ(Authorities("Ada Roe; Jane Roe"), (std::vector<std::string>{"Ada Roe", "Jane Roe"}));
  const Policy policy = TheOne();
  const auto authority = [&](const std::string& value) {
    return Decided(
        kTop + "[[decision]]\nelement = \"p1\"\naction = \"release\"\nreason = \"r\"\nauthority = " + value,
        policy);
  };
  EXPECT_EQ(authority("[\"Ada Roe\", \"Jane Roe\"]"), "p1 mask number=1234!\np2 release\n");
  EXPECT_TRUE(authority("\"Ada Roe; Jane Roe\"").starts_with("7:13 a semicolon stands in an authority"));
  EXPECT_TRUE(authority("[\"Ada Roe\", \"ada roe\"]").starts_with("7:13 'authority' names a person twice"));
  EXPECT_TRUE(authority("[]").starts_with("7:13 'authority' must be a list of strings"));
}

TEST(Officers, TwoPersonsWhereThePolicyAsksForThem) {
  const std::string one = "authority = \"Ada Roe\"\n";
  const std::string two = "authority = [\"Ada Roe\", \"Jane Roe\"]\n";
  const std::string binds = "salt = \"" + std::string(64, '0') + "\"\n";
  const std::string release = "[[decision]]\nelement = \"p2\"\naction = \"release\"\nreason = \"r\"\n";
  const std::string waive = "[[waive]]\nfinding = \"p1:3\"\nreason = \"r\"\n";
  const std::string mark = "[document_mark]\nmark = \"U\"\nreason = \"r\"\n";
  const std::string mask =
      "[[decision]]\nelement = \"p2\"\naction = \"mask\"\nspans = [[0, 3]]\nas = \"name\"\nbinds = \"" +
      std::string(64, '0') + "\"\nreason = \"r\"\n";
  const struct {
    const char* asks;
    std::string entry;
    const char* error;  // of one person
  } rows[] = {
      {"[\"release\"]", release,
       "7:13 the policy asks for two persons, and the decision on 'p2' names one: name both"},
      {"\"release\"", mask, "11:13 the policy asks for two persons, and the decision on 'p2' names one"},
      {"[\"mask\"]", mask, "11:13 the policy asks for two persons, and the decision on 'p2' names one"},
      {"[\"waive\"]", waive, "6:13 the policy asks for two persons, and the waiver of 'p1:3' names one"},
      {"[\"document_mark\"]", mark, "6:13 the policy asks for two persons, and [document_mark] names one"},
      {"true", release, "7:13 the policy asks for two persons"},
  };
  for (const auto& row : rows) {
    const Policy policy = TheOne(std::string("[officers]\ntwo_person = ") + row.asks + "\n");
    const std::string top = row.entry.contains("binds") ? kTop + binds : kTop;
    const std::string text = top + row.entry;
    const auto load = [&](const std::string& authority) {
      return Overrides::Load(testing::BufferOf(text + authority), policy);
    };
    EXPECT_TRUE(load(two)) << row.error;
    const auto refused = load(one);
    ASSERT_FALSE(refused) << row.error;
    EXPECT_TRUE(testing::ShowError(refused.error(), text + one).starts_with(row.error))
        << testing::ShowError(refused.error(), text + one) << "\n"
        << row.error;
    EXPECT_TRUE(Overrides::LoadDraft(testing::BufferOf(text + one), policy))
        << "a draft may wait for the second person";
  }
  // What is not named needs one; what withholds needs none.
  const Policy waives = TheOne("[officers]\ntwo_person = [\"waive\"]\n");
  EXPECT_TRUE(Overrides::Load(testing::BufferOf(kTop + release + one), waives));
  const Policy all = TheOne("[officers]\ntwo_person = true\n");
  EXPECT_TRUE(Overrides::Load(
      testing::BufferOf(kTop + "[[decision]]\nelement = \"p2\"\naction = \"withhold\"\nreason = \"r\"\n"),
      all));
}

// Also for what a program makes, and for --code.
TEST(Officers, DecideAsksToo) {
  const Policy policy = TheOne("[officers]\ntwo_person = [\"code\", \"release\"]\n");
  const auto document = testing::ParseCable(kCable);
  Overrides overrides;
  overrides.code_for_pending = CodeForPending{"(b)(6)", "r", "Ada Roe"};
  EXPECT_TRUE(testing::DumpFor(policy, "x", *document, &overrides)
                  .starts_with(
                      "error: the policy asks for two persons, and the code for pending elements names one"));
  overrides.code_for_pending->authority = "Ada Roe; Jane Roe";
  EXPECT_TRUE(testing::DumpFor(policy, "x", *document, &overrides).starts_with("p1 withhold (b)(6)"));
  Override release;
  release.element = "p1";
  release.action = Override::Action::kRelease;
  release.reason = "r";
  release.authority = "Ada Roe; ada  roe";
  overrides.decisions.push_back(release);
  EXPECT_TRUE(testing::DumpFor(policy, "x", *document, &overrides)
                  .starts_with("error: the policy asks for two persons, and the decision on 'p1' names one"));
}

TEST(Officers, BoundWhereThePolicyAsksForIt) {
  const Policy policy = TheOne("[officers]\nbound = true\n");
  const std::string toml = kTop + "[[decision]]\nelement = \"p1\"\naction = \"withhold\"\nreason = \"r\"\n";
  EXPECT_EQ(Decided(toml, policy),
            "4:11 the policy asks for bound decisions, and that on 'p1' is not: bind it with markings "
            "decisions bind");
  const auto bound = Bound(toml, policy);
  ASSERT_TRUE(bound);
  EXPECT_EQ(Decided(*bound, policy), "p1 withhold\np2 release\n");
}

TEST(Officers, RefusesWhatPoliciesDoNotAsk) {
  const struct {
    const char* officers;
    const char* error;
  } rows[] = {
      {"two_person = [\"relase\"]", "'relase' is nothing that an officer decides"},
      {"two_person = []", "'two_person' must be a list of strings"},
      {"two_person = 2", "'two_person' must be a list of strings"},
      {"bound = \"yes\"", "'bound' must be true or false"},
      {"three_person = true", "unknown key 'three_person'"},
  };
  for (const auto& row : rows) {
    const auto policy = Policy::Load(
        testing::BufferOf(testing::PolicyText(std::string("[officers]\n") + row.officers + "\n" + kRules)));
    ASSERT_FALSE(policy) << row.error;
    EXPECT_EQ(policy.error().message, row.error);
  }
}

}  // namespace
}  // namespace markings
