// Open addressing over views of the lists that are compiled in: no word is copied.

#include "libmarkings/recognise/internal/word_table.h"

#include <algorithm>

namespace markings::internal {

extern const std::string_view kEnglishWords;  // policies/words/english.txt, and so on
extern const std::string_view kNameWords;
extern const std::string_view kTradeWords;
extern const std::string_view kPlaceWords;
extern const std::string_view kNationalityWords;
extern const std::string_view kFunctionWords;
extern const std::string_view kCityWords;
extern const std::string_view kOrganisationWords;
extern const std::string_view kGivenNames;
extern const std::string_view kSurnames;
extern const std::string_view kTitleWords;
extern const std::string_view kHeadWords;
extern const std::string_view kSayingWords;

namespace {

// FNV-1a. The keys are ours and the table is never added to, so nobody can make it slow by choice of words
// but by a text of words that all miss in one long chain, and chains are short at this load.
std::size_t HashOf(std::string_view word) {
  std::uint64_t hash = 0xcbf29ce484222325U;
  for (const char c : word) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3U;
  return static_cast<std::size_t>(hash ^ (hash >> 32U));
}

}  // namespace

WordTable::WordTable() : slots_(kSlots) {
  Add(kFunctionWords, kFunctionBit);
  Add(kTradeWords, kTradeBit);
  Add(kPlaceWords, kPlaceBit);
  Add(kNationalityWords, kPlaceBit);
  Add(kCityWords, kPlaceBit);
  Add(kOrganisationWords, kTradeBit);
  Add(kEnglishWords, kEnglishBit);
  Add(kNameWords, kCommonNameBit);
  Add(kGivenNames, kGivenBit);
  Add(kSurnames, kSurnameBit);
  Add(kTitleWords, kTitleBit);
  Add(kHeadWords, kHeadBit);
  Add(kSayingWords, kSayingBit);
}

const WordTable& WordTable::Shared() {
  static const WordTable table;
  return table;
}

void WordTable::Add(std::string_view lines, std::uint16_t bits) {
  for (std::size_t at = 0; at < lines.size();) {
    const std::size_t end = std::min(lines.find('\n', at), lines.size());
    const std::string_view word = lines.substr(at, end - at);
    at = end + 1;
    if (word.empty() || word.size() > 0xFF) continue;
    std::size_t slot = HashOf(word) % kSlots;
    while (slots_[slot].word != nullptr && std::string_view(slots_[slot].word, slots_[slot].size) != word)
      slot = (slot + 1) % kSlots;
    slots_[slot].word = word.data();
    slots_[slot].size = static_cast<std::uint8_t>(word.size());
    slots_[slot].bits |= bits;
  }
}

std::uint16_t WordTable::Find(std::string_view folded) const {
  for (std::size_t slot = HashOf(folded) % kSlots; slots_[slot].word != nullptr; slot = (slot + 1) % kSlots)
    if (std::string_view(slots_[slot].word, slots_[slot].size) == folded) return slots_[slot].bits;
  return 0;
}

}  // namespace markings::internal
