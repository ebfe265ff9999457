#include <fmt/format.h>
#include <unistd.h>

#include <array>
#include <string>

#include "cli/command.h"
#include "cli/io.h"
#include "cli/load.h"
#include "cli/output_set.h"
#include "libmarkings/report/json.h"

namespace markings::cli {
namespace {

namespace po = boost::program_options;

constexpr std::string_view kUsage = R"(usage: markings parse [options] [FILE]

A cable as JSON (markings/document/1): its header field by field, its banner and the roll-up of its portions, its elements
with their markings and how they came by them, and what is wrong with it. FILE - or none reads standard input. Spans are
bytes into the input; those of the elements cover all of it, once and in order.

The exit code is 0, or 1 when a diagnostic is an error: a banner below its portions, a mark that cannot be read.

example:
  markings parse cable.txt | jq '.elements[] | select(.kind == "paragraph") | {id, marking, mark_origin}'
)";

ExitCode Run(Arguments arguments) {
  std::string input;
  std::string regime;
  std::string vocabulary_file;
  std::string output;
  bool compact = false;
  bool force = false;
  po::options_description options("options");
  options.add_options()("regime", po::value(&regime)->value_name("NAME"),
                        "the vocabulary: state, or auto (the default)")(
      "vocabulary", po::value(&vocabulary_file)->value_name("FILE"), "a vocabulary file instead of a regime")(
      "compact", po::bool_switch(&compact), "JSON in one line")(
      "output", po::value(&output)->value_name("OUT"), "write there instead of to standard output")(
      "force", po::bool_switch(&force), "overwrite OUT")("input", po::value(&input)->default_value("-"), "");
  po::positional_options_description positional;
  positional.add("input", 1);
  const ParsedArguments parsed = ParseArguments("parse", kUsage, arguments, options, positional);
  if (parsed.done) return *parsed.done;

  auto vocabulary = LoadVocabulary(vocabulary_file, regime);
  if (!vocabulary) return vocabulary.error();
  const auto document = LoadDocument(input, *std::move(vocabulary));
  if (!document) return document.error();
  const std::string json = DocumentJson(*document, compact ? -1 : 2) + "\n";
  if (const ExitCode written = WriteResult(json, output, force); written != ExitCode::kDone) return written;
  std::array<std::size_t, 3> counts{};
  for (const Diagnostic& one : document->diagnostics())
    ++counts[static_cast<std::size_t>(Info(one.code).severity)];
  const auto [notes, warnings, errors] = counts;
  if (notes + warnings + errors > 0 && isatty(STDERR_FILENO) != 0) {
    Note(fmt::format("diagnostics: {} of severity error, {} warning, {} note", errors, warnings, notes));
  }
  return errors > 0 ? ExitCode::kFindings : ExitCode::kDone;
}

}  // namespace

const Command kParseCommand = {"parse", "a cable as JSON: header, elements with their marks, diagnostics",
                               Run};

}  // namespace markings::cli
