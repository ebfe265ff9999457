#include "cli/extract_process.h"

#include <fmt/format.h>
#include <sys/wait.h>

#include <cstring>
#include <utility>

#include "cli/child_process.h"

namespace markings::cli {
namespace {

constexpr int kExitDone = 0;
constexpr int kExitUnusable = 2;

}  // namespace

Result<extract::Extraction> RunExtract(std::string_view bytes, const ExtractRequest& request) {
  HelperRequest run{
      .program = request.helper,
      .words = {},
      .time_limit = request.time_limit,
      .max_answer_bytes = request.max_answer_bytes,
  };
  if (run.program.empty()) {
    auto found = FindHelper("markings-extract", "it is no plain text, and the program that reads such files");
    if (!found) return std::unexpected(std::move(found).error());
    run.program = *std::move(found);
  }
  if (request.type) run.words.insert(run.words.end(), {"--type", std::string(extract::Name(*request.type))});
  if (request.ocr) run.words.emplace_back("--ocr");

  const HelperEnd end = RunHelper(run, bytes);
  switch (end.how) {
    case HelperEnd::How::kTooLong:
      return Fail(ErrorCode::kUnusableInput, {},
                  fmt::format("reading the file takes longer than the limit of {} s",
                              std::chrono::duration_cast<std::chrono::seconds>(request.time_limit).count()),
                  "split it into its documents");
    case HelperEnd::How::kTooMuch:
      return Fail(ErrorCode::kUnusableInput, {}, "what was read out of the file is over the limit",
                  "split it into its documents");
    case HelperEnd::How::kFault:
      return Fail(
          ErrorCode::kIo, {},
          fmt::format("the reader of the file: {} failed ({})", end.step, std::strerror(end.fault_number)),
          "mend that and run it again");
    case HelperEnd::How::kEnded:
      break;
  }
  if (WIFSIGNALED(end.status)) {
    return Fail(
        ErrorCode::kUnusableInput, {},
        fmt::format("the file could not be read: its reader ended with signal {}", WTERMSIG(end.status)),
        "the file may be damaged or hostile: save it again as another format, or give its text");
  }
  if (WEXITSTATUS(end.status) == kExitUnusable) {
    if (auto said = ErrorSaidBy(end.answer)) return std::unexpected(*std::move(said));
    return Fail(ErrorCode::kInternal, {}, "the reader of the file gave no usable answer",
                "do not trust the file; please report it with an invented one like it");
  }
  if (WEXITSTATUS(end.status) != kExitDone) {
    return Fail(ErrorCode::kInternal, {},
                fmt::format("the file could not be read: its reader ended with exit code {}",
                            WEXITSTATUS(end.status)),
                "please report it with an invented file like it");
  }
  return extract::ReadExtraction(end.answer);
}

}  // namespace markings::cli
