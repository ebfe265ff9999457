#ifndef LIBMARKINGS_PROOF_REDACTION_PROOF_H_
#define LIBMARKINGS_PROOF_REDACTION_PROOF_H_

// That a derivative is a true part of an attested original, in its order, with nothing added but the words
// that the releasing authority owns to. Form: docs/formats/redaction-proof.md. Thread-safety: functions keep
// no state.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "libmarkings/export.h"
#include "libmarkings/proof/attestation.h"
#include "libmarkings/redact/derivative.h"
#include "libmarkings/text/span.h"

namespace markings {

// What a proof shows. Spans are bytes of the derivative.
struct MARKINGS_API ProvedText {
  std::uint32_t units = 0;   // of the original, decoys included
  std::uint32_t shown = 0;   // of them in the derivative, proved
  std::uint32_t aside = 0;   // of them shown in the proof alone: mandatory ones
  std::vector<Span> proved;  // stretches that are the original's, neighbours joined
  std::vector<Span>
      own_words;  // stretches that are the releasing authority's: holes, banner, stamp, masked text
};

// The proof for a derivative of `document`. A unit that the derivative holds in part counts as withheld, and
// the part as the authority's words. Errors: kBadProof when the note or the secret is not of this text, or a
// mandatory unit is neither shown nor the document's banner.
[[nodiscard]] MARKINGS_API Result<std::string> MakeProof(const Document& document,
                                                         const Derivative& derivative,
                                                         const OriginalNote& note,
                                                         const OriginalSecret& secret);

// Checks a proof against the note (whose signature was checked before) and the text of the derivative.
// Accepts one form of proof for one redaction. Errors: kBadProof with the line of the proof in `where`.
[[nodiscard]] MARKINGS_API Result<ProvedText> CheckProof(std::string_view proof, const OriginalNote& note,
                                                         std::string_view derivative);

}  // namespace markings

#endif  // LIBMARKINGS_PROOF_REDACTION_PROOF_H_
