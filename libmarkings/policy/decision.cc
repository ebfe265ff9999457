// How a decision is made. Everything starts withheld. What bars a release is looked at first (a mark nobody
// can read, an unknown caption, the audience's clearance, a withhold rule); only then the release rules; then
// masks. No step looks at the order of rules.

#include "libmarkings/policy/decision.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <re2/re2.h>

#include <algorithm>
#include <ranges>
#include <unordered_map>

#include "libmarkings/marking/rollup.h"
#include "libmarkings/policy/internal/condition.h"
#include "libmarkings/policy/internal/entities.h"
#include "libmarkings/policy/internal/grounds.h"
#include "libmarkings/policy/internal/masks.h"
#include "libmarkings/policy/internal/officers.h"
#include "libmarkings/policy/internal/verdicts.h"

namespace markings {
namespace {

constexpr std::string_view kApparatus = "apparatus";

std::vector<std::string> Sorted(std::vector<std::string> codes) {
  std::ranges::sort(codes);
  return codes;
}

// What a derivative has its own of, or no place for.
bool IsComputed(ElementKind kind) {
  switch (kind) {
    case ElementKind::kBanner:
    case ElementKind::kCaption:
    case ElementKind::kContinuation:
    case ElementKind::kBlank:
    case ElementKind::kDistribution:
    case ElementKind::kReleaseBanner:
    case ElementKind::kReviewMarking:
      return true;
    default:
      return false;
  }
}

// The rules that speak of an audience, by their ids: what comes first in a decision does not hang on the
// order in which rules are written.
std::vector<const Rule*> RulesFor(const Policy& policy, const Audience& audience) {
  std::vector<const Rule*> rules;
  for (const Rule& rule : policy.rules()) {
    if (std::ranges::find(rule.audiences, audience.id) != rule.audiences.end()) rules.push_back(&rule);
  }
  std::ranges::sort(rules, {}, [](const Rule* rule) -> const std::string& { return rule->id; });
  return rules;
}

std::vector<std::string> SectionNames(const std::vector<const Rule*>& rules) {
  std::vector<std::string> names;
  for (const Rule* rule : rules) internal::AddSections(*rule, names);
  return names;
}

EntityKinds KindsAskedFor(const std::vector<const Rule*>& rules) {
  EntityKinds kinds;
  for (const Rule* rule : rules) kinds.Add(internal::KindsAskedFor(*rule));
  return kinds;
}

EntityKinds KindsMasked(const std::vector<const Rule*>& rules) {
  EntityKinds kinds;
  for (const Rule* rule : rules) kinds.Add(rule->find);
  return kinds;
}

class Decider {
 public:
  Decider(const Policy& policy, const Audience& audience, const Document& document,
          const Overrides* overrides, AsOf as_of)
      : policy_(policy),
        audience_(audience),
        document_(document),
        rules_(RulesFor(policy, audience)),
        texts_(document),
        sections_(document, texts_, SectionNames(rules_)),
        set_(policy.pattern_sets().For(audience.id, rules_, document.buffer().text().size())),
        verdicts_(document, sections_, rules_, set_.get()),
        finds_(KindsAskedFor(rules_)),
        masks_(KindsMasked(rules_)),
        book_(document.has_unknown_caption()) {
    decisions_.as_of = dates_.as_of = as_of;
    if (std::ranges::any_of(rules_, [](const Rule* rule) { return internal::AsksForDates(*rule); }))
      dates_.days = DaysOf(document);
    if (overrides == nullptr) return;
    overrides_ = overrides;
    for (const Override& one : overrides->decisions) by_element_.emplace(document.Find(one.element), &one);
    for (const auto* list : {&overrides->decisions, &overrides->masks}) {
      for (const Override& one : *list) {
        if (!one.spans.empty()) officer_masks_[document.Find(one.element)].push_back(&one);
      }
    }
  }

