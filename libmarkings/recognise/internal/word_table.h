#ifndef LIBMARKINGS_RECOGNISE_INTERNAL_WORD_TABLE_H_
#define LIBMARKINGS_RECOGNISE_INTERNAL_WORD_TABLE_H_

// You should use libmarkings/recognise/recognisers.h.

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace markings::internal {

// The lists of policies/words that a word is in.
enum WordBits : std::uint16_t {
  kFunctionBit = 1U << 0U,
  kTradeBit = 1U << 1U,
  kPlaceBit = 1U << 2U,  // countries, cities, nationalities
  kEnglishBit = 1U << 3U,
  kCommonNameBit = 1U << 4U,  // an ordinary word that is a name too
  kGivenBit = 1U << 5U,
  kSurnameBit = 1U << 6U,
  kTitleBit = 1U << 7U,
  kHeadBit = 1U << 8U,    // makes a place, an organisation, a ship of the words beside it: river, company
  kSayingBit = 1U << 9U,  // what people do: said
  kListedBit = 1U << 10U,
};

// All lists in one table of folded words. Built once, at first use (some milliseconds); thread-safe.
class WordTable {
 public:
  [[nodiscard]] static const WordTable& Shared();
  // The bits of a folded word; 0 when it is in no list.
  [[nodiscard]] std::uint16_t Find(std::string_view folded) const;

 private:
  WordTable();
  void Add(std::string_view lines, std::uint16_t bits);

  struct Slot {
    const char* word = nullptr;
    std::uint8_t size = 0;
    std::uint16_t bits = 0;
  };
  static constexpr std::size_t kSlots = std::size_t{1} << 17U;  // twice the words and more
  std::vector<Slot> slots_;
};

}  // namespace markings::internal

#endif  // LIBMARKINGS_RECOGNISE_INTERNAL_WORD_TABLE_H_
