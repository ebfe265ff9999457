#ifndef LIBMARKINGS_MARKING_INTERNAL_SPELLING_TABLE_H_
#define LIBMARKINGS_MARKING_INTERNAL_SPELLING_TABLE_H_

// The spellings of a regime with categories, each with what it means. A flat hash table: parsing a mark is
// mostly looking words up.

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

namespace markings::internal {

// A hash for short words: eight bytes at a time.
[[nodiscard]] inline std::uint64_t HashWord(std::string_view text) {
  std::uint64_t hash = 0x9E3779B97F4A7C15U ^ text.size();
  const char* at = text.data();
  std::size_t left = text.size();
  for (; left >= 8; left -= 8, at += 8) {
    std::uint64_t word = 0;
    std::memcpy(&word, at, 8);
    hash = (hash ^ word) * 0xBF58476D1CE4E5B9U;
    hash ^= hash >> 29U;
  }
  // (Copies of a fixed size, which may overlap: one of `left` bytes would be a call.)
  std::uint64_t word = 0;
  if (left >= 4) {
    std::uint32_t first = 0, last = 0;
    std::memcpy(&first, at, 4);
    std::memcpy(&last, at + left - 4, 4);
    word = std::uint64_t{first} << 32U | last;
  } else if (left > 0) {
    const auto byte = [&](std::size_t i) { return std::uint64_t{static_cast<unsigned char>(at[i])}; };
    word = byte(0) | byte(left / 2) << 8U | byte(left - 1) << 16U;
  }
  hash = (hash ^ word) * 0x94D049BB133111EBU;
  return hash ^ (hash >> 31U);
}

// The letters of a trigraph in one number, in the order of the alphabet; most lists hold little else. 0: a
// text of another size.
[[nodiscard]] inline std::uint32_t Trigraph(std::string_view code) {
  if (code.size() != 3) return 0;
  const auto letter = [&](std::size_t i) {
    return std::uint32_t{static_cast<unsigned char>(code.data()[i])};
  };
  return letter(0) << 16U | letter(1) << 8U | letter(2);
}

// Whether two texts are the same, eight bytes at a time.
[[nodiscard]] inline bool SameText(std::string_view a, std::string_view b) {
  if (a.size() != b.size()) return false;
  const auto differ = [&]<class Word>(std::size_t at, Word) {
    Word one = 0, other = 0;
    std::memcpy(&one, a.data() + at, sizeof one);
    std::memcpy(&other, b.data() + at, sizeof other);
    return one != other;
  };
  const std::size_t size = a.size();
  if (size >= 8) {
    for (std::size_t at = 0; at + 8 < size; at += 8) {
      if (differ(at, std::uint64_t{})) return false;
    }
    return !differ(size - 8, std::uint64_t{});
  }
  if (size >= 4) return !differ(0, std::uint32_t{}) && !differ(size - 4, std::uint32_t{});
  if (size >= 2) return !differ(0, std::uint16_t{}) && !differ(size - 2, std::uint16_t{});
  return size == 0 || a.front() == b.front();
}

struct Meaning {
  enum class Kind : std::uint8_t { kLevel, kCompound, kControl, kFused };
  // Which form the spelling is. A spelling may be several.
  static constexpr std::uint8_t kBanner = 1, kPortion = 2, kLong = 4, kAlias = 8, kDeprecated = 16;
  Kind kind = Kind::kControl;
  std::uint8_t forms = 0;
  std::uint16_t index = 0;
  // NOLINTNEXTLINE(readability-redundant-member-init): an aggregate that is written without it
  std::string name{};  // a compartment that comes with it: COMINT-GAMMA
  // NOLINTNEXTLINE(readability-redundant-member-init)
  std::string deprecated{};  // what to say of a deprecated spelling: its source
  // Of a deprecated spelling: it means something with a known compartment only.
  bool with_compartment = false;
};

class SpellingTable {
 public:
  // Adds a meaning. False when the spelling already means something else in the same part of a mark.
  bool Add(std::string_view spelling, const Meaning& meaning);
  // The level or compound, or the control or fused controls, that an upper-case spelling means; null: none.
  [[nodiscard]] const Meaning* FindLevel(std::string_view spelling) const { return levels_.Find(spelling); }
  [[nodiscard]] const Meaning* FindControl(std::string_view spelling) const {
    return controls_.Find(spelling);
  }
  // The spellings of controls that begin with a letter and take something beside them, the longest first, as
  // indices into controls(). Told to it when all controls are known.
  [[nodiscard]] const std::vector<std::uint16_t>& WithList(char letter) const {
    return with_list_[static_cast<unsigned char>(letter)];
  }
  void TakesList(std::size_t control_spelling);
  // The compartment of a control, by the control's index and the spelling.
  bool AddCompartment(std::size_t control, std::string_view spelling, std::size_t compartment,
                      std::uint8_t forms);
  [[nodiscard]] const Meaning* FindCompartment(std::size_t control, std::string_view spelling) const;

  // All spellings, in the order in which they were added.
  struct Spelling {
    std::string text;
    Meaning meaning;
  };
  [[nodiscard]] const std::vector<Spelling>& levels() const { return levels_.rows; }
  [[nodiscard]] const std::vector<Spelling>& controls() const { return controls_.rows; }
  [[nodiscard]] const std::vector<Spelling>& compartments(std::size_t control) const;

 private:
  struct Part {
    std::vector<Spelling> rows;
    std::vector<std::uint16_t> slots;  // index into rows, plus one
    std::uint64_t lengths = 0;         // LengthBit of each row: most texts are told from all rows by it
    [[nodiscard]] static std::uint64_t LengthBit(std::string_view text) {
      return std::uint64_t{1} << (text.size() < 63 ? text.size() : 63);
    }
    [[nodiscard]] const Meaning* Find(std::string_view spelling) const {
      if (slots.empty() || (lengths & LengthBit(spelling)) == 0) return nullptr;
      const std::size_t mask = slots.size() - 1;
      for (std::size_t at = HashWord(spelling) & mask; slots[at] != 0; at = (at + 1) & mask) {
        const Spelling& row = rows[slots[at] - 1U];
        if (SameText(row.text, spelling)) return &row.meaning;
      }
      return nullptr;
    }
    bool Add(std::string_view spelling, const Meaning& meaning);
  };
  Part levels_, controls_;
  std::array<std::vector<std::uint16_t>, 256> with_list_;
  std::vector<Part> compartments_;  // by control
};

}  // namespace markings::internal

#endif  // LIBMARKINGS_MARKING_INTERNAL_SPELLING_TABLE_H_