  Result<Decisions> Run() {
    if (auto code = CheckCodeForPending(); !code) return std::unexpected(code.error());
    if (auto doubt = CheckDoubts(); !doubt) return std::unexpected(doubt.error());
    decisions_.audience = &audience_;
    decisions_.elements.resize(document_.elements().size());
    for (std::size_t i = 0; i < document_.elements().size(); ++i) {
      Decision& decision = decisions_.elements[i];
      decision.element = i;
      if (IsComputed(document_.elements().KindAt(i))) {
        decision.outcome = Outcome::kDrop;
        decision.rules = apparatus_;
        decision.reason = computed_;
      } else if (auto decided = Decide(i, decision); !decided) {
        return std::unexpected(decided.error());
      }
    }
    MaskUnits();
    for (const auto& [part, head] : parts_) GoWithUnit(part, head);
    // An underline goes with its heading, which stands before it; under a masked one its length would tell.
    for (const auto& [underline, heading] : underlines_) {
      const bool out = heading != kNoElement && decisions_.elements[heading].outcome == Outcome::kRelease;
      Set(decisions_.elements[underline], out ? Outcome::kRelease : Outcome::kDrop, kApparatus,
          "an underline goes with its heading");
    }
    NoteOpen();
    return std::move(decisions_);
  }

 private:
  // (Most elements that bear no mark are alike in this.)
  void Set(Decision& decision, Outcome outcome, std::string_view rule, std::string_view reason) {
    decision.outcome = outcome;
    decision.rules = rule == kApparatus ? apparatus_ : SharedList<std::string>{std::string(rule)};
    decision.reason = book_.Reason(reason);
  }

  const Override* OverrideOf(std::size_t index) const {
    const auto found = by_element_.find(index);
    return found == by_element_.end() ? nullptr : found->second;
  }

  bool DocumentMarked() const { return overrides_ != nullptr && overrides_->document_mark.has_value(); }

  // Codes of a decisions file are checked on loading; this one comes from a command line.
  Result<void> CheckCodeForPending() const {
    if (overrides_ == nullptr || !overrides_->code_for_pending) return {};
    const CodeForPending& given = *overrides_->code_for_pending;
    const auto known = std::ranges::find(policy_.exemptions(), given.code, &Exemption::code);
    if (known == policy_.exemptions().end()) {
      return Fail(ErrorCode::kBadOverrides, {}, "the code for pending elements is no exemption of the policy",
                  "use a code that the policy defines under [exemptions]");
    }
    if (known->needs_statute) {
      return Fail(ErrorCode::kBadOverrides, {}, fmt::format("{} needs a statute", given.code),
                  "decide the elements in a decisions file, with statute = \"...\"");
    }
    if (given.reason.empty() || given.authority.empty()) {
      return Fail(ErrorCode::kBadOverrides, {}, "a code for pending elements needs a reason and an authority",
                  "give both");
    }
    return {};
  }

  // The first thing that leaves the protection in doubt and that nobody has settled.
  Result<void> CheckDoubts() const {
    for (const Diagnostic& diagnostic : document_.diagnostics()) {
      if (!Info(diagnostic.code).in_doubt) continue;
      const std::size_t index = ElementAt(diagnostic.where.begin);
      const bool of_portion = index != kNoElement && IsPortion(document_.elements()[index].kind);
      if (of_portion ? OverrideOf(index) != nullptr : DocumentMarked()) continue;
      const std::string way_out =
          of_portion ? fmt::format("mend the mark, or decide element '{}' in the overrides",
                                   document_.elements()[index].id())
                     : std::string("mend the line, or settle it with [document_mark] in the overrides");
      return Fail(ErrorCode::kInDoubt, diagnostic.where, std::string(Info(diagnostic.code).meaning), way_out);
    }
    return {};
  }

  // The head of the unit that holds a byte.
  std::size_t ElementAt(std::size_t offset) const {
    const ElementList& elements = document_.elements();
    const auto indices = std::views::iota(std::size_t{0}, elements.size());
    const auto after = std::ranges::partition_point(
        indices, [&](std::size_t index) { return elements[index].span.begin <= offset; });
    if (after == indices.begin()) return kNoElement;
    const Element element = elements[*after - 1];
    return element.continues == kNoElement ? element.index : element.continues;
  }

  // What the officer says the document is, and never less than what can be read: a readable class line,
  // known captions and the portions' own marks still count.
  Marking MarkByOfficer() const {
    const Vocabulary& vocabulary = document_.vocabulary();
    std::vector<Marking> marks = {*overrides_->document_mark};
    if (document_.any_portion_marked()) AddMark(marks, document_.roll_up());
    const bool contradicted = std::ranges::any_of(document_.diagnostics(), [](const Diagnostic& diagnostic) {
      return diagnostic.code == DiagnosticCode::kContradictoryBanners;
    });
    if (document_.banner_status() == MarkingStatus::kValid && !contradicted) {
      AddMark(marks, document_.banner());
    }
    for (const Header::Caption& caption : document_.header().captions) {
      if (const auto known = vocabulary.FindCaption(caption.name)) {
        AddMark(marks, {0, vocabulary.captions()[*known].controls});
      }
    }
    return RollUp(vocabulary, marks);
  }

