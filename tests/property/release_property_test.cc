// Properties of whole releases over generated cables: I2, that every byte of every file is a function of what
// is released and of the decisions; I8, that no file holds a digest of the original or of anything withheld.
// Signatures of Ed25519 are deterministic, so that files can be compared to the byte.

#include <gtest/gtest.h>
#include <openssl/evp.h>

#include <array>
#include <fstream>
#include <functional>
#include <iterator>
#include <optional>
#include <string>
#include <vector>

#include "libmarkings/policy/decisions_file.h"
#include "libmarkings/release/letter.h"
#include "libmarkings/release/release.h"
#include "libmarkings/release/vaughn_index.h"
#include "libmarkings/report/derivative_sheet.h"
#include "libmarkings/report/sheet_html.h"
#include "libmarkings/report/sheet_json.h"
#include "libmarkings/report/vaughn_report.h"
#include "tests/support/cable_generator.h"

namespace markings {
namespace {

using testing::CableGenerator;
using testing::GeneratedCable;

Policy ShippedPolicy(const std::string& name) {
  std::ifstream file(MARKINGS_SOURCE_DIR "/policies/" + name + ".toml", std::ios::binary);
  auto text = Buffer::FromBytes(std::string(std::istreambuf_iterator<char>(file), {}), name);
  EXPECT_TRUE(text);
  auto policy = Policy::Load(*text);
  EXPECT_TRUE(policy);
  return *std::move(policy);
}

Result<Document> Parse(std::string bytes, const Policy& policy) {
  auto text = Buffer::FromBytes(std::move(bytes), "cable.txt");
  if (!text) return std::unexpected(text.error());
  return Document::Parse(*std::move(text), policy.shared_vocabulary());
}

const LetterTemplate& Letter() {
  static const LetterTemplate letter = [] {
    const auto text = Buffer::FromBytes(
        "{{document}} {{stamp}} {{count-released}} {{count-masked}} {{count-withheld}} {{count-cuts}}\n"
        "{{exemptions}}\n{{statutes}}\n{{officers}}\n",
        "letter.txt");
    return *LetterTemplate::Parse(*text, {});
  }();
  return letter;
}

// One cable released: its document, its decisions and its files; nothing when the release is stopped.
struct Released {
  Document document;
  Redaction redaction;
  std::vector<OutputFile> files;
  std::string decisions_file;
};

// Writes a decisions file for a document.
using Decider = std::function<std::string(const Document&)>;

std::optional<Released> Release(std::string bytes, const Policy& policy, const std::string& audience,
                                const MinisignSecretKey& key, const Decider& decide = {}) {
  auto document = Parse(std::move(bytes), policy);
  if (!document) return std::nullopt;
  std::string toml;
  std::optional<Overrides> overrides;
  if (decide) {
    toml = decide(*document);
    auto text = Buffer::FromBytes(toml, "decisions.toml");
    auto loaded = Overrides::Load(*text, policy);
    EXPECT_TRUE(loaded) << loaded.error().message;
    if (!loaded) return std::nullopt;
    overrides = *std::move(loaded);
  }
  const Overrides* used = overrides ? &*overrides : nullptr;
  auto redaction = Redact(*document, policy, audience, {used, "cable"});
  if (!redaction || redaction->blocked()) return std::nullopt;
  ReleaseOptions options;
  options.stem = "cable";
  options.date = "2026-01-01T00:00:00Z";
  options.sign_key = &key;
  options.overrides = used;
  // What is set on paper is a function of its sheet, so that stands for it.
  const Sheet sheet = DerivativeSheet(*document, redaction->derivative, options.stem, options.date);
  const VaughnIndex index = MakeVaughnIndex(*redaction, *document, policy, used, options.stem, options.date);
  const std::vector<Rendition> renditions = {
      {RenditionKind::kPdf, SheetJson(sheet)},
      {RenditionKind::kHtml, SheetHtml(sheet)},
      {RenditionKind::kIndexCsv, VaughnIndexCsv(index)},
      {RenditionKind::kIndexPdf, SheetJson(VaughnIndexSheet(index))},
      {RenditionKind::kLetter, Letter().Fill(index, policy, *redaction->decisions.audience)}};
  options.renditions = renditions;
  auto files = MakeRelease(*redaction, *document, policy, options);
  EXPECT_TRUE(files);
  if (!files) return std::nullopt;
  return Released{*std::move(document), *std::move(redaction), *std::move(files), std::move(toml)};
}

// What was decided, element by element: the part of a release that noninterference takes as given.
std::string DecisionsOf(const Released& released) {
  std::string dump;
  for (const Decision& decision : released.redaction.decisions.elements) {
    dump += released.document.elements()[decision.element].id() + " " + std::string(Name(decision.outcome));
    for (const std::string& rule : decision.rules) dump += " " + rule;
    for (const std::string& code : decision.codes) dump += " " + code;
    dump += "\n";
  }
  return dump;
}

bool IsWithheld(const Released& released, std::size_t offset) {
  const auto& elements = released.document.elements();
  for (std::size_t i = 0; i < elements.size(); ++i) {
    if (elements[i].span.Contains(offset))
      return released.redaction.decisions.elements[i].outcome == Outcome::kWithhold;
  }
  return false;
}

TEST(ReleaseProperty, NoByteOfAnyFileDependsOnWithheldText) {  // I2
  const auto key = MinisignSecretKey::Generate();
  ASSERT_TRUE(key);
  std::size_t compared = 0;
  std::size_t lengths_differed = 0;
  for (const std::string audience : {"public", "partner"}) {
    const Policy policy = ShippedPolicy("state-" + audience);
    CableGenerator generator(81);
    for (std::size_t i = 0; i < 800; ++i) {
      GeneratedCable cable = generator.Next();
      const auto before = Release(cable.Render(), policy, audience, *key);
      if (!before) continue;
      const std::size_t length = before->document.buffer().text().size();
      for (GeneratedCable::Slot& slot : cable.slots()) {
        if (IsWithheld(*before, slot.begin)) slot.text = generator.Prose(slot);
      }
      const auto after = Release(cable.Render(), policy, audience, *key);
      // Other text may be read as another structure, or be stopped: then other decisions were made.
      if (!after || DecisionsOf(*after) != DecisionsOf(*before)) continue;
      ++compared;
      if (after->document.buffer().text().size() != length) ++lengths_differed;
      ASSERT_EQ(after->files.size(), before->files.size());
      for (std::size_t f = 0; f < before->files.size(); ++f) {
        ASSERT_EQ(after->files[f].name, before->files[f].name);
        ASSERT_EQ(after->files[f].bytes, before->files[f].bytes) << "cable " << i << " for " << audience;
      }
    }
  }
  EXPECT_GE(compared, 200U);
  EXPECT_GE(lengths_differed, 150U);
}

// Decisions files are bound to the text, under a salt of their own. Bound anew to other withheld text, under
// another salt, they give the same files, and neither salt nor binding stands in one.
TEST(ReleaseProperty, BindingsChangeNoByteOfAnyFile) {
  const auto key = MinisignSecretKey::Generate();
  ASSERT_TRUE(key);
  const Policy policy = ShippedPolicy("state-public");
  CableGenerator generator(83);
  std::size_t compared = 0;
  std::size_t masked = 0;
  for (std::size_t i = 0; i < 400; ++i) {
    GeneratedCable cable = generator.Next();
    const auto without = Release(cable.Render(), policy, "public", *key);
    if (!without) continue;
    // Every third of what goes out is withheld, and the beginning of every other third masked.
    std::string entries;
    std::size_t place = i;
    for (const Decision& decision : without->redaction.decisions.elements) {
      const Element element = without->document.elements()[decision.element];
      if (decision.outcome != Outcome::kRelease || !IsPortion(element.kind) ||
          element.continues != kNoElement)
        continue;
      const std::string id = "element = \"" + element.id() + "\"\nreason = \"By hand.\"\n";
      const std::string text(without->document.Text(element.text_span));
      if (++place % 3 == 0) entries += "[[decision]]\naction = \"withhold\"\ncode = \"(b)(6)\"\n" + id;
      if (place % 3 == 1 && text.size() > 8 && text.find_first_of(" \n") > 4)
        entries += "[[mask]]\nspans = [[0, 4]]\nas = \"name\"\ncode = \"(b)(6)\"\n" + id;
    }
    const Decider decide = [&](const Document& document) {
      const std::string mrn = FormatMrn(document.header());
      auto draft = Buffer::FromBytes("schema = \"markings/decisions/1\"\ndocument = \"" +
                                         (mrn.empty() ? "cable.txt" : mrn) + "\"\n" + entries,
                                     "decisions.toml");
      auto bound = BindDecisions(*draft, policy, document, {});
      EXPECT_TRUE(bound) << bound.error().message;
      return bound ? *bound : std::string();
    };
    const auto before = Release(cable.Render(), policy, "public", *key, decide);
    if (!before) continue;
    for (GeneratedCable::Slot& slot : cable.slots()) {
      if (IsWithheld(*before, slot.begin)) slot.text = generator.Prose(slot);
    }
    const auto after = Release(cable.Render(), policy, "public", *key, decide);
    if (!after || DecisionsOf(*after) != DecisionsOf(*before)) continue;
    ++compared;
    masked += entries.contains("[[mask]]") ? 1 : 0;
    ASSERT_NE(after->decisions_file, before->decisions_file);
    ASSERT_EQ(after->files.size(), before->files.size());
    for (std::size_t f = 0; f < before->files.size(); ++f) {
      ASSERT_EQ(after->files[f].bytes, before->files[f].bytes) << "cable " << i;
      for (std::size_t at = 0; (at = before->decisions_file.find("= \"", at)) != std::string::npos; ++at) {
        const std::string value = before->decisions_file.substr(at + 3, 64);
        if (value.find_first_not_of("0123456789abcdef") != std::string::npos) continue;
        ASSERT_FALSE(before->files[f].bytes.contains(value.substr(0, 16))) << "cable " << i;
      }
    }
  }
  EXPECT_GE(compared, 100U);
  EXPECT_GE(masked, 25U);
}

// The beginnings of a text's digests, in hexadecimal and base64: a shortened digest is one too.
std::vector<std::string> Digests(const std::string& text) {
  std::vector<std::string> digests;
  for (const EVP_MD* kind :
       {EVP_sha256(), EVP_sha512(), EVP_sha1(), EVP_md5(), EVP_blake2b512(), EVP_sha3_256()}) {
    std::array<unsigned char, EVP_MAX_MD_SIZE> bytes{};
    unsigned int size = 0;
    EXPECT_EQ(EVP_Digest(text.data(), text.size(), bytes.data(), &size, kind, nullptr), 1);
    std::string hex;
    for (unsigned int i = 0; i < 8; ++i) {
      constexpr std::string_view kHex = "0123456789abcdef";
      hex += kHex[bytes[i] >> 4U];
      hex += kHex[bytes[i] & 15U];
    }
    digests.push_back(hex);
    std::array<unsigned char, EVP_MAX_MD_SIZE * 2> base64{};
    EVP_EncodeBlock(base64.data(), bytes.data(), static_cast<int>(size));
    digests.emplace_back(base64.begin(), base64.begin() + 12);
  }
  return digests;
}

TEST(ReleaseProperty, NoFileHoldsADigestOfAnythingWithheld) {  // I8
  const auto key = MinisignSecretKey::Generate();
  ASSERT_TRUE(key);
  const Policy policy = ShippedPolicy("state-public");
  CableGenerator generator(82);
  std::size_t looked_for = 0;
  for (std::size_t i = 0; i < 300; ++i) {
    const auto released = Release(generator.Next().Render(), policy, "public", *key);
    if (!released) continue;
    std::string published;
    for (const OutputFile& file : released->files) published += file.bytes;
    std::vector<std::string> secrets = {std::string(released->document.buffer().text())};
    for (const Decision& decision : released->redaction.decisions.elements) {
      if (decision.outcome != Outcome::kWithhold) continue;
      const Element element = released->document.elements()[decision.element];
      secrets.emplace_back(released->document.Text(element.span));
      secrets.emplace_back(released->document.Text(element.text_span));
      secrets.push_back(released->document.UnitText(decision.element));
    }
    for (const std::string& secret : secrets) {
      for (const std::string& digest : Digests(secret)) {
        EXPECT_FALSE(published.contains(digest)) << "cable " << i;
        ++looked_for;
      }
    }
  }
  EXPECT_GE(looked_for, 3000U);
}

}  // namespace
}  // namespace markings
