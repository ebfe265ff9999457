#ifndef LIBMARKINGS_CABLE_RELEASE_MARKS_H_
#define LIBMARKINGS_CABLE_RELEASE_MARKS_H_

// What others put on a document when they reviewed, released or cut it. These are three fields beside the
// document's own marking: the UNCLASSIFIED of a page header is the release's, never the document's.
// Source: DESIGN of this project, semantics 2 and 7; CABLES, 4.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "libmarkings/export.h"
#include "libmarkings/marking/marking.h"
#include "libmarkings/marking/rollup.h"

namespace markings {

// The banner and stamp of a release. Strings are as written; empty: not seen.
struct MARKINGS_API ReleaseBanner {
  std::string marking;             // "UNCLASSIFIED"
  std::string case_number;         // "F-2014-00001"
  std::string document_number;     // "C00000001"
  std::string date;                // "08/31/2015"
  std::string stamp;               // "RELEASE IN PART"
  std::vector<std::string> codes;  // of the stamp: "B5", "B6"
  std::string review;              // "EO Systematic Review 30 JUN 2005", of an archive's copy
};

// A marking that a reviewer gave.
struct MARKINGS_API ReviewMarking {
  std::string level;                 // "CONFIDENTIAL", empty when it cannot be read
  std::vector<std::string> reasons;  // "1.4(B)"
  std::string declassify_on;         // as written
  std::size_t element = 0;           // the first that it stands in
};

enum class RedactionStyle : std::uint8_t { kMarginCode, kBracket, kMask };
[[nodiscard]] MARKINGS_API std::string_view Name(RedactionStyle style);  // "margin_code", "bracket", "mask"

// A redaction by somebody else.
struct MARKINGS_API ForeignRedaction {
  std::size_t element = 0;
  RedactionStyle style = RedactionStyle::kBracket;
  std::vector<std::string> codes;  // margin codes, as written
  std::uint32_t amount = 0;        // of a bracket: how many of `unit`; 0: it does not say
  std::string unit;                // "line", "paragraph", "page", "name", ...
};

// One message of a thread: a document of its own inside the document.
struct MARKINGS_API Message {
  std::size_t first = 0,
              end = 0;  // indices of its elements, half open; a message inside it begins at its end
  std::string from, sent, to, cc, subject, attachments;  // as written, joined
  MarkingStatus banner_status = MarkingStatus::kNone;    // of class lines inside it
  Marking banner, roll_up, overall;
  bool overall_known = false;
};

}  // namespace markings

#endif  // LIBMARKINGS_CABLE_RELEASE_MARKS_H_
