#ifndef HELPER_HELPER_H_
#define HELPER_HELPER_H_

// What the helper programs have in common: they take one input on standard input, write one answer to
// standard output, and say in one line {"error":{"message","fix"}} why an input cannot be used.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace markings::helper {

// Exit codes.
inline constexpr int kDone = 0;
inline constexpr int kUnusable = 2;
inline constexpr int kFault = 3;

struct Confinement {
  std::size_t memory = std::size_t{2} << 30;  // bytes of address space
  std::size_t cpu_seconds = 300;
  bool may_write_files = false;
};

// What holds whatever happens in a library: limits, no new privileges, no core file, an end with the caller.
// False: a limit could not be set, so nothing is to be read.
[[nodiscard]] bool Confine(const Confinement& confinement);

// All of standard input, and one byte more than the limit at most; nothing when reading fails.
[[nodiscard]] std::optional<std::string> ReadInput(std::size_t limit);
// To standard output. False: it failed.
[[nodiscard]] bool WriteOutput(std::string_view bytes);
// Says so, and gives the exit code.
[[nodiscard]] int Refuse(const std::string& message, const std::string& fix);

}  // namespace markings::helper

#endif  // HELPER_HELPER_H_
