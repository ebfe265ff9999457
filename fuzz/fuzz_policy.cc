// Any text as a policy, and as a decisions file: a fault has its place within the text, and what loads can be
// linted and applied: nothing goes out above an audience's clearance.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "fuzz/require.h"
#include "libmarkings/marking/lattice.h"
#include "libmarkings/policy/decision.h"
#include "libmarkings/policy/decisions_file.h"
#include "libmarkings/policy/lint.h"
#include "libmarkings/policy/overrides.h"
#include "libmarkings/policy/policy.h"

namespace {

using markings::Document;
using markings::Outcome;
using markings::Policy;

constexpr char kCable[] = R"(UNCLAS SECTION 01 OF 02 KALVOR 000123

SIPDIS
SENSITIVE

STATE FOR EUR/NBX (T. LINDQVIST)

E.O. 13526: N/A

TAGS: PGOV, CVIS

SUBJECT: DOCK CLERK ASKS FOR HELP

1. (SBU) SUMMARY: A clerk named Tamas Relk (protect) asked for

KALVOR 00000123  002 OF 002

help at +999 55 1234. END SUMMARY.

   a. The clerk was pale.

   b. (C//NF) The dock is closed.

COMMENT
-------

2. (U) The lighthouse law passed.

3. Nobody objected.

WREN

NNNN
)";

const Document& TheCable() {
  static const Document document = [] {
    auto buffer = markings::Buffer::FromBytes(kCable, "cable.txt");
    Require(buffer.has_value());
    auto parsed = Document::Parse(*std::move(buffer), *markings::Vocabulary::ForRegime("state"));
    Require(parsed.has_value());
    return *std::move(parsed);
  }();
  return document;
}

const Policy& ThePolicy() {
  static const Policy policy = [] {
    auto buffer = markings::Buffer::FromBytes(
        "schema = \"markings/policy/1\"\nname = \"f\"\nversion = \"1\"\n[audiences]\nx = { title = \"X\", "
        "clears = "
        "\"U\" }\n[exemptions]\n\"(b)(6)\" = { title = \"Privacy\" }\n[[rule]]\nid = \"a\"\nrelease = "
        "\"x\"\nwhen = { "
        "at_most = \"U\" }\nreason = \"U\"\n",
        "policy.toml");
    Require(buffer.has_value());
    auto loaded = Policy::Load(*buffer);
    Require(loaded.has_value());
    return *std::move(loaded);
  }();
  return policy;
}

void CheckError(const markings::Error& error, std::string_view text) {
  Require(error.where.begin <= error.where.end && error.where.end <= text.size());
  Require(!error.message.empty() && !error.fix.empty());
  Require(error.message.find('\n') == std::string::npos);
}

void CheckDecisions(const Policy& policy, const markings::Audience& audience) {
  const Document& document = TheCable();
  const auto decisions = Decide(policy, audience.id, document, nullptr);
  // (A policy of another vocabulary decides nothing about it.)
  if (policy.vocabulary().source_text() != document.vocabulary().source_text())
    return Require(!decisions.has_value());
  Require(decisions.has_value());
  for (std::size_t i = 0; i < decisions->elements.size(); ++i) {
    const markings::Decision& decision = decisions->elements[i];
    const markings::Element& element = document.elements()[i];
    Require(decision.element == i && !decision.rules.empty() && !decision.reason.empty());
    const bool out = decision.outcome == Outcome::kRelease || decision.outcome == Outcome::kMask;
    if (out && IsPortion(element.kind)) {
      Require(element.mark_known && Dominates(document.vocabulary(), audience.clears, element.marking()));
    }
    std::size_t end = element.text_span.begin;
    for (const markings::MaskSpan& mask : decision.masks) {
      Require(mask.span.begin >= end && mask.span.end > mask.span.begin);
      Require(mask.span.end <= element.text_span.end);
      end = mask.span.end;
    }
  }
}

// What binds binds: the file that is made loads and fits, carried to the same cable or merged with itself it
// says the same.
void CheckDecisionsFile(const markings::Buffer& toml) {
  const auto draft = markings::Overrides::LoadDraft(toml, ThePolicy());
  if (!draft) return CheckError(draft.error(), toml.text());
  const auto checked = CheckDecisions(*draft, ThePolicy(), TheCable());
  if (!checked) return CheckError(checked.error(), toml.text());
  const auto bound = BindDecisions(toml, ThePolicy(), TheCable(), {});
  if (!bound) {
    Require(bound.error().code != markings::ErrorCode::kInternal);
    return CheckError(bound.error(), toml.text());
  }
  const auto text = markings::Buffer::FromBytes(*bound, "bound.toml");
  Require(text.has_value());
  const auto again = BindDecisions(*text, ThePolicy(), TheCable(), {});
  Require(again && *again == *bound);
  const auto carried = CarryDecisions(*text, ThePolicy(), TheCable(), TheCable());
  Require(carried && carried->unmatched() <= carried->entries.size());
  if (carried->unmatched() == 0) Require(carried->text == *bound);
  const auto merged = MergeDecisions(*text, *text, ThePolicy(), {.document = &TheCable(), .strictest = true});
  if (merged) {
    Require(merged->conflicts.empty() && merged->text == *bound);
  } else {
    Require(merged.error().code != markings::ErrorCode::kInternal);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr std::size_t kEnough = std::size_t{1} << 16U;
  if (size > kEnough) return 0;
  std::string bytes;
  for (std::size_t i = 0; i < size; ++i) bytes += static_cast<char>(data[i]);
  const auto buffer = markings::Buffer::FromBytes(bytes, "policy.toml");
  if (!buffer) return 0;

  CheckDecisionsFile(*buffer);
  const auto overrides = markings::Overrides::Load(*buffer, ThePolicy());
  if (!overrides) {
    CheckError(overrides.error(), buffer->text());
  } else {
    const auto decided = Decide(ThePolicy(), "x", TheCable(), &*overrides);
    if (!decided) CheckError(decided.error(), buffer->text());
  }

  const auto policy = Policy::Load(*buffer);
  if (!policy) {
    CheckError(policy.error(), buffer->text());
    return 0;
  }
  for (const markings::LintFinding& finding : Lint(*policy)) {
    Require(finding.where.end <= buffer->text().size() && !finding.fix.empty());
  }
  for (const markings::Audience& audience : policy->audiences()) CheckDecisions(*policy, audience);
  return 0;
}
