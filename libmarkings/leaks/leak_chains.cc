#include "libmarkings/leaks/internal/leak_chains.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "libmarkings/shingle/grams.h"

namespace markings::internal {
namespace {

// Measured on generated texts and on real ones: docs/leaks.md. Scores are in tenths of a letter.
constexpr std::int64_t kLetter = 10;
constexpr std::int64_t kGap = 3;     // for a letter between grams, of the text and of the passage
constexpr std::int64_t kShift = 1;   // for a letter that only one of them has
constexpr std::size_t kReach = 400;  // letters between grams, at most
// A chain is a finding when it is worth half of the passage, but not less than the first nor more than the
// second.
constexpr std::int64_t kLeastLetters = 30, kEnoughLetters = 60;

std::int64_t Enough(std::uint32_t letters) {
  return kLetter * std::clamp<std::int64_t>(letters / 2, kLeastLetters, kEnoughLetters);
}

// What a gram adds to a chain whose last one lies so far behind it in the text and in the passage.
std::int64_t Step(std::size_t dx, std::size_t dy) {
  const auto near = static_cast<std::int64_t>(std::min(dx, dy));
  const auto far = static_cast<std::int64_t>(std::max(dx, dy));
  const auto gram = static_cast<std::int64_t>(kGramLetters);
  return kLetter * std::min(static_cast<std::int64_t>(dy), gram) -
         kGap * std::max<std::int64_t>(near - gram, 0) - kShift * (far - near);
}

}  // namespace

void LeakChains::Close(Chain& chain, std::uint32_t letters) {
  if (chain.open && chain.best.score >= Enough(letters)) found_.push_back(chain.best);
  chain.open = false;
}

void LeakChains::Add(std::uint32_t passage, std::uint32_t letters, std::size_t x, std::uint32_t y) {
  constexpr std::int64_t kFresh = kLetter * static_cast<std::int64_t>(kGramLetters);
  OfPassage& of = passages_[passage];
  of.letters = letters;
  Chain* longest = nullptr;
  std::int64_t score = kFresh;  // a chain that would be worth no more than this gram alone ends
  for (Chain& chain : of.chains) {
    if (!chain.open) continue;
    if (x - chain.last_x > kReach) {
      Close(chain, letters);
      continue;
    }
    if (x == chain.last_x || y <= chain.last_y || y - chain.last_y > kReach) continue;
    const std::int64_t longer = chain.score + Step(x - chain.last_x, y - chain.last_y);
    if (longer > score) std::tie(longest, score) = std::pair(&chain, longer);
  }
  if (longest == nullptr) {
    longest = &*std::ranges::min_element(
        of.chains, {}, [](const Chain& chain) { return chain.open ? chain.score : std::int64_t{-1}; });
    Close(*longest, letters);
    *longest = Chain{};
    longest->open = true;
    longest->begin = x;
    longest->from = y;
  }
  ++longest->grams;
  longest->last_x = x;
  longest->last_y = y;
  longest->score = score;
  if (score > longest->best.score)
    longest->best = {passage,          longest->begin, x + kGramLetters, longest->from,
                     y + kGramLetters, score,          longest->grams};
}

std::vector<LeakMatch> LeakChains::Finish() {
  for (auto& [passage, of] : passages_) {
    for (Chain& chain : of.chains) Close(chain, of.letters);
  }
  passages_.clear();
  // Of one passage the better of two that overlap stays: by place, each against the last that was kept.
  std::ranges::sort(found_, {}, [](const LeakMatch& one) {
    return std::tuple(one.passage, one.begin, one.end, one.score);
  });
  std::vector<LeakMatch> kept;
  for (const LeakMatch& one : found_) {
    if (kept.empty() || kept.back().passage != one.passage || kept.back().end <= one.begin) {
      kept.push_back(one);
    } else if (one.score > kept.back().score) {
      kept.back() = one;
    }
  }
  std::ranges::sort(kept, {},
                    [](const LeakMatch& one) { return std::tuple(one.begin, one.end, one.passage); });
  found_.clear();
  return kept;
}

}  // namespace markings::internal
