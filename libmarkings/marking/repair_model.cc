// Tries of spellings. A trie is walked in preorder with one row of the distance for each depth; a branch that
// costs too much is left at once, so that a look-up visits few of the nodes.

#include "libmarkings/marking/internal/repair_model.h"

#include <algorithm>
#include <array>
#include <bit>
#include <set>
#include <utility>

#include "libmarkings/marking/countries.h"
#include "libmarkings/marking/internal/mark_text.h"
#include "libmarkings/marking/internal/spelling_table.h"

namespace markings::internal {
namespace {

using Role = RepairEntry::Role;

constexpr std::size_t kMaxSpelling = 80;  // longer ones are not repaired
constexpr std::size_t kBand = 3;          // more letters than these are never missing or too many
constexpr Cost kTrailing = 150;           // a letter after the end: an inflected word rather than a slip
constexpr Cost kHead = 150;               // a second letter before the first that is there: another word
constexpr Cost kLeading = 25;             // more for a character before the first letter
constexpr Cost kRareCode = 25;
constexpr Cost kRetiredCode = 50;

// A colon within a token says more than a letter: prose has none there.
std::uint8_t Weight(std::string_view text) {
  const std::ptrdiff_t letters = std::ranges::count_if(text, IsWord) + 2 * std::ranges::count(text, ':');
  return static_cast<std::uint8_t>(std::min<std::ptrdiff_t>(letters, 255));
}

class EntryList {
 public:
  void Add(std::string_view text, Role role, std::size_t index, std::uint8_t forms, Cost prior = 0,
           std::string name = {}) {
    std::string upper = Upper(text);
    const bool ascii = std::ranges::all_of(upper, [](char c) { return c >= 0x20 && c < 0x7F; });
    if (upper.empty() || upper.size() > kMaxSpelling || !ascii) return;
    for (RepairEntry& row : rows_) {
      if (row.text != upper || row.role != role || row.index != index || row.name != name) continue;
      row.forms |= forms;
      return;
    }
    const std::uint8_t weight = Weight(upper);
    rows_.push_back(
        {std::move(upper), role, static_cast<std::uint16_t>(index), forms, weight, prior, std::move(name)});
  }
  std::vector<RepairEntry> Take() { return std::move(rows_); }

