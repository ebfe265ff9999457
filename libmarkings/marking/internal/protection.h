#ifndef LIBMARKINGS_MARKING_INTERNAL_PROTECTION_H_
#define LIBMARKINGS_MARKING_INTERNAL_PROTECTION_H_

// What a mark of a regime with categories protects, in a form in which two marks can be joined and compared.
// Each part is a semilattice of its own: the level by order, controls and names by union, what may be
// released to whom by intersection, the owner flat below the regime's own.

#include <cstdint>
#include <vector>

#include "libmarkings/marking/countries.h"
#include "libmarkings/marking/marking.h"
#include "libmarkings/marking/vocabulary.h"

namespace markings::internal {

// To whom a mark lets its text go. What none of these allows, nobody abroad may have.
struct Release {
  bool anyone = true;      // says nothing, and has nothing classified: no part in the roll-up
  bool plain = true;       // classified, and says nothing of release
  bool officer = true;     // a disclosure officer decides
  Countries::Set list;     // to whom it may be released
  Countries::Set display;  // to whom it may be shown
  friend bool operator==(const Release&, const Release&) = default;
};

struct Protection {
  std::size_t level = 0;
  std::uint64_t controls = 0;  // as written or implied; without those of release
  bool nobody = false;         // says that nobody abroad may have it
  std::uint8_t owner = Marking::kOwn;
  std::vector<MarkName> names;  // with the compartments above each; without those of release; sorted
  std::uint64_t fused = 0;      // fused spellings that it is written with; they protect nothing more
  bool said = false;            // a control of release is said by itself, so that they come apart
  Release release;
};

[[nodiscard]] Protection ProtectionOf(const Vocabulary& vocabulary, const Marking& marking);
[[nodiscard]] Protection JoinOf(const Vocabulary& vocabulary, const Protection& a, const Protection& b);
[[nodiscard]] bool Covers(const Vocabulary& vocabulary, const Protection& a, const Protection& b);
// The one marking that stands for it.
[[nodiscard]] Marking MarkingOf(const Vocabulary& vocabulary, const Protection& protection);

// Whether DropNeedless changes a mark: most marks then need no copy.
[[nodiscard]] bool HasNeedless(const Vocabulary& vocabulary, const Marking& marking);

// Drops from a mark what its level absorbs and what another control supersedes, and adds what is implied; its
// lists stay as they are written.
[[nodiscard]] Marking DropNeedless(const Vocabulary& vocabulary, Marking marking);

// The countries of a control's list.
[[nodiscard]] Countries::Set CountriesOf(const Marking& marking, std::size_t control);

// All that controls stand for: those implied and superseded added, deprecated ones left out.
[[nodiscard]] std::uint64_t CloseControls(const Vocabulary& vocabulary, std::uint64_t controls);
// What a level absorbs.
[[nodiscard]] std::uint64_t AbsorbedBy(const Vocabulary& vocabulary, std::size_t level);

}  // namespace markings::internal

#endif  // LIBMARKINGS_MARKING_INTERNAL_PROTECTION_H_
