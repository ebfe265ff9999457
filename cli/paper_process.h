#ifndef CLI_PAPER_PROCESS_H_
#define CLI_PAPER_PROCESS_H_

// Runs `markings-paper`, the program that sets what is released on paper, and takes its answer.

#include <cstdint>
#include <string>

#include "libmarkings/report/sheet.h"
#include "libmarkings/text/error.h"

namespace markings::cli {

enum class PaperForm : std::uint8_t { kPdf, kDocx };

struct PaperRequest {
  PaperForm form = PaperForm::kPdf;
  std::string paper = "letter";  // or "a4"
  // Its path; empty: where it is installed or built.
  std::string helper{};  // NOLINT(readability-redundant-member-init): so that it may be left out
};

// The sheet in that form. Thread-safe. Errors: kUnusableInput (what the program says of the sheet or the
// machine: no monospaced face), kIo (it is not there, or cannot be run), kInternal (it ended otherwise).
[[nodiscard]] Result<std::string> RunPaper(const Sheet& sheet, const PaperRequest& request);

}  // namespace markings::cli

#endif  // CLI_PAPER_PROCESS_H_
