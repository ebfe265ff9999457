#include "cli/paper_process.h"

#include <fmt/format.h>
#include <sys/wait.h>

#include <chrono>
#include <cstring>
#include <utility>

#include "cli/child_process.h"
#include "libmarkings/report/sheet_json.h"

namespace markings::cli {
namespace {

constexpr int kExitDone = 0;
constexpr int kExitUnusable = 2;
constexpr auto kTimeLimit = std::chrono::seconds(300);

std::unexpected<Error> Failed(const std::string& what) {
  return Fail(ErrorCode::kInternal, {}, "setting it on paper failed: " + what,
              "please report it with an invented file like it");
}

}  // namespace

Result<std::string> RunPaper(const Sheet& sheet, const PaperRequest& request) {
  std::string program = request.helper;
  if (program.empty()) {
    auto found = FindHelper("markings-paper", "the program that sets text on paper");
    if (!found) return std::unexpected(std::move(found).error());
    program = *std::move(found);
  }
  HelperEnd end = RunHelper(
      {.program = std::move(program),
       .words = {"--to", request.form == PaperForm::kPdf ? "pdf" : "docx", "--paper", request.paper},
       .time_limit = kTimeLimit,
       .max_answer_bytes = std::size_t{1} << 30},
      SheetJson(sheet));
  switch (end.how) {
    case HelperEnd::How::kTooLong:
      return Failed("it takes too long");
    case HelperEnd::How::kTooMuch:
      return Failed("what came of it is too large");
    case HelperEnd::How::kFault:
      return Fail(
          ErrorCode::kIo, {},
          fmt::format("setting it on paper: {} failed ({})", end.step, std::strerror(end.fault_number)),
          "mend that and run it again");
    case HelperEnd::How::kEnded:
      break;
  }
  if (WIFSIGNALED(end.status)) return Failed(fmt::format("signal {}", WTERMSIG(end.status)));
  if (WEXITSTATUS(end.status) == kExitUnusable) {
    if (auto said = ErrorSaidBy(end.answer)) return std::unexpected(*std::move(said));
    return Failed("there was no usable answer");
  }
  // (A file without a byte is none.)
  if (WEXITSTATUS(end.status) != kExitDone || end.answer.empty())
    return Failed(fmt::format("exit code {}", WEXITSTATUS(end.status)));
  return std::move(end.answer);
}

}  // namespace markings::cli
