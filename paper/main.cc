// `markings-paper`: reads a sheet (libmarkings/report/sheet_json.h) from standard input and writes it as a
// PDF or DOCX to standard output. For `markings`, not for people. It gets nothing but what is released. Exit
// 0 with the file; 2 with one line {"error":{"message","fix"}}; anything else is a fault.

#include <csignal>
#include <exception>
#include <new>
#include <span>
#include <string>
#include <string_view>

#include "helper/helper.h"
#include "libmarkings/report/sheet_json.h"
#include "paper/docx.h"
#include "paper/pdf.h"

namespace markings::paper {
namespace {

constexpr std::size_t kMostBytes = std::size_t{512} << 20;

struct Settings {
  bool docx = false;
  PaperSize size = PaperSize::kLetter;
};

// False: not arguments of this program.
bool Parse(std::span<const char* const> words, Settings& settings) {
  if (words.size() != 4 || std::string_view(words[0]) != "--to" || std::string_view(words[2]) != "--paper")
    return false;
  const std::string_view form = words[1];
  const std::string_view size = words[3];
  settings.docx = form == "docx";
  settings.size = size == "a4" ? PaperSize::kA4 : PaperSize::kLetter;
  return (form == "pdf" || form == "docx") && (size == "a4" || size == "letter");
}

int Run(const Settings& settings) {
  const auto bytes = helper::ReadInput(kMostBytes);
  if (!bytes || bytes->size() > kMostBytes) return helper::kFault;
  const auto sheet = ReadSheet(*bytes);
  if (!sheet) return helper::kFault;
  const auto file = settings.docx ? SheetDocx(*sheet, settings.size) : SheetPdf(*sheet, settings.size);
  if (file) return helper::WriteOutput(*file) ? helper::kDone : helper::kFault;
  return file.error().code == ErrorCode::kInternal ? helper::kFault
                                                   : helper::Refuse(file.error().message, file.error().fix);
}

}  // namespace
}  // namespace markings::paper

#ifdef __SANITIZE_ADDRESS__
// The libraries that set text keep what they read of faces until the process ends, which is once a file is
// written: leaks are not looked for here.
extern "C" __attribute__((visibility("default"))) int __lsan_is_turned_off() { return 1; }
#endif

int main(int argc, char** argv) {
  namespace paper = markings::paper;
  namespace helper = markings::helper;
  // No file is written: what Fontconfig would keep for another time is refused to it, not the end of the run.
  std::signal(SIGXFSZ, SIG_IGN);  // NOLINT(cert-err33-c): it cannot fail
  paper::Settings settings;
  const std::span<const char* const> words(argv, static_cast<std::size_t>(argc));
  if (words.size() == 2 && std::string_view(words[1]) == "--version")
    return helper::WriteOutput("markings-paper " MARKINGS_VERSION "\n") ? helper::kDone : helper::kFault;
  if (words.empty() || !paper::Parse(words.subspan(1), settings) || !helper::Confine({}))
    return helper::kFault;
  try {
    return paper::Run(settings);
  } catch (const std::bad_alloc&) {
    return helper::Refuse("setting it on paper takes more memory than there may be",
                          "release it without --pdf, --docx and --index pdf");
  } catch (const std::exception&) {
    return helper::kFault;
  }
}
