#include "libmarkings/consistency/consistency.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <random>
#include <string>
#include <vector>

#include "libmarkings/consistency/passage_text.h"
#include "tests/consistency/consistency_testing.h"

namespace markings {
namespace {

using testing::Cable;
using testing::Compare;
using testing::Named;
using testing::ParseText;
using testing::Words;

constexpr char kPassage[] =
    "The clerk of pier four told us that the modern harbour fees had been paid twice, 15 in all, to the "
    "ministry "
    "and to the port, and that nobody had asked the keeper of the light.";

std::string Upper(std::string text) {
  std::ranges::transform(text, text.begin(), [](char c) {
    return static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  });
  return text;
}

std::string Replaced(std::string text, std::string_view from, std::string_view to) {
  for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
    text.replace(at, from.size(), to);
  return text;
}

std::string Wrapped(const std::string& text, std::size_t width) {
  std::string out;
  std::size_t line = 0;
  for (const char c : text) {
    out += c == ' ' && line >= width ? '\n' : c;
    line = out.back() == '\n' ? 0 : line + 1;
  }
  return out;
}

TEST(ConsistencyTest, TheSamePassageWithAnotherMark) {
  const std::string passage = kPassage;
  struct {
    const char* how;
    std::string copy;
  } rows[] = {
      {"as it is", passage},
      {"in capitals", Upper(passage)},
      {"wrapped anew", Wrapped(passage, 30)},
      {"hyphenated", Replaced(Wrapped(passage, 30), "modern", "mod-\nern")},
      {"read by a scanner", Replaced(Replaced(passage, "modern", "modem"), "port", "p0rt")},
      {"without punctuation", Replaced(Replaced(passage, ",", ""), ".", "")},
      {"a page line inside",
       Replaced(passage, "15 in all", "15\n\nUNCLASSIFIED\nPAGE 02 KALVOR 000124\n\nin all")},
      {"a word changed", Replaced(passage, "nobody", "no one")},
  };
  for (const auto& row : rows) {
    const auto found =
        Compare({{"a", Cable("1", {"(U) " + passage})}, {"b", Cable("2", {"(SBU) " + row.copy})}});
    ASSERT_EQ(found.marks_differ.size(), 1) << row.how;
    const MarksDiffer& one = found.marks_differ[0];
    EXPECT_EQ(one.marks.size(), 2) << row.how;
    EXPECT_EQ(one.highest, "(SBU)") << row.how;
    EXPECT_EQ(one.documents, 2) << row.how;
    EXPECT_GE(one.share, 0.8) << row.how;
    EXPECT_TRUE(one.written) << row.how;
    EXPECT_TRUE(found.redacted_printed.empty()) << row.how;
    EXPECT_TRUE(found.releases_disclose.empty()) << row.how;
  }
}

TEST(ConsistencyTest, WhatIsNoFinding) {
  std::mt19937 random(7);
  const std::string passage = kPassage, other = Words(random, 40);
  const struct {
    const char* how;
    Named texts;
  } rows[] = {
      {"the same mark", {{"a", Cable("1", {"(SBU) " + passage})}, {"b", Cable("2", {"(SBU) " + passage})}}},
      {"another spelling of it",
       {{"a", Cable("1", {"(SBU/NF) " + passage})}, {"b", Cable("2", {"(SBU//NF) " + passage})}}},
      {"other words", {{"a", Cable("1", {"(U) " + passage})}, {"b", Cable("2", {"(SBU) " + other})}}},
      {"a quotation",
       {{"a", Cable("1", {"(U) " + passage})},
        {"b", Cable("2", {"(SBU) " + other + passage + other + other})}}},
      {"few letters",
       {{"a", Cable("1", {"(U) Protect Relkov."})}, {"b", Cable("2", {"(SBU) Protect Relkov."})}}},
      {"one document", {{"a", Cable("1", {"(U) " + passage, "(SBU) " + other})}}},
      {"none", {}},
      {"the same twice", {{"a", Cable("1", {"(U) " + passage})}, {"b", Cable("1", {"(U) " + passage})}}},
  };
  for (const auto& row : rows) {
    const auto found = Compare(row.texts);
    EXPECT_TRUE(found.marks_differ.empty()) << row.how;
    EXPECT_TRUE(found.redacted_printed.empty()) << row.how;
    EXPECT_TRUE(found.releases_disclose.empty()) << row.how;
  }
}

TEST(ConsistencyTest, WithinOneDocument) {
  const auto found =
      Compare({{"a", Cable("1", {"(U) " + std::string(kPassage), "(SBU) " + std::string(kPassage)})}});
  ASSERT_EQ(found.marks_differ.size(), 1);
  EXPECT_EQ(found.marks_differ[0].documents, 1);
}

TEST(ConsistencyTest, AMarkThatIsInheritedIsSaidToBe) {
  const auto found = Compare({{"a", Cable("1", {"(U) " + std::string(kPassage)})},
                              {"b", Cable("2", {std::string(kPassage), "We have nothing else to say."})}});
  ASSERT_EQ(found.marks_differ.size(), 1);
  EXPECT_FALSE(found.marks_differ[0].written);
}

TEST(ConsistencyTest, NeitherOfTwoMarksNeedBeTheHighest) {
  const std::string passage = kPassage;
  const auto found =
      Compare({{"a", Cable("1", {"(SBU//NF) " + passage})}, {"b", Cable("2", {"(C) " + passage})}});
  ASSERT_EQ(found.marks_differ.size(), 1);
  EXPECT_EQ(found.marks_differ[0].highest, std::nullopt);
}

// A passage in very many documents: one finding, and no list of all of them.
TEST(ConsistencyTest, APassageOfManyDocumentsIsOneFinding) {
  std::mt19937 random(11);
  Named texts;
  for (int i = 0; i < 500; ++i) {
    const std::string mark = i == 123 ? "(U) " : "(SBU) ";
    texts.emplace_back(std::to_string(i),
                       Cable(std::to_string(i + 1), {"(U) " + Words(random, 40), mark + kPassage}));
  }
  const auto found = Compare(texts);
  ASSERT_EQ(found.marks_differ.size(), 1);
  const MarksDiffer& one = found.marks_differ[0];
  EXPECT_EQ(one.documents, 500);
  ASSERT_EQ(one.marks.size(), 2);
  EXPECT_EQ(one.marks[0].mark, "(SBU)");
  EXPECT_EQ(one.marks[0].passages, 499);
  EXPECT_EQ(one.marks[0].places.size(), ConsistencyOptions{}.most_places);
  EXPECT_EQ(one.marks[1].passages, 1);
  EXPECT_EQ(found.documents[one.marks[1].places[0].document].name, "123");
}

// The text of the document that is in the place of what somebody took out of another.
std::string PrintedIn(const Named& texts, const Inconsistencies& found, const LetterPlace& place) {
  const std::string& name = found.documents[place.document].name;
  const auto text = std::ranges::find(texts, name, &std::pair<std::string, std::string>::first);
  const Document document = ParseText(text->second);
  return std::string(document.Text(PassageText(document).SpanOf(place.begin, place.end)));
}

TEST(ConsistencyTest, RedactedHerePrintedThere) {
  const std::string passage = kPassage;
  std::mt19937 random(3);
  const std::string before = Words(random, 60), after = Words(random, 60);
  const struct {
    const char* how;
    std::string out, with;
  } rows[] = {
      {"in the middle, a bracket", "modern harbour fees", "[1 line not declassified]"},
      {"in the middle, a mask", "modern harbour", "XXXXXXXXXXXX"},
      {"in the middle, ours", "modern harbour", "[name withheld: (b)(6)]"},
      {"in the middle, of a data set", "modern harbour", "[[REDACTED-EX B6]]"},
      {"at the beginning", "The clerk of pier four", "[name withheld: (b)(6)]"},
      {"at the end", "the keeper of the light.", "[1 line not declassified]"},
      {"a short name", "four", "XXXXXXX"},
  };
  for (const auto& row : rows) {
    const std::string cut = Replaced(passage, row.out, row.with);
    // (Different cables, each with much of its own, so that they are no releases of one original.)
    const Named texts = {{"a", Cable("1", {"(U) " + before, "(SBU) " + cut})},
                         {"b", Cable("2", {"(SBU) " + passage, "(U) " + after})}};
    const auto found = Compare(texts);
    ASSERT_EQ(found.redacted_printed.size(), 1) << row.how;
    const RedactedPrinted& one = found.redacted_printed[0];
    EXPECT_EQ(one.redacted_places, 1) << row.how;
    EXPECT_EQ(found.documents[one.redacted[0].document].name, "a") << row.how;
    // (Punctuation at the ends is no letter.)
    EXPECT_EQ(PrintedIn(texts, found, one.printed), Replaced(row.out, ".", "")) << row.how;
    EXPECT_TRUE(found.releases_disclose.empty()) << row.how;
  }
}

TEST(ConsistencyTest, RedactedInBothIsNoFinding) {
  const std::string cut = Replaced(kPassage, "modern harbour fees", "XXXXXXXXXXXX");
  const std::string otherwise = Replaced(kPassage, "modern harbour fees", "[1 line not declassified]");
  const auto found =
      Compare({{"a", Cable("1", {"(SBU) " + cut})}, {"b", Cable("2", {"(SBU) " + otherwise})}});
  EXPECT_TRUE(found.redacted_printed.empty());
  EXPECT_TRUE(found.releases_disclose.empty());
}

TEST(ConsistencyTest, ReleasesWithDifferentHolesTellMoreTogether) {
  std::mt19937 random(5);
  std::vector<std::string> full;
  for (int i = 0; i < 5; ++i) full.push_back("(SBU) " + Words(random, 40));
  std::vector<std::string> first = full, second = full;
  first[1] = "(SBU) [1 paragraph withheld: (b)(6)]";
  second[3] = "(SBU) [1 paragraph withheld: (b)(6)]";
  const struct {
    const char* how;
    const char* serial;
  } rows[] = {{"one number", "1"}, {"another number, the same text", "2"}};
  for (const auto& row : rows) {
    const Named texts = {{"a", Cable("1", first)}, {"b", Cable(row.serial, second)}};
    const auto found = Compare(texts);
    ASSERT_EQ(found.releases_disclose.size(), 1) << row.how;
    const ReleasesDisclose& one = found.releases_disclose[0];
    EXPECT_TRUE(one.beyond_each) << row.how;
    ASSERT_EQ(one.releases.size(), 2) << row.how;
    EXPECT_EQ(one.releases[0].holes, 1) << row.how;
    EXPECT_EQ(one.releases[0].printed, 1) << row.how;
    ASSERT_EQ(one.disclosed.size(), 2) << row.how;
    EXPECT_EQ(PrintedIn(texts, found, one.disclosed[0].printed), full[1].substr(6)) << row.how;
    EXPECT_EQ(PrintedIn(texts, found, one.disclosed[1].printed), full[3].substr(6)) << row.how;
    EXPECT_TRUE(found.redacted_printed.empty()) << row.how;
  }
}

TEST(ConsistencyTest, ARestThatHasMoreIsNotBeyondEach) {
  std::mt19937 random(6);
  std::vector<std::string> full;
  for (int i = 0; i < 4; ++i) full.push_back("(SBU) " + Words(random, 40));
  std::vector<std::string> less = full;
  less[2] = "(SBU) [1 paragraph withheld: (b)(6)]";
  const auto found = Compare({{"a", Cable("1", full)}, {"b", Cable("1", less)}});
  ASSERT_EQ(found.releases_disclose.size(), 1);
  EXPECT_FALSE(found.releases_disclose[0].beyond_each);
  ASSERT_EQ(found.releases_disclose[0].releases.size(), 2);
  EXPECT_EQ(found.releases_disclose[0].releases[0].printed, 0);
  EXPECT_EQ(found.releases_disclose[0].releases[1].printed, 1);
}

// What is found, by names and numbers, so that it can be compared.
std::string Summary(const Inconsistencies& found) {
  std::string text;
  const auto name = [&](std::uint32_t document) { return found.documents[document].name + " "; };
  for (const MarksDiffer& one : found.marks_differ) {
    text += "marks ";
    for (const auto& mark : one.marks) {
      text += mark.mark + " ";
      for (const auto& place : mark.places)
        text += name(place.document) + std::to_string(place.passage) + " ";
    }
  }
  for (const RedactedPrinted& one : found.redacted_printed) {
    text += "printed " + name(one.printed.document) + std::to_string(one.printed.begin) + " ";
    for (const HolePlace& hole : one.redacted) text += name(hole.document) + std::to_string(hole.hole) + " ";
  }
  for (const ReleasesDisclose& one : found.releases_disclose) {
    text += "releases ";
    for (const auto& place : one.disclosed)
      text += name(place.hole.document) + std::to_string(place.printed.begin) + " " +
              name(place.printed.document);
  }
  return text;
}

TEST(ConsistencyTest, TheOrderOfDocumentsDoesNotMatter) {
  std::mt19937 random(17);
  std::vector<std::string> passages;
  for (int i = 0; i < 20; ++i) passages.push_back(Words(random, 30));
  const std::vector<std::string> marks = {"(U) ", "(SBU) ", "(C) "};
  Named texts;
  for (int i = 0; i < 60; ++i) {
    std::vector<std::string> paragraphs;
    for (int j = 0; j < 4; ++j) {
      std::string text = passages[random() % passages.size()];
      if (random() % 3 == 0) text.replace(40 + random() % 60, 20, " XXXXXXXXX ");
      if (random() % 3 == 0) text[random() % text.size()] = 'z';
      paragraphs.push_back(marks[random() % marks.size()] + text);
    }
    texts.emplace_back("d" + std::to_string(i), Cable(std::to_string(i / 2 + 1), paragraphs));
  }
  const std::string expected = Summary(Compare(texts));
  EXPECT_NE(expected.find("marks"), std::string::npos);
  EXPECT_NE(expected.find("printed"), std::string::npos);
  EXPECT_NE(expected.find("releases"), std::string::npos);
  for (int i = 0; i < 5; ++i) {
    std::ranges::shuffle(texts, random);
    EXPECT_EQ(Summary(Compare(texts)), expected);
  }
}

// Boilerplate in every document links all of them by its grams; work and findings stay those of its copies.
TEST(ConsistencyTest, BoilerplateHidesNoPassage) {
  std::mt19937 random(23);
  const std::string boilerplate = Words(random, 30);
  Named texts;
  for (int i = 0; i < 300; ++i) {
    std::string own = boilerplate + " " + Words(random, 60);
    texts.emplace_back(std::to_string(1000 + i),
                       Cable(std::to_string(i + 1), {"(U) " + own, "(U) " + boilerplate}));
    if (i == 77) texts.emplace_back("copy", Cable("9999", {"(SBU) " + own}));
  }
  const auto found = Compare(texts);
  ASSERT_EQ(found.marks_differ.size(), 1);
  EXPECT_EQ(found.marks_differ[0].documents, 2);
}

TEST(ConsistencyTest, HostileInputs) {
  std::mt19937 random(29);
  const struct {
    const char* how;
    std::string text;
  } rows[] = {
      {"one letter", std::string(200'000, 'a')},
      {"one word", Replaced(std::string(20'000, 'b'), "b", "harbour ")},
      {"nothing but masks", Replaced(std::string(20'000, 'c'), "c", "XXXXXX ")},
      {"masks and words", Replaced(std::string(20'000, 'd'), "d", "XXXXXX fee ")},
      {"brackets", std::string(100'000, '[')},
      {"marks", Replaced(std::string(10'000, 'e'), "e", "1. (U)\n")},
  };
  for (const auto& row : rows) {
    const auto found = Compare({{"a", row.text}, {"b", row.text}, {"c", row.text + " harbour"}});
    EXPECT_TRUE(found.redacted_printed.empty()) << row.how;
  }
}

TEST(ConsistencyTest, AThresholdThatIsNoShareIsRefused) {
  for (const double threshold : {0.0, -1.0, 1.5}) {
    const auto found = FindInconsistencies({}, *testing::State(), {.threshold = threshold});
    ASSERT_FALSE(found);
    EXPECT_EQ(found.error().code, ErrorCode::kUnusableInput);
  }
}

TEST(PassageTextTest, LeadsBackToBytesAcrossPagesAndHoles) {
  const std::string text =
      Cable("1", {"(SBU) The clerk of pier four XXXXXXX told us, and the kee-\nper heard it."});
  const Document document = ParseText(text);
  const PassageText passages(document);
  ASSERT_EQ(passages.passages().size(), 2);  // the subject and the paragraph
  ASSERT_EQ(passages.cuts().size(), 1);
  EXPECT_EQ(passages.cuts()[0].passage, 1);
  const std::uint32_t cut = passages.cuts()[0].at;
  EXPECT_EQ(document.Text(passages.SpanOf(passages.passages()[1].begin, cut)), "The clerk of pier four");
  EXPECT_EQ(document.Text(passages.SpanOf(cut, cut + 4)), "told");
  EXPECT_EQ(passages.WordsIn(passages.passages()[1].begin, cut), 5);
  EXPECT_EQ(passages.WordsIn(cut, cut + 6), 2);
  EXPECT_TRUE(passages.SpanOf(cut, cut).empty());
  EXPECT_TRUE(passages.SpanOf(1'000'000, 2'000'000).empty());
}

}  // namespace
}  // namespace markings
