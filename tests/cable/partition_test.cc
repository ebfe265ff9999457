// I5 as a property: whatever lines a text is made of, its elements partition its bytes and nothing is lost.

#include <gtest/gtest.h>

#include <random>

#include "libmarkings/marking/lattice.h"
#include "libmarkings/marking/portion.h"
#include "tests/cable/cable_testing.h"
#include "tests/support/cable_generator.h"

namespace markings {
namespace {

using testing::Parse;

constexpr const char* kLines[] = {"UNCLAS KALVOR 000123",
                                  "C O N F I D E N T I A L KALVOR 000123",
                                  "SIPDIS",
                                  "SENSITIVE",
                                  "QUXDIS",
                                  "",
                                  "",
                                  " ",
                                  "STATE FOR EUR/NBX (J. ROE, M. VAN-",
                                  "HALE)",
                                  "E.O. 12958: N/A",
                                  "E.O. 12958: DECL: JANE ROE",
                                  "TAGS: PREL, PGOV",
                                  "TAGS: [PGOV](#) [",
                                  "SUBJECT: HARBOUR",
                                  "SUBJECT:",
                                  "REF: A. KALVOR 1 B. STATE 2",
                                  "Classified By: Jane Roe",
                                  "1. (SBU) Text.",
                                  "2. (U) Text (S) goes on",
                                  "13. (C) Text",
                                  "4.",
                                  "5. (",
                                  "6. (SB",
                                  "7. SBU) Text",
                                  "(XYZ) text",
                                  "plain text goes on",
                                  "PLAIN CAPITALS",
                                  "#### HEADING",
                                  "-----",
                                  "KALVOR 00000123  002 OF 003",
                                  "KALVOR 00000123",
                                  "001.2 OF 003",
                                  "PAGE 02 KALVOR 00123 071504Z",
                                  "BEGIN TEXT:",
                                  "END TEXT.",
                                  "QUOTE",
                                  "a. (U) sub",
                                  "-- sub",
                                  "(1) sub",
                                  "WREN",
                                  "NNNN",
                                  "BT",
                                  "FM AMEMBASSY KALVOR",
                                  "TO SECSTATE WASHDC",
                                  "INFO AMEMBASSY VELMORA",
                                  "R 021647Z FEB 00",
                                  "\f",
                                  "caf\xC3\xA9 (\xD0\xA1) text",
                                  "\t1. (S) indented",
                                  "1. (C - ENTIRE TEXT)"};

TEST(Partition, OfSoupsOfLines) {
  std::mt19937 random(20051123);
  std::size_t parsed = 0;
  for (int round = 0; round < 3000; ++round) {
    std::string text;
    const std::size_t count = 1 + random() % 40;
    for (std::size_t i = 0; i < count; ++i) {
      text += kLines[random() % std::size(kLines)];
      text += random() % 20 == 0 ? "\r\n" : "\n";
    }
    if (random() % 4 == 0) text.pop_back();
    const auto document = Parse(text);  // asserts the partition
    if (!document) continue;
    ++parsed;
    // A mark that cannot be read is never known, and neither is what belongs to it.
    for (const Element element : document->elements()) {
      if (element.marking_status == MarkingStatus::kMalformed ||
          element.marking_status == MarkingStatus::kUnknown) {
        EXPECT_FALSE(element.mark_known) << text;
      }
      if (element.parent != kNoElement && element.mark_origin == MarkOrigin::kParent) {
        const Element parent = document->elements()[element.parent];
        EXPECT_TRUE(!element.mark_known || parent.mark_known) << text;
        EXPECT_TRUE(!element.mark_known ||
                    Dominates(document->vocabulary(), element.marking(), parent.marking()))
            << text;
      }
      if (element.continues != kNoElement) {
        EXPECT_EQ(element.marking(), document->elements()[element.continues].marking()) << text;
        EXPECT_EQ(element.kind, document->elements()[element.continues].kind) << text;
      }
    }
    if (::testing::Test::HasFailure()) return;
  }
  EXPECT_GT(parsed, 2000U);
}

// Whatever stands around it, a line that bears a mark at its start comes by no less than that mark.
TEST(Partition, AMarkedLineKeepsItsMark) {
  static constexpr const char* kMarked[] = {"900. (S) Heron.",
                                            "900.(S) Heron.",
                                            "(S//NF) Heron.",
                                            "a. (S) Heron.",
                                            "-- (S) Heron.",
                                            "1) (S) Heron.",
                                            "901. **(S)** Heron.",
                                            "\xC2\xB6"
                                            "12. (S) Heron.",
                                            "(S) Heron."};
  std::mt19937 random(1970);
  const auto vocabulary = *Vocabulary::ForRegime("state");
  const Marking secret = ParsePortion(*vocabulary, "(S)").value;
  std::size_t parsed = 0;
  for (int round = 0; round < 3000; ++round) {
    std::string text;
    const std::size_t count = 1 + random() % 25;
    const std::size_t place = random() % (count + 1);
    for (std::size_t i = 0; i <= count; ++i) {
      if (i == place) text += "\n" + std::string(kMarked[random() % std::size(kMarked)]) + "\n";
      text += std::string(kLines[random() % std::size(kLines)]) + "\n";
    }
    const auto document = Parse(text);
    if (!document) continue;
    ++parsed;
    const std::size_t at = text.find("Heron");
    for (const Element element : document->elements()) {
      if (!element.span.Contains(at)) continue;
      EXPECT_TRUE(IsPortion(element.kind)) << text;
      EXPECT_TRUE(!element.mark_known || Dominates(document->vocabulary(), element.marking(), secret))
          << text << "\n"
          << testing::Dump(*document);
    }
    if (::testing::Test::HasFailure()) return;
  }
  EXPECT_GT(parsed, 2000U);
}

TEST(Partition, OfGeneratedCables) {
  testing::CableGenerator generator(5);
  for (int i = 0; i < 500; ++i) ASSERT_TRUE(Parse(generator.Next().Render()));
}

}  // namespace
}  // namespace markings
