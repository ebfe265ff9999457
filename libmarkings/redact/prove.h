#ifndef LIBMARKINGS_REDACT_PROVE_H_
#define LIBMARKINGS_REDACT_PROVE_H_

// Whether a derivative depends on what it withholds, tried out on the document at hand: its withheld text is
// drawn anew many times, and the derivative must be the same each time.
//
//   auto proof = ProveRedaction(document, policy, "public", {.redraws = 100, .seed = seed});
//   if (proof && proof->holds()) ...

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "libmarkings/cable/document.h"
#include "libmarkings/export.h"
#include "libmarkings/policy/decision.h"

namespace markings {

struct MARKINGS_API ProofOptions {
  const Overrides* overrides =
      nullptr;  // their decisions and mark count; waivers do not, they change no byte
  std::size_t redraws = 100;
  std::uint64_t seed = 0;  // the same seed gives the same redraws, whatever the machine
  AsOf as_of{};            // the day to decide by (Decide)  // NOLINT(readability-redundant-member-init)
};

// What changed with withheld text. Holds none of it.
struct MARKINGS_API ProofDifference {
  enum class What : std::uint8_t {
    kText,      // bytes of the derivative
    kRecord,    // what a manifest says of it: units, codes, stamp, banner, which bytes are kept
    kDecision,  // a decision, though no rule looks at the text that changed
  };
  What what = What::kText;
  std::size_t line = 1;    // of the first derivative, from 1
  std::size_t column = 1;  // bytes, from 1
  std::string place;       // id of the element that stands there; empty: stamp, class line, captions
  std::string element;     // id of the withheld element it changes with; empty: of several only together
  std::size_t redraw = 0;  // from 1
};

struct MARKINGS_API Proof {
  std::size_t redraws = 0;    // asked for
  std::size_t compared = 0;   // parsed and decided on alike, so that the derivatives could be compared
  std::size_t stretches = 0;  // of withheld text: parts of elements, masked spans, header lines
  // Of those: drawn only with words that a rule looks at, or with the shape of what stood there, in every
  // redraw.
  std::size_t in_part = 0;
  std::size_t undrawn = 0;  // in no redraw: any other text would have been read or decided on differently
  std::vector<std::string> undrawn_elements;  // their ids, in document order
  std::optional<ProofDifference> difference;

  // Something was withheld and nothing of it could be drawn anew: no statement about the derivative.
  [[nodiscard]] bool nothing_proved() const { return stretches > 0 && compared == 0; }
  [[nodiscard]] bool holds() const { return !difference && !nothing_proved(); }
};

// Draws all withheld text of a document anew (length, words, lines, case, names, digits; also as short as may
// be), parses and decides anew and builds the derivative, `redraws` times, and compares each with the first:
// text, pieces, units, codes, stamp, banner. Kept are labels, numbers, marks and what a rule looks at: a
// redraw that is read or decided on differently is drawn again, more like the original, at last as it stands.
// Stops at the first difference. A test on samples: a difference is certain, its absence is not.
//
// Pure and thread-safe. Time: `redraws` times that of parsing and deciding, some twenty times that at worst.
// Errors: those of Decide and BuildDerivative. Source: DESIGN I2 (docs/proof.md).
[[nodiscard]] MARKINGS_API Result<Proof> ProveRedaction(const Document& document, const Policy& policy,
                                                        std::string_view audience,
                                                        const ProofOptions& options);

}  // namespace markings

#endif  // LIBMARKINGS_REDACT_PROVE_H_
