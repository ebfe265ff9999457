#include "cli/parallel.h"

#include <algorithm>
#include <atomic>
#include <exception>
#include <thread>
#include <vector>

#include "cli/io.h"

namespace markings::cli {

Result<std::size_t> JobsOf(std::int64_t jobs) {
  constexpr std::int64_t kMost = 256;
  if (jobs < 0 || jobs > kMost)
    return std::unexpected(Unusable("--jobs is no number from 0 to 256", "write --jobs 4"));
  return jobs > 0 ? static_cast<std::size_t>(jobs) : std::max(1U, std::thread::hardware_concurrency());
}

void InParallel(std::size_t count, std::size_t jobs, const std::function<void(std::size_t)>& work) {
  std::atomic<std::size_t> next = 0;
  std::atomic<bool> failed = false;
  std::exception_ptr failure;
  const auto work_on = [&] {
    try {
      for (std::size_t i = next++; i < count && !failed; i = next++) work(i);
    } catch (...) {
      if (!failed.exchange(true)) failure = std::current_exception();
    }
  };
  {
    std::vector<std::jthread> workers;
    for (std::size_t i = 1; i < std::min(jobs, count); ++i) workers.emplace_back(work_on);
    work_on();
  }
  if (failure) std::rethrow_exception(failure);
}

}  // namespace markings::cli
