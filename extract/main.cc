// `markings-extract`: reads a file from standard input and writes the text in it, in the wire form of
// extraction.h, to standard output. For `markings`, not for people. Exit 0 with an Extraction; 2 with one
// line
// {"error":{"message","fix"}} for an input that cannot be used; anything else is a fault.

#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <charconv>
#include <csignal>
#include <exception>
#include <iterator>
#include <new>
#include <nlohmann/json.hpp>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "extract/extractor.h"

namespace markings::extract {
namespace {

constexpr int kDone = 0;
constexpr int kUnusable = 2;
constexpr int kFault = 3;

struct Settings {
  Options options;
  std::size_t memory = std::size_t{2} << 30;  // bytes of address space
  std::size_t cpu_seconds = 300;
};

bool WriteAll(std::string_view bytes) {
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
  return WriteAll(line) ? kUnusable : kFault;
}

std::optional<std::size_t> Number(std::string_view word) {
  std::size_t value = 0;
  const auto [end, fault] = std::from_chars(word.data(), word.data() + word.size(), value);
  if (fault != std::errc() || end != word.data() + word.size() || value == 0) return std::nullopt;
  return value;
}

// False: not arguments of this program.
bool Parse(std::span<const char* const> words, Settings& settings) {
  Limits& limits = settings.options.limits;
  const std::array<std::pair<std::string_view, std::size_t*>, 10> numbers = {{
      {"--limit-input", &limits.max_input_bytes},
      {"--limit-text", &limits.max_text_bytes},
      {"--limit-members-bytes", &limits.max_member_bytes},
      {"--limit-ratio", &limits.max_ratio},
      {"--limit-members", &limits.max_members},
      {"--limit-depth", &limits.max_depth},
      {"--limit-pages", &limits.max_pages},
      {"--limit-xml-depth", &limits.max_xml_depth},
      {"--limit-memory", &settings.memory},
      {"--limit-cpu", &settings.cpu_seconds},
  }};
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::string_view word = words[i];
    if (word == "--ocr") {
      settings.options.ocr = true;
      continue;
    }
    if (++i == words.size()) return false;
    if (word == "--type") {
      settings.options.type = FindFileType(words[i]);
      if (!settings.options.type) return false;
      continue;
    }
    const auto* found = std::begin(numbers);
    while (found != std::end(numbers) && found->first != word) ++found;
    if (found == std::end(numbers)) return false;
    const auto value = Number(words[i]);
    if (!value) return false;
    *found->second = *value;
  }
  return true;
}

// What holds whatever happens in a reader. False: a limit could not be set, so nothing is read.
bool Confine(const Settings& settings) {
  const auto limit = [](auto what, std::size_t most) {
    const rlimit both = {most, most};
    return setrlimit(what, &both) == 0;
  };
  // With the caller's death nobody waits for this any more.
  bool held = prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0) == 0 && prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0;
  held = limit(RLIMIT_CORE, 0) && limit(RLIMIT_CPU, settings.cpu_seconds) && held;
  // OCR goes through files of its own.
  if (!settings.options.ocr) held = limit(RLIMIT_FSIZE, 0) && held;
#ifndef __SANITIZE_ADDRESS__  // which reserves terabytes
  held = limit(RLIMIT_AS, settings.memory) && held;
#endif
  return held;
}

// All of standard input, and one byte more than the limit at most; nullopt when reading fails.
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

int Run(const Settings& settings) {
  const auto bytes = ReadInput(settings.options.limits.max_input_bytes);
  if (!bytes) return kFault;
  const auto extraction = Extract(*bytes, settings.options);
  if (!extraction) {
    if (extraction.error().code == ErrorCode::kInternal) return kFault;
    return Refuse(extraction.error().message, extraction.error().fix);
  }
  const std::string wire = WriteExtraction(*extraction);
  return !wire.empty() && WriteAll(wire) ? kDone : kFault;
}

}  // namespace
}  // namespace markings::extract

int main(int argc, char** argv) {
  namespace extract = markings::extract;
  extract::Settings settings;
  const std::span<const char* const> words(argv, static_cast<std::size_t>(argc));
  if (words.empty() || !extract::Parse(words.subspan(1), settings) || !extract::Confine(settings))
    return extract::kFault;
  try {
    return extract::Run(settings);
  } catch (const std::bad_alloc&) {
    // Whatever was held is given back by now.
    return extract::Refuse(
        "it takes more memory than the limit of " + std::to_string(settings.memory >> 20U) + " MiB",
        "split it into its documents");
  } catch (const std::exception&) {
    return extract::kFault;  // its words may hold text of the document
  }
}
