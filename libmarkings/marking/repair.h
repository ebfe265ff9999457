#ifndef LIBMARKINGS_MARKING_REPAIR_H_
#define LIBMARKINGS_MARKING_REPAIR_H_

// What a mangled mark was most likely meant to be. Real marks come mistyped, mis-scanned, out of order, in
// the wrong case, with delimiters lost or garbled:
//
//   RepairMark(us, "SECERT / / ORCON NOFORN")   ->  SECRET//ORCON/NOFORN
//   RepairMark(us, "(5//NF)")                   ->  (S//NF)
//   RepairMark(us, "(see below)")               ->  nothing: plain text
//
// A repair is a suggestion. It never changes what a mark is taken for: until somebody takes the suggestion
// the mark stays malformed, and the stricter of all that it could mean governs. docs/repair.md has the
// method, the measured rates and the limits.

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "libmarkings/export.h"
#include "libmarkings/marking/marking.h"
#include "libmarkings/marking/vocabulary.h"
#include "libmarkings/text/span.h"

namespace markings {

// What a repair changes. Each has a stable name in JSON (Name).
enum class RepairChange : std::uint8_t {
  kLetters,     // letters of a token: mistyped, mis-scanned, look-alikes
  kDelimiter,   // a delimiter or parenthesis that is missing, doubled, garbled, or of another kind
  kOrder,       // a token that stands elsewhere
  kCase,        // small letters
  kForm,        // the form of the other kind of mark, or a long form
  kSuperseded,  // an old spelling
  kDropped,     // a token that says nothing more beside the others, or a stray character
  kAdded,       // what must stand there and does not
};
[[nodiscard]] MARKINGS_API std::string_view Name(RepairChange change);  // "letters". Static storage.

struct MARKINGS_API RepairEdit {
  Span where;  // bytes of the text that was given; empty where something was missing
  RepairChange what = RepairChange::kLetters;
  friend bool operator==(const RepairEdit&, const RepairEdit&) = default;
};

struct MARKINGS_API Repair {
  std::string canonical;  // a valid marking, in canonical form
  Marking value;
  MarkingKind kind = MarkingKind::kPortion;
  double confidence = 0;          // in (0, 1): the share of this reading among all, plain text included
  std::vector<RepairEdit> edits;  // in the order of the text
  // The canonical forms of other readings nearly as likely whose protection is different, likeliest first.
  // Complete for those that the repair does not dominate: a repair never lowers protection in silence.
  std::vector<std::string> rivals;
};

// A string as it should be written. Who shows it alone shows the rivals too.
struct MARKINGS_API FixedMark {
  std::string text;
  std::vector<std::string> rivals;  // of a repair, as Repair has them
};

// Repairs many marks of one vocabulary: holds what RepairMark would build anew each time. The vocabulary must
// outlive it. Thread-safety: const; safe for concurrent use.
class MARKINGS_API MarkRepairer {
 public:
  explicit MarkRepairer(const Vocabulary& vocabulary);
  MarkRepairer(MarkRepairer&&) noexcept;
  MarkRepairer& operator=(MarkRepairer&&) noexcept;
  MarkRepairer(const MarkRepairer&) = delete;
  MarkRepairer& operator=(const MarkRepairer&) = delete;
  ~MarkRepairer();

  // See RepairMark.
  [[nodiscard]] std::optional<Repair> Mend(std::string_view text,
                                           std::optional<MarkingKind> kind = std::nullopt) const;

  // How to write a string that was parsed as `mark`: its canonical form when it is valid, the canonical form
  // that its diagnostics give when its tokens say what is meant, else its repair with the rivals that it has.
  // Nothing when there is none.
  [[nodiscard]] std::optional<FixedMark> Fix(std::string_view text, const ParsedMarking& mark,
                                             std::optional<MarkingKind> kind = std::nullopt) const;

 private:
  struct Impl;
  std::unique_ptr<const Impl> impl_;
};

// The most likely marking that a whole string was meant to be, of a kind or of either. Nothing when the
// string is valid as it stands (other than by a name that nobody knows), when it is plain text, or when no
// valid marking is near. The result parses as valid (ParseBanner, ParsePortion). Time about linear in the
// text; over 4 KiB or 256 tokens is nothing. Thread-safe.
[[nodiscard]] MARKINGS_API std::optional<Repair> RepairMark(const Vocabulary& vocabulary,
                                                            std::string_view text,
                                                            std::optional<MarkingKind> kind = std::nullopt);

}  // namespace markings

#endif  // LIBMARKINGS_MARKING_REPAIR_H_
