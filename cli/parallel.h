#ifndef CLI_PARALLEL_H_
#define CLI_PARALLEL_H_

#include <cstddef>
#include <cstdint>
#include <functional>

#include "libmarkings/text/error.h"

namespace markings::cli {

// Threads for --jobs: its number, or one for each processor when it is 0. Errors: kUnusableInput for a number
// below 0 or above 256.
[[nodiscard]] Result<std::size_t> JobsOf(std::int64_t jobs);

// Calls work(i) for each i below count, from so many threads; each i once. The first exception that a call
// throws ends the rest and is thrown here.
void InParallel(std::size_t count, std::size_t jobs, const std::function<void(std::size_t)>& work);

}  // namespace markings::cli

#endif  // CLI_PARALLEL_H_
