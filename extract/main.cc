// `markings-extract`: reads a file from standard input and writes the text in it, in the wire form of
// extraction.h, to standard output. For `markings`, not for people. Exit 0 with an Extraction; 2 with one
// line
// {"error":{"message","fix"}} for an input that cannot be used; anything else is a fault.

#include <array>
#include <charconv>
#include <exception>
#include <iterator>
#include <new>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "extract/extractor.h"
#include "helper/helper.h"

namespace markings::extract {
namespace {

struct Settings {
  Options options;
  helper::Confinement confinement;
};

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
      {"--limit-memory", &settings.confinement.memory},
      {"--limit-cpu", &settings.confinement.cpu_seconds},
  }};
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::string_view word = words[i];
    if (word == "--ocr") {
      settings.options.ocr = true;
      settings.confinement.may_write_files = true;  // OCR goes through files of its own
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

int Run(const Settings& settings) {
  const auto bytes = helper::ReadInput(settings.options.limits.max_input_bytes);
  if (!bytes) return helper::kFault;
  const auto extraction = Extract(*bytes, settings.options);
  if (!extraction) {
    if (extraction.error().code == ErrorCode::kInternal) return helper::kFault;
    return helper::Refuse(extraction.error().message, extraction.error().fix);
  }
  const std::string wire = WriteExtraction(*extraction);
  return !wire.empty() && helper::WriteOutput(wire) ? helper::kDone : helper::kFault;
}

}  // namespace
}  // namespace markings::extract

int main(int argc, char** argv) {
  namespace extract = markings::extract;
  namespace helper = markings::helper;
  extract::Settings settings;
  const std::span<const char* const> words(argv, static_cast<std::size_t>(argc));
  if (words.size() == 2 && std::string_view(words[1]) == "--version")
    return helper::WriteOutput("markings-extract " MARKINGS_VERSION "\n") ? helper::kDone : helper::kFault;
  if (words.empty() || !extract::Parse(words.subspan(1), settings) || !helper::Confine(settings.confinement))
    return helper::kFault;
  try {
    return extract::Run(settings);
  } catch (const std::bad_alloc&) {
    // Whatever was held is given back by now.
    return helper::Refuse("it takes more memory than the limit of " +
                              std::to_string(settings.confinement.memory >> 20U) + " MiB",
                          "split it into its documents");
  } catch (const std::exception&) {
    return helper::kFault;  // its words may hold text of the document
  }
}
