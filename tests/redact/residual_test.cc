#include "libmarkings/redact/residual.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "libmarkings/redact/redaction.h"
#include "tests/redact/redact_testing.h"

namespace markings {
namespace {

using testing::DecideByHand;
using testing::LoadPolicy;
using testing::ParseCable;
using testing::PublicAudience;

constexpr char kPolicy[] = R"toml(
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
[residual]
common = ["Quorndale"]
[[rule]]
id = "unclassified"
release = ["public"]
when = { at_most = "U" }
reason = "Unclassified."
)toml";

// Paragraph 1 is withheld, the rest goes out.
std::vector<ResidualFinding> Find(const std::string& withheld, const std::string& released,
                                  const std::vector<OutgoingText>& outgoing = {},
                                  const Overrides* overrides = nullptr) {
  static const auto policy = LoadPolicy(kPolicy);
  const auto document = ParseCable("UNCLAS KALVOR 000123\n\nSENSITIVE\n\nE.O. 12958: N/A\n\n1. (SBU) " +
                                   withheld + "\n\n2. (U) " + released + "\n");
  if (!policy || !document) {
    ADD_FAILURE() << "nothing to test with";
    return {};
  }
  const Audience audience = PublicAudience();
  const Decisions decisions =
      DecideByHand(*document, audience, [](const Element& element, Decision& decision) {
        if (element.number == 1U || element.parent != kNoElement) decision.outcome = Outcome::kWithhold;
      });
  const auto derivative = BuildDerivative(*document, decisions);
  if (!derivative) {
    ADD_FAILURE() << derivative.error().message;
    return {};
  }
  return FindResidual(*document, *policy, decisions, *derivative, outgoing, overrides);
}

std::string Ids(const std::vector<ResidualFinding>& findings) {
  std::string ids;
  for (const ResidualFinding& finding : findings)
    ids += (ids.empty() ? "" : " ") + finding.id + (finding.waived ? "(waived)" : "");
  return ids;
}

TEST(Residual, NamesThePlaceAndTheWithheldElement) {
  const auto findings = Find("The clerk Tamas Relkov wept.", "It is late.\nSo said Relkov there.");
  ASSERT_EQ(findings.size(), 1U);
  EXPECT_EQ(findings[0].id, "p2:28");  // "2. (U) It is late.\nSo said " are 27 bytes
  EXPECT_EQ(findings[0].place, "p2");
  EXPECT_EQ(findings[0].column, 9U);
  EXPECT_EQ(findings[0].kind, "name");
  EXPECT_EQ(findings[0].from, (std::vector<std::string>{"p1"}));
  EXPECT_FALSE(findings[0].waived);
}

TEST(Residual, LineIsThatOfTheDerivative) {
  const auto findings = Find("The clerk Tamas Relkov wept.", "It is late.\nSo said Relkov there.");
  ASSERT_EQ(findings.size(), 1U);
  // stamp, blank, class line, SENSITIVE or not, blank, E.O., blank, 1., blank, 2., here
  EXPECT_GE(findings[0].line, 9U);
}

TEST(Residual, VariantsOfOneName) {
  for (const char* released : {"Relkov", "RELKOV", "relkov", "Rel-\nkov", "Relkov's", "tamas\nrelkov",
                               "R\xC3\xA9lkov", "(Relkov)", "Relkov-Ek"}) {
    EXPECT_EQ(Find("The clerk Tamas Relkov wept.", std::string("So it was ") + released + " there.").size(),
              1U)
        << released;
  }
}

TEST(Residual, WhatDoesNotCount) {
  // The cable's own post and serial, the order's number, the policy's common words, the trade's.
  EXPECT_EQ(Ids(Find("The Kalvor office (KALVOR 000123, E.O. 12958) in Quorndale wrote.",
                     "Kalvor 123 and Quorndale under 12958.")),
            "");
  EXPECT_EQ(Ids(Find("The Ambassador met the Foreign Minister in Germany in July.",
                     "The Ambassador met a Foreign Minister in July, Germany said.")),
            "");
  EXPECT_EQ(Ids(Find("Nothing of note was said.", "All of it was said in the open.")), "");
  // Our own words are not searched.
  EXPECT_EQ(Ids(Find("Mr. Withheld of Paragraph wept.", "It is late.")), "");
}

TEST(Residual, OtherOutgoingTexts) {
  const std::vector<OutgoingText> outgoing = {{"file-name", "kalvor-relkov_2"},
                                              {"file-name", "memorelkov"},
                                              {"override:p2:reason", "as Relkov asked"}};
  EXPECT_EQ(Ids(Find("The clerk Tamas Relkov wept.", "It is late.", outgoing)),
            "file-name:8 file-name:1 override:p2:reason:4");
}

TEST(Residual, WaivedByIdOnly) {
  Overrides overrides;
  overrides.waivers.push_back({"p2:8", "named in public", "A. Officer", "", {}});
  EXPECT_EQ(Ids(Find("The clerk Tamas Relkov wept.", "Relkov. Then Relkov again.", {}, &overrides)),
            "p2:8(waived) p2:21");
}

TEST(Residual, HoldsNoWithheldText) {
  for (const ResidualFinding& finding :
       Find("The clerk Tamas Relkov wept.", "So said Relkov of pier 4471.", {{"file-name", "relkov"}})) {
    for (const std::string& text : {finding.id, finding.place, finding.kind}) {
      std::string lower = text;
      std::ranges::transform(lower, lower.begin(),
                             [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c; });
      EXPECT_FALSE(lower.contains("relkov"));
    }
  }
}

TEST(Residual, MaskedSpansCountToo) {
  const auto policy = LoadPolicy(kPolicy);
  const std::string text =
      "UNCLAS KALVOR 000123\n\n1. (U) The clerk Ilse Brandvold came; then Brandvold left.\n\n2. (U) Ilse "
      "came back.\n";
  const auto document = ParseCable(text);
  ASSERT_TRUE(policy && document);
  const Audience audience = PublicAudience();
  const Decisions decisions =
      DecideByHand(*document, audience, [&](const Element& element, Decision& decision) {
        if (element.number != 1U) return;
        decision.outcome = Outcome::kMask;
        const std::size_t at = text.find("Ilse Brandvold");
        decision.masks.push_back({{at, at + 14}, "name", {"(b)(6)"}, "names", false});
      });
  const auto derivative = BuildDerivative(*document, decisions);
  ASSERT_TRUE(derivative);
  const auto findings = FindResidual(*document, *policy, decisions, *derivative, {}, nullptr);
  ASSERT_EQ(findings.size(), 2U);
  EXPECT_EQ(findings[0].place, "p1");
  EXPECT_EQ(findings[1].place, "p2");
  EXPECT_EQ(findings[1].from, (std::vector<std::string>{"p1"}));
}

// 900 withheld paragraphs that all name one person, and one long released text that does: linear, and the
// units of a finding are capped.
TEST(Residual, ManyUnitsOneName) {
  std::string cable = "UNCLAS KALVOR 000123\n\nSENSITIVE\n\n";
  for (int i = 1; i <= 900; ++i) cable += std::to_string(i) + ". (SBU) The clerk Relkov wept.\n\n";
  cable += "901. (U)";
  for (int i = 0; i < 5000; ++i) cable += " and then Relkov";
  const auto policy = LoadPolicy(kPolicy);
  const auto document = ParseCable(cable + ".\n");
  ASSERT_TRUE(policy && document);
  const auto redaction = Redact(*document, *policy, "public", {});
  ASSERT_TRUE(redaction) << redaction.error().message;
  ASSERT_EQ(redaction->findings.size(), 5000U);
  EXPECT_LE(redaction->findings[0].from.size(), 16U);
  EXPECT_TRUE(redaction->blocked());
}

TEST(Redaction, WaiverOfNothingIsRefused) {
  const auto policy = LoadPolicy(kPolicy);
  const auto document = ParseCable("UNCLAS KALVOR 000123\n\n1. (U) It is late.\n");
  ASSERT_TRUE(policy && document);
  Overrides overrides;
  overrides.document = "KALVOR 000123";
  overrides.waivers.push_back({"p1:8", "named in public", "A. Officer", "", {3, 9}});
  const auto redaction =
      Redact(*document, *policy, "public", {.overrides = &overrides, .file_stem = "cable"});
  ASSERT_FALSE(redaction);
  EXPECT_EQ(redaction.error().code, ErrorCode::kBadOverrides);
  EXPECT_EQ(redaction.error().where, (Span{3, 9}));
}

TEST(Redaction, PendingStopsWhereThePolicySaysSo) {
  std::string toml = kPolicy;
  toml.replace(toml.find("\"mark\""), 6, "\"stop\"");
  const auto stop = LoadPolicy(toml);
  const auto mark = LoadPolicy(kPolicy);
  const auto document =
      ParseCable("UNCLAS KALVOR 000123\n\nSENSITIVE\n\n1. (U) It is late.\n\n2. (SBU) It is early.\n");
  ASSERT_TRUE(stop && mark && document);
  const auto stopped = Redact(*document, *stop, "public", {});
  const auto marked = Redact(*document, *mark, "public", {});
  ASSERT_TRUE(stopped && marked);
  EXPECT_TRUE(stopped->stop_pending && stopped->blocked());
  EXPECT_FALSE(marked->stop_pending || marked->blocked());
  Overrides overrides;
  overrides.document = "KALVOR 000123";
  overrides.code_for_pending = CodeForPending{"(b)(6)", "privacy of persons", "A. Officer"};
  const auto coded = Redact(*document, *stop, "public", {.overrides = &overrides, .file_stem = {}});
  ASSERT_TRUE(coded) << coded.error().message;
  EXPECT_FALSE(coded->blocked());
  EXPECT_TRUE(coded->derivative.text.contains("2. (SBU) [1 paragraph withheld: (b)(6)]"));
}

TEST(Redaction, OfficersWordsAreSearched) {
  const auto policy = LoadPolicy(kPolicy);
  const auto document = ParseCable(
      "UNCLAS KALVOR 000123\n\nSENSITIVE\n\n1. (U) It is late.\n\n2. (SBU) The clerk Relkov wept.\n");
  ASSERT_TRUE(policy && document);
  Overrides overrides;
  overrides.document = "KALVOR 000123";
  Override decision;
  decision.element = "p2";
  decision.action = Override::Action::kWithhold;
  decision.reason = "Relkov asked for it";
  decision.authority = "A. Officer";
  overrides.decisions.push_back(decision);
  const auto redaction =
      Redact(*document, *policy, "public", {.overrides = &overrides, .file_stem = "relkov"});
  ASSERT_TRUE(redaction) << redaction.error().message;
  EXPECT_EQ(Ids(redaction->findings), "file-name:1 override:p2:reason:1");

  // Each person of an authority, and what an officer masks.
  overrides.decisions[0].reason = "Not yet.";
  overrides.decisions[0].authority = "A. Officer; Vera Relkov";
  Override mask;
  mask.element = "p1";
  mask.action = Override::Action::kMask;
  mask.spans = {{6, 10}};
  mask.as = "relkov";
  mask.reason = "Relkov said so.";
  overrides.masks.push_back(mask);
  const auto again = Redact(*document, *policy, "public", {.overrides = &overrides, .file_stem = "c"});
  ASSERT_TRUE(again) << again.error().message;
  EXPECT_TRUE(again->derivative.text.contains("1. (U) It is [relkov withheld].")) << again->derivative.text;
  EXPECT_EQ(Ids(again->findings), "override:p2:authority:18 mask1:reason:1 mask1:as:1");
}

}  // namespace
}  // namespace markings
