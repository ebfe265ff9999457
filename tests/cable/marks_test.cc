// Numbers and marks of paragraphs: repair, inheritance, doubt. Each row is a body under a header of its own.

#include <gtest/gtest.h>

#include "libmarkings/marking/lattice.h"
#include "tests/cable/cable_testing.h"

namespace markings {
namespace {

using testing::Codes;
using testing::Dump;
using testing::Parse;

std::string Numbers(const Document& document) {
  std::string numbers;
  for (const Element element : document.elements()) {
    if (element.kind != ElementKind::kParagraph || !element.number || element.continues != kNoElement)
      continue;
    numbers +=
        (numbers.empty() ? "" : " ") + std::to_string(*element.number) + (element.number_repaired ? "r" : "");
  }
  return numbers;
}

std::string Numbered(std::initializer_list<int> numbers) {
  std::string text = "UNCLAS KALVOR 000123\n\n";
  for (const int number : numbers) text += std::to_string(number) + ". (U) Text.\n\n";
  return text;
}

TEST(Numbers, OnlyAStrayOneIsRepaired) {
  struct Row {
    std::initializer_list<int> written;
    const char* read;
  };
  const Row rows[] = {
      {{1, 2, 3}, "1 2 3"},
      {{1, 2, 3, 4, 5, 6, 17, 18, 19, 110, 111}, "1 2 3 4 5 6 7r 8r 9r 10r 11r"},
      {{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11}, "1 2 3 4 5 6 7 8 9 10 11"},
      {{15, 16, 17}, "5 16 17"},
      {{1, 2, 13}, "1 2 3r"},
      {{1, 2, 14}, "1 2 14"},     // 4 is not the next number
      {{1, 2, 5, 6}, "1 2 5 6"},  // never dropped, never reordered
      {{2, 1}, "2 1"},
      {{1, 1, 2}, "1 1 2"},
      {{11, 12}, "1r 2r"},
  };
  for (const Row& row : rows) {
    const auto document = Parse(Numbered(row.written));
    ASSERT_TRUE(document);
    if (std::string_view(row.read) == "5 16 17") {
      EXPECT_EQ(Numbers(*document), "15 16 17") << "17 after 16 is 17";
    } else {
      EXPECT_EQ(Numbers(*document), row.read);
    }
  }
}

TEST(Numbers, ASecondOfTheSameNumberHasAnIdOfItsOwn) {
  const auto document = Parse(Numbered({1, 7, 7, 7}));
  ASSERT_TRUE(document);
  EXPECT_NE(document->Find("p7"), kNoElement);
  EXPECT_NE(document->Find("p7~2"), kNoElement);
  EXPECT_NE(document->Find("p7~3"), kNoElement);
  EXPECT_EQ(Codes(*document), "MK0208 MK0208 MK0208");
}

TEST(Numbers, AListInsideAParagraphBelongsToIt) {
  const auto document =
      Parse("UNCLAS KALVOR 000123\n\nSENSITIVE\n\n1. (U) Two things:\n5. one\n6. two\n\n2. (SBU) Next.\n");
  ASSERT_TRUE(document);
  EXPECT_EQ(Numbers(*document), "1 2");
  EXPECT_EQ(document->elements()[document->Find("p1.1")].mark_origin, MarkOrigin::kParent);
}

// The mark and origin of one element in a body.
struct MarkRow {
  const char* header;
  const char* body;
  const char* element;
  const char* mark;  // "?": not known
  const char* origin;
};

TEST(Marks, Inheritance) {
  const MarkRow rows[] = {
      {"UNCLAS KALVOR 000123\n\nSENSITIVE", "1. (SBU) One.\n\n2. Two.", "p2", "(SBU)", "document"},
      {"UNCLAS KALVOR 000123", "1. (U) One.\n\n2. Two.", "p2", "(U)", "document"},
      // A banner below its portions does not lower what the unmarked come by.
      {"UNCLAS KALVOR 000123", "1. (S) One.\n\n2. Two.", "p2", "(S)", "document"},
      {"S E C R E T KALVOR 000123", "1. (U) One.\n\n a. Sub.", "p1.1", "(U)", "parent"},
      {"S E C R E T KALVOR 000123", "1. (U) One.\n\n a. (C) Sub.", "p1.1", "(C)", "own"},
      {"S E C R E T KALVOR 000123", "1. (U) One.\n\nText without a number.", "text1", "(S)", "document"},
      {"S E C R E T KALVOR 000123", "1. (C - ENTIRE TEXT)\n\n2. Two.", "p2", "(C)", "whole-text"},
      {"S E C R E T KALVOR 000123", "1. CONFIDENTIAL - ENTIRE TEXT.\n\n2. Two.", "p2", "(C)", "whole-text"},
      {"S E C R E T KALVOR 000123", "1. (C - ENTIRE TEXT)\n\n2. (U) Two.", "p2", "(U)", "own"},
      {"", "1. One, with no mark anywhere.", "p1", "?", "none"},
      {"", "1. (C) One.\n\n2. Two.", "p2", "?", "none"},
      {"", "1. (C - ENTIRE TEXT)\n\n2. Two.", "p2", "(C)", "whole-text"},
      {"UNCLAS KALVOR 000123", "1. (XYZ) One.", "p1", "?", "own"},
      {"UNCLAS KALVOR 000123", "1. (XYZ) One.\n\n a. Sub.", "p1.1", "?", "parent"},
      {"UNCLAS KALVOR 000123", "1. (XYZ) One.\n\n2. Two.", "p2", "?", "document"},
      {"UNCLAS KALVOR 000123", "1. (SB", "p1", "?", "own"},
      {"UNCLAS KALVOR 000123", "1. SBU) One.", "p1", "?", "own"},
      {"UNCLAS KALVOR 000123", "1. C) One.", "p1", "?", "own"},
      // A mark in parentheses of one letter is no list label, at a paragraph's start.
      {"S E C R E T KALVOR 000123", "1. (U) One.\n\n(S) Two.", "text1", "(S)", "own"},
      {"S E C R E T KALVOR 000123", "1. (U) One.\n(A) a\n(B) b\n(C) c", "p1.3", "(U)", "parent"},
      // Prose in parentheses is no mark.
      {"UNCLAS KALVOR 000123", "1. (see para 3) One.", "p1", "(U)", "document"},
      {"UNCLAS KALVOR 000123", "1. (SBU Version) One.", "p1", "(U)", "document"},
      {"UNCLAS KALVOR 000123", "1. (U) The D(S) said (S) twice.", "p1", "(U)", "own"},
      // A quoted text may raise what it inherits, never lower it.
      {"S E C R E T KALVOR 000123", "1. (C) One.\n\nBEGIN TEXT:\n(U) a\nEND TEXT", "p1.q1", "(C)", "own"},
      {"S E C R E T KALVOR 000123", "1. (U) One.\n\nBEGIN TEXT:\n\n3. (S) a\nEND TEXT", "p1.q1", "(S)",
       "own"},
      {"S E C R E T KALVOR 000123", "1. (U) One.\n\nBEGIN TEXT:\n\n3. (XYZ) a\nEND TEXT", "p1.q1", "?",
       "own"},
      {"R E S T R I C T I V E KALVOR 000123", "1. (U) One.\n\n2. Two.", "p2", "?", "document"},
  };
  for (const MarkRow& row : rows) {
    const auto document = Parse(std::string(row.header) + "\n\n" + row.body + "\n");
    ASSERT_TRUE(document) << row.body;
    const std::size_t index = document->Find(row.element);
    ASSERT_NE(index, kNoElement) << row.body << "\n" << Dump(*document);
    const Element element = document->elements()[index];
    EXPECT_EQ(element.mark_known ? PortionForm(document->vocabulary(), element.marking()) : "?", row.mark)
        << row.body;
    EXPECT_EQ(Name(element.mark_origin), row.origin) << row.body;
  }
}

TEST(Marks, Diagnostics) {
  struct Row {
    const char* text;
    const char* codes;
  };
  const Row rows[] = {
      {"UNCLAS KALVOR 000123\n\nSENSITIVE\n\n1. (SBU) One.\n", ""},
      {"UNCLAS KALVOR 000123\n\n1. (SBU) One.\n", "MK0204"},
      {"S E C R E T KALVOR 000123\n\n1. (SBU) One.\n", "MK0205"},
      {"UNCLAS SECTION 01 OF 02 KALVOR 000123\n\n1. (U) One.\n\nC O N F I D E N T I A L SECTION 02 OF 02 "
       "KALVOR 000123\n\n2. (U) Two.\n",
       "MK0205 MK0203"},
      {"R E S T R I C T I V E KALVOR 000123\n\n1. (U) One.\n", "MK0202"},
      {"UNCLAS KALVOR 000123\n\nQUXDIS\n\n1. (U) One.\n", "MK0206"},
      {"UNCLAS KALVOR 000123\n\n1. (U) One.\n\n2. Two.\n", "MK0212"},
      {"UNCLAS KALVOR 000123\n\n1. (SB\n", "MK0210"},
      {"UNCLAS KALVOR 000123\n\n1. (XYZ) One.\n", "MK0211"},
      {"UNCLAS KALVOR 000123\n\n1. (U) One.\n\nBEGIN TEXT:\nnever ended\n", "MK0214"},
      {"1. (U) One.\n", "MK0201"},
      {"UNCLAS KALVOR 000123\n\nE.O. 12958: DECL: 08/24/05\n\n1. (U) One.\n", "MK0215"},
  };
  for (const Row& row : rows) {
    const auto document = Parse(row.text);
    ASSERT_TRUE(document) << row.text;
    EXPECT_EQ(Codes(*document), row.codes) << row.text;
  }
}

// I10 on documents: the overall marking is never below any portion or the banner.
TEST(Marks, TheOverallMarkingDominates) {
  for (const char* banner : {"UNCLAS", "C O N F I D E N T I A L", "S E C R E T"}) {
    for (const char* mark : {"(U)", "(SBU)", "(SBU//NF)", "(C)", "(C//NF)", "(S)", "(TS)"}) {
      const auto document =
          Parse(std::string(banner) + " KALVOR 000123\n\nNOFORN\n\n1. " + mark + " One.\n\n2. Two.\n");
      ASSERT_TRUE(document && document->overall_known());
      for (const Element element : document->elements()) {
        if (!element.mark_known) continue;
        EXPECT_TRUE(Dominates(document->vocabulary(), document->overall(), element.marking()))
            << banner << mark;
      }
      EXPECT_TRUE(Dominates(document->vocabulary(), document->overall(), document->banner()));
    }
  }
}

}  // namespace
}  // namespace markings
