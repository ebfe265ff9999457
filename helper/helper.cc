#include "helper/helper.h"

#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <nlohmann/json.hpp>

namespace markings::helper {

bool Confine(const Confinement& confinement) {
  const auto limit = [](auto what, std::size_t most) {
    const rlimit both = {most, most};
    return setrlimit(what, &both) == 0;
  };
  // With the caller's death nobody waits for this any more.
  bool held = prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0) == 0 && prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0;
  held = limit(RLIMIT_CORE, 0) && limit(RLIMIT_CPU, confinement.cpu_seconds) && held;
  if (!confinement.may_write_files) held = limit(RLIMIT_FSIZE, 0) && held;
#ifndef __SANITIZE_ADDRESS__  // which reserves terabytes
  held = limit(RLIMIT_AS, confinement.memory) && held;
#endif
  return held;
}

std::optional<std::string> ReadInput(std::size_t limit) {
  std::string bytes;
  std::array<char, std::size_t{1} << 16> chunk;
  while (bytes.size() <= limit) {
    const ssize_t got = read(STDIN_FILENO, chunk.data(), chunk.size());
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return std::nullopt;
    if (got == 0) break;
    bytes.append(chunk.data(), static_cast<std::size_t>(got));
  }
  return bytes;
}

bool WriteOutput(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = write(STDOUT_FILENO, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

int Refuse(const std::string& message, const std::string& fix) {
  const nlohmann::ordered_json json = {{"error", {{"message", message}, {"fix", fix}}}};
  const std::string line = json.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
  return WriteOutput(line) ? kUnusable : kFault;
}

}  // namespace markings::helper
