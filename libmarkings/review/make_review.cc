#include <algorithm>
#include <memory>
#include <string>
#include <unordered_set>
#include <utility>
#include <vector>

#include "libmarkings/policy/decision.h"
#include "libmarkings/review/review_page.h"

namespace markings {
namespace {

// The head of the unit that holds a byte.
std::size_t UnitAt(const Document& document, std::size_t offset) {
  const ElementList& elements = document.elements();
  std::size_t low = 0, high = elements.size();
  while (low < high) {
    const std::size_t middle = low + (high - low) / 2;
    (elements[middle].span.begin <= offset ? low : high) =
        elements[middle].span.begin <= offset ? middle + 1 : middle;
  }
  if (low == 0) return kNoElement;
  const Element element = elements[low - 1];
  return element.continues == kNoElement ? element.index : element.continues;
}

// A mark that nothing stands above: its level and every control that goes with it.
Marking Highest(const Vocabulary& vocabulary) {
  Marking mark;
  mark.level = vocabulary.levels().empty() ? 0 : vocabulary.levels().size() - 1;
  return mark;
}

// What stands in for decisions that are missing.
void AddStandIns(const Document& document, Overrides& overrides, Review& review) {
  std::unordered_set<std::string> decided;
  for (const Override& decision : overrides.decisions) decided.insert(decision.element);
  for (const Diagnostic& diagnostic : document.diagnostics()) {
    if (!Info(diagnostic.code).in_doubt) continue;
    const std::size_t unit = UnitAt(document, diagnostic.where.begin);
    if (unit == kNoElement || !IsPortion(document.elements()[unit].kind)) {
      review.document_in_doubt = review.document_in_doubt || !overrides.document_mark;
      continue;
    }
    std::string id = document.elements()[unit].id();
    if (!decided.insert(id).second) continue;
    Override stand_in;
    stand_in.element = std::move(id);
    stand_in.action = Override::Action::kWithhold;
    overrides.decisions.push_back(std::move(stand_in));
    review.in_doubt.push_back(unit);
  }
  std::ranges::sort(review.in_doubt);
  if (!review.document_in_doubt) return;
  overrides.document_mark = Highest(document.vocabulary());
  // It raises, and nothing is let out by it: no two persons are needed, where the policy asks for them.
  overrides.document_mark_authority = "nobody; yet";
}

}  // namespace

bool Review::blocked() const { return redaction.blocked() || document_in_doubt || !in_doubt.empty(); }

Result<Review> MakeReview(const Document& document, const Policy& policy, std::string_view audience,
                          const RedactOptions& options) {
  Review review;
  auto overrides = options.overrides == nullptr ? std::make_shared<Overrides>()
                                                : std::make_shared<Overrides>(*options.overrides);
  AddStandIns(document, *overrides, review);
  RedactOptions how = options;
  how.overrides = overrides.get();
  const std::vector<Waiver> waivers = std::exchange(overrides->waivers, {});
  auto redaction = Redact(document, policy, audience, how);
  if (redaction && !waivers.empty()) {
    // What a waiver says goes out as well, so those that hold are looked at with the rest.
    for (const Waiver& waiver : waivers) {
      const bool holds = std::ranges::any_of(
          redaction->findings, [&](const ResidualFinding& finding) { return finding.id == waiver.finding; });
      (holds ? overrides->waivers : review.stale_waivers).push_back(waiver);
    }
    if (!overrides->waivers.empty()) redaction = Redact(document, policy, audience, how);
  }
  if (!redaction) return std::unexpected(std::move(redaction).error());
  review.redaction = *std::move(redaction);
  review.overrides = std::move(overrides);
  return review;
}

}  // namespace markings
