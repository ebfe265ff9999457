// Rules that find: what recognisers see, as a condition and as a mask.

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "libmarkings/policy/rule_trace.h"
#include "tests/policy/policy_testing.h"

namespace markings {
namespace {

using testing::DumpFor;
using testing::LoadPolicy;
using testing::ParseCable;
using testing::PolicyText;
using testing::ShowError;

constexpr std::string_view kRelease =
    "[[rule]]\nid = \"u\"\nrelease = [\"x\"]\nwhen = { at_most = \"U\" }\nreason = \"r\"\n";

std::string Text(const std::string& paragraphs) {
  return "UNCLAS KALVOR 000123\n\nSENSITIVE\n\n" + paragraphs;
}

std::string MaskRule(const std::string& more) {
  return std::string(kRelease) + "[[rule]]\nid = \"m\"\nmask = [\"x\"]\nreason = \"r\"\n" + more;
}

// The masked words of an element, in order.
std::string Masked(const std::string& policy_text, const std::string& text, std::string_view id) {
  const auto policy = LoadPolicy(policy_text);
  const auto document = ParseCable(text);
  if (!policy || !document) return "unusable";
  const auto decisions = Decide(*policy, "x", *document, nullptr);
  if (!decisions) return decisions.error().message;
  std::string words;
  for (const MaskSpan& mask : decisions->elements[document->Find(id)].masks)
    words += (words.empty() ? "" : "|") + mask.as + ":" + std::string(document->Text(mask.span));
  return words;
}

TEST(Find, MasksWithTheWordOfEachKind) {
  const std::string text = Text("1. (U) Contact Dana Quill, quilld@post.example, +999 55 1234.\n");
  EXPECT_EQ(Masked(PolicyText(MaskRule("find = [\"person\", \"email\", \"telephone\"]\n")), text, "p1"),
            "name:Dana Quill|e-mail:quilld@post.example|telephone:+999 55 1234");
  EXPECT_EQ(Masked(PolicyText(MaskRule("find = [\"email\"]\nas = \"address\"\n")), text, "p1"),
            "address:quilld@post.example");
  EXPECT_EQ(Masked(PolicyText(MaskRule("find = [\"person\", \"email\"]\nas = { person = \"contact\" }\n")),
                   text, "p1"),
            "contact:Dana Quill|e-mail:quilld@post.example");
  EXPECT_EQ(Masked(PolicyText(MaskRule("find = [\"iban\"]\n")), text, "p1"), "");
}

TEST(Find, ListedNamesStay) {
  const std::string text =
      Text("1. (U) Deputy Minister Orla Venn met Dana Quill.\n2. (U) MINISTER ORLA VENN LEFT THE PIER.\n");
  const std::string rule = "[lists]\nofficials = [\"Orla Venn\"]\n" +
                           MaskRule("find = [\"person\"]\nexcept = { list = \"officials\" }\n");
  EXPECT_EQ(Masked(PolicyText(rule), text, "p1"), "name:Dana Quill");
  EXPECT_EQ(Masked(PolicyText(rule), text, "p2"), "") << "in other letters it is the same name";
}

TEST(Find, SureLeavesGuessesOut) {
  const std::string text = Text("1. (U) The harbour of Velm was open; Ambassador Venn left.\n");
  const std::string all = Masked(PolicyText(MaskRule("find = [\"person\"]\n")), text, "p1");
  const std::string sure = Masked(PolicyText(MaskRule("find = [\"person\"]\nsure = 80\n")), text, "p1");
  EXPECT_EQ(sure, "name:Venn");
  EXPECT_TRUE(all.contains("name:Venn")) << all;
}

// I2: that a name stands in full in a paragraph that stays in must change nothing that goes out.
TEST(Find, WithheldTextTellsNoName) {
  const std::string policy = PolicyText(MaskRule("find = [\"person\"]\n"));
  const std::string released = "1. (U) Harbour dues rose, and Stone was seen at the pier.\n";
  const std::string base = Masked(policy, Text(released + "2. (SBU) Nobody was named.\n"), "p1");
  EXPECT_EQ(Masked(policy, Text(released + "2. (SBU) Ambassador Ewan Stone was named.\n"), "p1"), base);
  // In a paragraph that goes out it does.
  EXPECT_EQ(Masked(policy, Text(released + "2. (U) Ambassador Ewan Stone was named.\n"), "p1"), "name:Stone");
}

// A condition looks at the unit by itself.
TEST(Find, AsACondition) {
  const auto policy =
      LoadPolicy(PolicyText(std::string(kRelease) +
                            "[[rule]]\nid = \"w\"\nwithhold = [\"x\"]\nwhen = { find = [\"email\", "
                            "\"visa\"] }\nreason = \"r\"\n"));
  const auto document = ParseCable(
      Text("1. (U) Write to press@ministry.example.\n2. (U) The harbour is open.\n3. (U) Visa number "
           "20141234567 was given.\n"));
  ASSERT_TRUE(policy);
  ASSERT_TRUE(document);
  EXPECT_EQ(DumpFor(*policy, "x", *document), "p1 withhold ? by w\np2 release by u\np3 withhold ? by w\n");
}

// What is told of a rule's condition is what was decided by.
TEST(Find, ATraceLooksTheSameWay) {
  const auto policy = LoadPolicy(PolicyText(
      std::string(kRelease) +
      "[[rule]]\nid = \"w\"\nwithhold = [\"x\"]\nwhen = { find = [\"email\"] }\nreason = \"r\"\n"));
  const auto document =
      ParseCable(Text("1. (U) Write to press@ministry.example.\n2. (U) The harbour is open.\n"));
  ASSERT_TRUE(policy);
  ASSERT_TRUE(document);
  const auto decisions = Decide(*policy, "x", *document, nullptr);
  ASSERT_TRUE(decisions);
  const std::vector<RuleTrace> traces = TraceRules(*policy, *document, *decisions);
  EXPECT_EQ(traces[1].held, 1U);
  EXPECT_EQ(traces[1].fired, 1U);
  EXPECT_EQ(traces[1].failed, 1U);
}

// A name that a page line splits is masked on both sides.
TEST(Find, OverAPageLine) {
  const std::string text =
      Text("1. (U) The pier was open when Dana\nPAGE 02  KALVOR 00123  071504Z\nQuill left it.\n");
  const auto policy = LoadPolicy(PolicyText(MaskRule("find = [\"person\"]\n")));
  const auto document = ParseCable(text);
  ASSERT_TRUE(policy);
  ASSERT_TRUE(document);
  const auto decisions = Decide(*policy, "x", *document, nullptr);
  ASSERT_TRUE(decisions);
  const Decision& head = decisions->elements[document->Find("p1")];
  const Decision& part = decisions->elements[document->Find("p1+2")];
  EXPECT_EQ(head.outcome, Outcome::kMask);
  EXPECT_EQ(part.outcome, Outcome::kMask);
  ASSERT_EQ(head.masks.size(), 1U);
  ASSERT_EQ(part.masks.size(), 1U);
  EXPECT_EQ(document->Text(head.masks[0].span), "Dana");
  EXPECT_EQ(document->Text(part.masks[0].span), "Quill");
  EXPECT_TRUE(part.masks[0].continued);
}

// A header line goes out whole or not at all.
TEST(Find, ApparatusIsNotMasked) {
  const std::string rules =
      std::string(kRelease) +
      "[[rule]]\nid = \"h\"\nrelease = [\"x\"]\nwhen = { kind = [\"eo\"] }\nreason = \"r\"\n"
      "[[rule]]\nid = \"m\"\nmask = [\"x\"]\nfind = [\"mrn\"]\nreason = \"r\"\n";
  const auto policy = LoadPolicy(PolicyText(rules));
  const auto document = ParseCable("UNCLAS KALVOR 000123\n\nE.O. 13526: N/A\n\n1. (U) See 05 KALVOR 2503.\n");
  ASSERT_TRUE(policy);
  ASSERT_TRUE(document);
  EXPECT_EQ(DumpFor(*policy, "x", *document), "eo release by h\np1 mask 1 by u\n");
}

TEST(Find, OriginAndAddressee) {
  const auto dump = [](const std::string& when) {
    const auto policy =
        LoadPolicy(PolicyText("[lists]\nposts = [\"Kalvor\", \"VELM\"]\n[[rule]]\nid = \"u\"\nrelease "
                              "= [\"x\"]\nwhen = { at_most = \"U\", " +
                              when + " }\nreason = \"r\"\n"));
    const auto document = ParseCable(
        "FM AMEMBASSY KALVOR\nTO SECSTATE WASHDC PRIORITY 0872\nINFO AMEMBASSY VELM\n\nUNCLAS KALVOR "
        "000123\n\n"
        "1. (U) Text.\n");
    if (!policy || !document) return std::string();
    return DumpFor(*policy, "x", *document);
  };
  const std::string out = "p1 release by u\n";
  EXPECT_EQ(dump("origin = [\"kalvor\"]"), out);
  EXPECT_EQ(dump("origin = [\"AMEMBASSY KALVOR\"]"), out);
  EXPECT_EQ(dump("origin = { list = \"posts\" }"), out);
  EXPECT_NE(dump("origin = [\"VELM\"]"), out);
  EXPECT_EQ(dump("addressee = [\"SECSTATE WASHDC\"]"), out);
  EXPECT_EQ(dump("addressee = [\"AMEMBASSY VELM\"]"), out);
  EXPECT_NE(dump("addressee = [\"AMEMBASSY KALVOR\"]"), out);
}

TEST(Find, RefusesWithPlaceAndWayOut) {
  struct Row {
    std::string rules, error;
  };
  const std::string lists = "[lists]\nofficials = [\"Orla Venn\"]\n";
  const Row rows[] = {
      {MaskRule("find = [\"person\"]\nas = { email = \"address\" }\n"), "the rule does not find 'email'"},
      {MaskRule("find = [\"person\"]\nas = { person = \"Contact\" }\n"), "'as' is no unit word"},
      {MaskRule("find = [\"person\"]\nas = {}\n"), "'as' names no kind"},
      {MaskRule("find = [\"persn\"]\n"), "there is no recogniser 'persn': did you mean 'person'?"},
      {MaskRule("find = []\n"), "'find' must be a list of strings"},
      {MaskRule("find = [\"person\"]\npattern = 'x'\nas = \"name\"\n"),
       "a mask rule has either a pattern or what it finds"},
      {MaskRule("find = [\"person\"]\nsure = 40\n"),
       "'sure' must be a whole number of percent: write one from 50"},
      {MaskRule("find = [\"person\"]\nsure = \"80\"\n"), "'sure' must be a whole number of percent"},
      {MaskRule("pattern = 'x'\nas = \"name\"\nexcept = [\"A\"]\n"), "'except' goes with find only"},
      {MaskRule("find = [\"person\"]\nexcept = { list = \"oficials\" }\n"), "there is no list 'oficials'"},
      {lists + MaskRule("find = [\"person\"]\nexcept = { list = \"oficials\" }\n"),
       "there is no list 'oficials': did you mean 'officials'?"},
      {lists + MaskRule("find = [\"person\"]\nexcept = { lst = \"officials\" }\n"), "unknown key 'lst'"},
      {lists + MaskRule("find = { list = \"officials\" }\n"), "there is no recogniser 'Orla Venn'"},
      {"[lists]\n\"two words\" = [\"A\"]\n" + MaskRule("find = [\"person\"]\n"), "'list' is no short name"},
      {"[lists]\nofficials = \"\"\n" + MaskRule("find = [\"person\"]\n"), "'officials' must be"},
      {std::string(kRelease) + "find = [\"person\"]\n", "'find' goes with mask only"},
  };
  for (const Row& row : rows) {
    const std::string text = PolicyText(row.rules);
    const auto policy = Policy::Load(testing::BufferOf(text));
    ASSERT_FALSE(policy) << row.error;
    const std::string shown = ShowError(policy.error(), text);
    EXPECT_TRUE(shown.contains(row.error)) << "got " << shown << "\nwant " << row.error;
    EXPECT_FALSE(policy.error().where.empty()) << shown;
  }
}

}  // namespace
}  // namespace markings
