// A beam search from left to right. A state is what was read up to a place in the text; from it, over each
// way in which the characters that follow can be a delimiter, go steps to every token near what stands there.
// At each place only the likeliest states are kept, so that time is linear in the text.

#include "libmarkings/marking/internal/repair_search.h"

#include <algorithm>
#include <utility>

#include "libmarkings/marking/countries.h"
#include "libmarkings/marking/internal/mark_text.h"
#include "libmarkings/marking/internal/name_order.h"
#include "libmarkings/marking/internal/repair_costs.h"
#include "libmarkings/marking/internal/spelling_table.h"

namespace markings::internal {
namespace {

using Role = RepairEntry::Role;

}  // namespace

const std::vector<RepairHit>& RepairSearch::HitsAt(const RepairTrie& trie, std::size_t slot, std::size_t at) {
  auto& hits = hits_[slot];
  auto& known = known_[slot];
  if (hits.empty()) {
    hits.resize(text_.size() + 1);
    known.resize(text_.size() + 1);
  }
  if (!known[at]) {
    known[at] = true;
    if (at < text_.size()) trie.Find(text_, at, hits[at]);
  }
  return hits[at];
}

std::size_t RepairSearch::WordEnd(std::size_t at) const {
  while (at < text_.size() && IsWord(text_[at])) ++at;
  return at;
}

// The ways in which a delimiter may stand at a place: what is no word, also with a slash that was scanned as
// a letter; and nothing.
void RepairSearch::Gaps(std::size_t at, std::array<Gap, 4>& gaps, std::size_t& count) const {
  std::size_t end = at;
  while (end < text_.size() && !IsWord(text_[end])) ++end;
  count = 0;
  gaps[count++] = {end, 0};
  if (grammar_ == nullptr || grammar_->value_separator != "/") return;
  const auto at_or = [&](std::size_t i) { return i < text_.size() ? text_[i] : '\0'; };
  if (end > at && text_[end - 1] == '/' && LooksLikeSlash(at_or(end)))
    gaps[count++] = {end + 1, kScannedSlash};
  if (end == at && LooksLikeSlash(at_or(at))) {
    if (at_or(at + 1) == '/') gaps[count++] = {at + 2, kScannedSlash};
    if (LooksLikeSlash(at_or(at + 1))) gaps[count++] = {at + 2, 2 * kScannedSlash};
  }
}

std::string_view RepairSearch::CategoryDelimiter() const {
  if (grammar_ != nullptr) return grammar_->category_separator;
  return kind_ == MarkingKind::kBanner ? " " : "//";
}

std::string_view RepairSearch::ValueDelimiter() const {
  if (grammar_ == nullptr || grammar_->value_separator.empty()) return CategoryDelimiter();
  return grammar_->value_separator;
}

Cost RepairSearch::FormCost(const RepairEntry& entry) const {
  const std::uint8_t own = kind_ == MarkingKind::kBanner ? Meaning::kBanner : Meaning::kPortion;
  if (entry.forms == 0 || (entry.forms & own) != 0) return 0;
  return (entry.forms & Meaning::kDeprecated) != 0 ? kOldSpelling : kOtherForm;
}

int RepairSearch::CategoryOf(const RepairEntry& entry) const {
  switch (entry.role) {
    case Role::kControl:
    case Role::kBare:
      return grammar_ == nullptr ? entry.index
                                 : static_cast<int>(vocabulary_.controls()[entry.index].category);
    case Role::kFused:
      return static_cast<int>(grammar_->fused[entry.index].category);
    default:
      return -1;
  }
}

void RepairSearch::Push(State next) {
  if (next.cost > limit_) return;
  auto& open = open_[next.at];
  const auto sense = next.sense;
  for (std::int32_t& other : open) {
    State& there = states_[static_cast<std::size_t>(other)];
    if (there.sense != sense || there.place != next.place) continue;
    if (there.cost > next.cost) there = next;
    return;
  }
  const auto cost_of = [&](std::int32_t index) { return states_[static_cast<std::size_t>(index)].cost; };
  if (open.size() == kBeam) {
    const auto worst = std::ranges::max_element(open, {}, cost_of);
    if (cost_of(*worst) <= next.cost) return;
    states_[static_cast<std::size_t>(*worst)] = next;
    return;
  }
  open.push_back(static_cast<std::int32_t>(states_.size()));
  states_.push_back(next);
}

void RepairSearch::TakeToken(const State& state, std::int32_t index, const Gap& gap, const RepairHit& hit) {
  const RepairEntry& entry = *hit.entry;
  const bool start = state.place == Place::kStart;
  const bool joined = gap.end == state.at && !start;
  const bool whole = hit.end == text_.size() || !IsWord(text_[hit.end]);
  // Letters that no delimiter parts from those before are a token only when they are many.
  if (joined && (entry.weight < 2 || (entry.weight < 4 && !whole))) return;
  if (joined && state.step.entry != nullptr && state.step.entry->weight < 2) return;
  State next = state;
  next.from = index;
  next.at = hit.end;
  next.place = Place::kValues;
  next.step = {};
  next.step.before = state.at;
  next.step.begin = static_cast<std::uint16_t>(gap.end);
  next.step.end = hit.end;
  next.step.entry = &entry;
  next.step.letters = hit.cost;
  const std::string_view written = Between(state.at, gap.end);
  std::string_view meant;
  Cost place = FormCost(entry);
  const bool needs_owner_level = state.place == Place::kOwnerBefore || state.place == Place::kOwnerLevel;
  switch (entry.role) {
    case Role::kLevel:
      if (state.level != 0xFF) return;
      // A level of one letter stands first, or between delimiters that are as they should be.
      if (!start && !needs_owner_level && entry.weight < 2 &&
          (hit.cost > 0 || written != CategoryDelimiter() || !whole)) {
        return;
      }
      if (needs_owner_level) {
        meant = " ";
        if (state.place == Place::kOwnerLevel && grammar_->owners[state.control].list == OwnerList::kAfter) {
          next.place = Place::kOwnerAfter;
        }
      } else if (!start) {
        meant = CategoryDelimiter();
        place += kLateLevel;
        next.step.late = true;
      } else if (state.owned) {
        place += kEmptyPrefix;
      }
      next.level = static_cast<std::uint8_t>(entry.index);
      break;
    case Role::kCompound:
      if (state.level != 0xFF || !start) return;
      // (Before a prefix alone a level may be lost: what follows is then no owner's.)
      if (entry.weight < 4 && hit.cost > 0) return;
      if (!state.owned && !grammar_->owner_prefix.empty()) place += kNoPrefix;
      next.level = static_cast<std::uint8_t>(grammar_->compounds[entry.index].level);
      next.owned = !grammar_->owner_prefix.empty();
      break;
    case Role::kOwnerWord:
      if (!start) return;
      if (!state.owned) place += kNoPrefix;
      next.owned = true;
      next.place = Place::kOwnerLevel;
      next.control = static_cast<std::uint8_t>(entry.index);
      break;
    case Role::kPrefix:
      if (!start || state.tokens > 0) return;
      next.place = Place::kStart;
      break;
    case Role::kWholeText:
      if (kind_ != MarkingKind::kPortion || start) return;
      meant = " - ";
      break;
    case Role::kCaption:
      if (start) return;
      meant = CategoryDelimiter();
      break;
    default: {
      if (needs_owner_level) return;
      const bool fused = entry.role == Role::kFused;
      const std::uint64_t bits =
          fused ? grammar_->fused[entry.index].controls : std::uint64_t{1} << entry.index;
      const int category = CategoryOf(entry);
      const Control* row = fused ? nullptr : &vocabulary_.controls()[entry.index];
      if (start && (grammar_ != nullptr || !row->stands_for)) {
        // A level may come later; a mark seldom begins so.
        if (joined) return;
        place += kOutOfOrder;
      }
      const bool pending = state.place == Place::kPending;
      // (Names before a word are anybody's: they are not guessed at.)
      if (pending && (fused || !row->list_before || row->takes != ListKind::kCountries)) return;
      if (!pending && row != nullptr && row->list_before) return;
      meant = start                        ? std::string_view()
              : pending                    ? " "
              : category == state.category ? ValueDelimiter()
                                           : CategoryDelimiter();
      if (!pending) {
        const bool same = category == state.category;
        const bool by_name =
            grammar_ != nullptr &&
            grammar_->categories[static_cast<std::size_t>(category)].order == ValueOrder::kName;
        const bool late = category < state.category ||
                          (same && !by_name && !fused && static_cast<int>(entry.index) < state.last);
        next.step.late = late;
        if (late) place += kOutOfOrder;
        if ((state.controls & bits) == bits && entry.role != Role::kBare && (row == nullptr || !row->chain)) {
          place += kTwice;
          next.step.twice = true;
        }
      }
      next.category = static_cast<std::int8_t>(category);
      next.last = fused ? state.last : static_cast<std::int16_t>(entry.index);
      next.controls |= bits;
      next.control = static_cast<std::uint8_t>(entry.index);
      next.depth = entry.name.empty() ? 0 : 1;
      next.code = nullptr;
      if (row != nullptr && entry.role == Role::kControl && !pending) {
        if (row->takes == ListKind::kCountries) next.place = Place::kList;
        if (row->takes == ListKind::kTree || row->takes == ListKind::kNames ||
            row->takes == ListKind::kNumbers)
          next.place = Place::kTree;
      }
      break;
    }
  }
  next.step.delimiter = start ? 0 : DelimiterCost(written, meant) + gap.extra;
  next.step.place = place;
  next.cost += next.step.letters + next.step.delimiter + place;
  next.tokens = static_cast<std::uint16_t>(state.tokens + 1);
  next.weight = static_cast<std::uint16_t>(state.weight + entry.weight);
  next.sense = Mix(state.sense, static_cast<std::uint64_t>(entry.role) * 4096 + entry.index +
                                    (HashWord(entry.name) << 16U));
  Push(next);
}

void RepairSearch::TakeTokens(const State& state, std::int32_t index, const Gap& gap) {
  const std::vector<RepairHit>& hits = HitsAt(model_.tokens, 0, gap.end);
  // What is a token as it stands is seldom a slip of another.
  std::size_t exact = 0;
  for (const RepairHit& hit : hits) {
    const bool whole = hit.end == text_.size() || !IsWord(text_[hit.end]);
    if (hit.cost == 0 && whole) exact = std::max<std::size_t>(exact, hit.end);
  }
  for (RepairHit hit : hits) {
    if (hit.cost > 0 && hit.end <= exact) hit.cost += kOtherThanExact;
    TakeToken(state, index, gap, hit);
  }
}

void RepairSearch::Expand(std::int32_t index) {
  const State state = states_[static_cast<std::size_t>(index)];
  std::array<Gap, 4> gaps;
  std::size_t count = 0;
  Gaps(state.at, gaps, count);
  for (std::size_t i = 0; i < count; ++i) {
    const Gap& gap = gaps[i];
    if (gap.end >= text_.size()) continue;
    TakeTokens(state, index, gap);
    TakeCodes(state, index, gap);
    if (state.place == Place::kTree) TakeParts(state, index, gap);
    TakeUnknown(state, index, gap);
  }
}

std::vector<Reading> RepairSearch::Run(std::size_t most) {
  const std::size_t size = text_.size();
  limit_ = static_cast<Cost>(std::min<std::size_t>(180 + size * 9, 900));
  open_.assign(size + 1, {});
  hits_.assign(2 + model_.parts.size(), {});
  known_.assign(hits_.size(), {});
  // The first token, after the prefix of another owner or something stray.
  std::array<Gap, 4> gaps;
  std::size_t count = 0;
  Gaps(0, gaps, count);
  const std::size_t begin = gaps[0].end;
  State first;
  first.at = static_cast<std::uint16_t>(begin);
  const std::string_view lead = Between(0, begin);
  const bool owners = grammar_ != nullptr && !grammar_->owner_prefix.empty();
  if (owners && lead.find_first_of("/\\|") != std::string_view::npos) {
    first.owned = true;
    first.cost = DelimiterCost(lead, grammar_->owner_prefix);
  } else if (!lead.empty()) {
    first.cost = lead.find_first_not_of(' ') == std::string_view::npos ? 0 : kStray;
  }
  Push(first);
  // A prefix of which a slash was scanned as a letter.
  for (std::size_t i = 1; owners && i < count; ++i) {
    State scanned;
    scanned.at = static_cast<std::uint16_t>(gaps[i].end);
    scanned.owned = true;
    scanned.sense = 1;
    scanned.cost = DelimiterCost(Between(0, gaps[i].end), grammar_->owner_prefix) + gaps[i].extra;
    if (gaps[i].end < size) Push(scanned);
  }
  std::vector<std::int32_t> whole;
  for (std::size_t at = begin; at <= size; ++at) {
    // (Steps only go to the right: what is open here is complete.)
    for (std::size_t i = 0; i < open_[at].size(); ++i) {
      const std::int32_t index = open_[at][i];
      State& state = states_[static_cast<std::size_t>(index)];
      std::size_t end = at;
      while (end < size && !IsWord(text_[end])) ++end;
      const bool done = state.level != 0xFF || (grammar_ == nullptr && state.controls != 0);
      const bool may_end = state.place == Place::kOwnerAfter || state.place == Place::kValues ||
                           state.place == Place::kList || state.place == Place::kTree;
      if (end == size && done && may_end) {
        const bool blank = Between(at, end).find_first_not_of(' ') == std::string_view::npos;
        if (!blank) state.cost += kStray;
        // After a slash something is missing: nobody knows what, so there is no repair when all else is a
        // level.
        if (state.tokens < 2 && Between(at, end).find('/') != std::string_view::npos) continue;
        whole.push_back(index);
      } else {
        Expand(index);
      }
    }
  }
  const auto cost_of = [&](std::int32_t index) { return states_[static_cast<std::size_t>(index)].cost; };
  std::ranges::stable_sort(whole, {}, cost_of);
  if (whole.size() > most) whole.resize(most);
  std::vector<Reading> readings;
  for (const std::int32_t index : whole) {
    const State& state = states_[static_cast<std::size_t>(index)];
    Reading reading;
    reading.cost = state.cost;
    reading.level = state.level;
    reading.owned = state.owned;
    reading.tokens = state.tokens;
    reading.weight = state.weight;
    for (std::int32_t at = index; at >= 0 && states_[static_cast<std::size_t>(at)].from >= 0;
         at = states_[static_cast<std::size_t>(at)].from) {
      reading.steps.push_back(states_[static_cast<std::size_t>(at)].step);
    }
    std::ranges::reverse(reading.steps);
    readings.push_back(std::move(reading));
  }
  return readings;
}

}  // namespace markings::internal
