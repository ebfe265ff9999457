#include "libmarkings/policy/internal/unit_match.h"

#include <algorithm>
#include <array>
#include <functional>
#include <iterator>
#include <string_view>
#include <utility>

#include "libmarkings/policy/internal/binding.h"
#include "libmarkings/text/ascii.h"

namespace markings::internal {
namespace {

constexpr double kSimilarEnough = 0.8;
constexpr std::size_t kGram = 5;

// What a scanner takes for each other.
constexpr std::array<std::pair<char, std::string_view>, 6> kLookAlikes = {
    {{'0', "Oo"}, {'1', "Iil|"}, {'2', "Zz"}, {'5', "Ss"}, {'6', "Gb"}, {'8', "B"}}};

bool LookAlike(char a, char b) {
  if ((a == 'l' && b == 'I') || (a == 'I' && b == 'l')) return true;
  return std::ranges::any_of(kLookAlikes, [&](const auto& row) {
    return (a == row.first && row.second.contains(b)) || (b == row.first && row.second.contains(a));
  });
}

// Blanks one by one, no hyphen between letters.
std::string Tidied(std::string_view text) {
  std::string tidied;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const bool blank = c == ' ' || (c >= '\t' && c <= '\r');
    if (blank && (tidied.empty() || tidied.back() == ' ')) continue;
    const bool inner = c == '-' && !tidied.empty() && IsLetter(tidied.back()) && i + 1 < text.size() &&
                       IsLetter(text[i + 1]);
    if (!inner) tidied += blank ? ' ' : c;
  }
  if (tidied.ends_with(' ')) tidied.pop_back();
  return tidied;
}

// The same for all texts that SameButForScanning takes for one; not only for those.
std::string Key(std::string_view text) {
  std::string key = Upper(Tidied(text));
  for (char& c : key) {
    if (c == 'L' || c == '|') c = '1';
    for (const auto& [digit, letters] : kLookAlikes) {
      if (Upper(letters).contains(c)) c = digit;
    }
  }
  // (6 and b, 8 and B: one letter in capitals.)
  std::ranges::replace(key, '8', '6');
  return key;
}

std::vector<std::size_t> Grams(const std::string& text) {
  std::vector<std::size_t> grams;
  const std::string_view view = text;
  for (std::size_t i = 0; i + kGram <= view.size(); ++i)
    grams.push_back(std::hash<std::string_view>{}(view.substr(i, kGram)));
  std::ranges::sort(grams);
  const auto twice = std::ranges::unique(grams);
  grams.erase(twice.begin(), twice.end());
  return grams;
}

const std::vector<std::size_t>* Find(const std::unordered_map<std::string, std::vector<std::size_t>>& groups,
                                     const std::string& key) {
  const auto found = groups.find(key);
  return found == groups.end() ? nullptr : &found->second;
}

// What must be the same beside the text.
std::string KindOf(const Element& element) { return std::string(Name(element.kind)) + '\n'; }

std::string ExactKey(const Document& document, std::size_t head) {
  return KindOf(document.elements()[head]) + GoverningMark(document, head) + '\n' + UnitBytes(document, head);
}

std::string FoldedKey(const Document& document, std::size_t head) {
  const std::string key = Key(document.UnitText(head));
  return key.empty() ? key : KindOf(document.elements()[head]) + key;
}

}  // namespace

bool SameButForScanning(const std::string& a, const std::string& b) {
  return std::ranges::equal(Tidied(a), Tidied(b),
                            [](char x, char y) { return Capital(x) == Capital(y) || LookAlike(x, y); });
}

double Likeness(const std::string& a, const std::string& b) {
  const std::vector<std::size_t> first = Grams(Key(a));
  const std::vector<std::size_t> second = Grams(Key(b));
  std::vector<std::size_t> both;
  std::ranges::set_intersection(first, second, std::back_inserter(both));
  const std::size_t all = first.size() + second.size() - both.size();
  return all == 0 ? 0.0 : static_cast<double>(both.size()) / static_cast<double>(all);
}

