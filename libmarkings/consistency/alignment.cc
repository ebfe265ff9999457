#include "libmarkings/consistency/internal/alignment.h"

#include <algorithm>
#include <cstdlib>
#include <tuple>

#include "libmarkings/shingle/grams.h"

namespace markings::internal {
namespace {

constexpr auto kGram = static_cast<std::int64_t>(kGramLetters);
// Letters between two anchors that may be counted as covered, and those by which the two sides may differ.
constexpr std::int64_t kBridge = 80, kSlack = 3;
// How far from a hole the words may stand that say where it is.
constexpr std::int64_t kReach = 120;
// How far from the hole the end of a stretch may be for it to stand for the words of that side. In more
// letters a copy would have a gram: that none is there says that they are not the same.
constexpr auto kNoGram = kGram + static_cast<std::int64_t>(DocumentPrint::kWindow) - 1;
// Fewer letters in the place of a hole are taken for misread ones.
constexpr std::int64_t kLeastPrinted = 3;
// Letters between hole and anchors that may hide one more.
constexpr std::int64_t kLettersOfSlack = 32;
// A gram that stands so many times in one stretch times in the other is left out.
constexpr std::size_t kMostPairs = 16;

using Grams = std::vector<PrintedGram>;

Grams ByHash(std::span<const PrintedGram> grams) {
  Grams sorted(grams.begin(), grams.end());
  std::ranges::sort(sorted, {}, [](const PrintedGram& one) { return std::tuple(one.hash, one.at); });
  return sorted;
}

std::vector<Anchor> Pairs(const Grams& a, const Grams& b) {
  std::vector<Anchor> pairs;
  for (std::size_t i = 0, j = 0; i < a.size() && j < b.size();) {
    if (a[i].hash != b[j].hash) {
      ++(a[i].hash < b[j].hash ? i : j);
      continue;
    }
    std::size_t i_end = i, j_end = j;
    while (i_end < a.size() && a[i_end].hash == a[i].hash) ++i_end;
    while (j_end < b.size() && b[j_end].hash == b[j].hash) ++j_end;
    if ((i_end - i) * (j_end - j) <= kMostPairs) {
      for (std::size_t x = i; x < i_end; ++x) {
        for (std::size_t y = j; y < j_end; ++y) pairs.push_back({a[x].at, b[y].at});
      }
    }
    i = i_end;
    j = j_end;
  }
  return pairs;
}

// The bytes from one point to the next of both sides; `covered` grows by them when they are a bridge.
void Bridge(std::int64_t da, std::int64_t db, std::int64_t& a, std::int64_t& b) {
  const std::int64_t longest = std::max(da, db);
  if (longest > kBridge || std::abs(da - db) > kSlack + std::max<std::int64_t>(longest, 0) / 10) return;
  a += da;
  b += db;
}

}  // namespace

Stretch WholeOf(const DocumentPrint& print) { return {0, print.letters, print.grams, print.holes}; }

Stretch PassageOf(const DocumentPrint& print, std::uint32_t passage) {
  const Passage& one = print.passages[passage];
  const auto grams = std::span(print.grams).subspan(one.first_gram, one.end_gram - one.first_gram);
  // (Holes between passages bear no number: the order of places is that of letters.)
  const auto of = [&](const Hole& hole) { return hole.passage == passage; };
  const auto from = std::ranges::lower_bound(print.holes, one.begin, {}, &Hole::at);
  const auto first =
      std::find_if(from, print.holes.end(), [&](const Hole& hole) { return of(hole) || hole.at > one.end; });
  const auto end = std::find_if_not(first, print.holes.end(), of);
  return {one.begin, one.end, grams, {first, end}};
}

std::vector<Anchor> Align(const Stretch& a, const Stretch& b) {
  std::vector<Anchor> pairs = Pairs(ByHash(a.grams), ByHash(b.grams));
  std::ranges::sort(
      pairs, [](const Anchor& x, const Anchor& y) { return std::tuple(x.a, y.b) < std::tuple(y.a, x.b); });
  // The longest run that rises in both: tails[n] is the pair with which one of n + 1 ends lowest.
  std::vector<std::size_t> tails, before(pairs.size());
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    const auto tail =
        std::ranges::lower_bound(tails, pairs[i].b, {}, [&](std::size_t one) { return pairs[one].b; });
    before[i] = tail == tails.begin() ? i : *(tail - 1);
    if (tail == tails.end()) {
      tails.push_back(i);
    } else {
      *tail = i;
    }
  }
  std::vector<Anchor> chain(tails.size());
  for (std::size_t n = chain.size(), at = tails.empty() ? 0 : tails.back(); n > 0; at = before[at])
    chain[--n] = pairs[at];
  return chain;
}

Covered CoveredBy(std::span<const Anchor> anchors, const Stretch& a, const Stretch& b) {
  if (anchors.empty()) return {};
  std::int64_t in_a = 0, in_b = 0;
  std::int64_t end_a = a.begin, end_b = b.begin;
  for (const Anchor& one : anchors) {
    Bridge(one.a - end_a, one.b - end_b, in_a, in_b);
    end_a = one.a + kGram;
    end_b = one.b + kGram;
    in_a += kGram;
    in_b += kGram;
  }
  Bridge(a.end - end_a, b.end - end_b, in_a, in_b);
  const auto within = [](std::int64_t letters, const Stretch& of) {
    return static_cast<std::uint32_t>(std::clamp<std::int64_t>(letters, 0, of.letters()));
  };
  return {within(in_a, a), within(in_b, b)};
}

std::vector<PrintedHole> HolesPrintedIn(std::span<const Anchor> anchors, const Stretch& a, const Stretch& b) {
  std::vector<PrintedHole> printed;
  if (anchors.empty()) return printed;
  auto next = anchors.begin();  // the first anchor behind the hole
  for (std::size_t i = 0; i < a.holes.size();) {
    const auto after = [&](const Hole& hole) {
      return std::find_if(next, anchors.end(), [&](const Anchor& one) { return one.a >= hole.at; });
    };
    next = after(a.holes[i]);
    std::size_t end = i + 1;
    while (end < a.holes.size() && (next == anchors.end() || a.holes[end].at <= next->a)) ++end;
    const std::int64_t first = a.holes[i].at, last = a.holes[end - 1].at;
    const bool left = next != anchors.begin(), right = next != anchors.end();
    // Where the hole begins and ends in b, by the words before and behind it.
    const std::int64_t a_left = left ? (next - 1)->a : a.begin, b_left = left ? (next - 1)->b : b.begin;
    const std::int64_t a_right = right ? next->a : a.end, b_right = right ? next->b : b.end;
    const std::int64_t from = b_left + (first - a_left), to = b_right - (a_right - last);
    const std::int64_t more = (to - from) - (last - first);
    const std::int64_t off_left = first - a_left, off_right = a_right - last;
    if (off_left <= (left ? kReach : kNoGram) && off_right <= (right ? kReach : kNoGram) && from >= b.begin &&
        to <= b.end &&
        more >= kLeastPrinted + std::max<std::int64_t>(off_left + off_right - kGram, 0) / kLettersOfSlack) {
      printed.push_back({i, end, static_cast<std::uint32_t>(from), static_cast<std::uint32_t>(to),
                         static_cast<std::uint32_t>(more)});
    }
    i = end;
  }
  return printed;
}

}  // namespace markings::internal
