#include "cli/actions.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <span>

#include "cli/choice.h"
#include "cli/io.h"

namespace markings::cli {

ExitCode WithoutAction(std::string_view command, std::string_view usage, Arguments arguments,
                       const std::vector<std::string>& actions,
                       const boost::program_options::options_description& options,
                       const char* positional_name) {
  const std::string_view first = arguments.empty() ? std::string_view() : arguments.front();
  if (first == "--complete-actions") {
    const auto written = WriteStandardOutput(fmt::format("{}\n", fmt::join(actions, "\n")));
    return written ? ExitCode::kDone : ReportError(written.error(), "standard output");
  }
  if (first.starts_with('-')) {
    boost::program_options::positional_options_description positional;
    positional.add(positional_name, -1);
    const ParsedArguments parsed = ParseArguments(command, usage, arguments, options, positional);
    if (parsed.done) return *parsed.done;
  }
  const std::string all =
      fmt::format("{} or {}", fmt::join(std::span(actions).first(actions.size() - 1), ", "), actions.back());
  std::string near = DidYouMean(first, actions);
  if (!near.empty()) near += " ";
  return ReportError(Unusable(fmt::format("{} is followed by {}", command, all),
                              fmt::format("{}markings {} --help shows what each does", near, command)));
}

}  // namespace markings::cli
