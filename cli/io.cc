#include "cli/io.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <boost/program_options/errors.hpp>
#include <boost/program_options/parsers.hpp>
#include <boost/program_options/value_semantic.hpp>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <utility>
#include <vector>

#include "cli/choice.h"
#include "cli/near.h"
#include "cli/option_table.h"
#include "cli/progress.h"
#include "libmarkings/text/line_index.h"
#include "libmarkings/text/utf8.h"

namespace markings::cli {
namespace {

namespace po = boost::program_options;

bool quiet_run = false;

// A file as large as the largest text there may be, and one byte more, so that the text's own limit speaks.
constexpr std::size_t kMaxInput = TextLimits{}.max_bytes + 1;

Error IoError(const char* what, int number) {
  return Error{ErrorCode::kIo,
               {},
               std::string(what) + " failed (" + std::strerror(number) + ")",
               "mend that and run it again",
               {}};
}

Error OpenError(int number) {
  switch (number) {
    case ENOENT:
    case ENOTDIR:
      return Unusable("the file does not exist", "check its name");
    case EACCES:
    case EPERM:
      return Unusable("the file may not be read", "check its permissions");
    default:
      return IoError("opening it", number);
  }
}

void WriteStandardError(std::string_view bytes) {
  ClearProgress();
  while (!bytes.empty()) {
    const ssize_t written = write(STDERR_FILENO, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return;  // nobody is left to be told
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
}

// What may change how a terminal shows text, or hide in it: control characters, line and paragraph
// separators, marks of direction (Unicode 15, Bidi_Control).
bool IsUnprintable(char32_t c) {
  return c < 0x20 || (c >= 0x7f && c <= 0x9f) || c == 0x61c || c == 0x200e || c == 0x200f ||
         (c >= 0x2028 && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069) || c == 0xfeff;
}

ExitCode Refuse(std::string_view command, std::string message, std::string fix) {
  if (fix.empty()) fix = "see markings " + std::string(command) + " --help";
  return ReportError(Unusable(std::move(message), std::move(fix)));
}

// ---- help ----

// `--policy` stands in the text as a word of its own.
bool Mentions(std::string_view text, const std::string& option) {
  const std::string word = "--" + option;
  for (std::size_t at = text.find(word); at != std::string_view::npos; at = text.find(word, at + 1)) {
    const std::size_t end = at + word.size();
    const char next = end < text.size() ? text[end] : ' ';
    if (next != '-' && (next < 'a' || next > 'z')) return true;
  }
  return false;
}

// The written text, and a line for each option that its own list of options does not have, before the
// example.
std::string HelpText(std::string_view usage, const po::options_description& options,
                     const po::positional_options_description& positional) {
  constexpr std::size_t kColumn = 28;
  const std::size_t own = std::min(usage.find("\noptions:\n"), usage.size());
  const std::string_view list = usage.substr(own, usage.find("\nexample", own) - own);
  std::string lines;
  for (const auto& option : options.options()) {
    const std::string& name = option->long_name();
    if (IsPositional(positional, name) || Mentions(list, name)) continue;
    std::string line = "  --" + name;
    std::string parameter = option->format_parameter();
    parameter = parameter.substr(0, parameter.find(" (="));
    if (!parameter.empty()) line += " " + parameter;
    if (line.size() + 2 > kColumn) line += "\n";
    const std::size_t last = line.ends_with('\n') ? 0 : line.size();
    lines += line + std::string(kColumn - last, ' ') + option->description() + "\n";
  }
  std::string text(usage);
  if (!text.ends_with('\n')) text += '\n';
  if (lines.empty()) return text;
  const bool listed = text.find("\noptions:\n") != std::string::npos;
  const std::string block = (listed ? "common options:\n" : "options:\n") + lines;
  const std::size_t example = text.find("\nexample");
  if (example == std::string::npos) return text + "\n" + block;
  return text.substr(0, example + 1) + block + text.substr(example);
}

// ---- what is wrong with arguments ----

std::string NearestOption(const po::options_description& options, const std::string& given) {
  std::vector<std::string> names;
  for (const auto& option : options.options()) names.push_back("--" + option->long_name());
  return std::string(Nearest(given, names));
}

ExitCode RefuseOption(std::string_view command, const po::options_description& options,
                      const po::error_with_option_name& error) {
  std::string name = error.get_option_name();
  if (name.empty()) name = "an option";
  const std::string shown = Printable(name);
  if (dynamic_cast<const po::unknown_option*>(&error) != nullptr) {
    const std::string near = NearestOption(options, name);
    return Refuse(
        command, "there is no option " + shown,
        near.empty() ? "" : "did you mean " + near + "? see markings " + std::string(command) + " --help");
  }
  if (const auto* word = dynamic_cast<const NotAWord*>(&error)) {
    const std::string near = DidYouMean(word->given(), word->words());
    return Refuse(command, shown + " is " + NoneOf(word->words()),
                  near.empty() ? "write one of these" : near);
  }
  if (dynamic_cast<const po::multiple_occurrences*>(&error) != nullptr) {
    return Refuse(command, shown + " is given more than once", "give it once");
  }
  if (dynamic_cast<const po::required_option*>(&error) != nullptr) {
    return Refuse(command, shown + " is missing", "");
  }
  if (const auto* syntax = dynamic_cast<const po::invalid_syntax*>(&error)) {
    switch (syntax->kind()) {
      case po::invalid_syntax::extra_parameter:
        return Refuse(command, shown + " takes no value", "give it alone");
      case po::invalid_syntax::missing_parameter:
      case po::invalid_syntax::empty_adjacent_parameter:
        return Refuse(command, shown + " needs a value", "");
      default:
        break;
    }
  }
  return Refuse(command, "the value of " + shown + " cannot be read", "");
}

}  // namespace

InputFile::~InputFile() {
  if (descriptor_ > STDERR_FILENO) close(descriptor_);
}

Result<InputFile> InputFile::Open(const std::string& path) {
  InputFile input(path == "-" ? STDIN_FILENO : open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY));
  if (input.get() < 0) return std::unexpected(OpenError(errno));
  struct stat status = {};
  if (fstat(input.get(), &status) != 0) return std::unexpected(IoError("reading it", errno));
  if (S_ISDIR(status.st_mode)) return std::unexpected(Unusable("it is a folder", "name a file"));
  return input;
}

Result<std::string> ReadBytes(const std::string& path) {
  const auto input = InputFile::Open(path);
  if (!input) return std::unexpected(input.error());
  struct stat status = {};
  if (fstat(input->get(), &status) != 0) return std::unexpected(IoError("reading it", errno));
  std::string bytes;
  if (S_ISREG(status.st_mode) && status.st_size > 0) {
    bytes.reserve(std::min(static_cast<std::size_t>(status.st_size), kMaxInput));
  }
  std::array<char, std::size_t{1} << 16> chunk;
  while (bytes.size() < kMaxInput) {
    const ssize_t got = read(input->get(), chunk.data(), chunk.size());
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return std::unexpected(IoError("reading it", errno));
    if (got == 0) return bytes;
    bytes.append(chunk.data(), static_cast<std::size_t>(got));
  }
  return std::unexpected(Unusable("it is larger than 256 MiB", "split it into its documents"));
}

Result<Buffer> ReadText(const std::string& path) {
  auto bytes = ReadBytes(path);
  if (!bytes) return std::unexpected(std::move(bytes).error());
  const std::string copy = *bytes;  // the buffer takes the bytes; the place of a fault is counted in them
  auto buffer = Buffer::FromBytes(*std::move(bytes), path);
  if (buffer) return buffer;
  Error error = std::move(buffer).error();
  if (error.where != Span{}) {
    const Position at = LineIndex(copy).At(error.where.begin);
    error.file = path + ":" + std::to_string(at.line) + ":" + std::to_string(at.column);
    error.where = {};
  }
  return std::unexpected(std::move(error));
}

Result<void> WriteStandardOutput(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = write(STDOUT_FILENO, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    // A reader that has seen enough (`| head`) needs no word about it; the exit code says the output was cut.
    if (written < 0 && errno == EPIPE) return std::unexpected(Error{ErrorCode::kIo, {}, "", "", {}});
    if (written < 0) return std::unexpected(IoError("writing it", errno));
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return {};
}

Error Unusable(std::string message, std::string fix, std::string file) {
  return Error{ErrorCode::kUnusableInput, {}, std::move(message), std::move(fix), std::move(file)};
}

ExitCode ReportError(const Error& error, std::string_view name, std::optional<std::string_view> text) {
  if (error.message.empty()) return ExitCodeOf(error.code);
  std::string line = "markings: ";
  if (!error.file.empty()) {
    line += error.file + ": ";
  } else if (!name.empty()) {
    line += name;
    if (text && error.where != Span{}) {
      const Position at = LineIndex(*text).At(error.where.begin);
      line += ":" + std::to_string(at.line) + ":" + std::to_string(at.column);
    }
    line += ": ";
  }
  line += error.message;
  if (!error.fix.empty()) line += ": " + error.fix;
  WriteStandardError(Printable(line) + "\n");
  return ExitCodeOf(error.code);
}

ExitCode ReportError(const Error& error, const Buffer& buffer) {
  return ReportError(error, buffer.name(), buffer.text());
}

void Note(std::string_view line) {
  if (!quiet_run) Caution(line);
}

void Caution(std::string_view line) { WriteStandardError("markings: note: " + Printable(line) + "\n"); }

void SetQuiet(bool quiet) { quiet_run = quiet; }

bool IsQuiet() { return quiet_run; }

std::string Printable(std::string_view text) {
  std::string shown;
  shown.reserve(text.size());
  while (!text.empty()) {
    const std::size_t invalid = FindInvalidUtf8(text);
    const std::string_view valid = text.substr(0, invalid);
    for (std::size_t at = 0; at < valid.size();) {
      const CodePoint c = DecodeUtf8(valid, at);
      if (IsUnprintable(c.value)) {
        shown += '?';
      } else {
        shown += valid.substr(at, c.size);
      }
      at += c.size;
    }
    text.remove_prefix(valid.size());
    if (!text.empty()) {
      shown += '?';
      text.remove_prefix(1);
    }
  }
  return shown;
}

Result<ColorMode> ParseColorMode(std::string_view word) {
  if (word == "auto") return ColorMode::kAuto;
  if (word == "always") return ColorMode::kAlways;
  if (word == "never") return ColorMode::kNever;
  return std::unexpected(Unusable("--color is none of auto, always, never", "write --color=auto"));
}

bool UseColor(ColorMode mode, int descriptor) {
  if (mode != ColorMode::kAuto) return mode == ColorMode::kAlways;
  const char* refused = std::getenv("NO_COLOR");  // https://no-color.org: when set and not empty
  if (refused != nullptr && *refused != '\0') return false;
  const char* terminal = std::getenv("TERM");
  if (terminal != nullptr && std::string_view(terminal) == "dumb") return false;
  return isatty(descriptor) == 1;
}

ParsedArguments ParseArguments(std::string_view command, std::string_view usage, Arguments arguments,
                               const po::options_description& options,
                               const po::positional_options_description& positional) {
  ParsedArguments parsed;
  po::options_description all;
  all.add(options);
  po::options_description common;
  common.add_options()("help,h", "print this and exit")("quiet,q", "say nothing but errors and findings")(
      "color", OneOf(nullptr, {"auto", "always", "never"})->value_name("WHEN")->default_value("auto"),
      "colour: auto, always or never; auto honours NO_COLOR");
  all.add(common);
  if (arguments.size() == 1 && std::string_view(arguments.front()) == "--complete-options") {
    const auto written = WriteStandardOutput(OptionTable(all, positional));
    parsed.done = written ? ExitCode::kDone : ReportError(written.error(), "standard output");
    return parsed;
  }
  try {
    // Abbreviations are off: --outp must not pass for --output.
    constexpr int kStyle =
        po::command_line_style::unix_style & ~static_cast<int>(po::command_line_style::allow_guessing);
    const std::vector<std::string> words(arguments.begin(), arguments.end());
    const auto result =
        po::command_line_parser(words).options(all).positional(positional).style(kStyle).run();
    po::store(result, parsed.values);
    if (parsed.values.contains("help")) {
      const auto written = WriteStandardOutput(HelpText(usage, all, positional));
      parsed.done = written ? ExitCode::kDone : ReportError(written.error(), "standard output");
      return parsed;
    }
    po::notify(parsed.values);
  } catch (const po::error_with_option_name& error) {
    parsed.done = RefuseOption(command, all, error);
    return parsed;
  } catch (const po::too_many_positional_options_error&) {
    parsed.done = Refuse(command, "too many files are given", "");
    return parsed;
  } catch (const po::error&) {
    parsed.done = Refuse(command, "the arguments cannot be read", "");
    return parsed;
  }
  if (parsed.values.contains("quiet")) SetQuiet(true);
  if (auto mode = ParseColorMode(parsed.values["color"].as<std::string>()); !mode) {
    parsed.done = ReportError(mode.error());
  }
  return parsed;
}

}  // namespace markings::cli
