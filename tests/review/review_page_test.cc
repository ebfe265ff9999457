#include "libmarkings/review/review_page.h"

#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "libmarkings/report/derivative_sheet.h"
#include "libmarkings/report/sheet_html.h"
#include "libmarkings/review/internal/html.h"
#include "libmarkings/review/internal/rows.h"
#include "tests/redact/redact_testing.h"
#include "tests/support/cable_generator.h"

namespace markings {
namespace {

using testing::CableGenerator;
using testing::GeneratedCable;
using testing::LoadPolicy;
using testing::ParseCable;

constexpr char kPolicy[] = R"toml(
schema = "markings/policy/1"
name = "for-tests"
version = "1.0.0"
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
[[rule]]
id = "numbers"
mask = ["public"]
pattern = '[0-9]{5,}'
as = "number"
code = ["(b)(6)"]
reason = "A number may name a person."
)toml";

// The text of a page's elements, as a reader has it: without tags, references resolved.
std::string TextOf(std::string_view html) {
  std::string text;
  for (std::size_t at = 0; at < html.size();) {
    if (html[at] == '<') {
      at = html.find('>', at) + 1;
      continue;
    }
    if (html[at] != '&') {
      text += html[at++];
      continue;
    }
    const std::size_t end = html.find(';', at);
    const std::string_view name = html.substr(at + 1, end - at - 1);
    text += name == "amp"    ? '&'
            : name == "lt"   ? '<'
            : name == "gt"   ? '>'
            : name == "quot" ? '"'
            : name == "#39"  ? '\''
                             : '\r';
    at = end + 1;
  }
  return text;
}

TEST(ReviewPage, HoldsEveryWordOnce) {
  const auto policy = LoadPolicy(kPolicy);
  ASSERT_TRUE(policy);
  CableGenerator generator(20261127);
  std::size_t units = 0;
  for (int i = 0; i < 200; ++i) {
    GeneratedCable cable = generator.Next();
    const auto document = ParseCable(cable.Render());
    if (!document) continue;
    const auto review = MakeReview(*document, *policy, "public", {});
    ASSERT_TRUE(review) << review.error().message;
    const std::string page = ReviewPage(*document, *policy, *review, {});
    const std::size_t rows_at = page.find("<ol id=\"rows\"");
    const std::string_view rows = std::string_view(page).substr(rows_at, page.find("</main>") - rows_at);
    std::size_t at = 0;
    for (const std::size_t unit : internal::UnitsWithRows(*document)) {
      at = rows.find("<div class=\"original\"><div class=\"text\">", at);
      ASSERT_NE(at, std::string_view::npos);
      const std::string shown = TextOf(rows.substr(at, rows.find("<div class=\"derivative\">", at) - at));
      for (const std::size_t part : document->UnitParts(unit))
        EXPECT_NE(shown.find(document->Text(document->elements()[part].text_span)), std::string::npos);
      ++at;
      ++units;
    }
  }
  EXPECT_GT(units, 1000U);
}

TEST(ReviewPage, NothingOfADocumentIsMarkup) {
  const auto policy = LoadPolicy(kPolicy);
  const auto document = ParseCable(
      "UNCLAS KALVOR 000123\n\nSUBJECT: </title></script><script>alert(1)</script>\n\n"
      "1. (U) {{data}} <img src=x> & 4471123 \"quoted\".\n",
      "x\"><script>.txt");
  ASSERT_TRUE(policy && document);
  const auto review = MakeReview(*document, *policy, "public", {});
  ASSERT_TRUE(review);
  const std::string page =
      ReviewPage(*document, *policy, *review, {.name = "</title><script>", .former = "<b>\n"});
  std::size_t scripts = 0;
  for (std::size_t at = page.find("<script"); at != std::string::npos; at = page.find("<script", at + 1))
    ++scripts;
  EXPECT_EQ(scripts, 2U);  // the data and the page's own
  EXPECT_EQ(page.find("<img"), std::string::npos);
  EXPECT_EQ(page.find("<b>\n"), std::string::npos);
  EXPECT_NE(page.find("default-src 'none'; script-src 'sha256-"), std::string::npos);
}

TEST(ReviewPage, DoubtsAreWithheldUntilTheyAreSettled) {
  const auto policy = LoadPolicy(kPolicy);
  const auto document =
      ParseCable("UNCLAS KALVOR 000123\n\n1. (SBX) Tar is dear.\n\n2. (U) The harbour is open.\n");
  ASSERT_TRUE(policy && document);
  EXPECT_FALSE(Redact(*document, *policy, "public", {}));
  const auto review = MakeReview(*document, *policy, "public", {});
  ASSERT_TRUE(review) << review.error().message;
  EXPECT_TRUE(review->blocked());
  ASSERT_EQ(review->in_doubt.size(), 1U);
  EXPECT_EQ(document->elements()[review->in_doubt.front()].id(), "p1");
  EXPECT_FALSE(review->document_in_doubt);
  EXPECT_EQ(review->redaction.decisions.elements[review->in_doubt.front()].outcome, Outcome::kWithhold);
  EXPECT_EQ(review->redaction.derivative.text.find("Tar"), std::string::npos);

  // A class line that nobody can read: what comes by it stays in.
  const auto unread = ParseCable("R E S T R I C T I V E KALVOR 000123\n\n1. The harbour is open.\n");
  ASSERT_TRUE(unread);
  ASSERT_FALSE(Redact(*unread, *policy, "public", {}));
  const auto held = MakeReview(*unread, *policy, "public", {});
  ASSERT_TRUE(held) << held.error().message;
  EXPECT_TRUE(held->document_in_doubt);
  EXPECT_TRUE(held->blocked());
  EXPECT_EQ(held->redaction.derivative.text.find("harbour"), std::string::npos);
  EXPECT_NE(ReviewPage(*unread, *policy, *held, {}).find("MARKING NOT KNOWN"), std::string::npos);
}

// What release --html and review --public write.
TEST(PublicPage, IsAFunctionOfTheDerivative) {
  const auto policy = LoadPolicy(kPolicy);
  ASSERT_TRUE(policy);
  CableGenerator generator(27112026);
  std::size_t same = 0;
  for (int i = 0; i < 300; ++i) {
    GeneratedCable cable = generator.Next();
    const auto document = ParseCable(cable.Render());
    if (!document) continue;
    for (GeneratedCable::Slot& slot : cable.slots()) {
      if (generator.Chance(50)) slot.text = generator.Prose(slot);
    }
    const auto other = ParseCable(cable.Render());
    if (!other) continue;
    const auto redaction = Redact(*document, *policy, "public", {});
    const auto redrawn = Redact(*other, *policy, "public", {});
    if (!redaction || !redrawn || redaction->derivative.text != redrawn->derivative.text) continue;
    ++same;
    EXPECT_EQ(SheetHtml(DerivativeSheet(*document, redaction->derivative, "cable", "2026-11-27")),
              SheetHtml(DerivativeSheet(*other, redrawn->derivative, "cable", "2026-11-27")));
  }
  EXPECT_GT(same, 5U);
}

}  // namespace
}  // namespace markings
