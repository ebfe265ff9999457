#ifndef LIBMARKINGS_REGISTER_INTERNAL_HASH_LINES_H_
#define LIBMARKINGS_REGISTER_INTERNAL_HASH_LINES_H_

// The hashes of proofs in text: you should use libmarkings/register/tlog_proof.h.

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "libmarkings/merkle/merkle.h"
#include "libmarkings/text/error.h"

namespace markings::internal {

// More than a tree of 2^63 leaves is high.
inline constexpr std::size_t kMaxProofHashes = 63;

// The line that begins at `at`, without its LF; `at` goes behind it. Nothing at the end or when there is no
// LF.
[[nodiscard]] std::optional<std::string_view> NextLine(std::string_view text, std::size_t& at);

// Lines of one base64 hash each up to a blank line, behind which `at` goes. Errors: kBadProof with the place.
[[nodiscard]] Result<std::vector<TreeHash>> ReadHashLines(std::string_view text, std::size_t& at);
// The same, written: the blank line is part of it.
[[nodiscard]] std::string FormatHashLines(std::span<const TreeHash> hashes);

}  // namespace markings::internal

#endif  // LIBMARKINGS_REGISTER_INTERNAL_HASH_LINES_H_
