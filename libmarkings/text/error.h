#ifndef LIBMARKINGS_TEXT_ERROR_H_
#define LIBMARKINGS_TEXT_ERROR_H_

#include <cstdint>
#include <expected>
#include <string>
#include <utility>

#include "libmarkings/export.h"
#include "libmarkings/text/span.h"

namespace markings {

// Why an operation could not be done. Findings about a document are Diagnostics, not Errors.
enum class ErrorCode : std::uint8_t {
  kUnusableInput,    // empty, binary, not UTF-8, over a limit
  kBadVocabulary,    // a vocabulary file that does not load
  kUnknownRegime,    // no vocabulary of that name
  kUnknownEdition,   // the vocabulary has no such edition
  kBadPolicy,        // a policy file that does not load
  kUnknownAudience,  // the policy has no such audience
  kBadOverrides,     // a decisions file that does not load or does not fit the document
  kInDoubt,          // the document's marking is in doubt; nothing may be released before it is settled
  kPending,          // a withheld portion has no exemption code and the policy says stop
  kResidual,         // withheld text survives in what would go out
  kBadManifest,      // not a manifest in the one fixed form
  kBadSignature,     // a signature file that does not parse or does not verify
  kBadKey,           // a key file that does not parse
  kWrongPassphrase,  // the key file parsed, the passphrase does not open it
  kBadSealed,        // no sealed file (age, CMS) in a form that is accepted
  kNoMatch,          // a sealed file that none of the keys at hand opens
  kNotAuthentic,     // a sealed file that was changed or cut after it was sealed
  kUnsupported,      // needs a feature that this build does not have; the message names it
  kBadProof,         // no attestation or redaction proof in the one fixed form
  kBadRegister,      // a register, checkpoint or note that does not parse or contradicts itself
  kIo,               // a read or a write failed
  kInternal,         // a fault of this library or of one it uses
};

// What went wrong, where, and how to mend it. `message` and `fix` are each one line without a full
// stop and never hold text of a document: only positions, names from vocabularies and policies, and
// numbers. `where` is a byte span into the input at hand (or into `file` when that is not empty);
// it is empty at 0 when the fault has no place. Line and column are worked out when printing.
struct MARKINGS_API Error {
  ErrorCode code = ErrorCode::kInternal;
  Span where;
  std::string message;
  std::string fix;
  std::string file;
};

template <class T>
using Result = std::expected<T, Error>;

[[nodiscard]] inline std::unexpected<Error> Fail(ErrorCode code, Span where, std::string message,
                                                 std::string fix) {
  return std::unexpected(Error{code, where, std::move(message), std::move(fix), {}});
}

}  // namespace markings

#endif  // LIBMARKINGS_TEXT_ERROR_H_