  void FindMark(const Element& element, Decision& decision) {
    decision.marking = element.marking();
    decision.mark_known = element.mark_known;
    const bool from_document = element.mark_origin == MarkOrigin::kDocument ||
                               element.mark_origin == MarkOrigin::kMessage ||
                               element.mark_origin == MarkOrigin::kNone;
    if (from_document && DocumentMarked()) {
      if (!by_officer_) by_officer_ = MarkByOfficer();
      decision.marking = *by_officer_;
      decision.mark_known = true;
    } else if (element.mark_origin == MarkOrigin::kNone) {
      decision.mark_known = false;
      if (policy_.unmarked() == Unmarked::kBanner && document_.banner_status() == MarkingStatus::kValid &&
          document_.overall_known()) {
        decision.marking = document_.overall();
        decision.mark_known = true;
      }
    }
  }

  Result<void> Decide(std::size_t index, Decision& decision) {
    const Element element = document_.elements()[index];
    if (element.kind == ElementKind::kUnderline) {
      underlines_.emplace_back(index, element.parent);
      return {};
    }
    if (element.continues != kNoElement) {  // goes as its unit goes
      parts_.emplace_back(index, element.continues);
      return {};
    }
    const internal::Subject subject = SubjectOf(element);
    if (!IsPortion(element.kind)) {
      DecideApparatus(subject, decision);
      return {};
    }
    FindMark(element, decision);
    if (NeverReleased(element.kind)) return WithholdUnseen(index, decision);
    if (const Override* one = OverrideOf(index)) return ApplyOverride(subject, *one, decision);
    DecidePortion(subject, decision);
    return {};
  }

  internal::Subject SubjectOf(const Element& element) const {
    return internal::SubjectOf(document_, sections_, texts_, element, finds_, &dates_);
  }

  // What could not be answered for want of a day, and what was made of it.
  void NoteOpen() {
    for (const Rule* rule : rules_) {
      if (!verdicts_.WasOpen(*rule)) continue;
      decisions_.notes.push_back(
          fmt::format("rule '{}' asks for dates and {}, so it counts as one that {}", rule->id,
                      dates_.as_of ? "the document's is not known" : "no day is given to decide by",
                      rule->effect == RuleEffect::kRelease ? "does not hold" : "holds"));
    }
  }

  // A part goes as its unit goes; the unit's masks that lie in it were laid down with the unit.
  void GoWithUnit(std::size_t index, std::size_t first) {
    Decision& decision = decisions_.elements[index];
    if (first == kNoElement || decision.outcome == Outcome::kDrop) return;
    std::vector<MaskSpan> masks = std::move(decision.masks);
    decision = decisions_.elements[first];
    decision.element = index;
    decision.masks = std::move(masks);
    decision.pending = false;
  }

  // What goes out is masked when all is decided: a name is known by the full name in another unit, and that
  // may be read in no unit that stays in.
  void MaskUnits() {
    if (officer_masks_.empty() && std::ranges::find(rules_, RuleEffect::kMask, &Rule::effect) == rules_.end())
      return;
    std::vector<std::size_t> heads;
    internal::UnitReader reader(document_);
    for (std::size_t i = 0; i < decisions_.elements.size(); ++i) {
      if (decisions_.elements[i].outcome != Outcome::kRelease) continue;
      heads.push_back(i);
      if (!masks_.empty()) reader.Add(i, texts_[i]);
    }
    const std::vector<std::vector<Recognition>> found =
        masks_.empty() ? std::vector<std::vector<Recognition>>(heads.size()) : reader.Find(masks_);
    for (std::size_t i = 0; i < heads.size(); ++i) Mask(SubjectOf(document_.elements()[heads[i]]), found[i]);
  }

