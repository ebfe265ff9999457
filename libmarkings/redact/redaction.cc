#include "libmarkings/redact/redaction.h"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_set>
#include <utility>

namespace markings {
namespace {

// All that goes out beside the derivative, in the file's name or in the manifest, written by a person.
std::vector<OutgoingText> Outgoing(const Policy& policy, const Decisions& decisions,
                                   const RedactOptions& options) {
  std::vector<OutgoingText> texts;
  const auto add = [&](std::string place, const std::string& text) {
    if (!text.empty()) texts.push_back({std::move(place), text});
  };
  add(std::string(kFileNamePlace), options.file_stem);
  const Audience& audience = *decisions.audience;
  add("audience:title", audience.title);
  add("audience:stamp",
      decisions.audience->stamp_full + ". " + audience.stamp_part + ". " + audience.stamp_none);
  add("policy:name", policy.name());
  add("policy:version", policy.version());
  for (std::size_t i = 0; i < policy.rules().size(); ++i) {
    const Rule& rule = policy.rules()[i];
    const std::string place = "rule" + std::to_string(i + 1);
    add(place + ":id", rule.id);
    add(place + ":as", rule.as);
    for (const auto& [kind, word] : rule.as_kind) {
      add(fmt::format("{}:as:{}", place, Name(kind)), word);
    }
    add(place + ":statute", rule.statute);
  }
  texts.insert(texts.end(), options.outgoing.begin(), options.outgoing.end());
  if (options.overrides == nullptr) return texts;
  const Overrides& overrides = *options.overrides;
  for (const auto* list : {&overrides.decisions, &overrides.masks}) {
    for (std::size_t i = 0; i < list->size(); ++i) {
      const Override& decision = (*list)[i];
      // (An element may have several [[mask]].)
      const std::string place =
          list == &overrides.masks ? "mask" + std::to_string(i + 1) : "override:" + decision.element;
      add(place + ":reason", decision.reason);
      add(place + ":authority", decision.authority);
      add(place + ":date", decision.date);
      add(place + ":as", decision.as);
      add(place + ":statute", decision.statute);
    }
  }
  for (const Waiver& waiver : overrides.waivers) {
    const std::string place = "waiver:" + waiver.finding;
    add(place + ":reason", waiver.reason);
    add(place + ":authority", waiver.authority);
    add(place + ":date", waiver.date);
  }
  add("document-mark:reason", overrides.document_mark_reason);
  add("document-mark:authority", overrides.document_mark_authority);
  if (overrides.code_for_pending) {
    add("code:reason", overrides.code_for_pending->reason);
    add("code:authority", overrides.code_for_pending->authority);
  }
  return texts;
}

// A waiver that names no finding was written for another text: what it was meant for may have moved.
Result<void> CheckWaivers(const Overrides& overrides, const std::vector<ResidualFinding>& findings) {
  std::unordered_set<std::string_view> ids;
  for (const ResidualFinding& finding : findings) ids.insert(finding.id);
  for (const Waiver& waiver : overrides.waivers) {
    if (ids.contains(waiver.finding)) continue;
    return Fail(ErrorCode::kBadOverrides, waiver.where, "a waiver names no finding of this document",
                "take it out, or name a finding that `markings redact` prints");
  }
  return {};
}

}  // namespace

bool Redaction::blocked() const {
  return stop_pending ||
         std::ranges::any_of(findings, [](const ResidualFinding& finding) { return !finding.waived; });
}

Result<Redaction> Redact(const Document& document, const Policy& policy, std::string_view audience,
                         const RedactOptions& options) {
  if (options.overrides != nullptr) {
    if (auto fits = options.overrides->CheckFits(document); !fits)
      return std::unexpected(std::move(fits).error());
  }
  Redaction redaction;
  auto decisions = Decide(policy, audience, document, options.overrides, options.as_of);
  if (!decisions) return std::unexpected(std::move(decisions).error());
  redaction.decisions = *std::move(decisions);
  auto derivative = BuildDerivative(document, redaction.decisions);
  if (!derivative) return std::unexpected(std::move(derivative).error());
  redaction.derivative = *std::move(derivative);
  const std::vector<OutgoingText> outgoing = Outgoing(policy, redaction.decisions, options);
  redaction.findings =
      FindResidual(document, policy, redaction.decisions, redaction.derivative, outgoing, options.overrides);
  if (options.overrides != nullptr) {
    if (auto waivers = CheckWaivers(*options.overrides, redaction.findings); !waivers) {
      return std::unexpected(std::move(waivers).error());
    }
  }
  redaction.stop_pending = policy.no_code() == NoCode::kStop && !redaction.decisions.pending.empty();
  return redaction;
}

}  // namespace markings
