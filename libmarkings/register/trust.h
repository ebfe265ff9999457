#ifndef LIBMARKINGS_REGISTER_TRUST_H_
#define LIBMARKINGS_REGISTER_TRUST_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "libmarkings/export.h"
#include "libmarkings/note/checkpoint.h"
#include "libmarkings/note/note_key.h"
#include "libmarkings/text/error.h"

namespace markings {

// Whose word is taken for a register: its own key, and witnesses who saw its checkpoints, if any are pinned.
struct MARKINGS_API RegisterTrust {
  NoteVerifier log;  // of type 0x01; the name of the register is the name of the key
  // (Initialised, so that they may be left out.) Witnesses are of type 0x04; `quorum` says how many of them
  // must have cosigned, nothing: all.
  std::vector<NoteVerifier> witnesses{};  // NOLINT(readability-redundant-member-init)
  std::optional<std::size_t> quorum{};    // NOLINT(readability-redundant-member-init)
};

struct MARKINGS_API WitnessedAt {
  std::string witness;     // its name
  std::uint64_t time = 0;  // when it saw the checkpoint, in seconds since 1970
};

struct MARKINGS_API OpenedCheckpoint {
  std::string note;  // the bytes that were opened
  Checkpoint checkpoint;
  std::vector<WitnessedAt> witnesses;
};

// A checkpoint note whose signatures hold. Errors: kBadRegister for the form; kBadKey for a trust that makes
// no sense (key types, a quorum of none or of more than there are); kNotAuthentic when the register's key or
// too few witnesses signed, or it is the checkpoint of another register.
[[nodiscard]] MARKINGS_API Result<OpenedCheckpoint> OpenCheckpoint(std::string_view note,
                                                                   const RegisterTrust& trust);

}  // namespace markings

#endif  // LIBMARKINGS_REGISTER_TRUST_H_
