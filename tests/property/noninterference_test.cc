// I2, noninterference, over all shipped policies, all their audiences and generated documents: what goes out
// is the same whatever stands where something is withheld. And that the very same test catches engines that
// leak.
//
// MARKINGS_PAIRS: how many pairs of documents are compared, 5000 when it is not set (the preset nightly says
// 100000). MARKINGS_SEED: the first seed. A failure names the seed of its document, and no text.

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "libmarkings/redact/internal/prove_with.h"
#include "tests/property/leaky_engine.h"
#include "tests/support/document_generator.h"

namespace markings {
namespace {

using testing::DocumentGenerator;
using testing::Leak;

constexpr std::size_t kPairs = 5000;
constexpr std::uint32_t kSeed = 20100;

std::uint64_t FromEnvironment(const char* name, std::uint64_t otherwise) {
  const char* value = std::getenv(name);
  return value == nullptr || *value == '\0' ? otherwise : std::strtoull(value, nullptr, 10);
}

// Beside what is shipped: several codes at once, a statute, captions that stay, no amounts, pseudonyms, codes
// in another style, rules on TAGS, kinds, text and dates, which stand in header lines that are withheld.
constexpr char kManyCodes[] = R"toml(
schema = "markings/policy/1"
name = "many-codes"
version = "1.0.0"
no_code = "mark"
[vocabulary]
extends = "state"
[audiences]
public = { title = "Public", clears = "U", keep_captions = ["SIPDIS"], stamp = { part = "RELEASED IN PART" } }
desk = { title = "Desk", clears = "SBU", pseudonyms = true, code_style = "state" }
court = { title = "Court", clears = "C", amount = "none", amount_reason = "The court asked for that." }
[exemptions]
"(b)(1)" = { title = "Classified" }
"(b)(3)" = { title = "Statute", needs = "statute" }
"(b)(6)" = { title = "Personal privacy" }
[[rule]]
id = "unclassified"
release = ["public"]
when = { at_most = "U" }
reason = "Unclassified."
[[rule]]
id = "court"
release = ["court"]
when = { at_most = "C" }
reason = "The court reads up to that."
[[rule]]
id = "desk"
release = ["desk"]
when = { at_most = "SBU" }
reason = "The desk reads up to that."
[[rule]]
id = "people"
mask = ["desk"]
find = ["person", "email", "telephone", "mrn"]
as = { person = "contact" }
code = ["(b)(6)"]
reason = "People have numbers."
[[rule]]
id = "old"
release = ["court"]
when = { at_most = "C//NF", older_than = "20 years" }
reason = "The court reads old records."
[[rule]]
id = "new"
withhold = ["public"]
when = { kind = ["paragraph"], newer_than = "14 years" }
code = ["(b)(6)"]
reason = "New records stay in."
[[rule]]
id = "header"
release = ["court"]
when = { kind = ["header"] }
reason = "Who wrote to whom."
[[rule]]
id = "subparagraphs"
withhold = ["public", "court"]
when = { kind = ["subparagraph", "quoted"] }
code = ["(b)(1)"]
reason = "Lists and texts stay in."
[[rule]]
id = "visas"
withhold = ["public"]
when = { kind = ["tags", "reference", "signature"] }
code = ["(b)(3)"]
statute = "INA 222(f)"
reason = "Records of visas."
[[rule]]
id = "talks"
withhold = ["public", "court"]
when = { text = '(?i)\btalks\b' }
code = ["(b)(6)", "(b)(1)"]
reason = "Talks go on."
[[rule]]
id = "numbers"
mask = ["public", "court"]
pattern = '[0-9]{5,}'
as = "number"
code = ["(b)(6)"]
reason = "A number may name a person."
[[rule]]
id = "names"
mask = ["court"]
pattern = '\b[A-Z][a-z]{2,} [A-Z][a-z]{2,}\b'
as = "name"
code = ["(b)(6)"]
reason = "Two words with capitals may be a name."
)toml";

Policy Load(std::string text, const std::string& name) {
  auto buffer = Buffer::FromBytes(std::move(text), name);
  EXPECT_TRUE(buffer) << name;
  auto policy = Policy::Load(*buffer);
  EXPECT_TRUE(policy) << name << ": " << (policy ? "" : policy.error().message + ": " + policy.error().fix);
  return *std::move(policy);
}

// All of policies/, so that one that is added is tried as well.
std::vector<Policy> Policies() {
  std::vector<std::filesystem::path> paths;
  for (const auto& entry : std::filesystem::directory_iterator(MARKINGS_SOURCE_DIR "/policies")) {
    if (entry.path().extension() == ".toml") paths.push_back(entry.path());
  }
  std::ranges::sort(paths);
  std::vector<Policy> policies;
  for (const auto& path : paths) {
    std::ifstream file(path, std::ios::binary);
    Policy policy = Load(std::string(std::istreambuf_iterator<char>(file), {}), path.filename().string());
    policies.push_back(std::move(policy));
  }
  EXPECT_GE(policies.size(), 2U);
  policies.push_back(Load(kManyCodes, "many-codes"));
  return policies;
}

struct Tally {
  std::size_t documents = 0;
  std::size_t pairs = 0;  // compared
  std::size_t not_compared = 0;
  std::size_t doubts = 0;  // nothing is released from the first of the pair
  std::size_t stretches = 0, in_part = 0, undrawn = 0;
  struct Drawn {
    std::size_t stretches = 0, undrawn = 0;
  };
  std::map<std::string, Drawn> by_audience;  // "POLICY for AUDIENCE"
  std::vector<std::string> violations;
};

// The test: pairs of documents that differ in withheld text, compared until there are enough or one violates.
// The leaky engines go through here too.
Tally Compare(const internal::Engine& engine, std::uint32_t seed, std::size_t pairs) {
  const std::vector<Policy> policies = Policies();
  Tally tally;
  while (tally.pairs < pairs && tally.violations.empty() && tally.documents < pairs + 100) {
    const auto document_seed = static_cast<std::uint32_t>(seed + tally.documents++);
    for (const Policy& policy : policies) {
      const std::string text = DocumentGenerator(document_seed, policy.vocabulary().regime()).Next();
      auto buffer = Buffer::FromBytes(text, "cable.txt");
      if (!buffer) continue;
      const auto document = Document::Parse(*std::move(buffer), policy.shared_vocabulary());
      if (!document) continue;
      for (const Audience& audience : policy.audiences()) {
        const auto proof = internal::ProveWith(engine, *document, policy, audience.id,
                                               {.overrides = nullptr,
                                                .redraws = 1,
                                                .seed = document_seed,
                                                .as_of = std::chrono::year(2026) / 1 / 1});
        if (!proof) {
          ++tally.doubts;
          continue;
        }
        tally.pairs += proof->difference ? 1U : proof->compared;
        tally.not_compared +=
            proof->nothing_proved() ? 1U : 0U;  // where nothing is withheld nothing can differ
        tally.stretches += proof->stretches;
        tally.in_part += proof->in_part;
        tally.undrawn += proof->undrawn;
        Tally::Drawn& drawn = tally.by_audience[policy.name() + " for " + audience.id];
        drawn.stretches += proof->stretches;
        drawn.undrawn += proof->undrawn;
        if (!proof->difference) continue;
        const ProofDifference& found = *proof->difference;
        tally.violations.push_back(
            "pair " + std::to_string(tally.pairs) + ", seed " + std::to_string(document_seed) + ", " +
            policy.name() + " for " + audience.id + ": line " + std::to_string(found.line) + ", column " +
            std::to_string(found.column) + " (" + found.place + ") changes with " + found.element);
      }
    }
  }
  return tally;
}

// In four parts, which CTest runs beside each other.
class Noninterference : public ::testing::TestWithParam<std::uint32_t> {};

TEST_P(Noninterference, WhatGoesOutIsTheSameWhateverIsWithheld) {
  const std::size_t pairs = (FromEnvironment("MARKINGS_PAIRS", kPairs) + 3) / 4;
  const auto seed =
      static_cast<std::uint32_t>(FromEnvironment("MARKINGS_SEED", kSeed)) + GetParam() * 10'000'000;
  const Tally tally = Compare(internal::Engine(), seed, pairs);
  for (const std::string& violation : tally.violations) ADD_FAILURE() << violation;
  EXPECT_GE(tally.pairs, pairs);
  // That they are pairs: nearly all that is withheld was drawn anew.
  EXPECT_LE(tally.not_compared * 20, tally.pairs);
  // (Headings and dates of messages stand as they are where a rule asks for sections or dates.)
  EXPECT_LE(tally.undrawn * 10, tally.stretches);
  for (const auto& [audience, drawn] : tally.by_audience)
    EXPECT_LE(drawn.undrawn * 3, drawn.stretches) << audience;
  EXPECT_LE(tally.in_part * 4, tally.stretches * 3);
  std::cout << tally.pairs << " pairs of " << tally.documents << " documents; " << tally.not_compared
            << " not compared, " << tally.doubts << " in doubt; " << tally.stretches << " stretches, "
            << tally.in_part << " drawn in part, " << tally.undrawn << " undrawn\n";
}
INSTANTIATE_TEST_SUITE_P(Part, Noninterference, ::testing::Range(0U, 4U));

class LeakyEngine : public ::testing::TestWithParam<Leak> {};

TEST_P(LeakyEngine, IsCaught) {
  const auto seed = static_cast<std::uint32_t>(FromEnvironment("MARKINGS_SEED", kSeed));
  const Tally tally = Compare(testing::LeakyEngine(GetParam()), seed, kPairs / 4);
  ASSERT_FALSE(tally.violations.empty()) << "not seen in " << tally.pairs << " pairs";
  std::cout << "caught: " << tally.violations.front() << "\n";
}
INSTANTIATE_TEST_SUITE_P(Leak, LeakyEngine,
                         ::testing::Values(Leak::kWords, Leak::kSize, Leak::kWrap, Leak::kOrder,
                                           Leak::kRecord, Leak::kDecision),
                         [](const auto& leak) { return std::string(Name(leak.param)); });

}  // namespace
}  // namespace markings
