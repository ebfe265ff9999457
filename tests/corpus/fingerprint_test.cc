#include "libmarkings/corpus/fingerprint.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>
#include <vector>

namespace markings {
namespace {

SecretBytes Secret(std::string_view text) {
  SecretBytes bytes(text.size());
  std::ranges::copy(text, bytes.RevealForWriting().begin());
  return bytes;
}

FingerprintKey Key(std::string_view text = "0123456789abcdef") {
  return *FingerprintKey::Derive(Secret(text));
}

TEST(FingerprintKey, Sizes) {
  EXPECT_FALSE(FingerprintKey::Derive(Secret("")));
  EXPECT_FALSE(FingerprintKey::Derive(Secret("0123456789abcde\n\n\n")));
  EXPECT_TRUE(FingerprintKey::Derive(Secret("0123456789abcdef")));
  EXPECT_TRUE(FingerprintKey::Derive(Secret(std::string(4096, 'x'))));
  const auto most = FingerprintKey::Derive(Secret(std::string(4097, 'x')));
  ASSERT_FALSE(most);
  EXPECT_EQ(most.error().code, ErrorCode::kBadKey);
  EXPECT_EQ(Key("0123456789abcdef\r\n").Tag("x"), Key().Tag("x"));  // a file and the environment
  EXPECT_NE(Key("0123456789abcdeg").Tag("x"), Key().Tag("x"));
}

// Made with Python's hmac and hashlib.
TEST(FingerprintKey, KnownAnswer) {
  EXPECT_EQ(Key().Tag(" Anna  Maskin\r\n called.\n"), "7c9d13e530ebd1f2869d4fd24c3aaec5");
  EXPECT_EQ(FingerprintOf({"MK0401", "no-names", "a/b.txt", "p2", 3, "00112233445566778899aabbccddeeff"}),
            "6b1b68ed3bb7404bf470f03cfbae6adb");
}

TEST(FingerprintKey, WrappingIsNoChange) {
  const std::string tag = Key().Tag("one two three");
  for (const char* text : {"one\ntwo three", "  one two\r\n\tthree\n", "one\f two\vthree"})
    EXPECT_EQ(Key().Tag(text), tag) << text;
  for (const char* text : {"onetwo three", "one two thre e", "One two three", "one two three.", ""})
    EXPECT_NE(Key().Tag(text), tag) << text;
}

// No two lists of parts are one text.
TEST(Fingerprint, PartsAreApart) {
  std::set<std::string> seen;
  const FindingIdentity identities[] = {
      {"MK0401", "ab", "c", "", 1, ""}, {"MK0401", "a", "bc", "", 1, ""}, {"MK0401", "", "abc", "", 1, ""},
      {"MK0401", "", "ab", "c", 1, ""}, {"MK0401", "", "ab", "", 1, "c"}, {"MK0401", "", "ab", "c", 2, ""},
      {"MK0401a", "", "bc", "", 1, ""},
  };
  for (const FindingIdentity& one : identities) EXPECT_TRUE(seen.insert(FingerprintOf(one)).second);
}

TEST(BaselinePath, IsUtf8AndDifferent) {
  EXPECT_EQ(BaselinePath("a/b c\xC3\xA9.txt"), "a/b c\xC3\xA9.txt");
  EXPECT_EQ(BaselinePath("a\xFF"
                         "b\xC3"),
            "a\\xffb\\xc3");
  EXPECT_EQ(BaselinePath("a\n\x7F\x1B"), "a\\x0a\\x7f\\x1b");
  EXPECT_EQ(BaselinePath("a\\xff"), "a\\x5cxff");
  EXPECT_EQ(BaselinePath(""), "");
}

CheckFinding Finding(DiagnosticCode code, std::string rule, std::string element, std::size_t line) {
  CheckFinding one{"whatever", {line, 7}, {code, {line * 10, line * 10 + 1}, "message", "fix"}};
  one.diagnostic.rule = std::move(rule);
  one.element = std::move(element);
  return one;
}

std::vector<CheckFinding> Some() {
  return {Finding(DiagnosticCode::kNoBanner, "", "", 1), Finding(DiagnosticCode::kCorpusRule, "a", "p1", 2),
          Finding(DiagnosticCode::kCorpusRule, "a", "p1", 3),
          Finding(DiagnosticCode::kCorpusRule, "b", "p1", 3),
          Finding(DiagnosticCode::kCorpusRule, "a", "p2", 4)};
}

std::vector<std::string> Prints(const std::vector<CheckFinding>& findings) {
  std::vector<std::string> prints;
  for (const CheckFinding& one : findings) prints.push_back(one.fingerprint);
  return prints;
}

TEST(AddFingerprints, ByPlaceAlone) {
  auto findings = Some();
  FindingIdentities identities;
  AddFingerprints("d/f", findings, nullptr, nullptr, &identities);
  const auto prints = Prints(findings);
  EXPECT_EQ(std::set(prints.begin(), prints.end()).size(), findings.size());
  EXPECT_EQ(identities.size(), findings.size());
  for (const auto& [print, identity] : identities) EXPECT_EQ(FingerprintOf(identity), print);
  EXPECT_EQ(identities.at(prints[2]).ordinal, 2U);
  EXPECT_EQ(identities.at(prints[4]).ordinal, 1U);

  auto moved = Some();  // other lines, columns, messages, names given on a command line: the same
  for (CheckFinding& one : moved) {
    one.at = {one.at.line + 100, 1};
    one.diagnostic.where = {1, 2};
    one.diagnostic.message = one.diagnostic.fix = "other";
    one.file = "/elsewhere/f";
    one.suppressed = CheckFinding::Suppressed::kInline;
  }
  AddFingerprints("d/f", moved, nullptr, nullptr);
  EXPECT_EQ(Prints(moved), prints);
  AddFingerprints("d/g", moved, nullptr, nullptr);
  for (std::size_t i = 0; i < prints.size(); ++i) EXPECT_NE(moved[i].fingerprint, prints[i]);
}

TEST(AddFingerprints, WithTheText) {
  const FingerprintKey key = Key();
  const auto text = [](const CheckFinding& one) -> std::string_view {
    return one.element == "p1" ? "first paragraph" : one.element == "p2" ? "second paragraph" : "line";
  };
  auto findings = Some();
  FindingIdentities identities;
  AddFingerprints("f", findings, text, &key, &identities);
  auto plain = Some();
  AddFingerprints("f", plain, nullptr, nullptr);
  for (std::size_t i = 0; i < plain.size(); ++i) {
    EXPECT_NE(findings[i].fingerprint, plain[i].fingerprint);
    EXPECT_EQ(FingerprintOf(identities.at(findings[i].fingerprint).WithoutTag()), plain[i].fingerprint);
  }
  auto swapped = Some();
  AddFingerprints(
      "f", swapped,
      [&](const CheckFinding& one) -> std::string_view {
        return one.element == "p2" ? "another paragraph" : text(one);
      },
      &key);
  for (std::size_t i = 0; i < plain.size(); ++i)
    EXPECT_EQ(swapped[i].fingerprint == findings[i].fingerprint, findings[i].element != "p2");
}

// Of findings without an element, one more above does not change those below: each has its line.
TEST(AddFingerprints, LinesWithoutElements) {
  const FingerprintKey key = Key();
  const std::string lines[] = {"", "one", "two", "two", "zero"};
  const auto text = [&](const CheckFinding& one) -> std::string_view { return lines[one.at.line]; };
  std::vector<CheckFinding> before, after;
  for (std::size_t line : {1U, 2U, 3U}) before.push_back(Finding(DiagnosticCode::kCorpusRule, "a", "", line));
  for (std::size_t line : {4U, 1U, 2U, 3U})
    after.push_back(Finding(DiagnosticCode::kCorpusRule, "a", "", line));
  AddFingerprints("f", before, text, &key);
  AddFingerprints("f", after, text, &key);
  for (std::size_t i = 0; i < before.size(); ++i) EXPECT_EQ(before[i].fingerprint, after[i + 1].fingerprint);
  EXPECT_NE(before[1].fingerprint, before[2].fingerprint);
}

}  // namespace
}  // namespace markings
