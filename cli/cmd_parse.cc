#include <fmt/format.h>
#include <unistd.h>

#include <array>
#include <string>
#include <vector>

#include "cli/choice.h"
#include "cli/command.h"
#include "cli/io.h"
#include "cli/load.h"
#include "cli/output_set.h"
#include "libmarkings/report/json.h"

namespace markings::cli {
namespace {

namespace po = boost::program_options;

constexpr std::string_view kUsage = R"(usage: markings parse [options] [FILE]

A document as JSON (markings/document/1): its form and what speaks for it, its header field by field, its banner, the
release's and the reviewer's, the roll-up of its portions, its elements with their markings and how they came by them, and
what is wrong with it. FILE - or none reads standard input. Spans are
bytes into the input; those of the elements cover all of it, once and in order.

FILE may be text in UTF-8, UTF-16 or Windows-1252, or a PDF, DOCX, web page, e-mail or archive; the documents of a file
that holds several are the list of markings/documents/1. What is not plain text is read by markings-extract, in a process
of its own; spans are bytes into the text that it gives.

The exit code is 0, or 1 when a diagnostic is an error: a banner below its portions, a mark that cannot be read.

example:
  markings parse cable.txt | jq '.elements[] | select(.kind == "paragraph") | {id, marking, mark_origin}'
)";

std::vector<SourcePage> PagesOf(const LoadedDocument& one) {
  std::vector<SourcePage> pages;
  pages.reserve(one.pages.size());
  for (const extract::Page& page : one.pages) {
    SourcePage& added = pages.emplace_back();
    added = {page.span, page.readable, page.by_ocr, page.width, page.height, {}};
    added.lines.reserve(page.boxes.size());
    for (const extract::Box& box : page.boxes)
      added.lines.push_back({box.span, box.x, box.y, box.width, box.height});
  }
  return pages;
}

// What is printed of one document beside itself. Owns what its source has views of.
struct Sourced {
  Sourced(const std::string& file, const LoadedDocument& one, bool boxes) : pages(PagesOf(one)) {
    source = {.name = file,
              .type = extract::Name(one.type),
              .member = one.member,
              .pages = pages,
              .lines = boxes,
              .extracted = one.extracted};
  }
  std::vector<SourcePage> pages;
  DocumentSource source;
};

// One document is itself; several are a list.
void WriteJson(const std::string& file, const LoadedInput& input, bool single, bool boxes, int indent,
               const TextSink& sink) {
  std::vector<Sourced> sources;
  sources.reserve(input.documents.size());  // they do not move: their views stay
  for (const LoadedDocument& one : input.documents) sources.emplace_back(file, one, boxes);
  if (single)
    return WriteDocumentJson(input.documents.front().document, sources.front().source, indent, sink);
  std::vector<SourcedDocument> documents;
  documents.reserve(input.documents.size());
  for (std::size_t i = 0; i < input.documents.size(); ++i)
    documents.push_back({&input.documents[i].document, sources[i].source});
  std::vector<NoCable> no_cables;
  no_cables.reserve(input.no_cables.size());
  for (const auto& [number, member, error] : input.no_cables)
    no_cables.push_back({member, error.message, error.fix});
  WriteDocumentsJson({.name = file, .bytes = input.bytes, .type = extract::Name(input.type)}, documents,
                     no_cables, indent, sink);
}

// What is in a file and cannot be seen from the elements alone.
void WarnOfRegions(const LoadedInput& input) {
  std::size_t hidden = 0, unread = 0, by_ocr = 0;
  for (const LoadedDocument& one : input.documents) {
    for (const extract::Region& region : one.regions) {
      ++(region.of == extract::RegionClass::kHidden ? hidden : unread);
    }
    for (const extract::Page& page : one.pages) by_ocr += page.by_ocr ? 1 : 0;
  }
  if (unread > 0)
    Caution(fmt::format("{} parts of it were not read: images, attachments, pages without text", unread));
  if (hidden > 0) Caution(fmt::format("{} parts of it are hidden: comments, deletions, hidden text", hidden));
  if (by_ocr > 0)
    Caution(fmt::format("{} pages of it were read from images, and may be read wrongly", by_ocr));
}

ExitCode Run(Arguments arguments) {
  std::string input;
  std::string regime;
  std::string vocabulary_file;
  std::string output;
  InputOptions how;
  bool boxes = false;
  bool compact = false;
  bool force = false;
  po::options_description options("options");
  options.add_options()("regime", OneOf(&regime, RegimeWords(true))->value_name("NAME"),
                        "the vocabulary: state, us, cui, tlp, nato, uk or au, or auto (the default): state")(
      "vocabulary", po::value(&vocabulary_file)->value_name("FILE"), "a vocabulary file instead of a regime");
  AddInputOptions(options, how);
  options.add_options()("ocr", po::bool_switch(&how.ocr),
                        "recognise pages of a PDF that are images, with tesseract")(
      "boxes", po::bool_switch(&boxes), "where each line stands on its page, of a PDF")(
      "compact", po::bool_switch(&compact), "JSON in one line")(
      "output", po::value(&output)->value_name("OUT"), "write there instead of to standard output")(
      "force", po::bool_switch(&force), "overwrite OUT")("input", po::value(&input)->default_value("-"), "");
  po::positional_options_description positional;
  positional.add("input", 1);
  const ParsedArguments parsed = ParseArguments("parse", kUsage, arguments, options, positional);
  if (parsed.done) return *parsed.done;

  auto vocabulary = LoadVocabulary(vocabulary_file, regime);
  if (!vocabulary) return vocabulary.error();
  const auto loaded = LoadInput(input, *std::move(vocabulary), how);
  if (!loaded) return loaded.error();
  const bool single = loaded->documents.size() == 1 && loaded->no_cables.empty();
  const auto json = [&](const TextSink& sink) {
    WriteJson(input, *loaded, single, boxes, compact ? -1 : 2, sink);
    sink("\n");
  };
  if (const ExitCode written = WriteResult(TextSource(json), output, force); written != ExitCode::kDone)
    return written;
  WarnOfRegions(*loaded);
  for (const auto& [number, member, error] : loaded->no_cables)
    Caution(fmt::format("document {} of it is not parsed: {}", number, error.message));
  std::array<std::size_t, 3> counts{};
  for (const LoadedDocument& document : loaded->documents) {
    for (const Diagnostic& one : document.document.diagnostics())
      ++counts[static_cast<std::size_t>(Info(one.code).severity)];
  }
  const auto [notes, warnings, errors] = counts;
  if (notes + warnings + errors > 0 && isatty(STDERR_FILENO) != 0) {
    Note(fmt::format("diagnostics: {} of severity error, {} warning, {} note", errors, warnings, notes));
  }
  return errors > 0 || !loaded->no_cables.empty() ? ExitCode::kFindings : ExitCode::kDone;
}

}  // namespace

const Command kParseCommand = {"parse", "a cable as JSON: header, elements with their marks, diagnostics",
                               Run};

}  // namespace markings::cli
