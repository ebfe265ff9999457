#ifndef LIBMARKINGS_MARKING_BANNER_H_
#define LIBMARKINGS_MARKING_BANNER_H_

#include <cstdint>
#include <string_view>
#include <vector>

#include "libmarkings/export.h"
#include "libmarkings/marking/marking.h"
#include "libmarkings/marking/vocabulary.h"

namespace markings {

// A class line with what stands beside the class: CLASS [captions] [SECTION nn OF nn] [ORIGIN nnnnnn].
// All spans are into the parsed text; empty where there is none.
struct MARKINGS_API ParsedBanner {
  ParsedMarking mark;                 // level and the controls of captions on the same line
  std::vector<std::size_t> captions;  // indices into Vocabulary::captions(), in order
  std::uint32_t section = 0;          // SECTION nn OF mm; 0 when not given
  std::uint32_t section_count = 0;
  Span origin;  // "TEL AVIV"
  Span serial;  // "004462"
};

// Parses a banner line as a whole, plain or letter-spaced, any case: "UNCLAS SENSITIVE",
// "C O N F I D E N T I A L SECTION 01 OF 02 TEL AVIV 004462", "UNCLAS EFTO ANKARA 005097".
// kNone when the line does not begin with anything that could be a class: prose.
// kUnknown when it has the shape of a class line (ORIGIN serial at the end, or letter-spaced capitals)
// but its class is not in the vocabulary.
// Linear; over 4 KiB or 256 tokens is kMalformed. Thread-safe.
// Source: 5 FAH-2 H-222; CABLES 2.1.
[[nodiscard]] MARKINGS_API ParsedBanner ParseBanner(const Vocabulary& vocabulary, std::string_view line);

}  // namespace markings

#endif  // LIBMARKINGS_MARKING_BANNER_H_
