// What stands beside a control in a mangled mark: countries, compartments, and names that nobody knows.

#include <algorithm>

#include "libmarkings/marking/countries.h"
#include "libmarkings/marking/internal/mark_text.h"
#include "libmarkings/marking/internal/name_order.h"
#include "libmarkings/marking/internal/repair_costs.h"
#include "libmarkings/marking/internal/repair_search.h"
#include "libmarkings/marking/internal/spelling_table.h"

namespace markings::internal {
namespace {

using Kind = RepairStep::Kind;

}  // namespace

// A name that is a known token, or near one, is more likely that token.
Cost RepairSearch::NameCost(std::size_t at, std::size_t end) {
  Cost cost = 0;
  for (const RepairHit& hit : HitsAt(model_.tokens, 0, at)) {
    if (hit.end < end) continue;
    if (hit.entry->weight >= 4 && hit.cost <= 100) cost = std::max(cost, kLikeKnown - hit.cost / 2);
    if (hit.cost == 0) cost = std::max(cost, hit.entry->weight > 2 ? kLikeKnown : kLikeKnown / 2);
  }
  return cost;
}

// Countries: of a list, of the owners, or of a list whose control comes after it.
void RepairSearch::TakeCodes(const State& state, std::int32_t index, const Gap& gap) {
  if (grammar_ == nullptr) return;
  const bool owner = state.place == Place::kOwnerBefore || state.place == Place::kOwnerAfter ||
                     (state.place == Place::kStart && (state.owned || gap.end == state.at));
  const bool list = state.place == Place::kList;
  const bool pending = model_.list_before && state.level != 0xFF && state.place != Place::kStart;
  if (!owner && !list && !pending) return;
  if (gap.end == state.at && state.place != Place::kStart && !list) return;
  if (!list && WordEnd(gap.end) - gap.end > kMaxCode) return;
  const std::string_view written = Between(state.at, gap.end);
  const auto take = [&](const RepairHit& hit, Place place, std::string_view meant, Cost extra) {
    const bool whole = hit.end == text_.size() || !IsWord(text_[hit.end]);
    if (!whole && hit.cost > 0) return;
    State next = state;
    next.from = index;
    next.at = hit.end;
    next.place = place;
    next.step = {};
    next.step.kind = place == Place::kPending                                      ? Kind::kPending
                     : place == Place::kOwnerBefore || place == Place::kOwnerAfter ? Kind::kOwnerCode
                                                                                   : Kind::kCode;
    next.step.control = state.control;
    next.step.before = state.at;
    next.step.begin = static_cast<std::uint16_t>(gap.end);
    next.step.end = hit.end;
    next.step.entry = hit.entry;
    next.step.letters = hit.cost;
    next.step.delimiter = state.place == Place::kStart ? 0 : DelimiterCost(written, meant) + gap.extra;
    next.step.place = extra;
    next.step.late = extra == kCodeOrder;
    next.step.twice = extra == kTwice;
    next.cost += next.step.letters + next.step.delimiter + extra;
    next.code = hit.entry;
    next.depth = static_cast<std::uint8_t>(std::min(state.depth + 1, 200));
    next.tokens = static_cast<std::uint16_t>(state.tokens + 1);
    next.weight = static_cast<std::uint16_t>(state.weight + 2);
    next.sense = Mix(state.sense, 0x100000U + hit.entry->index + (place == Place::kPending ? 0x1000U : 0U));
    Push(next);
  };
  const std::vector<RepairHit>& hits = HitsAt(model_.codes, 1, gap.end);
  const bool exact = std::ranges::any_of(hits, [&](const RepairHit& hit) {
    return hit.cost == 0 && (hit.end == text_.size() || !IsWord(text_[hit.end]));
  });
  for (const RepairHit& hit : hits) {
    if (exact && hit.cost > 0) continue;
    const bool home = hit.entry->text == grammar_->home;
    if (list && !(home && vocabulary_.controls()[state.control].home_never)) {
      const Control& row = vocabulary_.controls()[state.control];
      const bool first = state.depth == 0;
      // (A list that does not begin as it should names no country that is not written: RELIDO is no REL TO.)
      if (row.home_first && first && !home && hit.cost > 0) continue;
      Cost extra = 0;
      if (row.home_first && first && !home) extra += kNoHome;
      if (!first) {
        const int order =
            CompareCodes(hit.entry->text, state.code->text,
                         row.home_first ? std::string_view(grammar_->home) : std::string_view());
        if (order < 0) extra += kCodeOrder;
        if (order == 0) extra += kTwice;
      }
      take(hit, Place::kList, first ? " " : std::string_view(row.list_separator), extra);
    }
    if (owner) {
      Cost extra = state.place == Place::kStart && !state.owned ? kNoPrefix : 0;
      if (state.place == Place::kStart && !state.owned && hit.cost > 0) continue;
      if (state.code != nullptr && state.place != Place::kStart) {
        const int order = CompareCodes(hit.entry->text, state.code->text, {});
        if (order < 0) extra += kCodeOrder;
        if (order == 0) extra += kTwice;
      }
      take(hit, state.place == Place::kOwnerAfter ? Place::kOwnerAfter : Place::kOwnerBefore, " ", extra);
    }
    if (pending) {
      // (Whether its control begins a category or goes on with one is not known yet.)
      const bool first =
          state.place != Place::kPending && written.find(CategoryDelimiter()) != std::string_view::npos;
      take(hit, Place::kPending, first ? CategoryDelimiter() : ValueDelimiter(), 0);
    }
  }
}

// Compartments and what is below them.
void RepairSearch::TakeParts(const State& state, std::int32_t index, const Gap& gap) {
  const Control& row = vocabulary_.controls()[state.control];
  const std::string_view written = Between(state.at, gap.end);
  const std::size_t end = WordEnd(gap.end);
  const bool parted = gap.end > state.at;
  const auto push = [&](Kind kind, const RepairHit* hit, std::size_t to, Cost letters, Cost delimiter,
                        Cost extra, bool digits) {
    State next = state;
    next.from = index;
    next.at = static_cast<std::uint16_t>(to);
    next.place = Place::kTree;
    next.depth = kind == Kind::kSub ? 2 : 1;
    next.step = {};
    next.step.kind = kind;
    next.step.digits = digits;
    next.step.control = state.control;
    next.step.before = state.at;
    next.step.begin = static_cast<std::uint16_t>(gap.end);
    next.step.end = static_cast<std::uint16_t>(to);
    next.step.entry = hit == nullptr ? nullptr : hit->entry;
    next.step.letters = letters;
    next.step.delimiter = delimiter + gap.extra;
    next.step.place = extra;
    next.cost += letters + delimiter + gap.extra + extra;
    if (hit != nullptr) {
      next.tokens = static_cast<std::uint16_t>(state.tokens + 1);
      next.weight = static_cast<std::uint16_t>(state.weight + hit->entry->weight);
      next.sense = Mix(state.sense, 0x200000U + hit->entry->index);
    } else {
      next.sense = Mix(state.sense, HashWord(Between(gap.end, to)) + static_cast<std::uint64_t>(kind) * 2 +
                                        (digits ? 1 : 0));
    }
    Push(next);
  };
  if (row.takes == ListKind::kTree) {
    for (const RepairHit& hit : HitsAt(model_.parts[state.control], 2 + state.control, gap.end)) {
      const bool whole = hit.end == text_.size() || !IsWord(text_[hit.end]);
      if (!whole || (!parted && hit.entry->weight < 2)) continue;
      push(Kind::kPart, &hit, hit.end, hit.cost, DelimiterCost(written, "-"), FormCost(*hit.entry), false);
    }
  }
  // (Letters that nothing parts from the control's word are a name only when they are many.)
  if (end == gap.end || end - gap.end > kMaxName) return;
  if (!parted && (state.depth > 0 || end - gap.end < 3)) return;
  const std::string_view word = Between(gap.end, end);
  const bool digits = AllDigits(word);
  const bool open = (grammar_ != nullptr && grammar_->categories[row.category].open) || row.chain ||
                    row.takes == ListKind::kNames;
  const Cost like = digits ? 0 : NameCost(gap.end, end);
  Cost near_part = 0;
  if (open && !row.chain && row.takes == ListKind::kTree) {
    for (const RepairHit& hit : model_.parts.size() > state.control
                                    ? HitsAt(model_.parts[state.control], 2 + state.control, gap.end)
                                    : HitsAt(model_.tokens, 0, gap.end)) {
      if (hit.end == end) near_part = std::max(near_part, kLikeKnown - hit.cost);
    }
  }
  // (Of a name that nobody knows only its delimiters say what it is.)
  if (open) {
    const Cost hyphen = 2 * DelimiterCost(written, "-");
    push(Kind::kName, nullptr, end, 0, hyphen, kNewName + like + std::max(near_part, 0), false);
    if (row.chain && state.depth > 0) {
      const Cost slash = 2 * DelimiterCost(written, ValueDelimiter());
      push(Kind::kProgram, nullptr, end, 0, slash, kNewName + like + (slash > 0 ? kOddProgram : 0), false);
    }
  }
  if (!parted) return;
  if (row.takes == ListKind::kNumbers || state.depth > 0) {
    if (digits || open)
      push(Kind::kSub, nullptr, end, 0, 2 * DelimiterCost(written, " "), kNewName + like, false);
    // Letters that a scanner read for digits.
    if (!digits && word.size() <= 3 && std::ranges::all_of(word, [](char c) {
          return IsDigit(c) || c == 'O' || c == 'I' || c == 'L' || c == 'S' || c == 'B' || c == 'Z';
        })) {
      push(Kind::kSub, nullptr, end, 40 * static_cast<Cost>(word.size()), DelimiterCost(written, " "),
           kNewName, true);
    }
  }
}

// A token of an open category that nobody knows.
void RepairSearch::TakeUnknown(const State& state, std::int32_t index, const Gap& gap) {
  if (model_.open == 0 || state.level == 0xFF || state.place == Place::kPending) return;
  if (Between(state.at, gap.end).find('/') == std::string_view::npos || gap.extra > 0) return;
  const std::size_t end = WordEnd(gap.end);
  if (end - gap.end < 2 || end - gap.end > kMaxName || AllDigits(Between(gap.end, end))) return;
  const Cost like = NameCost(gap.end, end);
  for (std::size_t category = 0; category < grammar_->categories.size(); ++category) {
    if (((model_.open >> category) & 1U) == 0) continue;
    State next = state;
    next.from = index;
    next.at = static_cast<std::uint16_t>(end);
    next.place = Place::kTree;
    next.step = {};
    next.step.kind = Kind::kUnknown;
    next.step.control = static_cast<std::uint8_t>(category);
    next.step.before = state.at;
    next.step.begin = static_cast<std::uint16_t>(gap.end);
    next.step.end = static_cast<std::uint16_t>(end);
    next.place = Place::kValues;
    const bool same = static_cast<int>(category) == state.category;
    next.step.delimiter =
        DelimiterCost(Between(state.at, gap.end), same ? ValueDelimiter() : CategoryDelimiter());
    next.step.place = kUnknownName + like + (static_cast<int>(category) < state.category ? kOutOfOrder : 0);
    next.cost += next.step.delimiter + next.step.place;
    next.category = static_cast<std::int8_t>(category);
    next.last = -1;
    next.sense = Mix(state.sense, HashWord(Between(gap.end, end)) + category);
    Push(next);
  }
}

}  // namespace markings::internal
