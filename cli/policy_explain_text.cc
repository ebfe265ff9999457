#include "cli/policy_explain_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <vector>

#include "cli/policy_actions.h"
#include "libmarkings/marking/forms.h"
#include "libmarkings/policy/decision_diff.h"
#include "libmarkings/text/line_index.h"

namespace markings::cli {
namespace {

// Of rules that did not hold: more are in the JSON.
constexpr std::size_t kMostRules = 3;

bool GoesOut(Outcome outcome) { return outcome == Outcome::kRelease || outcome == Outcome::kMask; }

// What a change makes of a unit.
std::string_view Turned(Outcome from, Outcome to) {
  if (!GoesOut(to)) return "would stay in";
  return GoesOut(from) ? "would go out unmasked" : "would go out";
}

std::string Joined(const std::vector<std::string>& steps) {
  std::string text;
  for (const std::string& step : steps) text += (text.empty() ? "" : " + ") + step;
  return text;
}

std::string Others(const Counterfactual& change) {
  std::string text;
  const auto add = [&](std::size_t count, std::string_view words) {
    if (count > 0) text += fmt::format("{}{} {}", text.empty() ? "" : ", ", count, words);
  };
  add(change.released, "more out");
  add(change.withheld, "more in");
  add(change.other_audiences, "for other audiences");
  return text.empty() ? "nothing else turns" : "also turns: " + text;
}

class Printer {
 public:
  Printer(const Document& document, const PolicyExplanation& explanation, bool whole)
      : document_(document), all_(explanation), whole_(whole), lines_(document.buffer().text()) {}

  std::string Print() {
    for (std::size_t i = 0; i < all_.units.size(); ++i) Unit(i);
    const bool complete = std::ranges::all_of(
        all_.audiences, [](const PolicyExplanation::OfAudience& one) { return one.changes.complete; });
    if (!complete) Line(0, "not all changes were tried: ask about one element");
    return std::move(text_);
  }

 private:
  void Line(std::size_t indent, std::string_view line) {
    text_ += std::string(indent, ' ');
    text_ += line;
    text_ += '\n';
  }

  std::string At(std::size_t offset) const {
    const Position at = lines_.At(offset);
    return fmt::format("{}:{}", at.line, at.column);
  }
  // "9:4-9:8": from the first to the last byte.
  std::string Range(Span span) const {
    return span.size() < 2 ? At(span.begin) : At(span.begin) + "-" + At(span.end - 1);
  }

  std::string MarkText(const Element& element, const MarkSource& source) const {
    if (source.origin == MarkOrigin::kNone) return IsPortion(element.kind) ? "no mark" : "bears no mark";
    std::string text = source.mark.empty() ? "a mark that cannot be read" : source.mark;
    if (source.origin == MarkOrigin::kOwn) {
      text += ", its own";
    } else {
      text += fmt::format(", from {}", Name(source.origin));
      if (!source.element.empty()) text += " " + source.element;
    }
    if (source.where != Span{}) text += " at " + At(source.where.begin);
    if (!source.raised_by.empty()) text += ", raised by " + source.raised_by;
    return text;
  }

  void Unit(std::size_t i) {
    const Element element = document_.elements()[all_.units[i]];
    // Up to the end of its text: line ends belong to the element.
    const std::size_t end = element.text_span.empty() ? element.span.end : element.text_span.end;
    Line(0, fmt::format("{} {} {}: {}", element.id(), Name(element.kind), Range({element.span.begin, end}),
                        MarkText(element, all_.marks[i])));
    for (const PolicyExplanation::OfAudience& audience : all_.audiences) OfAudience(audience, i);
  }

