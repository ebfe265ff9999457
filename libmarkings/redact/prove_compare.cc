// What must be the same in a redraw before derivatives can be compared, and that comparison.

#include <algorithm>
#include <optional>
#include <ranges>
#include <string>
#include <vector>

#include "libmarkings/cable/document_days.h"
#include "libmarkings/policy/rule_trace.h"
#include "libmarkings/redact/internal/prove_with.h"

namespace markings::internal {
namespace {

std::vector<std::size_t> All(const std::vector<Stretch>& stretches) {
  std::vector<std::size_t> all;
  for (std::size_t i = 0; i < stretches.size(); ++i) {
    if (stretches[i].drawn()) all.push_back(i);
  }
  return all;
}

// The reference stands in a field of some forms, and a derivative shows it. Those that hold it are to blame,
// or any line of the header.
std::vector<std::size_t> HoldersOfReference(const Document& document, const std::vector<Stretch>& stretches) {
  std::vector<std::size_t> holders;
  std::vector<std::size_t> headers;
  const auto& mrn = document.header().mrn;
  for (const std::size_t i : All(stretches)) {
    const ElementKind kind = document.elements()[stretches[i].element].kind;
    if (mrn && document.Text(stretches[i].span).find(mrn->serial) != std::string_view::npos)
      holders.push_back(i);
    if (kind == ElementKind::kField || kind == ElementKind::kHeader || kind == ElementKind::kNote)
      headers.push_back(i);
  }
  if (!holders.empty()) return holders;
  return headers.empty() ? All(stretches) : headers;
}

// The document's mark stands in notes and fields of some forms.
std::vector<std::size_t> HoldersOfMark(const Document& document, const std::vector<Stretch>& stretches) {
  std::vector<std::size_t> holders;
  for (const std::size_t i : All(stretches)) {
    const ElementKind kind = document.elements()[stretches[i].element].kind;
    if (kind == ElementKind::kSourceNote || kind == ElementKind::kField ||
        kind == ElementKind::kReviewMarking || kind == ElementKind::kReleaseBanner)
      holders.push_back(i);
  }
  return holders.empty() ? All(stretches) : holders;
}

// Adds those that hold the days which rules ask for of an element: the lines of its message, or, outside
// messages, all that say a day.
void AddHoldersOfDays(const Policy& policy, const Document& document, std::size_t element,
                      const std::vector<Stretch>& stretches, std::vector<std::size_t>& to) {
  const bool declassified = std::ranges::any_of(policy.rules(), [](const Rule& rule) {
    return std::ranges::find(rule.conditions, Condition::Op::kDeclassified, &Condition::op) !=
           rule.conditions.end();
  });
  const std::vector<std::size_t> with_days = ElementsWithDays(document);
  const std::size_t message = document.MessageOf(element);
  const std::size_t before = to.size();
  for (const std::size_t i : All(stretches)) {
    const Element part = document.elements()[stretches[i].element];
    const std::size_t head = part.continues == kNoElement ? part.index : part.continues;
    if (!std::ranges::binary_search(with_days, head)) continue;
    const bool of_header = part.kind == ElementKind::kHeader || part.kind == ElementKind::kField;
    if (of_header ? message == kNoElement || document.MessageOf(head) == message : declassified)
      to.push_back(i);
  }
  if (to.size() == before) to = All(stretches);
}

// Where the element that one belongs to begins, in the text of its document.
std::size_t BeginOf(const Document& document, std::size_t element) {
  return element == kNoElement ? kNoElement : document.elements()[element].span.begin;
}

bool SameMark(const Element& a, const Element& b) {
  return a.mark_known == b.mark_known && a.mark_origin == b.mark_origin &&
         (!a.mark_known || a.marking() == b.marking());
}

// With `inherited`: marks that are not an element's own too.
bool SameElement(const Document& first, const Element& a, const Document& again, const Element& b,
                 const Rendering& rendering, bool inherited) {
  const auto same_link = [&](std::size_t x, std::size_t y) {
    const std::size_t begin = BeginOf(first, x);
    return (begin == kNoElement ? kNoElement : rendering.At(begin)) == BeginOf(again, y);
  };
  return a.kind == b.kind && b.span == rendering.At(a.span) &&
         (a.kind == ElementKind::kBlank || b.text_span.size() == rendering.TextAt(a).size()) &&
         (b.text_span.empty() || b.text_span == rendering.TextAt(a)) &&
         a.label_span.size() == b.label_span.size() && a.number == b.number &&
         a.number_repaired == b.number_repaired && a.marking_span.size() == b.marking_span.size() &&
         a.marking_status == b.marking_status && (!inherited || SameMark(a, b)) &&
         same_link(a.parent, b.parent) && same_link(a.continues, b.continues) &&
         same_link(a.section, b.section);
}

bool SameMasks(const Decision& a, const Decision& b, const Rendering& rendering) {
  if (a.masks.size() != b.masks.size()) return false;
  const std::vector<Span> spans = rendering.MasksAt(a.element, a.masks);
  for (std::size_t i = 0; i < spans.size(); ++i) {
    const MaskSpan& x = a.masks[i];
    const MaskSpan& y = b.masks[i];
    const bool same = y.span == spans[i] && x.as == y.as && x.codes == y.codes && x.rule == y.rule &&
                      x.continued == y.continued;
    if (!same) return false;
  }
  return true;
}

bool SameDecision(const Decision& a, const Decision& b) {
  return a.outcome == b.outcome && a.rules == b.rules && a.codes == b.codes && a.statute == b.statute &&
         a.reason == b.reason && a.pending == b.pending && a.overridden == b.overridden &&
         a.mark_known == b.mark_known && (!a.mark_known || a.marking == b.marking);
}

bool Shows(const Decision& decision) {
  return decision.outcome == Outcome::kRelease || decision.outcome == Outcome::kMask;
}

bool SameUnit(const Unit& a, const Unit& b) {
  return a.id == b.id && a.outcome == b.outcome && a.amount == b.amount && a.codes == b.codes &&
         a.rules == b.rules && a.overridden == b.overridden;
}

// Pieces as far as they are a function of what is released: a blank between two kept pieces of an element is
// one that was kept or one that a line break became, which is where the source broke its lines.
std::vector<Piece> Joined(const Derivative& derivative) {
  std::vector<Piece> joined;
  for (std::size_t i = 0; i < derivative.pieces.size(); ++i) {
    Piece piece = derivative.pieces[i];
    if (piece.element != kNoElement && Slice(derivative.text, piece.span) == " ")
      piece.kind = Piece::Kind::kKept;
    const bool goes_on =
        !joined.empty() && joined.back().kind == piece.kind && joined.back().element == piece.element;
    if (goes_on) {
      joined.back().span.end = piece.span.end;
    } else {
      joined.push_back(piece);
    }
  }
  return joined;
}

bool SamePiece(const Piece& a, const Piece& b) {
  return a.kind == b.kind && a.span == b.span && a.element == b.element;
}

}  // namespace

Mismatch CompareStructure(const Document& first, const Document& again, const Rendering& rendering,
                          const std::vector<Stretch>& stretches) {
  Mismatch mismatch;
  const bool overall = first.overall_known() == again.overall_known() && first.overall() == again.overall() &&
                       first.has_unknown_caption() == again.has_unknown_caption();
  std::size_t j = 0;
  for (const Element a : first.elements()) {
    const std::size_t begin = rendering.At(a.span.begin);
    while (j < again.elements().size() && again.elements()[j].span.begin < begin) ++j;
    if (j < again.elements().size() && SameElement(first, a, again, again.elements()[j], rendering, overall))
      continue;
    // That of the element itself, or what stands before it: nothing else that was drawn is nearer. One that
    // stands as it was is not to blame again.
    std::size_t guilty = rendering.StretchBefore(a.span.end - 1);
    while (guilty != kNoElement && guilty > 0 && !stretches[guilty].drawn()) --guilty;
    mismatch.other = true;
    if (guilty == kNoElement || !stretches[guilty].drawn()) {
      mismatch.stretches = All(stretches);
      return mismatch;
    }
    if (mismatch.stretches.empty() || mismatch.stretches.back() != guilty)
      mismatch.stretches.push_back(guilty);
  }
  if (mismatch.other) return mismatch;
  if (first.elements().size() != again.elements().size()) {
    mismatch.other = true;
    mismatch.stretches = All(stretches);
    return mismatch;
  }
  const bool reference = FormatMrn(first.header()) == FormatMrn(again.header());
  mismatch.other = !overall || !reference;
  if (!overall) {
    mismatch.stretches = HoldersOfMark(first, stretches);
  } else if (!reference) {
    mismatch.stretches = HoldersOfReference(first, stretches);
  }
  return mismatch;
}

Mismatch CompareDecisions(const Policy& policy, const Redacted& first, const Redacted& again,
                          const Rendering& rendering, const std::vector<Stretch>& stretches) {
  Mismatch mismatch;
  std::optional<bool> same_days;  // asked where a decision differs
  for (const Decision& a : first.decisions.elements) {
    const Decision& b = again.decisions.elements[a.element];
    if (SameDecision(a, b) && SameMasks(a, b, rendering)) continue;
    const std::size_t own = first.document.elements()[a.element].continues;
    const std::size_t head = own == kNoElement ? a.element : own;
    // A rule may look at the text, and a mask at what is shown: then that is asked for. Else nothing of a
    // decision may change with withheld text, but what a rule on dates makes of the days of the header.
    if (!same_days) {
      same_days = DateAnswers(policy, first.document, first.decisions) ==
                  DateAnswers(policy, again.document, again.decisions);
    }
    if (!*same_days) {
      mismatch.other = true;
      AddHoldersOfDays(policy, first.document, a.element, stretches, mismatch.stretches);
      return mismatch;
    }
    const bool masks = Shows(a) && Shows(b);
    const Audience& audience = *first.decisions.audience;
    if (!masks && TextConditions(policy, audience, first.document.UnitText(head)) ==
                      TextConditions(policy, audience, again.document.UnitText(head))) {
      // (What is above it may be to blame: a parent's decision.)
      if (!mismatch.other) mismatch.decision = a.element;
      mismatch.other = true;
      return mismatch;
    }
    mismatch.other = true;
    const std::size_t guilty = rendering.StretchBefore(first.document.elements()[a.element].span.end - 1);
    if (guilty != kNoElement && stretches[guilty].drawn()) {
      mismatch.stretches.push_back(guilty);
    } else {
      mismatch.stretches = All(stretches);
      return mismatch;
    }
  }
  return mismatch;
}

std::optional<DerivativeDifference> CompareDerivatives(const Derivative& first, const Derivative& again) {
  if (first.text != again.text) {
    const auto [at, other] = std::ranges::mismatch(first.text, again.text);
    return DerivativeDifference{ProofDifference::What::kText,
                                static_cast<std::size_t>(at - first.text.begin())};
  }
  const std::vector<Piece> pieces = Joined(first);
  const std::vector<Piece> pieces_again = Joined(again);
  const auto [piece, other] = std::ranges::mismatch(pieces, pieces_again, SamePiece);
  if (piece != pieces.end() || other != pieces_again.end()) {
    const std::size_t offset = piece != pieces.end() ? piece->span.begin : 0;
    return DerivativeDifference{ProofDifference::What::kRecord, offset};
  }
  const bool same = first.stamp == again.stamp && first.banner == again.banner &&
                    first.banner_line == again.banner_line && first.codes == again.codes &&
                    std::ranges::equal(first.units, again.units, SameUnit);
  if (!same) return DerivativeDifference{ProofDifference::What::kRecord, 0};
  return std::nullopt;
}

}  // namespace markings::internal
