#include "libmarkings/redact/prove.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <set>
#include <string>
#include <vector>

#include "libmarkings/policy/decisions_file.h"
#include "libmarkings/redact/internal/prove_with.h"
#include "tests/redact/redact_testing.h"

namespace markings {
namespace {

using internal::Draw;
using internal::Engine;
using internal::FindStretches;
using internal::Length;
using internal::ProveWith;
using internal::Rendering;
using internal::Stretch;
using testing::LoadPolicy;
using testing::ParseCable;

constexpr std::string_view kHead = R"toml(
schema = "markings/policy/1"
name = "for-tests"
version = "1.0.0"
no_code = "mark"
[vocabulary]
extends = "state"
[audiences]
public = { title = "Public", clears = "U" }
[exemptions]
"(b)(6)" = { title = "Personal privacy" }
[[rule]]
id = "unclassified"
release = ["public"]
when = { at_most = "U" }
reason = "Unclassified."
)toml";

Policy PolicyWith(std::string_view rules = {}) {
  auto policy = LoadPolicy(std::string(kHead) + std::string(rules));
  EXPECT_TRUE(policy);
  return *std::move(policy);
}

constexpr char kCable[] =
    "UNCLAS KALVOR 000123\n\nSENSITIVE\n\nSUBJECT: (U) HARBOUR DUES\n\n1. (U) Dues rose.\n\n"
    "2. (SBU) A clerk named Tamas Relk\nasked for help.\n\n3. (U) The vote is on Monday.\n\n"
    "4. (SBU) He left.\n\nNNNN\n";

TEST(Prove, HoldsForTheEngine) {
  const Policy policy = PolicyWith();
  const auto document = ParseCable(kCable);
  ASSERT_TRUE(document);
  const auto proof = ProveRedaction(*document, policy, "public", {.redraws = 50, .seed = 1});
  ASSERT_TRUE(proof) << proof.error().message;
  EXPECT_TRUE(proof->holds());
  EXPECT_EQ(proof->redraws, 50U);
  EXPECT_EQ(proof->compared, 50U);
  EXPECT_EQ(proof->stretches, 2U);
  EXPECT_EQ(proof->in_part, 0U);
  EXPECT_EQ(proof->undrawn, 0U);
}

TEST(Prove, DrawsOtherLengthsAndLinesAndNoneOfTheText) {
  const Policy policy = PolicyWith();
  const auto document = ParseCable(kCable);
  const auto decisions = Decide(policy, "public", *document, nullptr);
  ASSERT_TRUE(decisions);
  std::vector<Stretch> stretches = FindStretches(*document, policy, *decisions);
  Draw draw(7);
  std::set<std::size_t> sizes;
  std::set<std::ptrdiff_t> lines;
  for (std::size_t i = 0; i < 60; ++i) {
    for (Stretch& stretch : stretches)
      DrawStretch(draw, *document, i == 0 ? Length::kShortest : Length::kAny, stretch);
    const std::string text = Rendering(*document, stretches).text();
    EXPECT_FALSE(text.contains("Relk") || text.contains("He left"));
    EXPECT_TRUE(text.contains("3. (U) The vote is on Monday.\n") && text.contains("\n4. (SBU) "));
    sizes.insert(text.size());
    lines.insert(std::ranges::count(text, '\n'));
  }
  EXPECT_GT(sizes.size(), 40U);
  EXPECT_GT(lines.size(), 5U);
  EXPECT_LT(*sizes.begin(), document->buffer().text().size());
}

TEST(Prove, TheSameSeedGivesTheSameRedraws) {
  const Policy policy = PolicyWith();
  const auto document = ParseCable(kCable);
  const auto drawn = [&](std::uint64_t seed) {
    std::vector<std::string> texts;
    Engine engine;
    engine.build = [&](const Document& again, const Decisions& decisions) {
      texts.emplace_back(again.buffer().text());
      return BuildDerivative(again, decisions);
    };
    EXPECT_TRUE(ProveWith(engine, *document, policy, "public", {.redraws = 5, .seed = seed}));
    return texts;
  };
  EXPECT_EQ(drawn(3), drawn(3));
  EXPECT_NE(drawn(3), drawn(4));
}

// The engine with a word too many when the withheld text of p2 is long.
Engine Leaky() {
  Engine engine;
  engine.build = [](const Document& document, const Decisions& decisions) {
    auto derivative = BuildDerivative(document, decisions);
    if (derivative && document.UnitText(document.Find("p2")).size() > 40) {
      const std::size_t at = derivative->text.find("[1 paragraph withheld]\n\n3.") + 12;
      derivative->text.insert(at, " long");
    }
    return derivative;
  };
  return engine;
}

TEST(Prove, FindsALeakAndNamesItsPlace) {
  const Policy policy = PolicyWith();
  // Short at first: it takes a longer one to see it.
  const auto document = ParseCable(
      "UNCLAS KALVOR 000123\n\nSENSITIVE\n\n1. (U) Dues rose.\n\n2. (SBU) Relk.\n\n3. (U) Yes.\n\n4. (SBU) "
      "He left.\n");
  ASSERT_TRUE(document);
  const auto proof = ProveWith(Leaky(), *document, policy, "public", {.redraws = 20, .seed = 5});
  ASSERT_TRUE(proof);
  EXPECT_FALSE(proof->holds());
  ASSERT_TRUE(proof->difference);
  EXPECT_EQ(proof->difference->what, ProofDifference::What::kText);
  EXPECT_EQ(proof->difference->place, "p2");
  EXPECT_EQ(proof->difference->element, "p2");
  EXPECT_EQ(proof->difference->line, 7U);
  EXPECT_EQ(proof->difference->column, 23U);  // the blank before the word is the same
  EXPECT_GE(proof->difference->redraw, 2U);   // the first is as short as may be
}

// A rule asks for the date of a header line that is withheld: what it makes of it is kept, and nothing else.
// Without a day to decide by, or for another rule, the line is drawn as any other.
TEST(Prove, ARuleOnDatesLooksAtTheHeader) {
  const std::string cable =
      std::string("R 071200Z MAR 05\nFM AMEMBASSY KALVOR\nTO SECSTATE WASHDC\n\n") + kCable;
  const auto document = ParseCable(cable);
  ASSERT_TRUE(document);
  const Policy policy = PolicyWith(
      "[[rule]]\nid = \"new\"\nwithhold = [\"public\"]\nwhen = { text = 'vote', newer_than = \"20 years\" }\n"
      "code = [\"(b)(6)\"]\nreason = \"New.\"\n");
  using std::chrono::year;
  const auto prove = [&](AsOf as_of) {
    return ProveRedaction(*document, policy, "public", {.redraws = 60, .seed = 3, .as_of = as_of});
  };
  // On that day it is old, so that any other date may change the decision.
  const auto old = prove(year(2025) / 3 / 7);
  ASSERT_TRUE(old) << old.error().message;
  EXPECT_TRUE(old->holds());
  EXPECT_EQ(old->compared, 60U);
  const auto young = prove(year(2025) / 3 / 6);
  ASSERT_TRUE(young);
  EXPECT_TRUE(young->holds());
  EXPECT_EQ(young->compared, 60U);
  const auto without = prove(std::nullopt);
  ASSERT_TRUE(without);
  EXPECT_TRUE(without->holds());
  EXPECT_EQ(without->undrawn, 0U);
}

TEST(Prove, ADecisionThatChangesWithoutARuleThatLooksIsFound) {
  const Policy policy = PolicyWith();
  const auto document = ParseCable(kCable);
  Engine engine;
  engine.decide = [](const Policy& by, std::string_view audience, const Document& of,
                     const Overrides* overrides, AsOf as_of) {
    auto decisions = Decide(by, audience, of, overrides, as_of);
    const std::size_t p4 = of.Find("p4");
    if (decisions && of.UnitText(p4).size() % 2 == 0) decisions->elements[p4].codes = {"(b)(6)"};
    return decisions;
  };
  const auto proof = ProveWith(engine, *document, policy, "public", {.redraws = 20, .seed = 5});
  ASSERT_TRUE(proof);
  ASSERT_TRUE(proof->difference);
  EXPECT_EQ(proof->difference->what, ProofDifference::What::kDecision);
  EXPECT_EQ(proof->difference->place, "p4");
}

TEST(Prove, WhatARuleLooksAtIsKept) {
  const Policy policy = PolicyWith(
      "[[rule]]\nid = \"source\"\nwithhold = [\"public\"]\nwhen = { text = '(?i)strictly protect' }\n"
      "code = [\"(b)(6)\"]\nreason = \"A source.\"\n"
      "[[rule]]\nid = \"first\"\nwithhold = [\"public\"]\nwhen = { text = '^Relk' }\nreason = \"A name.\"\n");
  const auto document = ParseCable(
      "UNCLAS KALVOR 000123\n\n1. (U) A clerk (strictly protect) left.\n\n2. (U) Relk came.\n\n3. (U) "
      "Yes.\n");
  ASSERT_TRUE(document);
  const auto proof = ProveRedaction(*document, policy, "public", {.redraws = 30, .seed = 2});
  ASSERT_TRUE(proof);
  EXPECT_TRUE(proof->holds());
  EXPECT_EQ(proof->compared, 30U);
  EXPECT_EQ(proof->stretches, 2U);
  EXPECT_EQ(proof->in_part, 2U);
  EXPECT_EQ(proof->undrawn, 0U);
}

TEST(Prove, MaskedSpansGetOtherLengthsAndLines) {
  const Policy policy = PolicyWith(
      "[[rule]]\nid = \"numbers\"\nmask = [\"public\"]\npattern = '[0-9]{5,}'\nas = \"number\"\ncode = "
      "[\"(b)(6)\"]\nreason = \"A number.\"\n");
  const auto document = ParseCable(
      "UNCLAS KALVOR 000123\n\n1. (U) dial 123456 or\ntry the other one, it\nis 9999999 at noon.\n");
  ASSERT_TRUE(document);
  const auto proof = ProveRedaction(*document, policy, "public", {.redraws = 50, .seed = 2});
  ASSERT_TRUE(proof);
  EXPECT_TRUE(proof->holds());
  EXPECT_EQ(proof->stretches, 2U);
  EXPECT_EQ(proof->in_part + proof->undrawn, 0U);
}

TEST(Prove, WhatCannotBeDrawnIsSaid) {
  // The one thing that is withheld is what a rule looks at.
  const Policy policy = PolicyWith(
      "[[rule]]\nid = \"by-tag\"\nwithhold = [\"public\"]\nwhen = { tags = [\"PHUM\"], kind = [\"tags\"] }\n"
      "reason = \"A tag.\"\n");
  const auto document = ParseCable("UNCLAS KALVOR 000123\n\nTAGS: PHUM, PREL\n\n1. (U) Yes.\n");
  ASSERT_TRUE(document);
  const auto proof = ProveRedaction(*document, policy, "public", {.redraws = 10, .seed = 2});
  ASSERT_TRUE(proof);
  EXPECT_TRUE(proof->nothing_proved());
  EXPECT_FALSE(proof->holds());
  EXPECT_EQ(proof->undrawn, 1U);
  EXPECT_EQ(proof->undrawn_elements, std::vector<std::string>{"tags"});
}

TEST(Prove, WithNothingWithheldThereIsNothingToProve) {
  const auto document = ParseCable("UNCLAS KALVOR 000123\n\n1. (U) Yes.\n");
  ASSERT_TRUE(document);
  const auto proof = ProveRedaction(*document, PolicyWith(), "public", {.redraws = 10, .seed = 2});
  ASSERT_TRUE(proof);
  EXPECT_TRUE(proof->holds());
  EXPECT_EQ(proof->stretches, 0U);
}

TEST(Prove, OverridesCountAndWaiversDoNot) {
  const Policy policy = PolicyWith();
  const auto document = ParseCable(kCable);
  Overrides overrides;
  overrides.document = "KALVOR 000123";
  Override release;
  release.element = "p4";
  release.action = Override::Action::kRelease;
  release.reason = release.authority = "A. Officer";
  overrides.decisions.push_back(release);
  overrides.waivers.push_back({"p4:4", "known", "A. Officer", {}, {}});  // no finding of a redraw
  const auto proof =
      ProveRedaction(*document, policy, "public", {.overrides = &overrides, .redraws = 20, .seed = 9});
  ASSERT_TRUE(proof) << proof.error().message;
  EXPECT_TRUE(proof->holds());
  EXPECT_EQ(proof->stretches, 1U);  // p2
}

// An officer's spans and bindings are to the text as it is. Both go with it when it is drawn anew.
TEST(Prove, WhatAnOfficerMasksIsDrawnAnew) {
  const Policy policy = PolicyWith();
  const auto document = ParseCable(
      "UNCLAS KALVOR 000123\n\n1. (U) Tamas Relk saw\n\nKALVOR 00000123  002 OF 002\n\nthe harbour with Ivo "
      "Marn.\n\n"
      "2. (SBU) Dana Quill said no.\n");
  ASSERT_EQ(document->UnitParts(document->Find("p1")).size(), 2U);
  const std::string top = "schema = \"markings/decisions/1\"\ndocument = \"KALVOR 000123\"\n";
  const auto mask = [](const std::string& spans, const std::string& as) {
    return "[[mask]]\nelement = \"p1\"\nspans = " + spans + "\nas = \"" + as +
           "\"\ncode = [\"(b)(6)\"]\nreason = \"r\"\n";
  };
  const struct {
    const char* name;
    std::string toml;
    std::size_t stretches, undrawn;
  } rows[] = {
      {"in one part", mask("[[0, 10]]", "name"), 2, 0},
      {"in both", mask("[[0, 10], [31, 39]]", "name"), 3, 0},
      {"from one into the other", mask("[[11, 25]]", "doing"), 3, 0},
      {"two that overlap: they stay", mask("[[0, 8]]", "name") + mask("[[6, 14]]", "doing"), 2, 1},
      {"and one of an element that stays in",
       mask("[[0, 10]]", "name") + "[[mask]]\nelement = \"p2\"\nspans = [[0, 10]]\nas = \"name\"\ncode = "
                                   "[\"(b)(6)\"]\nreason = \"r\"\n",
       2, 0},
  };
  for (const auto& row : rows) {
    auto toml = Buffer::FromBytes(top + row.toml, "d.toml");
    const auto bound = BindDecisions(*toml, policy, *document, {});
    ASSERT_TRUE(bound) << row.name << ": " << bound.error().message;
    toml = Buffer::FromBytes(*bound, "d.toml");
    const auto overrides = Overrides::Load(*toml, policy);
    ASSERT_TRUE(overrides) << row.name;
    const auto proof =
        ProveRedaction(*document, policy, "public", {.overrides = &*overrides, .redraws = 40, .seed = 5});
    ASSERT_TRUE(proof) << row.name << ": " << proof.error().message;
    EXPECT_TRUE(proof->holds()) << row.name;
    EXPECT_EQ(proof->stretches, row.stretches) << row.name;
    EXPECT_EQ(proof->undrawn, row.undrawn) << row.name;
    EXPECT_GE(proof->compared, 40U) << row.name;
  }
}

TEST(Prove, HiddenAndUnreadTextOfAFileIsDrawnAnew) {
  const std::string text =
      "UNCLAS KALVOR 000123\n\n1. (U) Yes.\n\nRelk wrote this.\n\n2. (U) Also.\n\nA picture of Relk.\n";
  const auto span_of = [&](std::string_view line) {
    const std::size_t at = text.find(line);
    return Span{at, at + line.size()};
  };
  auto buffer = Buffer::FromBytes(text, "page.html");
  auto document = Document::Parse(*std::move(buffer), *Vocabulary::ForRegime("state"),
                                  {.regions = {{span_of("Relk wrote this.\n"), false, "comment"},
                                               {span_of("A picture of Relk.\n"), true, "image"}},
                                   .any_form = true});
  ASSERT_TRUE(document) << document.error().message;
  const auto proof = ProveRedaction(*document, PolicyWith(), "public", {.redraws = 30, .seed = 3});
  ASSERT_TRUE(proof);
  EXPECT_TRUE(proof->holds());
  EXPECT_EQ(proof->stretches, 2U);
  EXPECT_EQ(proof->undrawn, 0U);
}

TEST(Prove,
     TheReferenceIsNotTakenForWithheldText) {  // a field that no rule releases, which a derivative shows
  const auto document = ParseCable(
      "                UNCLASSIFIED\n                    SBU\n\nMRN:            12 KALVOR 1208\nDate/DTG:    "
      "   Jun 17, 2012 / "
      "172335Z JUN 12\nFrom:           AMEMBASSY KALVOR\nSubject:        (SBU) HARBOUR FEES\n\n1. (SBU) Fees "
      "rose.\n\n2. "
      "(U) Yes.\n");
  ASSERT_TRUE(document);
  const auto proof = ProveRedaction(*document, PolicyWith(), "public", {.redraws = 30, .seed = 3});
  ASSERT_TRUE(proof);
  EXPECT_TRUE(proof->holds()) << proof->difference->place;
  EXPECT_EQ(proof->undrawn, 1U);
}

TEST(Prove, ErrorsAreThoseOfTheRedaction) {
  const auto document = ParseCable(kCable);
  const auto proof = ProveRedaction(*document, PolicyWith(), "nobody", {.redraws = 1, .seed = 3});
  ASSERT_FALSE(proof);
  EXPECT_EQ(proof.error().code, ErrorCode::kUnknownAudience);
}

}  // namespace
}  // namespace markings
