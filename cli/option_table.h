#ifndef CLI_OPTION_TABLE_H_
#define CLI_OPTION_TABLE_H_

#include <boost/program_options/options_description.hpp>
#include <boost/program_options/positional_options.hpp>
#include <string>

namespace markings::cli {

// Whether an option is the parser's name for the arguments without one.
[[nodiscard]] bool IsPositional(const boost::program_options::positional_options_description& positional,
                                const std::string& name);

// The options of a parser, sorted, for tools/make_completions.py. One a line, four fields with tabs between:
//   --name   flag, value, or values (may be given again)   what the value is   the words that it is one of
// The third is empty where only the help says it, the fourth, with | between, where any value will do.
[[nodiscard]] std::string OptionTable(
    const boost::program_options::options_description& options,
    const boost::program_options::positional_options_description& positional);

}  // namespace markings::cli

#endif  // CLI_OPTION_TABLE_H_
