// Properties over generated cables: I1 default deny, I2 noninterference, I6 every decision has its rule and
// every rule its reason, I8 no digest of the original or of what is withheld. See DESIGN in
// docs/architecture.md.

#include <gtest/gtest.h>
#include <openssl/evp.h>

#include <algorithm>
#include <string>
#include <vector>

#include "libmarkings/marking/lattice.h"
#include "libmarkings/redact/internal/units.h"
#include "libmarkings/redact/redaction.h"
#include "libmarkings/report/json.h"
#include "tests/redact/redact_testing.h"
#include "tests/support/cable_generator.h"

namespace markings {
namespace {

using testing::CableGenerator;
using testing::GeneratedCable;
using testing::LoadPolicy;
using testing::ParseCable;

constexpr std::size_t kCables = 600;

constexpr char kPolicy[] = R"toml(
schema = "markings/policy/1"
name = "for-tests"
version = "1.0.0"
no_code = "mark"
[vocabulary]
extends = "state"
[audiences]
public = { title = "Public", clears = "U", amount = "unit" }
partner = { title = "Partner", clears = "SBU" }
[exemptions]
"(b)(6)" = { title = "Personal privacy" }
[[rule]]
id = "unclassified"
release = ["public", "partner"]
when = { at_most = "U" }
reason = "Unclassified."
[[rule]]
id = "sensitive"
release = ["partner"]
when = { at_most = "SBU" }
reason = "Partners may see it."
[[rule]]
id = "numbers"
mask = ["partner"]
pattern = '[0-9]{5,}'
as = "number"
code = ["(b)(6)"]
reason = "A number may name a person."
)toml";

std::vector<bool> WithheldElements(const Document& document, const Decisions& decisions) {
  std::vector<bool> withheld(document.elements().size(), false);
  for (const internal::UnitParts& unit : internal::CollectUnits(document, decisions)) {
    for (const std::size_t part : unit.parts) withheld[part] = unit.outcome == Outcome::kWithhold;
  }
  return withheld;
}

std::size_t ElementAt(const Document& document, std::size_t offset) {
  for (std::size_t i = 0; i < document.elements().size(); ++i) {
    if (document.elements()[i].span.Contains(offset)) return i;
  }
  return kNoElement;
}

std::string Structure(const Document& document, const Decisions& decisions) {
  std::string dump;
  for (std::size_t i = 0; i < document.elements().size(); ++i) {
    const Element element = document.elements()[i];
    dump += element.id() + " " + std::string(Name(element.kind)) + " " +
            std::string(Name(decisions.elements[i].outcome)) + "\n";
  }
  return dump;
}

// All of a redaction that is published, spans of the source apart.
std::string Published(const Redaction& redaction) {
  const Derivative& derivative = redaction.derivative;
  std::string dump = derivative.text + "\n" + derivative.stamp + "\n" + derivative.banner_line + "\n";
  for (const std::string& code : derivative.codes) dump += code + ",";
  for (const Unit& unit : derivative.units) {
    dump += unit.id + "|" + std::string(Name(unit.outcome)) + "|" + unit.amount + "|" +
            (unit.overridden ? "x" : "");
    for (const std::string& code : unit.codes) dump += "|" + code;
    for (const std::string& rule : unit.rules) dump += "|" + rule;
    dump += "\n";
  }
  for (const Piece& piece : derivative.pieces) {
    dump += std::to_string(piece.span.end) + (piece.kind == Piece::Kind::kKept ? "k" : "i") +
            std::to_string(piece.element) + " ";
  }
  return dump;
}

TEST(Property, WithheldTextChangesNothingThatIsPublished) {  // I2
  const auto policy = LoadPolicy(kPolicy);
  ASSERT_TRUE(policy);
  CableGenerator generator(20060123);
  std::size_t compared = 0;
  std::size_t replaced = 0;
  for (std::size_t i = 0; i < kCables; ++i) {
    GeneratedCable cable = generator.Next();
    const std::string bytes = cable.Render();
    const auto document = ParseCable(bytes);
    ASSERT_TRUE(document) << "cable " << i;
    for (const char* audience : {"public", "partner"}) {
      const auto redaction = Redact(*document, *policy, audience, {});
      if (!redaction) continue;  // in doubt: nothing is published
      const std::vector<bool> withheld = WithheldElements(*document, redaction->decisions);
      GeneratedCable other = cable;
      for (GeneratedCable::Slot& slot : other.slots()) {
        const std::size_t element = ElementAt(*document, slot.begin);
        if (element == kNoElement || !withheld[element]) continue;
        slot.text = generator.Prose(slot);
        ++replaced;
      }
      const auto changed = ParseCable(other.Render());
      ASSERT_TRUE(changed) << "cable " << i;
      const auto again = Redact(*changed, *policy, audience, {});
      ASSERT_TRUE(again) << again.error().message;
      if (Structure(*changed, again->decisions) != Structure(*document, redaction->decisions)) continue;
      ++compared;
      ASSERT_EQ(Published(*again), Published(*redaction)) << "cable " << i << " for " << audience;
    }
  }
  EXPECT_GE(compared, 500U);
  EXPECT_GE(replaced, 2000U);
  RecordProperty("compared", static_cast<int>(compared));
}

TEST(Property, MaskedTextChangesNothingThatIsPublished) {  // I2 for masks: numbers of any length
  const auto policy = LoadPolicy(kPolicy);
  ASSERT_TRUE(policy);
  CableGenerator generator(7);
  std::size_t compared = 0;
  for (std::size_t i = 0; i < 200; ++i) {
    std::string first = "UNCLAS KALVOR 000123\n\nSENSITIVE\n\n1. (SBU) ";
    std::string second = first;
    for (std::size_t word = 0; word < 30; ++word) {
      std::string common = generator.Chance(10) ? "\n" : " ";
      if (generator.Chance(20)) {
        first += common + std::to_string(10000 + generator.Below(90000));
        second +=
            common + std::to_string(100000 + generator.Below(900000)) + std::string(generator.Below(40), '7');
      } else {
        common += "fee";
        first += common;
        second += common;
      }
    }
    const auto a = ParseCable(first + ".\n");
    const auto b = ParseCable(second + ".\n");
    ASSERT_TRUE(a && b);
    const auto redacted_a = Redact(*a, *policy, "partner", {});
    const auto redacted_b = Redact(*b, *policy, "partner", {});
    ASSERT_TRUE(redacted_a && redacted_b);
    if (redacted_a->derivative.text.contains("[number withheld: (b)(6)]")) ++compared;
    ASSERT_EQ(Published(*redacted_a), Published(*redacted_b));
  }
  EXPECT_GT(compared, 150U);
}

TEST(Property, WhatNoRuleReleasesIsWithheld) {  // I1, I6
  const auto policy = LoadPolicy(kPolicy);
  ASSERT_TRUE(policy);
  CableGenerator generator(99);
  std::size_t withheld_slots = 0;
  for (std::size_t i = 0; i < kCables; ++i) {
    GeneratedCable cable = generator.Next();
    const auto document = ParseCable(cable.Render());
    ASSERT_TRUE(document);
    const auto redaction = Redact(*document, *policy, "public", {});
    if (!redaction) continue;
    for (const Decision& decision : redaction->decisions.elements) {
      const Element element = document->elements()[decision.element];
      EXPECT_FALSE(decision.rules.empty()) << element.id();
      EXPECT_FALSE(decision.reason.empty()) << element.id();
      if (!IsPortion(element.kind) || decision.outcome == Outcome::kWithhold ||
          decision.outcome == Outcome::kDrop)
        continue;
      EXPECT_TRUE(decision.mark_known) << element.id();
      EXPECT_EQ(decision.marking, Marking{}) << element.id() << ": only the lowest mark is released";
    }
    const std::vector<bool> withheld = WithheldElements(*document, redaction->decisions);
    for (const GeneratedCable::Slot& slot : cable.slots()) {
      const std::size_t element = ElementAt(*document, slot.begin);
      ASSERT_NE(element, kNoElement);
      if (!withheld[element]) continue;
      ++withheld_slots;
      // The first two words are invented for this slot.
      const std::string head = slot.text.substr(0, slot.text.find_first_of(" \n", slot.text.find(' ') + 1));
      EXPECT_FALSE(redaction->derivative.text.contains(head))
          << "cable " << i << " " << document->elements()[element].id();
    }
    // What is written is accounted for: each kept piece is of an element that goes out.
    for (const Piece& piece : redaction->derivative.pieces) {
      if (piece.kind == Piece::Kind::kKept) {
        EXPECT_FALSE(withheld[ElementAt(*document, piece.source.begin)]);
      }
    }
  }
  EXPECT_GT(withheld_slots, 1000U);
}

TEST(Property, APlantedNameIsFoundWhereverItSurvives) {  // recall of the residual check
  const auto policy = LoadPolicy(kPolicy);
  ASSERT_TRUE(policy);
  CableGenerator generator(4711);
  std::size_t survived = 0;
  for (std::size_t i = 0; i < kCables; ++i) {
    GeneratedCable cable = generator.Next();
    const auto document = ParseCable(cable.Render());
    ASSERT_TRUE(document);
    const auto redaction = Redact(*document, *policy, "public", {});
    if (!redaction) continue;
    const std::string& name = cable.names().front();
    const std::string surname = name.substr(name.find(' ') + 1);
    const std::vector<bool> withheld = WithheldElements(*document, redaction->decisions);
    const bool held = std::ranges::any_of(cable.slots(), [&](const GeneratedCable::Slot& slot) {
      const std::size_t element = ElementAt(*document, slot.begin);
      return withheld[element] && slot.text.contains(surname);
    });
    if (!held || !redaction->derivative.text.contains(surname)) continue;
    ++survived;
    EXPECT_TRUE(redaction->blocked()) << "cable " << i;
  }
  EXPECT_GT(survived, 50U);
}

// Digests of a text, as they would stand in a file.
std::vector<std::string> Digests(const std::string& text) {
  std::vector<std::string> digests;
  for (const EVP_MD* kind : {EVP_sha256(), EVP_sha1(), EVP_md5(), EVP_blake2b512(), EVP_sha512()}) {
    unsigned char bytes[EVP_MAX_MD_SIZE];
    unsigned int size = 0;
    if (EVP_Digest(text.data(), text.size(), bytes, &size, kind, nullptr) != 1) continue;
    std::string hex;
    for (unsigned int i = 0; i < size; ++i) {
      constexpr char kHex[] = "0123456789abcdef";
      hex += kHex[bytes[i] >> 4];
      hex += kHex[bytes[i] & 15];
    }
    unsigned char base64[EVP_MAX_MD_SIZE * 2];
    const int length = EVP_EncodeBlock(base64, bytes, static_cast<int>(size));
    digests.push_back(hex.substr(0, 16));  // a shortened digest is one too
    digests.push_back(std::string(base64, base64 + length).substr(0, 12));
  }
  return digests;
}

TEST(Property, NoDigestOfAnythingWithheld) {  // I8
  const auto policy = LoadPolicy(kPolicy);
  ASSERT_TRUE(policy);
  CableGenerator generator(31);
  std::size_t looked_for = 0;
  for (std::size_t i = 0; i < 60; ++i) {
    const std::string bytes = generator.Next().Render();
    const auto document = ParseCable(bytes);
    ASSERT_TRUE(document);
    const auto redaction = Redact(*document, *policy, "public", {});
    if (!redaction) continue;
    std::string published = Published(*redaction) + ExplainJson(*document, *policy, *redaction);
    std::ranges::transform(published, published.begin(),
                           [](char c) { return c >= 'A' && c <= 'F' ? static_cast<char>(c | 0x20) : c; });
    const std::string plain = Published(*redaction) + ExplainJson(*document, *policy, *redaction);
    std::vector<std::string> texts = {bytes};
    for (std::size_t e = 0; e < document->elements().size(); ++e) {
      const Element element = document->elements()[e];
      if (redaction->decisions.elements[e].outcome != Outcome::kWithhold) continue;
      texts.emplace_back(document->Text(element.span));
      texts.emplace_back(document->Text(element.text_span));
      texts.push_back(document->UnitText(e));
    }
    for (const std::string& text : texts) {
      for (const std::string& digest : Digests(text)) {
        ++looked_for;
        EXPECT_FALSE(published.contains(digest) || plain.contains(digest));
      }
    }
  }
  EXPECT_GT(looked_for, 3000U);
}

}  // namespace
}  // namespace markings