  // Header lines, the E.O. line and NNNN bear no mark: only a rule that names their kind lets them out, and
  // only whole. What a mask would have to hide stays in.
  void DecideApparatus(const internal::Subject& subject, Decision& decision) {
    const ElementKind kind = subject.head.kind;
    const Rule* releasing = nullptr;
    for (const Rule* rule : rules_) {
      if (!verdicts_.Holds(*rule, subject, nullptr)) continue;
      switch (rule->effect) {
        case RuleEffect::kWithhold:
          return Set(decision, Outcome::kDrop, rule->id, rule->reason);
        case RuleEffect::kMask:
          break;  // when all is decided: Mask
        case RuleEffect::kRelease:
          if (releasing == nullptr && internal::NamesKind(*rule, kind)) releasing = rule;
      }
    }
    if (releasing == nullptr) {
      Set(decision, Outcome::kDrop, kApparatus, "no rule that names this kind releases it");
    } else {
      Set(decision, Outcome::kRelease, releasing->id, releasing->reason);
    }
  }

  // What is hidden in a file, or was never read, does not go out: not by a rule, not by an officer.
  Result<void> WithholdUnseen(std::size_t index, Decision& decision) {
    const bool hidden = document_.elements()[index].kind == ElementKind::kHidden;
    Set(decision, Outcome::kWithhold, hidden ? "hidden" : "unread",
        hidden ? "it is hidden in the file" : "nothing was read of it");
    if (const Override* one = OverrideOf(index)) {
      if (one->action != Override::Action::kWithhold) {
        return Fail(ErrorCode::kBadOverrides, one->where, "what is hidden or was not read cannot be released",
                    "take this decision out");
      }
      decision.overridden = true;
      decision.codes = Sorted(one->codes);
      decision.statute = one->statute;
    }
    if (!hidden) MarkPending(index, decision);
    return {};
  }

  internal::Bar BarOf(const Element& element, const Decision& decision) {
    if (!decision.mark_known)
      return element.mark_origin == MarkOrigin::kNone ? internal::Bar::kUnmarked
                                                      : internal::Bar::kUnknownMark;
    return IsCleared(decision.marking) ? internal::Bar::kNone : internal::Bar::kClearance;
  }

  // (Each mark is asked for once.)
  bool IsCleared(const Marking& mark) {
    const auto [known, fresh] = cleared_.try_emplace(mark);
    if (fresh) known->second = internal::IsCleared(document_.vocabulary(), audience_, mark);
    return known->second;
  }

  void DecidePortion(const internal::Subject& subject, Decision& decision) {
    const Element& element = subject.head;
    const Marking* mark = decision.mark_known ? &decision.marking : nullptr;
    const internal::UnitVerdict& verdict = verdicts_.Of(subject, mark);
    const internal::Bar bar = BarOf(element, decision);
    const bool below_withheld = element.parent != kNoElement && element.mark_origin == MarkOrigin::kParent &&
                                decisions_.elements[element.parent].outcome == Outcome::kWithhold;
    internal::Grounds below;
    if (below_withheld) below = book_.Below(verdict, bar, decisions_.elements[element.parent]);
    const internal::Grounds& grounds = below_withheld ? below : book_.Of(verdict, bar);
    decision.outcome = grounds.released ? Outcome::kRelease : Outcome::kWithhold;
    decision.rules = grounds.rules;
    decision.codes = grounds.codes;
    decision.statute = grounds.statute;
    decision.reason = grounds.reason;
    decision.nearest = verdict.nearest;
    decision.also = grounds.also;
    if (!grounds.released) MarkPending(subject.element, decision);
  }

  void MarkPending(std::size_t index, Decision& decision) {
    if (!decision.codes.empty()) return;
    if (overrides_ != nullptr && overrides_->code_for_pending) {
      if (code_for_pending_.empty()) code_for_pending_ = {overrides_->code_for_pending->code};
      decision.codes = code_for_pending_;
      decision.overridden = true;
      return;
    }
    decision.pending = true;
    decisions_.pending.push_back(index);
  }

  void Mask(const internal::Subject& subject, std::span<const Recognition> found) {
    Decision& decision = decisions_.elements[subject.element];
    std::vector<internal::UnitMask> masks;
    std::vector<std::string> statutes;
    const Marking* mark = decision.mark_known ? &decision.marking : nullptr;
    for (const Rule* rule : verdicts_.Masking(subject, mark)) {
      const std::size_t before = masks.size();
      internal::FindMasks(*rule, subject.text, found, masks);
      if (masks.size() > before && !rule->statute.empty()) internal::AddUnique(statutes, {rule->statute});
    }
    if (!IsPortion(subject.head.kind)) {
      if (!masks.empty())
        Set(decision, Outcome::kDrop, masks.front().rule,
            "a line without a mark of its own is not released in part");
      return;
    }
    if (const auto by_hand = officer_masks_.find(subject.element); by_hand != officer_masks_.end()) {
      internal::AddOfficerMasks(document_, subject.element, subject.text, by_hand->second, masks);
      for (const Override* one : by_hand->second) {
        if (!one->statute.empty()) internal::AddUnique(statutes, {one->statute});
      }
      decision.overridden = true;
    }
    decision.statute = statutes.empty() ? std::string() : fmt::format("{}", fmt::join(statutes, "; "));
    if (masks.empty()) return;
    std::vector<std::string> codes = decision.codes;
    for (auto& [part, laid] :
         internal::LayMasks(document_, subject.element, subject.text, std::move(masks))) {
      internal::AddUnique(codes, laid.codes);
      decisions_.elements[part].masks.push_back(std::move(laid));
      decision.outcome = Outcome::kMask;
    }
    decision.codes = Sorted(std::move(codes));
  }

