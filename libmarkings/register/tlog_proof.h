#ifndef LIBMARKINGS_REGISTER_TLOG_PROOF_H_
#define LIBMARKINGS_REGISTER_TLOG_PROOF_H_

// Proof that an entry stands in a register, in one file that is checked without the register. Ship it beside
// a release as STEM.tlog-proof. Source: C2SP tlog-proof.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "libmarkings/export.h"
#include "libmarkings/merkle/merkle.h"
#include "libmarkings/register/entry.h"
#include "libmarkings/register/trust.h"
#include "libmarkings/text/error.h"

namespace markings {

// The parts of a .tlog-proof. Reading it proves nothing.
struct MARKINGS_API TlogProof {
  std::string extra;             // any bytes, not authenticated; empty: none. We put the entry there
  std::uint64_t index = 0;       // of the entry, from 0
  std::vector<TreeHash> hashes;  // from the leaf's sibling up, at most 63
  std::string checkpoint;        // the note, as it is

  // One spelling: Format(Parse(x)) is x. Errors: kBadProof with the place.
  [[nodiscard]] static Result<TlogProof> Parse(std::string_view text);
  [[nodiscard]] std::string Format() const;
};

struct MARKINGS_API ProvedEntry {
  std::uint64_t index = 0;
  OpenedCheckpoint checkpoint;  // the one that the entry is in, and who witnessed it
};

// Checks that `entry` stands in the register of `trust`. What the proof has as `extra` plays no part. Errors:
// kBadProof for the form of the proof, kBadRegister for that of its checkpoint, kBadKey for a senseless
// trust, kNotAuthentic when it is not proved.
[[nodiscard]] MARKINGS_API Result<ProvedEntry> VerifyInclusion(std::string_view proof, std::string_view entry,
                                                               const RegisterTrust& trust);

struct MARKINGS_API ProvedHeld {
  RegisterEntry entry;
  ProvedEntry proof;
};

// The same for the entry that the proof itself holds as its extra bytes, as ours do: then it is what was
// logged, and says which release or which revocation that is. Compare a release's `manifest_sha256` with the
// manifest. Errors: the same; kBadProof when the proof holds no entry, kBadRegister for one of another form.
[[nodiscard]] MARKINGS_API Result<ProvedHeld> VerifyHeldEntry(std::string_view proof,
                                                              const RegisterTrust& trust);

}  // namespace markings

#endif  // LIBMARKINGS_REGISTER_TLOG_PROOF_H_
