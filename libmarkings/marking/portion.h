#ifndef LIBMARKINGS_MARKING_PORTION_H_
#define LIBMARKINGS_MARKING_PORTION_H_

#include <string_view>

#include "libmarkings/export.h"
#include "libmarkings/marking/marking.h"
#include "libmarkings/marking/vocabulary.h"

namespace markings {

// Parses a string that is a portion mark as a whole, with or without parentheses: "(SBU)", "C//NF",
// "(CONFIDENTIAL - ENTIRE TEXT)". Never kNone: an empty string is kMalformed.
// Linear in the text; over 4 KiB or 256 tokens is kMalformed. Thread-safe.
// Source: 5 FAH-1 H-246; CAPCO 2016, C.1.
[[nodiscard]] MARKINGS_API ParsedMarking ParsePortion(const Vocabulary& vocabulary, std::string_view text);

// Looks for a portion mark at the very start of `text` (where a mark can stand: after a number, a
// bullet or at a paragraph's start; the caller sees to that). Reads no further than the first line's end.
//   "(SBU) Text"      kValid, span 0..5
//   "(SB"             kMalformed: cut off        "SBU) Text", "C) text"  kMalformed: not opened
//   "(XYZ) Text"      kUnknown when it has the form of a mark: capitals, digits, slashes, hyphens, a known
//   token
//                     or at most 12 characters; else kNone
//   "(CMS) ...", "(see below)", "(SBU Version) "  prose: kNone where no token is one of the vocabulary's
//                     and it is not all capitals; all-capitals words alone are kUnknown, never silent
//   "CONFIDENTIAL - ENTIRE TEXT." kValid, entire_text
// Spans are relative to `text`. Linear, thread-safe.
[[nodiscard]] MARKINGS_API ParsedMarking FindPortion(const Vocabulary& vocabulary, std::string_view text);

}  // namespace markings

#endif  // LIBMARKINGS_MARKING_PORTION_H_
