#ifndef LIBMARKINGS_MARKING_CLEARANCE_H_
#define LIBMARKINGS_MARKING_CLEARANCE_H_

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "libmarkings/export.h"
#include "libmarkings/marking/marking.h"
#include "libmarkings/marking/vocabulary.h"
#include "libmarkings/text/error.h"

namespace markings {

// Who reads: a level, the accesses held (compartments, programs and the like, each by name), a nationality.
struct MARKINGS_API Clearance {
  Marking held;             // the level and the accesses; nothing else of it counts
  std::string nationality;  // a country code; empty: the regime's own
};

// Why a reader may not see a text, or what its release rests on. One line each, no text of any document.
struct MARKINGS_API Access {
  bool granted = false;
  std::vector<std::string> reasons;
};

// Reads a clearance: a mark in banner or portion form, such as "TOP SECRET//SI-G/TK", whose rules on what
// must stand beside what do not apply, and a country code. Errors: kUnusableInput for a string whose level or
// tokens are unknown, or an unknown country.
[[nodiscard]] MARKINGS_API Result<Clearance> ParseClearance(const Vocabulary& vocabulary,
                                                            std::string_view text,
                                                            std::string_view nationality = {});

// Whether a reader may see what bears the mark: the level is held; every control that asks for an access, and
// each compartment of it, is held by name; and a foreign reader is on a list of release, or the text is
// another owner's of the reader's own nation. A mark of which anything is not understood is refused. All
// reasons of a refusal are given. Thread-safe. Source: CAPCO 2016, G.1 table 5, H.4 to H.8; DoDM 5200.01-V2,
// encl. 4.
[[nodiscard]] MARKINGS_API Access MayRead(const Vocabulary& vocabulary, const Clearance& reader,
                                          const Marking& mark);

// Whether what bears the mark may be given to a country or a group of countries, whoever reads it there: it
// is on a list of release (a group: each of its members), the text is another owner's of that nation, or
// nothing in the mark limits foreign disclosure. What is shown only, what an officer decides, and what is
// classified or controlled and says nothing are not given. To the regime's own country all may be given.
// Refused with its reasons, one line each: also where the mark holds a token that nobody knows, where nobody
// knows the code, and in a vocabulary without lists of release. Thread-safe. Source: as MayRead.
[[nodiscard]] MARKINGS_API Access MayRelease(const Vocabulary& vocabulary, const Marking& mark,
                                             std::string_view to);

// Whether the vocabulary has lists of release: REL TO.
[[nodiscard]] MARKINGS_API bool HasReleaseLists(const Vocabulary& vocabulary);
// Whether a mark says to whom abroad its text goes, or that it goes to nobody.
[[nodiscard]] MARKINGS_API bool SaysRelease(const Vocabulary& vocabulary, const Marking& mark);

// Whether a mark stays below a ceiling. Without countries: the ceiling dominates it. With countries: the
// ceiling dominates what the mark protects beside release abroad, and to each of these nations it may be
// given (MayRelease), for a reader with the ceiling's level and accesses (MayRead). Thread-safe.
[[nodiscard]] MARKINGS_API bool IsWithin(const Vocabulary& vocabulary, const Marking& ceiling,
                                         std::span<const std::string> countries, const Marking& mark);

}  // namespace markings

#endif  // LIBMARKINGS_MARKING_CLEARANCE_H_
