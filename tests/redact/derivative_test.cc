#include "libmarkings/redact/derivative.h"

#include <gtest/gtest.h>

#include <functional>
#include <string>
#include <vector>

#include "libmarkings/redact/internal/placeholder.h"
#include "tests/redact/redact_testing.h"

namespace markings {
namespace {

using testing::DecideByHand;
using testing::ParseCable;
using testing::PublicAudience;

using Edit = std::function<void(const Element&, Decision&)>;

void Withhold(Decision& decision, std::vector<std::string> codes = {}) {
  decision.outcome = Outcome::kWithhold;
  decision.codes = std::move(codes);
  decision.pending = decision.codes.empty();
}

// The derivative, or what went wrong.
std::string Derive(const std::string& cable, const Edit& edit, Audience audience = PublicAudience()) {
  const auto document = ParseCable(cable);
  if (!document) return "no cable";
  const Decisions decisions = DecideByHand(*document, audience, edit);
  const auto derivative = BuildDerivative(*document, decisions);
  if (!derivative) return derivative.error().message;
  // What holds of every derivative: pieces partition the text, kept ones are copies, no blanks at line ends.
  std::size_t at = 0;
  for (const Piece& piece : derivative->pieces) {
    EXPECT_EQ(piece.span.begin, at);
    at = piece.span.end;
    if (piece.kind == Piece::Kind::kKept) {
      EXPECT_EQ(Slice(derivative->text, piece.span), document->Text(piece.source));
    }
  }
  EXPECT_EQ(at, derivative->text.size());
  EXPECT_TRUE(derivative->text.ends_with('\n'));
  EXPECT_FALSE(derivative->text.ends_with("\n\n"));
  EXPECT_FALSE(derivative->text.contains(" \n"));
  EXPECT_FALSE(derivative->text.contains("\n\n\n"));
  return derivative->text;
}

const Edit kNothing = [](const Element&, Decision&) {};

constexpr char kCable[] =
    "UNCLAS PORT KALVOR 000123\n"
    "\n"
    "SIPDIS\n"
    "\n"
    "SENSITIVE\n"
    "\n"
    "E.O. 13526: N/A\n"
    "TAGS: PREL, PGOV\n"
    "SUBJECT: LIGHTHOUSE LAW MOVES AHEAD\n"
    "\n"
    "1. (U) The law passed.   \n"
    "It was late.\n"
    "\n"
    "\n"
    "2. (SBU) A clerk objected.\n"
    "\n"
    "COMMENT\n"
    "-------\n"
    "\n"
    "3. (U) Nobody else did.\n"
    "\n"
    "WREN\n";

TEST(Derivative, InFull) {
  EXPECT_EQ(Derive(kCable, kNothing),
            "RELEASE IN FULL\n\n"
            "UNCLAS PORT KALVOR 000123\n"
            "SENSITIVE\n\n"
            "E.O. 13526: N/A\n"
            "TAGS: PREL, PGOV\n"
            "SUBJECT: LIGHTHOUSE LAW MOVES AHEAD\n\n"
            "1. (U) The law passed.\n"
            "It was late.\n\n"
            "2. (SBU) A clerk objected.\n\n"
            "COMMENT\n"
            "-------\n\n"
            "3. (U) Nobody else did.\n\n"
            "WREN\n");
}

TEST(Derivative, InPartWithRecomputedBanner) {
  const Edit edit = [](const Element& element, Decision& decision) {
    if (!IsPortion(element.kind)) return;
    if (element.kind == ElementKind::kParagraph && element.number != 2U) return;
    Withhold(decision, element.kind == ElementKind::kParagraph ? std::vector<std::string>{"(b)(6)"}
                                                               : std::vector<std::string>{});
  };
  EXPECT_EQ(Derive(kCable, edit),
            "RELEASE IN PART (b)(6)\n\n"
            "UNCLAS PORT KALVOR 000123\n\n"
            "E.O. 13526: N/A\n"
            "TAGS: [TAGS withheld]\n"
            "SUBJECT: [subject withheld]\n\n"
            "1. (U) The law passed.\n"
            "It was late.\n\n"
            "2. (SBU) [1 paragraph withheld: (b)(6)]\n\n"
            "[heading withheld]\n\n"
            "3. (U) Nobody else did.\n\n"
            "[signature withheld]\n");
}

TEST(Derivative, DeniedInFull) {
  const Edit edit = [](const Element& element, Decision& decision) {
    if (IsPortion(element.kind)) Withhold(decision, {"(b)(5)", "(b)(1)"});
  };
  const std::string text = Derive(kCable, edit);
  EXPECT_TRUE(text.starts_with("DENIED IN FULL (b)(1), (b)(5)\n\nUNCLAS PORT KALVOR 000123\n\n")) << text;
  EXPECT_TRUE(text.contains("\n3. (U) [1 paragraph withheld: (b)(1), (b)(5)]\n")) << text;
}

TEST(Derivative, CaptionsLeaveOrStayWithTheirAudience) {
  Audience audience = PublicAudience();
  audience.keep_captions = {"SIPDIS", "NODIS"};
  EXPECT_TRUE(
      Derive(kCable, kNothing, audience).contains("\n\nUNCLAS PORT KALVOR 000123\nSIPDIS\nSENSITIVE\n\n"));
}

TEST(Derivative, AmountAndStatute) {
  Audience audience = PublicAudience();
  audience.amount = Amount::kNone;
  const Edit edit = [](const Element& element, Decision& decision) {
    if (element.kind == ElementKind::kSubject) Withhold(decision);
    if (element.number != 2U) return;
    Withhold(decision, {"(b)(3)"});
    decision.statute = "INA 222(f)";
  };
  const std::string none = Derive(kCable, edit, audience);
  EXPECT_TRUE(none.contains("\n2. (SBU) [withheld: (b)(3) INA 222(f)]\n")) << none;
  EXPECT_TRUE(none.contains("\nSUBJECT: [withheld]\n")) << none;
  EXPECT_TRUE(Derive(kCable, edit).contains("\n2. (SBU) [1 paragraph withheld: (b)(3) INA 222(f)]\n"));
}

constexpr char kNested[] =
    "UNCLAS KALVOR 000123\n"
    "\n"
    "SENSITIVE\n"
    "\n"
    "STATE FOR EUR/NBX (T. LINDQVIST)\n"
    "VELMORA FOR REFCOORD\n"
    "\n"
    "SUBJECT: FEES\n"
    "\n"
    "1. (SBU) Three things were said:\n"
    "\n"
    "a. (SBU) The first.\n"
    "\n"
    "b. (SBU) The second.\n"
    "\n"
    "c. (U) The third.\n"
    "\n"
    "2. (U) End of it.\n";

TEST(Derivative, SubElementsOfAHoleDoNotShow) {
  const Edit all = [](const Element& element, Decision& decision) {
    if (element.number == 2U || element.kind == ElementKind::kSubject) return;
    if (IsPortion(element.kind)) Withhold(decision);
  };
  EXPECT_EQ(
      Derive(kNested, all),
      "RELEASE IN PART\n\nUNCLAS KALVOR 000123\nSENSITIVE\n\n"  // the subject inherits the document's mark
      "[passing instruction withheld]\n\n"
      "SUBJECT: FEES\n\n"
      "1. (SBU) [1 paragraph withheld]\n\n"
      "2. (U) End of it.\n");
  // Other codes are another hole: what they say would be lost.
  const Edit coded = [&](const Element& element, Decision& decision) {
    all(element, decision);
    if (decision.outcome == Outcome::kWithhold && element.kind == ElementKind::kSubparagraph)
      Withhold(decision, {"(b)(6)"});
  };
  const std::string text = Derive(kNested, coded);
  EXPECT_TRUE(
      text.contains("\n\n1. (SBU) [1 paragraph withheld]\n\na. [sub-paragraphs withheld: (b)(6)]\n\n2."))
      << text;
  // Siblings below a parent that goes out.
  const Edit siblings = [](const Element& element, Decision& decision) {
    if (element.kind == ElementKind::kSubparagraph && element.marking_span.size() == 5)
      Withhold(decision, {"(b)(6)"});
  };
  EXPECT_TRUE(Derive(kNested, siblings)
                  .contains("said:\n\na. (SBU) [sub-paragraphs withheld: (b)(6)]\n\nc. (U) The third.\n"));
}

TEST(Derivative, MasksReplaceAndReflow) {
  static constexpr char kLine[] =
      "UNCLAS KALVOR 000123\n\n1. (U) The clerk Tamas\nRelk and Ilse Brandvold told us about well-\nknown "
      "fees.\n\n2. (U) End.\n";
  const auto cable = [](const std::string& name) {
    return std::string(kLine).replace(std::string(kLine).find("Tamas\nRelk"), 10, name);
  };
  const auto mask = [](const std::string& text, const std::vector<std::string>& names) {
    return [text, names](const Element& element, Decision& decision) {
      if (element.number != 1U) return;
      decision.outcome = Outcome::kMask;
      for (const std::string& name : names) {
        const std::size_t at = text.find(name);
        decision.masks.push_back({{at, at + name.size()}, "name", {"(b)(6)"}, "names", false});
      }
    };
  };
  const std::string expected =
      "RELEASE IN PART (b)(6)\n\nUNCLAS KALVOR 000123\n\n"
      "1. (U) The clerk [name withheld: (b)(6)] and [name withheld: (b)(6)] told us about well-known "
      "fees.\n\n2. (U) End.\n";
  // Whatever the name, however long and however its lines were broken.
  for (const std::string name :
       {"Tamas\nRelk", "Xi", "Tamas Bartholomew\nvan der Relk-Brandenfeld", "A\nB\nC"}) {
    const std::string text = cable(name);
    EXPECT_EQ(Derive(text, mask(text, {name, "Ilse Brandvold"})), expected);
  }
}

TEST(Derivative, PageLinesVanishAndTheSentenceJoins) {
  const std::string cable =
      "UNCLAS SECTION 01 OF 02 KALVOR 000123\n\n1. (U) The law passed and the\n\nKALVOR 00000123  002 OF "
      "002\n\n\nfees went up.\n\n2. (U) End.\n";
  EXPECT_EQ(Derive(cable, kNothing),
            "RELEASE IN FULL\n\nUNCLAS KALVOR 000123\n\n1. (U) The law passed and the\nfees went up.\n\n2. "
            "(U) End.\n");
  const Edit second = [](const Element& element, Decision& decision) {
    if (element.continues != kNoElement) Withhold(decision);  // one part withheld withholds the whole
  };
  EXPECT_EQ(Derive(cable, second),
            "RELEASE IN PART\n\nUNCLAS KALVOR 000123\n\n1. (U) [1 paragraph withheld]\n\n2. (U) End.\n");
}

TEST(Derivative, RepairedNumbersStayAsWritten) {
  std::string cable = "UNCLAS KALVOR 000123\n\n";
  for (const char* number : {"1", "2", "13"}) cable += std::string(number) + ". (U) Text of it.\n\n";
  const Edit last = [](const Element& element, Decision& decision) {
    if (element.number == 3U) Withhold(decision);
  };
  EXPECT_TRUE(Derive(cable, last).ends_with("\n2. (U) Text of it.\n\n13. (U) [1 paragraph withheld]\n"));
}

TEST(Derivative, UnitsAreWhatIsInIt) {
  const auto document = ParseCable(kNested);
  ASSERT_TRUE(document);
  const Audience audience = PublicAudience();
  const Decisions decisions =
      DecideByHand(*document, audience, [](const Element& element, Decision& decision) {
        if (element.number == 2U || !IsPortion(element.kind)) return;
        Withhold(decision, {"(b)(6)"});
        decision.overridden = element.kind == ElementKind::kSubparagraph;
      });
  const auto derivative = BuildDerivative(*document, decisions);
  ASSERT_TRUE(derivative);
  std::string dump;
  for (const Unit& unit : derivative->units) {
    dump += unit.id + " " + std::string(Name(unit.outcome)) + " [" + unit.amount + "]" +
            (unit.overridden ? " by hand" : "") + "\n";
    EXPECT_FALSE(unit.rules.empty()) << unit.id;
  }
  EXPECT_EQ(dump,
            "passing1 withhold [passing instruction]\nsubject withhold [subject]\np1 withhold [1 paragraph] "
            "by hand\np2 release []\n");
  EXPECT_EQ(derivative->codes, (std::vector<std::string>{"(b)(6)"}));
  EXPECT_EQ(derivative->banner_line, "UNCLAS");
}

TEST(Derivative, DecisionsOfAnotherDocumentAreRefused) {
  const auto document = ParseCable(kCable);
  ASSERT_TRUE(document);
  const Audience audience = PublicAudience();
  Decisions decisions = DecideByHand(*document, audience, kNothing);
  decisions.elements.pop_back();
  const auto derivative = BuildDerivative(*document, decisions);
  ASSERT_FALSE(derivative);
  EXPECT_EQ(derivative.error().code, ErrorCode::kInternal);
}

TEST(Placeholder, LabelsAreStructure) {
  struct Row {
    const char* label;
    const char* number;
    const char* list;
  };
  const Row rows[] = {
      {"17.", "17. ", "17. "}, {" 2.   ", "2. ", "2. "}, {"", "", ""},      {"a.", "", "a. "},
      {"(iv)", "", "(iv) "},   {"(1)", "1. ", "(1) "},   {"--", "", "-- "}, {"*", "", "* "},
      {"Relk.", "", ""},       {"SUBJECT:", "", ""},     {"a", "", ""},     {"(a", "", ""},
  };
  for (const Row& row : rows) {
    EXPECT_EQ(internal::HoleNumber(row.label), row.number) << row.label;
    EXPECT_EQ(internal::HoleListLabel(row.label), row.list) << row.label;
  }
}

// What somebody else took out goes where its unit goes, as it stood, and is no text.
TEST(Derivative, ForeignRedactionsGoWithTheirUnit) {
  const std::string cable =
      "UNCLAS PORT KALVOR 000123\n\n"
      "1. (U) The master XXXXXXXXXXXX, [1 line not declassified] left;XXXXXX.\n"
      "He came back.\n\n"
      "2. (U) [2 lines not declassified]\n\n"
      "[3 paragraphs not declassified]\n";
  EXPECT_EQ(Derive(cable, kNothing),
            "RELEASE IN FULL\n\nUNCLAS PORT KALVOR 000123\n\n"
            "1. (U) The master XXXXXXXXXXXX, [1 line not declassified] left;XXXXXX.\n"
            "He came back.\n\n"
            "2. (U) [2 lines not declassified]\n\n"
            "[3 paragraphs not declassified]\n");
  const std::string held = Derive(cable, [](const Element& element, Decision& decision) {
    if (element.number || element.continues != kNoElement) Withhold(decision, {"B1"});
  });
  EXPECT_EQ(held,
            "DENIED IN FULL B1\n\nUNCLAS PORT KALVOR 000123\n\n"
            "1. (U) [1 paragraph withheld: B1]\n\n2. (U) [1 paragraph withheld: B1]\n\n"
            "[3 paragraphs not declassified]\n");
}

TEST(Derivative, WhatOthersPrintedOnThePageIsLeftOut) {
  EXPECT_EQ(
      Derive(
          "UNCLASSIFIED U.S. Department of State Case No. F-2014-00001 Doc No. C00000001 Date: 08/31/2015\n"
          "                                                      RELEASE IN PART B6\n\n"
          "UNCLAS PORT KALVOR 000123\n\nTAGS: PREL\n\n"
          "1. (U) The master                                     B6\nleft.\n",
          kNothing),
      "RELEASE IN FULL\n\nUNCLAS PORT KALVOR 000123\n\nTAGS: PREL\n\n"
      "1. (U) The master B6\nleft.\n");
}

// Hidden text goes without a word, and a thing that nobody read is named as such.
TEST(Derivative, HiddenAndUnread) {
  const std::string text =
      "UNCLAS PORT KALVOR 000123\n\n1. (U) Text.\nSecret word\n\xEF\xBF\xBC\n\xEF\xBF\xBC\n";
  const std::size_t at = text.find("Secret");
  const auto document = Document::Parse(*Buffer::FromBytes(text, "test"), *Vocabulary::ForRegime("state"),
                                        {std::nullopt, {{{at, at + 12}, false, "comment"}}});
  ASSERT_TRUE(document);
  const auto policy = testing::LoadPolicy(R"toml(schema = "markings/policy/1"
name = "test"
version = "1.0.0"
unmarked = "withhold"
no_code = "mark"

[vocabulary]
extends = "state"

[audiences]
public = { title = "Public", clears = "S" }

[[rule]]
id = "all"
release = ["public"]
when = { at_most = "S" }
reason = "Everything that there is."
)toml");
  ASSERT_TRUE(policy);
  const auto decisions = Decide(*policy, "public", *document, nullptr);
  ASSERT_TRUE(decisions) << decisions.error().message;
  const auto derivative = BuildDerivative(*document, *decisions);
  ASSERT_TRUE(derivative);
  EXPECT_EQ(derivative->text,
            "RELEASE IN PART\n\nUNCLAS PORT KALVOR 000123\n\n1. (U) Text.\n"
            "[items that were not read withheld]\n");
}

}  // namespace
}  // namespace markings
