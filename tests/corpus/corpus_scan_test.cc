#include "libmarkings/corpus/corpus_scan.h"

#include <gtest/gtest.h>
#include <re2/re2.h>

#include <algorithm>
#include <memory>
#include <random>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

namespace markings {
namespace {

CorpusRule Rule(const std::string& id, const std::string& text) {
  CorpusRule rule;
  rule.id = id;
  rule.text = std::make_shared<re2::RE2>("(?m)" + text);
  rule.reason = "reason of " + id;
  EXPECT_TRUE(rule.text->ok()) << text;
  return rule;
}

std::vector<CorpusRule> Rules() {
  return {Rule("word", R"((?i)\bhold\s+close\b)"), Rule("line", R"(^[ \t]*NODIS[ \t]*$)"),
          Rule("number", R"(\d{3}-\d{2})"), Rule("long", R"(begin[^x]*end)")};
}

using Found = std::tuple<std::size_t, std::size_t, std::string>;

std::vector<Found> Scan(const std::vector<CorpusRule>& rules, std::string_view text) {
  std::vector<Found> found;
  for (const Diagnostic& one : CorpusScan(rules).Find(text)) {
    EXPECT_EQ(one.code, DiagnosticCode::kCorpusRule);
    found.emplace_back(one.where.begin, one.where.end, one.rule);
  }
  std::ranges::sort(found);
  return found;
}

// What the scanner promises, done the slow way: paragraph by paragraph, rule by rule.
std::vector<Found> Reference(const std::vector<CorpusRule>& rules, std::string_view text) {
  std::vector<Found> found;
  const auto take = [&](std::size_t begin, std::size_t end) {
    for (const CorpusRule& rule : rules) {
      std::string paragraph(text.substr(begin, end - begin));
      std::size_t at = 0;
      re2::StringPiece match;
      while (at < paragraph.size() &&
             rule.text->Match(paragraph, at, paragraph.size(), re2::RE2::UNANCHORED, &match, 1)) {
        const auto from = static_cast<std::size_t>(match.data() - paragraph.data());
        found.emplace_back(begin + from, begin + from + match.size(), rule.id);
        at = from + std::max<std::size_t>(match.size(), 1);
      }
    }
  };
  std::size_t begin = 0;
  bool open = false;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size() - 1) + 1;
    const bool blank = text.substr(at, end - at).find_first_not_of(" \t\r\n") == std::string_view::npos;
    if (blank) {
      if (open) take(begin, at);
      take(at, end);
      open = false;
    } else if (!open) {
      begin = at;
      open = true;
    }
    at = end;
  }
  if (open) take(begin, text.size());
  std::ranges::sort(found);
  return found;
}

TEST(CorpusScan, FindsWithinParagraphsAlone) {
  const auto rules = Rules();
  EXPECT_EQ(Scan(rules, "please hold\nclose this"), (std::vector<Found>{{7, 17, "word"}}));
  EXPECT_TRUE(Scan(rules, "please hold\n\nclose this").empty());
  EXPECT_TRUE(Scan(rules, "please hold\n \t\nclose this").empty());
  EXPECT_TRUE(Scan(rules, "please hold\r\n\r\nclose this").empty());
  EXPECT_EQ(Scan(rules, "a\nNODIS\nb"), (std::vector<Found>{{2, 7, "line"}}));
  EXPECT_EQ(Scan(rules, "NODIS"), (std::vector<Found>{{0, 5, "line"}}));
  EXPECT_TRUE(Scan(rules, "A NODIS").empty());
  EXPECT_EQ(Scan(rules, "123-45 123-45").size(), 2U);
  EXPECT_TRUE(Scan(rules, "").empty());
  EXPECT_TRUE(Scan({}, "123-45").empty());
}

// A match that reaches over a blank line in the whole text hides none that does not.
TEST(CorpusScan, WhatCrossesABlankLineHidesNothing) {
  const auto rules = Rules();
  EXPECT_EQ(Scan(rules, "begin a\n\nb end 123-45\n\nbegin c end").size(), 2U);
  EXPECT_EQ(Scan(rules, "begin begin end\n\nend"), (std::vector<Found>{{0, 15, "long"}}));
}

// Every place in a text, and so every edge of whatever it is searched in: the match is found where it is.
TEST(CorpusScan, AMatchAtEveryPlace) {
  const auto rules = Rules();
  const CorpusScan scan(rules);
  for (const std::size_t size : {std::size_t{200}, std::size_t{4096}, std::size_t{65536}}) {
    std::string plain;
    while (plain.size() < size) plain += plain.size() % 7 == 3 ? "word\n\n" : "another word of prose ";
    const std::size_t step = size > 5000 ? 977 : size > 1000 ? 13 : 1;
    for (std::size_t at = 0; at + 6 <= plain.size(); at += step) {
      std::string text = plain;
      text.replace(at, 6, "123-45");
      const auto found = scan.Find(text);
      ASSERT_EQ(found.size(), 1U) << at << " of " << size;
      EXPECT_EQ(found[0].where.begin, at);
      EXPECT_EQ(found[0].where.end, at + 6);
    }
  }
}

TEST(CorpusScan, AgreesWithEachRuleByItself) {
  const auto rules = Rules();
  const std::vector<std::string> parts = {"hold", "close", "NODIS", "123-45", "begin", "end", "x",
                                          " ",    "\n",    "\n\n",  "\t",     "\r\n",  "é",   "Hold\nclose"};
  std::mt19937 random(7);
  std::size_t matches = 0;
  for (int round = 0; round < 3000; ++round) {
    std::string text;
    for (std::size_t n = random() % 60; n > 0; --n) text += parts[random() % parts.size()];
    const auto expected = Reference(rules, text);
    matches += expected.size();
    ASSERT_EQ(Scan(rules, text), expected) << testing::PrintToString(text);
    EXPECT_TRUE(expected.empty() || CorpusScan(rules).MayFind(text));
  }
  EXPECT_GT(matches, 3000U);
}

// Many paragraphs of which each may begin a match that never ends: each is looked at a few times, not all.
TEST(CorpusScan, ManyOpenMatchesInManyParagraphs) {
  const auto rules = Rules();
  std::string text;
  for (int i = 0; i < 40000; ++i) text += "begin of it\n\n";
  EXPECT_TRUE(Scan(rules, text).empty());
  text += "123-45\n";
  EXPECT_EQ(Scan(rules, text).size(), 1U);
}

TEST(CorpusScan, TooManyAreSaidToBeTooMany) {
  std::string text;
  for (int i = 0; i < 1500; ++i) text += "123-45\n\n";
  const auto found = CorpusScan(Rules()).Find(text);
  ASSERT_EQ(found.size(), 1001U);
  EXPECT_EQ(found.back().code, DiagnosticCode::kTooManyFindings);
  EXPECT_EQ(found.back().where.end, text.size());
}

}  // namespace
}  // namespace markings
