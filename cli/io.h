#ifndef CLI_IO_H_
#define CLI_IO_H_

// Reading inputs, writing results, and what the program says to a person. Standard output carries the
// product only; everything else goes to standard error.

#include <boost/program_options/options_description.hpp>
#include <boost/program_options/positional_options.hpp>
#include <boost/program_options/variables_map.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "cli/command.h"
#include "cli/exit_code.h"
#include "libmarkings/text/buffer.h"
#include "libmarkings/text/error.h"

namespace markings::cli {

// An input that is read by its descriptor; standard input for "-", which stays open. Errors: kUnusableInput
// when it does not exist or is a folder, kIo.
class InputFile {
 public:
  [[nodiscard]] static Result<InputFile> Open(const std::string& path);
  InputFile(InputFile&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}
  InputFile& operator=(InputFile&& other) noexcept {
    std::swap(descriptor_, other.descriptor_);
    return *this;
  }
  InputFile(const InputFile&) = delete;
  InputFile& operator=(const InputFile&) = delete;
  ~InputFile();
  [[nodiscard]] int get() const { return descriptor_; }

 private:
  explicit InputFile(int descriptor) : descriptor_(descriptor) {}
  int descriptor_;
};

// All bytes of a file, or of standard input for "-". Errors: kUnusableInput when it does not exist or is a
// folder, kIo when reading fails.
[[nodiscard]] Result<std::string> ReadBytes(const std::string& path);
// The same, checked to be usable text.
[[nodiscard]] Result<Buffer> ReadText(const std::string& path);

// Writes a result to standard output, all of it, flushed. Errors: kIo.
[[nodiscard]] Result<void> WriteStandardOutput(std::string_view bytes);

// What makes an input or an argument unusable, and how to mend it.
[[nodiscard]] Error Unusable(std::string message, std::string fix, std::string file = {});
// Prints `markings: NAME:LINE:COL: message: fix` in one line and gives the exit code of the error. `text` is
// what the error's span counts in; without it no line and column are printed. Error::file goes before `name`.
ExitCode ReportError(const Error& error, std::string_view name = {},
                     std::optional<std::string_view> text = {});
ExitCode ReportError(const Error& error, const Buffer& buffer);
// A note for a person on standard error: `markings: note: ...`. Silent after SetQuiet.
void Note(std::string_view line);
// The same, said in quiet runs too: what somebody must see before using a result.
void Caution(std::string_view line);
void SetQuiet(bool quiet);
[[nodiscard]] bool IsQuiet();
// Replaces control characters of untrusted text before it reaches a terminal.
[[nodiscard]] std::string Printable(std::string_view text);

// --color=auto|always|never and NO_COLOR, for one stream.
enum class ColorMode : std::uint8_t { kAuto, kAlways, kNever };
[[nodiscard]] Result<ColorMode> ParseColorMode(std::string_view word);
[[nodiscard]] bool UseColor(ColorMode mode, int descriptor);

// The options of one command, parsed. Guessing of abbreviated options is off; what is wrong is reported in
// one line that names the option and where to look. Adds --help, --quiet and --color to every command. The
// word --complete-options alone is answered with the table of these options (option_table.h).
struct ParsedArguments {
  boost::program_options::variables_map values;
  std::optional<ExitCode> done;  // set when --help was answered or the arguments are unusable
};
[[nodiscard]] ParsedArguments ParseArguments(
    std::string_view command, std::string_view usage, Arguments arguments,
    const boost::program_options::options_description& options,
    const boost::program_options::positional_options_description& positional);

}  // namespace markings::cli

#endif  // CLI_IO_H_
