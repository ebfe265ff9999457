// Of a passage the index has some grams, of a text all are looked up: what the scanner left whole of a
// passage is found whatever it did beside it.

#include "libmarkings/leaks/leak_search.h"

#include <algorithm>
#include <array>
#include <bit>
#include <tuple>

#include "libmarkings/leaks/internal/leak_chains.h"
#include "libmarkings/shingle/grams.h"
#include "libmarkings/shingle/letters.h"

namespace markings {
namespace {

constexpr unsigned kFilterBits = 4;  // 2^4 bits of the filter for each fingerprint
constexpr unsigned kLeastBits = 10;

unsigned Shift(std::size_t size, unsigned more) {
  const auto bits = std::max(kLeastBits, static_cast<unsigned>(std::bit_width(size)) + more);
  return 64 - bits;
}

}  // namespace

Result<LeakSearcher> LeakSearcher::Create(const LeakIndex& index, const LeakKey& key,
                                          std::size_t most_sharing) {
  LeakSearcher searcher(key.Derive(LeakKeyUse::kGrams), most_sharing);
  for (const auto& [id, passage] : index.passages()) {
    const auto number = static_cast<std::uint32_t>(searcher.passages_.size());
    searcher.passages_.push_back({id, passage.label, OwnLetters(passage), passage.fingerprints.size()});
    for (const Fingerprint& one : passage.fingerprints)
      searcher.places_.push_back({one.hash, number, static_cast<std::uint32_t>(one.at)});
  }
  std::vector<Place>& places = searcher.places_;
  std::ranges::sort(places, {}, [](const Place& one) { return std::tuple(one.hash, one.passage, one.at); });
  // (Of a gram that a passage repeats.)
  constexpr std::size_t kMostPlaces = 4;
  std::size_t kept = 0, same = 0;
  for (const Place& one : places) {
    same = kept > 0 && places[kept - 1].hash == one.hash && places[kept - 1].passage == one.passage ? same + 1
                                                                                                    : 0;
    if (same < kMostPlaces) places[kept++] = one;
  }
  places.resize(kept);
  searcher.begin_shift_ = Shift(places.size(), 0);
  searcher.filter_shift_ = Shift(places.size(), kFilterBits);
  searcher.begins_.resize((std::size_t{1} << (64 - searcher.begin_shift_)) + 1);
  searcher.filter_.resize((std::size_t{1} << (64 - searcher.filter_shift_)) / 64);
  for (const Place& one : places) {
    ++searcher.begins_[(one.hash >> searcher.begin_shift_) + 1];
    const std::uint64_t bit = one.hash >> searcher.filter_shift_;
    searcher.filter_[bit / 64] |= std::uint64_t{1} << (bit % 64);
  }
  for (std::size_t i = 1; i < searcher.begins_.size(); ++i) searcher.begins_[i] += searcher.begins_[i - 1];
  return searcher;
}

Result<std::vector<LeakFinding>> LeakSearcher::Search(std::string_view text) const {
  constexpr std::size_t kAtOnce = 512;
  auto hasher = GramHasher::Keyed(key_.Reveal().first<GramHasher::kKeyBytes>());
  if (!hasher) return std::unexpected(std::move(hasher).error());
  const ComparedLetters compared(text);
  const std::string_view letters = compared.letters();
  internal::LeakChains chains;
  const auto look_up = [&](std::uint64_t hash, std::size_t at) {
    const std::size_t slot = hash >> begin_shift_;
    const auto begin = places_.begin() + begins_[slot];
    const auto end = places_.begin() + begins_[slot + 1];
    auto place = std::find_if(begin, end, [&](const Place& one) { return one.hash >= hash; });
    for (std::size_t passages = 0; place != end && place->hash == hash; ++place) {
      const bool next = passages == 0 || (place - 1)->passage != place->passage;
      if (next && ++passages > most_sharing_) break;
      chains.Add(place->passage, passages_[place->passage].letters, at, place->at);
    }
  };
  std::array<std::uint64_t, kAtOnce> hashes{};
  const std::size_t grams = letters.size() < kGramLetters ? 0 : letters.size() - kGramLetters + 1;
  for (std::size_t from = 0; from < grams; from += kAtOnce) {
    const auto some = std::span(hashes).first(std::min(kAtOnce, grams - from));
    if (auto hashed = hasher->Hash(letters, from, some); !hashed)
      return std::unexpected(std::move(hashed).error());
    for (std::size_t i = 0; i < some.size(); ++i) {
      if (MayHold(some[i])) look_up(some[i], from + i);
    }
  }
  std::vector<LeakFinding> findings;
  for (const internal::LeakMatch& one : chains.Finish()) {
    const Passage& passage = passages_[one.passage];
    findings.push_back({compared.SpanOf(one.begin, one.end),
                        passage.id,
                        {one.from, one.to},
                        passage.label,
                        static_cast<double>(one.grams) / static_cast<double>(passage.fingerprints)});
  }
  return findings;
}

}  // namespace markings
