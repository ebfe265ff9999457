// The real cable that is not part of the project. Nothing of it stands here: names are collected from the
// parsed document while the test runs, and never printed.

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <set>
#include <string>
#include <string_view>

#include "libmarkings/redact/redaction.h"
#include "libmarkings/text/internal/tokens.h"
#include "tests/redact/redact_testing.h"

namespace markings {
namespace {

using testing::LoadShippedPolicy;
using testing::ParseCable;
using testing::ReadFile;

#define SEED_OR_SKIP(document)                                                                      \
  const auto bytes = ReadFile(std::string(MARKINGS_SHARED_DIR) + "/corpus/seed-cable.txt");         \
  if (!bytes)                                                                                       \
    GTEST_SKIP() << "the seed cable is not beside this checkout (../shared/corpus/seed-cable.txt)"; \
  const auto document = ParseCable(*bytes, "seed-cable.txt");                                       \
  ASSERT_TRUE(document)

// Words of five letters or more that begin with a capital in what is withheld and never stand in lower case.
std::set<std::string> WithheldNames(const Document& document, const Decisions& decisions) {
  std::set<std::string> capital, small, released;
  for (std::size_t i = 0; i < document.elements().size(); ++i) {
    const Outcome outcome = decisions.elements[i].outcome;
    const std::string text = document.UnitText(i);
    const internal::TokenStream stream(text);
    for (const internal::Token& token : stream.tokens()) {
      if (token.number || token.letters < 5) continue;
      const std::string word(stream.Folded(token));
      if (outcome == Outcome::kRelease) released.insert(word);
      if (outcome == Outcome::kWithhold) (token.capital ? capital : small).insert(word);
    }
  }
  const internal::TokenStream origin(document.header().mrn ? document.header().mrn->origin : "");
  for (const internal::Token& token : origin.tokens()) released.insert(std::string(origin.Folded(token)));
  std::set<std::string> names;
  for (const std::string& word : capital) {
    if (!small.contains(word) && !released.contains(word)) names.insert(word);
  }
  return names;
}

TEST(Seed, PublicGetsNoNameAndNoFinding) {
  SEED_OR_SKIP(document);
  const auto policy = LoadShippedPolicy("state-public.toml");
  ASSERT_TRUE(policy);
  const auto redaction =
      Redact(*document, *policy, "public", {.overrides = nullptr, .file_stem = "seed-cable"});
  ASSERT_TRUE(redaction) << redaction.error().message;
  EXPECT_TRUE(redaction->findings.empty());
  for (const ResidualFinding& finding : redaction->findings)
    ADD_FAILURE() << finding.id << " " << finding.kind;
  EXPECT_FALSE(redaction->blocked());
  EXPECT_EQ(redaction->derivative.banner_line, "UNCLAS");
  EXPECT_FALSE(redaction->derivative.text.contains("SENSITIVE"));
  EXPECT_FALSE(redaction->derivative.text.contains("SIPDIS"));

  const std::set<std::string> names = WithheldNames(*document, redaction->decisions);
  EXPECT_GT(names.size(), 40U);
  // Fixed words of ours may be the same: "subject", "heading".
  std::set<std::string> kept;
  for (const Piece& piece : redaction->derivative.pieces) {
    if (piece.kind != Piece::Kind::kKept) continue;
    const internal::TokenStream stream(Slice(redaction->derivative.text, piece.span));
    for (const internal::Token& token : stream.tokens()) kept.insert(std::string(stream.Folded(token)));
  }
  EXPECT_EQ(std::ranges::count_if(names, [&](const std::string& name) { return kept.contains(name); }), 0);

  std::size_t released = 0;
  std::size_t last = 0;
  for (const Unit& unit : redaction->derivative.units) {
    const Element element = document->elements()[document->Find(unit.id)];
    if (element.kind != ElementKind::kParagraph || unit.outcome != Outcome::kRelease) continue;
    ++released;
    last = element.number.value_or(0);
  }
  EXPECT_EQ(released, 1U);
  EXPECT_EQ(last, 11U);
}

TEST(Seed, AReleasedSubjectStopsUntilWaived) {
  SEED_OR_SKIP(document);
  const auto policy = LoadShippedPolicy("state-public.toml");
  ASSERT_TRUE(policy);
  Overrides overrides;
  overrides.document = FormatMrn(document->header());
  Override decision;
  decision.element = "subject";
  decision.action = Override::Action::kRelease;
  decision.reason = "in the press";
  decision.authority = "A. Officer";
  overrides.decisions.push_back(decision);
  const auto stopped =
      Redact(*document, *policy, "public", {.overrides = &overrides, .file_stem = "seed-cable"});
  ASSERT_TRUE(stopped) << stopped.error().message;
  EXPECT_TRUE(stopped->blocked());
  ASSERT_FALSE(stopped->findings.empty());
  for (const ResidualFinding& finding : stopped->findings) {
    EXPECT_EQ(finding.place, "subject");
    EXPECT_FALSE(finding.from.empty());
    overrides.waivers.push_back({finding.id, "in the press", "A. Officer", "", {}});
  }
  const auto waived =
      Redact(*document, *policy, "public", {.overrides = &overrides, .file_stem = "seed-cable"});
  ASSERT_TRUE(waived) << waived.error().message;
  EXPECT_FALSE(waived->blocked());
  EXPECT_EQ(waived->findings.size(), stopped->findings.size());
}

TEST(Seed, PartnerGetsTheParagraphs) {
  SEED_OR_SKIP(document);
  const auto policy = LoadShippedPolicy("state-partner.toml");
  ASSERT_TRUE(policy);
  const auto redaction =
      Redact(*document, *policy, "partner", {.overrides = nullptr, .file_stem = "seed-cable"});
  ASSERT_TRUE(redaction) << redaction.error().message;
  for (const ResidualFinding& finding : redaction->findings)
    ADD_FAILURE() << finding.id << " " << finding.kind;
  EXPECT_FALSE(redaction->blocked());
  EXPECT_EQ(redaction->derivative.banner_line, "UNCLAS SENSITIVE");
  std::size_t whole = 0;
  for (const Element element : document->elements()) {
    if (element.kind != ElementKind::kParagraph || !element.number) continue;
    if (redaction->derivative.text.contains(document->Text(element.text_span))) ++whole;
  }
  EXPECT_EQ(whole, 11U);
}

}  // namespace
}  // namespace markings