UnitMatcher::UnitMatcher(const Document& from, const Document& to)
    : from_(from), to_(to), here_(Index(from)), there_(Index(to)) {
  for (const Element element : to.elements()) {
    if (IsPortion(element.kind) && element.continues == kNoElement && element.number)
      numbered_[*element.number].push_back(element.index);
  }
}

UnitMatcher::Copy UnitMatcher::Index(const Document& document) {
  Copy copy;
  for (const Element element : document.elements()) {
    if (!IsPortion(element.kind) || element.continues != kNoElement) continue;
    copy.exact[ExactKey(document, element.index)].push_back(element.index);
    std::string key = FoldedKey(document, element.index);
    if (!key.empty()) copy.folded[std::move(key)].push_back(element.index);
  }
  return copy;
}

std::size_t UnitMatcher::TheOne(std::size_t head, const std::vector<std::size_t>& here,
                                const std::vector<std::size_t>& there) const {
  if (here.size() == 1 && there.size() == 1) return there.front();
  // The same text several times in both: the one of the same name.
  const std::size_t named = to_.Find(from_.elements()[head].id());
  const bool clear = here.size() == there.size() && std::ranges::find(there, named) != there.end();
  return clear ? named : kNoElement;
}

UnitMatch UnitMatcher::MatchExact(std::size_t head) const {
  const std::string key = ExactKey(from_, head);
  const std::vector<std::size_t>* there = Find(there_.exact, key);
  if (there == nullptr) return {};
  const std::size_t one = TheOne(head, *Find(here_.exact, key), *there);
  // (Where the text of the parts begins must be the same too: spans count from there.)
  if (one == kNoElement || SpanText(from_, head) != SpanText(to_, one)) return {};
  return {CarriedBy::kExact, one, {}};
}

UnitMatch UnitMatcher::MatchFolded(std::size_t head) const {
  UnitMatch none;
  none.note = "no element has its text";
  const std::string key = FoldedKey(from_, head);
  const std::vector<std::size_t>* there = key.empty() ? nullptr : Find(there_.folded, key);
  if (there == nullptr) return none;
  const std::size_t one = TheOne(head, *Find(here_.folded, key), *there);
  if (one == kNoElement) {
    none.note = "more than one element has its text";
    return none;
  }
  if (!SameButForScanning(from_.UnitText(head), to_.UnitText(one))) return none;
  return {CarriedBy::kFolded, one, {}};
}

UnitMatch UnitMatcher::MatchSimilar(std::size_t head) const {
  const Element element = from_.elements()[head];
  std::size_t one = to_.Find(element.id());
  const auto alike = [&](std::size_t index) {
    return index != kNoElement && to_.elements()[index].kind == element.kind &&
           to_.elements()[index].continues == kNoElement &&
           Likeness(from_.UnitText(head), to_.UnitText(index)) >= kSimilarEnough;
  };
  if (alike(one)) return {CarriedBy::kSimilar, one, {}};
  const auto numbered = element.number ? numbered_.find(*element.number) : numbered_.end();
  one = numbered != numbered_.end() && numbered->second.size() == 1 ? numbered->second.front() : kNoElement;
  if (alike(one)) return {CarriedBy::kSimilar, one, {}};
  return {};
}

UnitMatch UnitMatcher::Match(std::size_t head, Demand demand) const {
  UnitMatch match = MatchExact(head);
  if (match.how == CarriedBy::kExact) return match;
  match = MatchFolded(head);
  const auto refuse = [&](std::string note) {
    return UnitMatch{CarriedBy::kUnmatched, kNoElement, std::move(note)};
  };
  if (match.how == CarriedBy::kFolded) {
    if (demand == Demand::kSameBytes) return refuse("its spans count in bytes, and these have changed");
    if (demand == Demand::kSameText && GoverningMark(from_, head) != GoverningMark(to_, match.to))
      return refuse("its mark has changed");
    return match;
  }
  UnitMatch similar = MatchSimilar(head);
  if (similar.how != CarriedBy::kSimilar) return match;
  if (demand == Demand::kSimilar) return similar;
  return refuse("the text of what answers to it is another: nothing is let out by likeness");
}

}  // namespace markings::internal