 private:
  std::vector<RepairEntry> rows_;
};

// Regimes with categories.
std::vector<RepairEntry> CategoryTokens(const Vocabulary& vocabulary) {
  const Grammar& grammar = *vocabulary.grammar();
  EntryList list;
  for (const auto& row : vocabulary.spellings().levels()) {
    const bool level = row.meaning.kind == Meaning::Kind::kLevel;
    list.Add(row.text, level ? Role::kLevel : Role::kCompound, row.meaning.index, row.meaning.forms);
  }
  for (const auto& row : vocabulary.spellings().controls()) {
    const bool control = row.meaning.kind == Meaning::Kind::kControl;
    // (Alone it means nothing: which compartment took its place is not in it.)
    if (row.meaning.with_compartment) continue;
    // (A control whose names stand alone is never written itself.)
    if (control && vocabulary.controls()[row.meaning.index].bare) continue;
    list.Add(row.text, control ? Role::kControl : Role::kFused, row.meaning.index, row.meaning.forms, 0,
             row.meaning.name);
  }
  for (std::size_t i = 0; i < vocabulary.controls().size(); ++i) {
    if (!vocabulary.controls()[i].bare) continue;
    for (const std::string& name : vocabulary.controls()[i].known) list.Add(name, Role::kBare, i, 0);
  }
  for (std::size_t i = 0; i < grammar.owners.size(); ++i)
    list.Add(grammar.owners[i].word, Role::kOwnerWord, i, 0);
  for (const std::string& prefix : grammar.prefixes) list.Add(prefix, Role::kPrefix, 0, 0);
  return list.Take();
}

// Regimes without: levels, controls and captions.
std::vector<RepairEntry> PlainTokens(const Vocabulary& vocabulary) {
  EntryList list;
  for (std::size_t i = 0; i < vocabulary.levels().size(); ++i) {
    const Level& row = vocabulary.levels()[i];
    list.Add(row.banner, Role::kLevel, i, Meaning::kBanner);
    list.Add(row.portion, Role::kLevel, i, Meaning::kPortion);
    list.Add(row.long_form, Role::kLevel, i, Meaning::kLong);
    for (const std::string& alias : row.aliases) list.Add(alias, Role::kLevel, i, Meaning::kAlias);
  }
  for (std::size_t i = 0; i < vocabulary.controls().size(); ++i) {
    const Control& row = vocabulary.controls()[i];
    const std::uint8_t old = row.deprecated ? Meaning::kDeprecated : 0;
    list.Add(row.caption.empty() ? row.id : row.caption, Role::kControl, i, Meaning::kBanner | old);
    list.Add(row.portion, Role::kControl, i, Meaning::kPortion | old);
    list.Add(row.id, Role::kControl, i, Meaning::kAlias | old);
    list.Add(row.long_form, Role::kControl, i, Meaning::kLong | old);
    for (const std::string& alias : row.aliases) list.Add(alias, Role::kControl, i, Meaning::kAlias | old);
  }
  for (std::size_t i = 0; i < vocabulary.captions().size(); ++i) {
    const Caption& row = vocabulary.captions()[i];
    for (std::size_t at = 0; at <= row.aliases.size(); ++at) {
      const std::string& text = at == 0 ? row.name : row.aliases[at - 1];
      if (std::popcount(row.controls) == 1) {
        list.Add(text, Role::kControl, static_cast<std::size_t>(std::countr_zero(row.controls)),
                 Meaning::kBanner);
      } else if (row.controls == 0) {
        list.Add(text, Role::kCaption, i, Meaning::kBanner);
      }
    }
  }
  for (const std::string& phrase : vocabulary.whole_text_phrases())
    list.Add(phrase, Role::kWholeText, 0, Meaning::kPortion);
  return list.Take();
}

// A code that belongs to a group whose members are public is likelier than one that belongs to none.
std::vector<RepairEntry> Codes() {
  const auto& codes = Countries::Get().codes();
  Countries::Set joined;
  for (const Countries::Code& code : codes) {
    if (code.group) joined |= code.members;
  }
  std::vector<RepairEntry> entries;
  entries.reserve(codes.size());
  for (std::size_t i = 0; i < codes.size(); ++i) {
    const Cost prior = !codes[i].deprecated.empty() ? kRetiredCode : joined.test(i) ? 0 : kRareCode;
    entries.push_back(
        {codes[i].code, Role::kCode, static_cast<std::uint16_t>(i), 0, Weight(codes[i].code), prior});
  }
  return entries;
}

std::vector<RepairTrie> Parts(const Vocabulary& vocabulary) {
  std::vector<RepairTrie> parts;
  for (std::size_t i = 0; i < vocabulary.controls().size(); ++i) {
    EntryList list;
    if (vocabulary.grammar() != nullptr && !vocabulary.controls()[i].bare) {
      for (const auto& row : vocabulary.spellings().compartments(i))
        list.Add(row.text, Role::kPart, row.meaning.index, row.meaning.forms);
    }
    parts.emplace_back(list.Take());
  }
  return parts;
}

}  // namespace

Cost CostLimit(std::size_t letters) {
  constexpr std::array<Cost, 10> kLimits = {0, 75, 115, 145, 150, 175, 215, 230, 240, 250};
  return kLimits[std::min(letters, kLimits.size() - 1)];
}

RepairTrie::RepairTrie(std::vector<RepairEntry> entries, bool inflected)
    : inflected_(inflected), entries_(std::move(entries)) {
  std::ranges::stable_sort(entries_, {}, &RepairEntry::text);
  std::vector<std::uint16_t> path;  // the nodes above
  for (std::size_t i = 0; i < entries_.size(); ++i) {
    const std::string& text = entries_[i].text;
    std::size_t same = 0;
    while (same < path.size() && same < text.size() && nodes_[path[same]].letter == text[same]) ++same;
    for (std::size_t left = path.size(); left > same; --left)
      nodes_[path[left - 1]].next = static_cast<std::uint16_t>(nodes_.size());
    path.resize(same);
    for (std::size_t at = same; at < text.size(); ++at) {
      path.push_back(static_cast<std::uint16_t>(nodes_.size()));
      Node node;
      node.letter = text[at];
      node.before = at == 0 ? '\0' : text[at - 1];
      node.depth = static_cast<std::uint8_t>(at + 1);
      node.omission = static_cast<std::uint8_t>(OmissionCost(node.letter, node.before));
      node.costs = &SubstitutionCosts(node.letter);
      nodes_.push_back(node);
    }
    Node& last = nodes_[path.back()];
    if (last.entries == 0) last.entry = static_cast<std::uint16_t>(i);
    ++last.entries;
    for (const std::uint16_t node : path)
      nodes_[node].limit =
          std::max(nodes_[node].limit, static_cast<std::int16_t>(CostLimit(entries_[i].weight)));
  }
  for (const std::uint16_t node : path) nodes_[node].next = static_cast<std::uint16_t>(nodes_.size());
}

void RepairTrie::Find(std::string_view text, std::size_t start, std::vector<RepairHit>& hits) const {
  constexpr std::size_t kWidth = kMaxSpelling + kBand + 2;
  const std::string_view rest = text.substr(start, kMaxSpelling + kBand);
  const char* in = rest.data();
  const std::size_t size = rest.size();
  const Cost doubled = InsertionCost('A', 'A', 'A');
  // Of each character of the text: its column of costs, and what it costs when it is one too many, within a
  // spelling and after it. Word ends.
  std::array<std::uint8_t, kWidth> column;
  std::array<Cost, kWidth> extra;
  std::array<Cost, kWidth> trailing;
  std::array<bool, kWidth> word_end;
  for (std::size_t j = 1; j <= size; ++j) {
    const char before = j < 2 ? '\0' : in[j - 2];
    column[j] = static_cast<std::uint8_t>(CostIndex(in[j - 1]));
    extra[j] = InsertionCost(in[j - 1], before, j < size ? in[j] : '\0');
    trailing[j] = !IsWord(in[j - 1])    ? kNever
                  : in[j - 1] == before ? doubled
                  : inflected_          ? kTrailing
                                        : extra[j];
    word_end[j] = IsWord(in[j - 1]) && (j == size || !IsWord(in[j]));
  }
  // rows[d][j + 1]: the least cost of the first d letters against the first j characters, within the band; a
  // cell beside the band is never.
  std::array<std::array<Cost, kWidth + 2>, kMaxSpelling + 1> rows;
  std::array<Cost, kWidth + 2> closed;  // without a character too many at the end
  rows[0][0] = kNever;
  rows[0][1] = 0;
  const std::size_t first_high = std::min(size, kBand);
  for (std::size_t j = 1; j <= first_high; ++j)
    rows[0][j + 1] = rows[0][j] + extra[j] + (extra[j] == doubled ? 0 : kLeading);
  rows[0][first_high + 2] = kNever;
  for (std::size_t at = 0; at < nodes_.size();) {
    const Node& node = nodes_[at];
    const std::size_t d = node.depth;
    const std::size_t low = d > kBand ? d - kBand : 0;
    const std::size_t high = std::min(size, d + kBand);
    if (low > size) {
      at = node.next;
      continue;
    }
    Cost* row = rows[d].data() + 1;
    const Cost* above = rows[d - 1].data() + 1;
    const Cost* two_above = d > 1 ? rows[d - 2].data() + 1 : nullptr;
    const auto& costs = *node.costs;
    row[static_cast<std::ptrdiff_t>(low) - 1] = kNever;
    Cost least = kNever;
    Cost left = kNever;
    std::size_t j = low;
    if (j == 0) {
      left = above[0] + (d > 1 ? kHead : Cost{node.omission});
      row[0] = closed[0] = left;
      least = left;
      ++j;
    }
    const bool swaps = two_above != nullptr && node.letter != node.before;
    for (; j <= high; ++j) {
      Cost cost = std::min(above[j] + node.omission, above[j - 1] + costs[column[j]]);
      if (swaps && j > 1 && in[j - 1] == node.before && in[j - 2] == node.letter)
        cost = std::min(cost, two_above[j - 2] + kSwapCost);
      closed[j] = cost;
      cost = std::min(cost, left + extra[j]);
      row[j] = left = cost;
      least = std::min(least, cost);
    }
    row[high + 1] = kNever;
    if (least > node.limit) {
      at = node.next;
      continue;
    }
    if (node.entries > 0)
      AddHits(node, closed.data(), low, high, trailing.data(), word_end.data(), start, hits);
    ++at;
  }
}

void RepairTrie::AddHits(const Node& node, const Cost* closed, std::size_t low, std::size_t high,
                         const Cost* trailing, const bool* word_end, std::size_t start,
                         std::vector<RepairHit>& hits) const {
  // The likeliest end, and the likeliest where a word ends.
  std::size_t best = 0;
  std::size_t word = 0;
  Cost best_cost = kNever;
  Cost word_cost = kNever;
  for (std::size_t j = std::max<std::size_t>(low, 1); j <= high; ++j) {
    Cost cost = closed[j];
    if (j > low && j > 1) cost = std::min(cost, closed[j - 1] + trailing[j]);
    if (cost < best_cost) best = j, best_cost = cost;
    if (word_end[j] && cost < word_cost) word = j, word_cost = cost;
  }
  for (std::size_t i = node.entry; i < node.entry + std::size_t{node.entries}; ++i) {
    const RepairEntry& entry = entries_[i];
    const Cost limit = CostLimit(entry.weight);
    const auto add = [&](std::size_t end, Cost cost) {
      if (cost > limit) return;
      if (cost > 0) cost += entry.prior;
      hits.push_back({&entry, static_cast<std::uint16_t>(start + end), cost});
    };
    add(best, best_cost);
    if (word != best) add(word, word_cost);
  }
}

RepairModel::RepairModel(const Vocabulary& from)
    : vocabulary(from),
      tokens(from.grammar() != nullptr ? CategoryTokens(from) : PlainTokens(from)),
      codes(Codes(), false),
      parts(Parts(from)),
      list_before(std::ranges::any_of(from.controls(), [](const Control& row) {
        return row.list_before && row.takes == ListKind::kCountries;
      })) {
  if (from.grammar() == nullptr) return;
  for (std::size_t i = 0; i < from.grammar()->categories.size(); ++i) {
    if (from.grammar()->categories[i].open) open |= std::uint64_t{1} << i;
  }
}

}  // namespace markings::internal
