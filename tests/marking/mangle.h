#ifndef MARKINGS_TESTS_MARKING_MANGLE_H_
#define MARKINGS_TESTS_MARKING_MANGLE_H_

// Valid marks over the whole vocabulary of a regime, and what typists, scanners and word processors make of
// them. Everything follows from the seed: the same numbers on every machine and with every standard library.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "libmarkings/marking/marking.h"
#include "libmarkings/marking/vocabulary.h"

namespace markings::testing {

// A generator of numbers of its own: those of the standard library differ from one to another in what they
// make of them.
class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}
  std::uint64_t Next();
  // In [0, n).
  std::size_t Below(std::size_t n) { return static_cast<std::size_t>(Next() % n); }
  bool Chance(unsigned percent) { return Below(100) < percent; }
  template <class T>
  const T& Of(const std::vector<T>& values) {
    return values[Below(values.size())];
  }

 private:
  std::uint64_t state_;
};

// A level or control in the form of a kind of mark.
template <class Row>
const std::string& FormOf(const Row& row, MarkingKind kind) {
  return kind == MarkingKind::kBanner ? row.banner : row.portion;
}
[[nodiscard]] bool IsWord(char c);
// The places of a word in a text, where it stands whole.
[[nodiscard]] std::vector<std::size_t> PlacesOf(std::string_view word, std::string_view text);

struct GeneratedMark {
  std::string text;  // canonical
  MarkingKind kind = MarkingKind::kBanner;
  Marking value;
  std::vector<std::string> names;  // that the generator made up: nobody can say how they should be spelled
};

// Valid canonical marks.
class MarkGenerator {
 public:
  MarkGenerator(const Vocabulary& vocabulary, std::uint64_t seed);
  GeneratedMark Next();

 private:
  struct Item {
    std::string text;
    std::string needs;  // the mark of another control that it cannot stand without, if any
  };
  GeneratedMark NextPlain();
  std::string Head(MarkingKind kind);
  std::string Value(std::size_t choice, MarkingKind kind);
  std::string Tree(std::size_t control, MarkingKind kind);
  std::string Codes(const Control& row, std::size_t most, std::string_view separator);
  std::string Name();
  std::optional<GeneratedMark> Valid(const std::string& text, MarkingKind kind) const;

  const Vocabulary& vocabulary_;
  Random random_;
  std::vector<std::string> codes_, common_, names_;
};

enum class Damage : std::uint8_t {
  kTyping,
  kScan,
  kDelimiter,
  kOrder,
  kCase,
  kSuperseded,
  kBlanks,
  kSeveral
};
inline constexpr std::size_t kDamages = 8;
std::string_view Name(Damage damage);

// Mangles marks. Nothing when there is nothing in the mark that a kind of damage could be done to.
class Mangler {
 public:
  Mangler(const Vocabulary& vocabulary, std::uint64_t seed);
  std::optional<std::string> Mangle(const GeneratedMark& mark, Damage damage);

 private:
  std::optional<std::string> Once(const GeneratedMark& mark, std::string text, Damage damage);
  std::vector<std::size_t> Letters(const GeneratedMark& mark, std::string_view text) const;
  std::optional<std::string> Type(const GeneratedMark& mark, std::string text);
  std::optional<std::string> Scan(const GeneratedMark& mark, std::string text);
  std::optional<std::string> Delimit(std::string text);
  std::optional<std::string> Disorder(const std::string& text);
  std::optional<std::string> ChangeCase(std::string text);
  std::optional<std::string> Age(const GeneratedMark& mark, std::string text);
  std::optional<std::string> Blank(const GeneratedMark& mark, std::string text);

  const Vocabulary& vocabulary_;
  Random random_;
  struct Old {
    std::string now, then;
    MarkingKind kind;
    bool level;
  };
  std::vector<Old> old_;
  std::vector<std::string> forms_;
};

}  // namespace markings::testing

#endif  // MARKINGS_TESTS_MARKING_MANGLE_H_
