#ifndef LIBMARKINGS_MARKING_MARKING_H_
#define LIBMARKINGS_MARKING_MARKING_H_

// One marking, whatever it was written as.
//
// PARSING     ParsePortion(v, "(SBU/NF)")            marking/portion.h
//             ParseBanner(v, "C O N F I D E N T I A L")  marking/banner.h
// COMPARING   Dominates, Join                         marking/lattice.h
// ROLLING UP  RollUp                                  marking/rollup.h
// WRITING     BannerForm, PortionForm, LongForm       marking/forms.h

#include <algorithm>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "libmarkings/export.h"
#include "libmarkings/text/diagnostic.h"
#include "libmarkings/text/span.h"

namespace markings {

// One name that stands beside a control: a country of its list, a number, a compartment ("G"), a
// sub-compartment ("G ABCD").
struct MARKINGS_API MarkName {
  // `control` is an index into Vocabulary::controls(), or one of these:
  static constexpr std::uint8_t kOwnerCode = 0x40;  // a country in whose name the mark stands
  static constexpr std::uint8_t kUnnamed = 0x80;    // + index of the category of a token that nobody knows
  std::uint8_t control = 0;
  std::string name;
  friend auto operator<=>(const MarkName&, const MarkName&) = default;
};

// Whether any name stands beside a control, or this one does.
[[nodiscard]] inline bool HasNames(const std::vector<MarkName>& names, std::size_t control) {
  return std::ranges::any_of(names, [&](const MarkName& one) { return one.control == control; });
}
[[nodiscard]] inline bool HasName(const std::vector<MarkName>& names, std::size_t control,
                                  std::string_view name) {
  return std::ranges::any_of(names,
                             [&](const MarkName& one) { return one.control == control && one.name == name; });
}

// The protection that a mark asks for: a level (index into Vocabulary::levels()), a set of controls
// (bit i is Vocabulary::controls()[i]) and, in regimes with categories, the names beside them and in whose
// name the mark stands. A value type; meaningless beside another vocabulary.
// Always normalised (lattice.h): no control that its level absorbs, none that another supersedes.
struct MARKINGS_API Marking {
  static constexpr std::uint8_t kOwn = 0xFF;  // the regime's own mark
  std::size_t level = 0;
  std::uint64_t controls = 0;
  std::uint8_t owner = kOwn;  // index into Grammar::owners
  // By control, in the order in which they are written.
  std::vector<MarkName> names{};  // NOLINT(readability-redundant-member-init): an aggregate
  // Bit i: those of its controls that Grammar::fused[i] stands for are said by that spelling alone. Of how a
  // mark is written, not of what it protects.
  std::uint64_t fused = 0;
  friend bool operator==(const Marking&, const Marking&) = default;
};

// Three kinds of "not valid" that must never be taken for one another. Only kNone may go on in silence.
enum class MarkingStatus : std::uint8_t {
  kNone,  // no marking here: plain text
  kValid,
  kUnknown,    // has the form of a marking, holds a token the vocabulary does not know
  kMalformed,  // a marking that is broken: cut off, two levels, look-alikes
};

enum class MarkingKind : std::uint8_t { kBanner, kPortion };

// The result of parsing one marking string. `value` counts only when status is kValid.
struct MARKINGS_API ParsedMarking {
  MarkingStatus status = MarkingStatus::kNone;
  MarkingKind kind = MarkingKind::kPortion;
  Marking value;
  bool entire_text = false;  // "(C - ENTIRE TEXT)": governs every later unmarked paragraph
  Span span;                 // the bytes of the mark, parentheses included
  std::vector<Diagnostic> diagnostics;
};

}  // namespace markings

#endif  // LIBMARKINGS_MARKING_MARKING_H_
