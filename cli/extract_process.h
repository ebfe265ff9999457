#ifndef CLI_EXTRACT_PROCESS_H_
#define CLI_EXTRACT_PROCESS_H_

// Runs `markings-extract`, the program that reads text out of other formats, and takes its answer.

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "extract/extraction.h"
#include "libmarkings/text/error.h"

namespace markings::cli {

struct ExtractRequest {
  std::optional<extract::FileType> type;  // forced; by the bytes otherwise
  bool ocr = false;
  std::string helper;  // its path; empty: where it is installed or built
  std::chrono::milliseconds time_limit = std::chrono::seconds(300);  // of the wall's clock; it is killed then
  std::size_t max_answer_bytes = std::size_t{512} << 20;
};

// What the program reads out of `bytes`. It gets no file and no descriptor of this process but the two pipes,
// and of the environment PATH alone; what it says on standard error is dropped, since it may hold text of the
// document. Thread-safe. Errors: kUnusableInput (what the program says of the input; it ended by a signal; it
// took too long or said too much), kIo (it is not there, or cannot be run), kInternal (an answer that is
// none).
[[nodiscard]] Result<extract::Extraction> RunExtract(std::string_view bytes, const ExtractRequest& request);

}  // namespace markings::cli

#endif  // CLI_EXTRACT_PROCESS_H_
