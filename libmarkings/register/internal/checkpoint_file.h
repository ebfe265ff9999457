#ifndef LIBMARKINGS_REGISTER_INTERNAL_CHECKPOINT_FILE_H_
#define LIBMARKINGS_REGISTER_INTERNAL_CHECKPOINT_FILE_H_

#include <string>

#include "libmarkings/register/internal/files.h"

namespace markings::internal {

inline constexpr char kCheckpointName[] = "checkpoint";

// The bytes of a register's checkpoint, not verified. Errors: kUnusableInput when the folder has none; those
// of RegisterFolder::Read.
[[nodiscard]] Result<std::string> ReadCheckpointFile(const RegisterFolder& folder);

// The same error, for the file with the checkpoint.
[[nodiscard]] std::unexpected<Error> InCheckpoint(const RegisterFolder& folder, Error error);

}  // namespace markings::internal

#endif  // LIBMARKINGS_REGISTER_INTERNAL_CHECKPOINT_FILE_H_
