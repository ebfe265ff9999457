#include "libmarkings/proof/redaction_proof.h"

#include <algorithm>
#include <functional>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "libmarkings/text/base64.h"
#include "tests/proof/proof_testing.h"

namespace markings {
namespace {

using testing::ExampleCable;
using testing::ParseCable;
using testing::Proved;

std::vector<std::string> Lines(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

std::string Joined(const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines) text += line + "\n";
  return text;
}

std::vector<std::string> Words(const std::string& line) {
  std::vector<std::string> words;
  std::istringstream stream(line);
  for (std::string word; stream >> word;) words.push_back(word);
  return words;
}

Result<ProvedText> Check(const Proved& proved, const std::string& proof) {
  return CheckProof(proof, proved.original.note, proved.derivative.text);
}

std::string TextOf(const Proved& proved, const std::vector<Span>& spans) {
  std::string text;
  for (const Span& span : spans) text += proved.derivative.text.substr(span.begin, span.size()) + "|";
  return text;
}

TEST(RedactionProof, TheDerivativeIsProvedButForTheAuthoritysWords) {
  const Proved proved(ExampleCable());
  const auto result = Check(proved, proved.proof);
  ASSERT_TRUE(result) << result.error().message;
  const std::string own = TextOf(proved, result->own_words), shown = TextOf(proved, result->proved);
  EXPECT_TRUE(shown.contains("The lighthouse law passed on February 27")) << shown;
  EXPECT_TRUE(own.contains("RELEASE IN PART")) << own;
  EXPECT_TRUE(own.contains("withheld")) << own;
  EXPECT_FALSE(own.contains("lighthouse")) << own;
  // Together they are all of the text.
  std::size_t size = 0;
  for (const auto* spans : {&result->proved, &result->own_words}) {
    for (const Span& span : *spans) size += span.size();
  }
  EXPECT_EQ(size, proved.derivative.text.size());
}

// A paragraph with a mask in it: by elements its words are the authority's, by words they are proved.
TEST(RedactionProof, AroundAMaskWordsAreProvedByWordsAlone) {
  const std::string mark = "Newspapers in the capital";
  const Proved elements(ExampleCable());
  const Proved words(ExampleCable(), {.grain = UnitGrain::kWord});
  ASSERT_TRUE(elements.derivative.text.contains(mark));
  EXPECT_FALSE(TextOf(elements, Check(elements, elements.proof)->proved).contains(mark));
  EXPECT_TRUE(TextOf(words, Check(words, words.proof)->proved).contains(mark));
  EXPECT_TRUE(TextOf(words, Check(words, words.proof)->own_words).contains("withheld"));
}

TEST(RedactionProof, LaidOutAnewIsStillProved) {
  std::string cable = ExampleCable();
  for (std::size_t at = 0; (at = cable.find('\n', at)) != std::string::npos; at += 3)
    cable.replace(at, 1, " \r\n");
  const Proved proved(cable);
  const auto result = Check(proved, proved.proof);
  ASSERT_TRUE(result);
  EXPECT_TRUE(TextOf(proved, result->proved).contains("The lighthouse law passed on February 27"));
}

TEST(RedactionProof, NothingWithheldIsInIt) {
  for (const UnitGrain grain : {UnitGrain::kElement, UnitGrain::kWord}) {
    const Proved proved(ExampleCable(), {.grain = grain});
    EXPECT_FALSE(proved.proof.contains("Relk"));
    // Its own bytes, decoded, hold nothing that the derivative does not.
    for (const std::string& line : Lines(proved.proof)) {
      const std::vector<std::string> words = Words(line);
      EXPECT_TRUE(words[0] != "aside") << line;
    }
  }
}

// The length of every line and every field but salts and hashes is the same whatever the withheld text is.
TEST(RedactionProof, OnlyCommitmentsDependOnWithheldText) {
  std::string other = ExampleCable();
  const std::string from =
      "Relk told Poloff that votes on the lighthouse law were bought with fees from pier 4471.";
  const std::size_t at = other.find(from);
  ASSERT_NE(at, std::string::npos);
  other.replace(
      at, from.size(),
      "Something else altogether, and rather longer than what stood there before, was said by Relk.");
  const Proved one(ExampleCable()), two(other);
  ASSERT_EQ(one.derivative.text, two.derivative.text);
  const std::vector<std::string> a = Lines(one.proof), b = Lines(two.proof);
  ASSERT_EQ(a.size(), b.size());
  for (std::size_t i = 0; i < a.size(); ++i) {
    const std::vector<std::string> x = Words(a[i]), y = Words(b[i]);
    ASSERT_EQ(x.size(), y.size()) << a[i];
    for (std::size_t k = 0; k < x.size(); ++k) {
      const bool commitment = x[0] == "doc" || (x[0] == "hash" && k == 2) || (x[0] == "leaf" && k == 5) ||
                              (x[0] == "laid" && k == 5);
      EXPECT_EQ(x[k].size(), y[k].size()) << a[i];
      if (!commitment) {
        EXPECT_EQ(x[k], y[k]) << a[i];
      }
    }
  }
}

struct Attack {
  std::string name;
  std::function<void(std::vector<std::string>&)> change;
};

std::size_t FindLine(const std::vector<std::string>& lines, const std::string& kind, std::size_t nth = 0) {
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (lines[i].starts_with(kind + " ") && nth-- == 0) return i;
  }
  ADD_FAILURE() << "no " << kind;
  return 0;
}

void SetWord(std::string& line, std::size_t at, const std::string& to) {
  std::vector<std::string> words = Words(line);
  words.at(at) = to;
  line.clear();
  for (const std::string& word : words) line += (line.empty() ? "" : " ") + word;
}

TEST(RedactionProof, EveryAttackOnTheProofFails) {
  const Proved proved(ExampleCable());
  ASSERT_TRUE(Check(proved, proved.proof));
  const std::vector<Attack> attacks = {
      {"a unit dropped",
       [](auto& l) { l.erase(l.begin() + static_cast<std::ptrdiff_t>(FindLine(l, "leaf"))); }},
      {"a unit twice",
       [](auto& l) {
         l.insert(l.begin() + static_cast<std::ptrdiff_t>(FindLine(l, "leaf")), l[FindLine(l, "leaf")]);
       }},
      {"two units swapped", [](auto& l) { std::swap(l[FindLine(l, "leaf")], l[FindLine(l, "leaf", 1)]); }},
      {"a hash dropped",
       [](auto& l) { l.erase(l.begin() + static_cast<std::ptrdiff_t>(FindLine(l, "hash"))); }},
      {"words dropped",
       [](auto& l) { l.erase(l.begin() + static_cast<std::ptrdiff_t>(FindLine(l, "insert"))); }},
      {"words in two lines",
       [](auto& l) {
         const std::size_t i = FindLine(l, "insert");
         l[i] = "insert Ug==";
         l.insert(l.begin() + static_cast<std::ptrdiff_t>(i), "insert Ug==");
       }},
      {"another original", [](auto& l) { SetWord(l[1], 1, std::string(32, 'a')); }},
      {"another number of units",
       [](auto& l) { SetWord(l[2], 1, std::to_string(std::stoul(Words(l[2])[1]) + 1)); }},
      {"another kind", [](auto& l) { SetWord(l[FindLine(l, "leaf")], 2, "1"); }},
      {"a kind that is none", [](auto& l) { SetWord(l[FindLine(l, "leaf")], 2, "9"); }},
      {"a decoy shown", [](auto& l) { SetWord(l[FindLine(l, "leaf")], 2, "127"); }},
      {"another flag", [](auto& l) { SetWord(l[FindLine(l, "leaf")], 3, "1"); }},
      {"flags that are none", [](auto& l) { SetWord(l[FindLine(l, "leaf")], 3, "2"); }},
      {"another length", [](auto& l) { SetWord(l[FindLine(l, "leaf")], 4, "1"); }},
      {"no length", [](auto& l) { SetWord(l[FindLine(l, "leaf")], 4, "0"); }},
      {"a length beyond the text", [](auto& l) { SetWord(l[FindLine(l, "leaf")], 4, "4000000000"); }},
      {"another salt",
       [](auto& l) { SetWord(l[FindLine(l, "leaf")], 5, Words(l[FindLine(l, "leaf", 1)])[5]); }},
      {"a shown unit made a hidden one",
       [](auto& l) {
         l[FindLine(l, "leaf")] = "hash " + Words(l[FindLine(l, "leaf")])[1] + "-" +
                                  Words(l[FindLine(l, "leaf")])[1] + " " + Words(l[FindLine(l, "leaf")])[5];
       }},
      {"a unit aside that nobody asked for",
       [](auto& l) {
         const std::vector<std::string> w = Words(l[FindLine(l, "leaf")]);
         l[FindLine(l, "leaf")] = "aside " + w[1] + " " + w[2] + " 0 " + w[5] + " QQ==";
       }},
      {"an unknown line", [](auto& l) { l.push_back("note x"); }},
      {"an empty line", [](auto& l) { l.insert(l.begin() + 3, ""); }},
      {"another first line", [](auto& l) { l[0] = "markings-proof/v2"; }},
      {"two blanks", [](auto& l) { l[FindLine(l, "leaf")].insert(4, " "); }},
      {"a blank at the end", [](auto& l) { l[FindLine(l, "leaf")] += " "; }},
      {"a carriage return", [](auto& l) { l[FindLine(l, "leaf")] += "\r"; }},
  };
  for (const Attack& attack : attacks) {
    std::vector<std::string> lines = Lines(proved.proof);
    attack.change(lines);
    ASSERT_NE(Joined(lines), proved.proof) << attack.name;
    EXPECT_FALSE(Check(proved, Joined(lines))) << attack.name;
  }
}

// A hash of several withheld units, given as the hashes of its two halves.
TEST(RedactionProof, ASplitHashIsRefused) {
  const Proved proved(ExampleCable());
  const auto leaves = *LeavesOf(proved.document.buffer().text(), proved.original.secret);
  std::vector<std::string> lines = Lines(proved.proof);
  bool tried = false;
  for (std::size_t i = 0; i < lines.size() && !tried; ++i) {
    if (!lines[i].starts_with("hash ")) continue;
    const std::string range = Words(lines[i])[1];
    const std::size_t begin = std::stoul(range), end = std::stoul(range.substr(range.find('-') + 1)) + 1;
    if (end - begin < 2) continue;
    const std::size_t middle = begin + SplitOf(end - begin);
    const auto line = [&](std::size_t from, std::size_t to) {
      return "hash " + std::to_string(from) + "-" + std::to_string(to - 1) + " " +
             EncodeBase64(TreeRoot(std::span(leaves).subspan(from, to - from)));
    };
    lines[i] = line(begin, middle);
    lines.insert(lines.begin() + static_cast<std::ptrdiff_t>(i) + 1, line(middle, end));
    tried = true;
  }
  ASSERT_TRUE(tried);
  EXPECT_FALSE(Check(proved, Joined(lines)));
}

TEST(RedactionProof, EveryChangedByteOfTheDerivativeFails) {
  const Proved proved(ExampleCable(), {.grain = UnitGrain::kWord});
  for (std::size_t i = 0; i < proved.derivative.text.size(); ++i) {
    std::string changed = proved.derivative.text;
    changed[i] ^= 1;
    EXPECT_FALSE(CheckProof(proved.proof, proved.original.note, changed)) << i;
    changed = proved.derivative.text;
    changed.erase(i, 1);
    EXPECT_FALSE(CheckProof(proved.proof, proved.original.note, changed)) << i;
  }
  EXPECT_FALSE(CheckProof(proved.proof, proved.original.note, proved.derivative.text + "\n"));
}

TEST(RedactionProof, EveryChangedByteOfTheProofFails) {
  const Proved proved(ExampleCable());
  for (std::size_t i = 0; i < proved.proof.size(); ++i) {
    std::string changed = proved.proof;
    changed[i] ^= 1;
    EXPECT_FALSE(Check(proved, changed)) << i << " in " << Lines(proved.proof).size() << " lines";
    EXPECT_FALSE(Check(proved, proved.proof.substr(0, i))) << i;
  }
}

// Units of another attestation of the same text: the document's number is in salt and leaf.
TEST(RedactionProof, UnitsOfAnotherAttestationDoNotFit) {
  const Proved one(ExampleCable()), other(ExampleCable());
  ASSERT_EQ(one.derivative.text, other.derivative.text);
  EXPECT_FALSE(CheckProof(other.proof, one.original.note, one.derivative.text));
  std::string renamed = other.proof;
  const std::string line = Lines(one.proof)[1];
  renamed.replace(renamed.find("doc "), line.size(), line);
  EXPECT_FALSE(CheckProof(renamed, one.original.note, one.derivative.text));
}

TEST(RedactionProof, WhatTheOriginatorAsksForMustShow) {
  // The class line is written anew in every derivative: the proof shows it aside.
  const Document document = ParseCable(ExampleCable());
  std::string banner;
  for (const Element element : document.elements()) {
    if (element.kind == ElementKind::kBanner) banner = element.id();
  }
  ASSERT_FALSE(banner.empty());
  const Proved proved(ExampleCable(), {.mandatory = {banner, "p3"}});
  const auto result = Check(proved, proved.proof);
  ASSERT_TRUE(result) << result.error().message;
  EXPECT_GT(result->aside, 0U);
  // Left out, it is missed: the whole of it as a hash.
  std::vector<std::string> lines = Lines(proved.proof);
  const auto leaves = *LeavesOf(proved.document.buffer().text(), proved.original.secret);
  const std::size_t at = FindLine(lines, "aside");
  const std::size_t index = std::stoul(Words(lines[at])[1]);
  lines[at] =
      "hash " + std::to_string(index) + "-" + std::to_string(index) + " " + EncodeBase64(leaves[index]);
  const auto missing = Check(proved, Joined(lines));
  ASSERT_FALSE(missing);
  EXPECT_TRUE(missing.error().message.contains("asks that it be shown")) << missing.error().message;

  // What the policy withholds cannot be shown: no proof is made.
  Attestation withheld = Proved::Made(document, {.mandatory = {"p2"}});
  EXPECT_FALSE(MakeProof(proved.document, proved.derivative, withheld.note, withheld.secret));
}

TEST(RedactionProof, WithDecoys) {
  const Proved proved(ExampleCable(), {.decoys = true});
  const auto result = Check(proved, proved.proof);
  ASSERT_TRUE(result) << result.error().message;
  EXPECT_TRUE(TextOf(proved, result->proved).contains("The lighthouse law passed on February 27"));
}

// Words joined by leaving out the blank between them.
TEST(RedactionProof, WordsAreNotJoined) {
  const Proved proved(ExampleCable(), {.grain = UnitGrain::kWord});
  const std::string from = "lighthouse law";
  std::string text = proved.derivative.text;
  const std::size_t at = text.find(from);
  ASSERT_NE(at, std::string::npos);
  text.erase(at + 10, 1);
  std::vector<std::string> lines = Lines(proved.proof);
  std::size_t place = 0;
  for (std::string& line : lines) {
    const std::vector<std::string> words = Words(line);
    if (words[0] == "insert")
      place += words[1].size() / 4 * 3 - static_cast<std::size_t>(std::ranges::count(words[1], '='));
    if (words[0] != "leaf" && words[0] != "laid") continue;
    if (words[0] == "leaf" && place == at + 10) line = "laid " + words[1] + " 5 0 0 " + words[5] + " IA==";
    place += std::stoul(words[4]);
  }
  ASSERT_NE(Joined(lines), proved.proof);
  const auto joined = CheckProof(Joined(lines), proved.original.note, text);
  ASSERT_FALSE(joined);
  EXPECT_TRUE(joined.error().message.contains("joined")) << joined.error().message;
}

}  // namespace
}  // namespace markings