  void OfAudience(const PolicyExplanation::OfAudience& of, std::size_t i) {
    const Decision& decision = of.decisions.elements[all_.units[i]];
    const Why& why = of.whys[i];
    const std::vector<Counterfactual>& changes = of.changes.of[i];
    const std::string head = fmt::format("{}: {}{}", of.decisions.audience->id, OutcomeText(SideOf(decision)),
                                         decision.overridden ? " (by hand)" : "");
    if (!whole_) {
      Line(2, fmt::format("{} by {}", head, Listed(decision.rules)));
      if (decision.outcome == Outcome::kWithhold && !changes.empty()) Change(decision, changes.front());
      return;
    }
    const bool regraded = decision.mark_known && all_.marks[i].origin != MarkOrigin::kNone &&
                          PortionForm(document_.vocabulary(), decision.marking) != all_.marks[i].mark;
    Line(2, regraded ? fmt::format("{}, as {}", head, PortionForm(document_.vocabulary(), decision.marking))
                     : head);
    Rules(why, GoesOut(decision.outcome));
    if (all_.asked) Found(of.spans[i]);
    for (const Counterfactual& change : changes) Change(decision, change);
  }

  void Rules(const Why& why, bool out) {
    for (const RuleAccount& one : why.by) Line(4, fmt::format("by {}: {}", one.rule, one.reason));
    for (const RuleAccount& one : why.beaten) {
      Line(4, fmt::format("beaten: {}, which would {}: {}", one.rule,
                          one.effect == RuleEffect::kRelease ? "release it" : "withhold it", one.reason));
    }
    for (const RuleAccount& one : why.masked)
      Line(4, fmt::format("masked in {} by {}: {}",
                          one.places == 1 ? "1 place" : std::to_string(one.places) + " places", one.rule,
                          one.reason));
    // Both sides are in the JSON; here the one that would turn it.
    if (out) {
      Failed(why, RuleEffect::kWithhold, "not withheld");
      Failed(why, RuleEffect::kMask, "not masked");
    } else {
      Failed(why, RuleEffect::kRelease, "not released");
    }
  }

  void Failed(const Why& why, RuleEffect effect, std::string_view what) {
    std::size_t count = 0;
    for (const RuleAccount& one : why.failed) {
      if (one.effect != effect || ++count > kMostRules) continue;
      Line(4,
           fmt::format(
               "{} by {}: it failed at {}{}", what, one.rule, one.failed,
               one.failed_conditions > 1 ? fmt::format(", and at {} more", one.failed_conditions - 1) : ""));
    }
    if (count > kMostRules)
      Line(4, fmt::format("{} by {} other rules, which came less near", what, count - kMostRules));
  }

  void Found(const SpanWhy& why) {
    const bool meets = std::ranges::any_of(why.found, &FoundPlace::meets);
    if (!meets) Line(4, "no recogniser and no mask pattern finds anything here");
    for (const FoundPlace& place : why.found) {
      std::string words = place.kind ? fmt::format("{}, confidence {}", Name(*place.kind), place.confidence)
                                     : std::string("a mask pattern matches");
      for (int i = 0; i <= static_cast<int>(Evidence::kUnknown); ++i) {
        const auto evidence = static_cast<Evidence>(i);
        if (place.evidence.Has(evidence)) words += fmt::format(", {}", Name(evidence));
      }
      Line(4, fmt::format("{} {}: {}", meets ? "found at" : "nearest, at", Range(place.span), words));
      if (place.rules.empty()) Line(6, "no mask rule asks for it");
      for (const FoundPlace::OfRule& rule : place.rules) {
        Line(6, rule.kept.empty() ? fmt::format("masked by {}", rule.rule)
                                  : fmt::format("not masked by {}: {}", rule.rule, rule.kept));
      }
    }
  }

  void Change(const Decision& decision, const Counterfactual& change) {
    Line(4, fmt::format("{} with: {}; {}", Turned(decision.outcome, change.outcome), Joined(change.steps),
                        Others(change)));
    if (!whole_) return;
    for (std::string_view left = change.toml; !left.empty();) {
      const std::size_t end = left.find('\n');
      Line(8, left.substr(0, end));
      left.remove_prefix(end == std::string_view::npos ? left.size() : end + 1);
    }
  }

  const Document& document_;
  const PolicyExplanation& all_;
  const bool whole_;
  const LineIndex lines_;
  std::string text_;
};

}  // namespace

std::string PolicyExplainText(const Document& document, const PolicyExplanation& explanation, bool whole) {
  return Printer(document, explanation, whole).Print();
}

}  // namespace markings::cli
