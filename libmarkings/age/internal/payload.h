#ifndef LIBMARKINGS_AGE_INTERNAL_PAYLOAD_H_
#define LIBMARKINGS_AGE_INTERNAL_PAYLOAD_H_

// The payload: chunks of 64 KiB, each sealed by itself with its number and whether it is the last. You should
// use libmarkings/age/age.h.

#include <cstddef>

#include "libmarkings/age/internal/byte_io.h"
#include "libmarkings/secret/secret_bytes.h"
#include "libmarkings/text/error.h"

namespace markings::internal {

inline constexpr std::size_t kChunk = std::size_t{64} << 10, kChunkTag = 16;

// From source to sink, to the source's end, all cores at work, in order; not more than 32 MiB are held. The
// key has 32 bytes. Errors: those of source and sink, kInternal.
[[nodiscard]] Result<void> SealPayload(const SecretBytes& key, ByteSource& in, ByteSink& out);

// The same backwards. The sink gets what was authenticated by itself, in order, though what follows may yet
// turn out to be changed or cut: nobody may see any of it before this has succeeded. Errors also:
// kNotAuthentic, beginning with "the payload", with the chunk's number from 1.
[[nodiscard]] Result<void> OpenPayload(const SecretBytes& key, ByteSource& in, ByteSink& out);

}  // namespace markings::internal

#endif  // LIBMARKINGS_AGE_INTERNAL_PAYLOAD_H_
