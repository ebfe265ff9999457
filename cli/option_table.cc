#include "cli/option_table.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <boost/program_options/value_semantic.hpp>
#include <string_view>
#include <vector>

#include "cli/choice.h"

namespace markings::cli {
namespace {

namespace po = boost::program_options;

std::string Row(const po::option_description& option) {
  const po::value_semantic& semantic = *option.semantic();
  const bool again = dynamic_cast<const po::typed_value<std::vector<std::string>>*>(&semantic) != nullptr;
  const std::string_view kind = semantic.max_tokens() == 0 ? "flag" : again ? "values" : "value";
  std::string named = semantic.max_tokens() == 0 ? "" : semantic.name();
  named = named.substr(0, named.find(" (="));
  if (named == po::arg) named.clear();
  const auto* list = dynamic_cast<const WordList*>(&semantic);
  const std::string words = list == nullptr ? "" : fmt::format("{}", fmt::join(list->words(), "|"));
  return fmt::format("--{}\t{}\t{}\t{}\n", option.long_name(), kind, named, words);
}

}  // namespace

bool IsPositional(const po::positional_options_description& positional, const std::string& name) {
  const unsigned most = std::min(positional.max_total_count(), 64U);
  for (unsigned i = 0; i < most; ++i) {
    if (positional.name_for_position(i) == name) return true;
  }
  return false;
}

std::string OptionTable(const po::options_description& options,
                        const po::positional_options_description& positional) {
  std::vector<std::string> rows;
  for (const auto& option : options.options()) {
    if (!IsPositional(positional, option->long_name())) rows.push_back(Row(*option));
  }
  std::ranges::sort(rows);
  return fmt::format("{}", fmt::join(rows, ""));
}

}  // namespace markings::cli
