#ifndef LIBMARKINGS_REDACT_DERIVATIVE_H_
#define LIBMARKINGS_REDACT_DERIVATIVE_H_

#include <string>
#include <string_view>
#include <vector>

#include "libmarkings/cable/document.h"
#include "libmarkings/export.h"
#include "libmarkings/policy/decision.h"

namespace markings {

// A stretch of the derivative: text kept from the source, or fixed words put in by the library.
struct MARKINGS_API Piece {
  enum class Kind : std::uint8_t { kKept, kInserted };
  Kind kind = Kind::kInserted;
  Span span;    // in Derivative::text
  Span source;  // kKept: the bytes of the document it is a copy of (line breaks may be joined)
  std::size_t element = kNoElement;
};

// One line of what the derivative holds, for the manifest: a released or masked element, or one hole.
// Adjacent withheld sub-elements of a withheld parent are one hole, so that their number does not show.
struct MARKINGS_API Unit {
  std::string id;  // of its first element
  Outcome outcome = Outcome::kWithhold;
  std::string amount;  // "1 paragraph"; empty with amount = "none" or when released
  std::vector<std::string> codes;
  std::vector<std::string> rules;
  bool overridden = false;
};

// One place of deletion as the derivative shows it: a hole, or one masked span.
struct MARKINGS_API Deletion {
  Span words;  // in Derivative::text: "[1 paragraph withheld: (b)(6)]"
  // Indices of what is withheld here, or of the element that is masked. How many they are does not show.
  std::vector<std::size_t> elements;
  Outcome outcome = Outcome::kWithhold;  // or kMask
  std::string mark;    // that the derivative shows beside a hole, "(SBU)"; empty when it shows none
  std::string amount;  // "1 paragraph", "name", "PERSON 1"; empty with amount = "none"
  std::vector<std::string> codes;  // sorted
  std::string statute;
  std::vector<std::string> rules;
  bool overridden = false;  // by an officer, or by one too
};

// The text that goes out. A function of the released text and of the decisions only (DESIGN I2): no length,
// count or digest of withheld text is in it. Always built anew, never by editing the input.
struct MARKINGS_API Derivative {
  std::string text;                 // UTF-8, LF, ends with one LF
  Marking banner;                   // the join of the markings of what is released
  std::string banner_line;          // "UNCLAS SENSITIVE"
  std::string stamp;                // "RELEASE IN PART (b)(6)"
  std::vector<std::string> codes;   // all that are used, sorted
  std::vector<Piece> pieces;        // partition `text`, in order
  std::vector<Unit> units;          // in document order
  std::vector<Deletion> deletions;  // in the order of `text`
};

// Builds the derivative. Pure. Errors: kInternal only.
[[nodiscard]] MARKINGS_API Result<Derivative> BuildDerivative(const Document& document,
                                                              const Decisions& decisions);

}  // namespace markings

#endif  // LIBMARKINGS_REDACT_DERIVATIVE_H_
