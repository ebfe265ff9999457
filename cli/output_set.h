#ifndef CLI_OUTPUT_SET_H_
#define CLI_OUTPUT_SET_H_

#include <sys/types.h>

#include <functional>
#include <span>
#include <string>
#include <string_view>

#include "cli/exit_code.h"
#include "libmarkings/report/json.h"
#include "libmarkings/text/error.h"

namespace markings::cli {

// Hands over a text, piece by piece; the same each time it is asked.
using TextSource = std::function<void(const TextSink& sink)>;

// Writes a file itself, by its descriptor: an empty file that nobody sees yet. What it gives as an error is
// that of the whole set, and none of it appears.
using FileFiller = std::function<Result<void>(int unseen)>;

// One file to be written.
struct PlannedFile {
  std::string path;
  std::string_view bytes;
  mode_t mode = 0644;
  bool seals =
      false;  // a manifest: where it stands, the files before it are in place. The last file always is one
  // (Initialised, so that it may be left out.) In place of bytes.
  TextSource source{};  // NOLINT(readability-redundant-member-init)
  FileFiller fill{};    // NOLINT(readability-redundant-member-init) In place of both
};

// Writes several files so that they appear whole or not at all: each to a temporary file in its own folder,
// written and fsynced, then all moved to their names in the order given (so the manifest goes last), then the
// folders fsynced. When anything fails before the last name is there, those already moved are taken back and
// no temporary file is left. Without `force` an existing file is an error and stays as it is. With `force`
// the old versions of the files that seal are moved away first, so that an old manifest never stands beside a
// new derivative. An interrupt from the keyboard waits while there is anything to take back: not while files
// without names are written, which may take long. Errors: kUnusableInput for an existing file or a folder
// that is not there; kIo for the rest; those of `fill`.
[[nodiscard]] Result<void> WriteAll(std::span<const PlannedFile> files, bool force);

// A command's one result, to the file `output` as WriteAll does, or to standard output when that is empty.
// Reports what goes wrong and gives its exit code.
[[nodiscard]] ExitCode WriteResult(std::string_view bytes, const std::string& output, bool force);
[[nodiscard]] ExitCode WriteResult(const TextSource& source, const std::string& output, bool force);

}  // namespace markings::cli

#endif  // CLI_OUTPUT_SET_H_