  Result<void> ApplyOverride(const internal::Subject& subject, const Override& one, Decision& decision) {
    decision.overridden = true;
    decision.rules = {"override"};
    decision.reason = one.reason;
    if (one.action == Override::Action::kWithhold) {
      decision.outcome = Outcome::kWithhold;
      decision.codes = Sorted(one.codes);
      decision.statute = one.statute;
      MarkPending(subject.element, decision);
      return {};
    }
    if (one.mark) {
      decision.marking = *one.mark;
      decision.mark_known = true;
    }
    if (!decision.mark_known) {
      return Fail(ErrorCode::kBadOverrides, one.where,
                  "an element whose mark cannot be read is released without one",
                  "add mark = \"...\" to this decision");
    }
    decision.outcome = Outcome::kRelease;
    return {};
  }

  const Policy& policy_;
  const Audience& audience_;
  const Document& document_;
  std::vector<const Rule*> rules_;
  const internal::UnitTexts texts_;
  const internal::SectionIndex sections_;
  const std::shared_ptr<const internal::PatternSet> set_;
  internal::Verdicts verdicts_;
  const EntityKinds finds_;  // that some condition asks for
  const EntityKinds masks_;  // that some mask rule finds
  internal::Dates dates_;    // days are only read where a rule asks for them
  internal::GroundsBook book_;
  std::unordered_map<Marking, bool, internal::MarkHash> cleared_;
  // What is said of all apparatus, and of all that have the code for pending elements.
  const SharedList<std::string> apparatus_ = {std::string(kApparatus)};
  const SharedText computed_ = "computed anew, or without a place in a derivative";
  SharedList<std::string> code_for_pending_;
  std::optional<Marking> by_officer_;
  const Overrides* overrides_ = nullptr;
  std::unordered_map<std::size_t, const Override*> by_element_;
  std::unordered_map<std::size_t, std::vector<const Override*>> officer_masks_;
  // Set when all is decided: parts with their heads, underlines with their headings.
  std::vector<std::pair<std::size_t, std::size_t>> parts_, underlines_;
  Decisions decisions_;
};

}  // namespace

std::string_view Name(Outcome outcome) {
  switch (outcome) {
    case Outcome::kRelease:
      return "release";
    case Outcome::kMask:
      return "mask";
    case Outcome::kWithhold:
      return "withhold";
    case Outcome::kDrop:
      break;
  }
  return "drop";
}

Result<Decisions> Decide(const Policy& policy, std::string_view audience, const Document& document,
                         const Overrides* overrides, AsOf as_of) {
  try {
    // Marks are numbers in a vocabulary: those of another one would be taken for something else.
    const Vocabulary& read = document.vocabulary();
    const Vocabulary& own = policy.vocabulary();
    if (&read != &own && (read.edition() != own.edition() || read.source_text() != own.source_text())) {
      return Fail(ErrorCode::kBadPolicy, {},
                  "the document was read with another vocabulary than the policy's",
                  "read it with the policy's vocabulary");
    }
    const auto found = policy.FindAudience(audience);
    if (!found) return std::unexpected(found.error());
    if (overrides != nullptr) {
      if (auto fits = overrides->CheckFits(document); !fits) return std::unexpected(fits.error());
      if (auto two = internal::CheckTwoPersons(policy, *overrides); !two) return std::unexpected(two.error());
    }
    return Decider(policy, **found, document, overrides, as_of).Run();
  } catch (const std::exception&) {  // no memory: without a decision nothing goes out
    return Fail(ErrorCode::kInternal, {}, "deciding failed", "report this");
  }
}

}  // namespace markings
