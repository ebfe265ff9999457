#ifndef TESTS_POLICY_POLICY_TESTING_H_
#define TESTS_POLICY_POLICY_TESTING_H_

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <optional>
#include <string>
#include <utility>

#include "libmarkings/cable/document.h"
#include "libmarkings/policy/decision.h"
#include "libmarkings/policy/overrides.h"
#include "libmarkings/policy/policy.h"
#include "libmarkings/text/line_index.h"

namespace markings::testing {

inline std::string ReadFile(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  EXPECT_TRUE(file) << "no " << path;
  return {std::istreambuf_iterator<char>(file), {}};
}

inline Buffer BufferOf(std::string text, std::string name = "policy.toml") {
  auto buffer = Buffer::FromBytes(std::move(text), std::move(name));
  if (!buffer) ADD_FAILURE() << buffer.error().message;
  return *std::move(buffer);
}

inline std::optional<Policy> LoadPolicy(const std::string& toml) {
  auto policy = Policy::Load(BufferOf(toml));
  if (policy) return *std::move(policy);
  ADD_FAILURE() << policy.error().message << ": " << policy.error().fix;
  return std::nullopt;
}

inline std::optional<Document> ParseCable(const std::string& text, const std::string& name = "cable.txt") {
  auto document = Document::Parse(BufferOf(text, name), *Vocabulary::ForRegime("state"));
  if (document) return *std::move(document);
  ADD_FAILURE() << document.error().message;
  return std::nullopt;
}

// "2:7 message: fix"
inline std::string ShowError(const Error& error, const std::string& text) {
  const Position at = LineIndex(text).At(error.where.begin);
  return fmt::format("{}:{} {}: {}", at.line, at.column, error.message, error.fix);
}

// One line for each element that is not dropped: "p1 withhold (b)(6) by protect, clearance"; a question mark
// when pending, "mask 2" with the number of masks.
inline std::string Dump(const Document& document, const Decisions& decisions) {
  std::string dump;
  for (const Decision& decision : decisions.elements) {
    if (decision.outcome == Outcome::kDrop) continue;
    dump += document.elements()[decision.element].id() + " " + std::string(Name(decision.outcome));
    if (decision.outcome == Outcome::kMask) dump += fmt::format(" {}", decision.masks.size());
    for (const std::string& code : decision.codes) dump += " " + code;
    if (decision.pending) dump += " ?";
    std::string rules;
    for (const std::string& rule : decision.rules) rules += (rules.empty() ? "" : ", ") + rule;
    dump += " by " + rules + "\n";
  }
  return dump;
}

inline std::string DumpFor(const Policy& policy, std::string_view audience, const Document& document,
                           const Overrides* overrides = nullptr) {
  const auto decisions = Decide(policy, audience, document, overrides);
  if (decisions) return Dump(document, *decisions);
  return "error: " + decisions.error().message + ": " + decisions.error().fix + "\n";
}

// A policy of one audience, cleared for `clears`, and the rules given.
inline std::string PolicyText(const std::string& rules, const std::string& clears = "U",
                              const std::string& more = "no_code = \"mark\"") {
  return "schema = \"markings/policy/1\"\nname = \"for-tests\"\nversion = \"1.0.0\"\n" + more +
         "\n[vocabulary]\nextends = \"state\"\n[audiences]\nx = { title = \"X\", clears = \"" + clears +
         "\" }\n[exemptions]\n\"(b)(6)\" = { title = \"Privacy\" }\n\"(b)(3)\" = { title = \"Statute\", "
         "needs = "
         "\"statute\" }\n" +
         rules;
}

inline std::string RuleText(const std::string& id, const std::string& effect, const std::string& more) {
  return "[[rule]]\nid = \"" + id + "\"\n" + effect + " = [\"x\"]\n" + more +
         "\nreason = \"For the test.\"\n";
}

}  // namespace markings::testing

#endif  // TESTS_POLICY_POLICY_TESTING_H_
