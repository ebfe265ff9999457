#include "cli/load.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/program_options/value_semantic.hpp>
#include <optional>
#include <utility>

#include "cli/extract_process.h"
#include "cli/io.h"
#include "extract/file_type.h"
#include "libmarkings/text/encoding.h"

namespace markings::cli {
namespace {

using extract::FileType;

// An input before any of it is parsed: a text, or what was read out of it.
struct ReadInput {
  std::size_t bytes = 0;
  FileType type = FileType::kText;
  std::optional<Buffer> text;
  std::vector<extract::Document> documents;
};

Result<std::optional<FileType>> ForcedType(const std::string& name) {
  if (name.empty()) return std::nullopt;
  if (const auto type = extract::FindFileType(name)) return type;
  return std::unexpected(Unusable("--type is none of text, html, email, pdf, docx, zip, tar",
                                  "leave it out, or write one of these"));
}

Loaded<ReadInput> Read(const std::string& file, const InputOptions& options) {
  const auto forced = ForcedType(options.type);
  if (!forced) return std::unexpected(ReportError(forced.error()));
  auto bytes = ReadBytes(file);
  if (!bytes) return std::unexpected(ReportError(bytes.error(), file));
  ReadInput input;
  input.bytes = bytes->size();
  const FileType type =
      forced->has_value() ? **forced : extract::DetectPackedType(*bytes).value_or(FileType::kText);
  if (type != FileType::kText) {
    auto extraction = RunExtract(*bytes, {.type = type, .ocr = options.ocr, .helper = {}});
    if (!extraction) return std::unexpected(ReportError(extraction.error(), file));
    input.type = extraction->type;
    input.documents = std::move(extraction->documents);
    return input;
  }
  const std::string copy = *bytes;  // for the place of an error: the buffer takes the bytes
  auto text = Buffer::FromInput(*std::move(bytes), file);
  if (!text) {
    Error error = std::move(text).error();
    if (error.where != Span{}) {
      const Position at = InputPosition(copy, error.where.begin);
      error.file = fmt::format("{}:{}:{}", file, at.line, at.column);
    }
    return std::unexpected(ReportError(error, file));
  }
  input.text = *std::move(text);
  return input;
}

// The names to choose from, as many as a line may hold.
std::string NamesOf(const std::vector<extract::Document>& documents) {
  constexpr std::size_t kMost = 8;
  std::string names;
  for (std::size_t i = 0; i < std::min(documents.size(), kMost); ++i) {
    names += (names.empty() ? "'" : ", '") + documents[i].name + "'";
  }
  if (documents.size() > kMost) names += fmt::format(" and {} more", documents.size() - kMost);
  return names;
}

// Leaves the one document that was asked for, when one was.
std::optional<ExitCode> Choose(const std::string& file, const std::string& member, ReadInput& input) {
  if (member.empty()) return std::nullopt;
  if (input.text) {
    return ReportError(Unusable("it is one text, and --member names a part of a file", "leave --member out"),
                       file);
  }
  const auto is_it = [&](const extract::Document& one) { return one.name == member; };
  const auto count = std::ranges::count_if(input.documents, is_it);
  if (count != 1) {
    return ReportError(Unusable(count == 0 ? "--member names no document in it"
                                           : fmt::format("--member names {} documents in it", count),
                                count == 0 ? "it holds " + NamesOf(input.documents)
                                           : "unpack it, and read the files one by one"),
                       file);
  }
  auto found = std::ranges::find_if(input.documents, is_it);
  std::vector<extract::Document> one;
  one.push_back(std::move(*found));
  input.documents = std::move(one);
  return std::nullopt;
}

// What was read out of a file, parsed. The one place where regions and pages meet the parser: once
// Document::Parse takes them, they are handed over here.
Result<LoadedDocument> ParseExtracted(extract::Document from, const std::string& file,
                                      std::shared_ptr<const Vocabulary> vocabulary) {
  auto buffer = Buffer::FromBytes(std::move(from.text), from.name.empty() ? file : file + ": " + from.name);
  if (!buffer) return std::unexpected(std::move(buffer).error());
  auto document = Document::Parse(*std::move(buffer), std::move(vocabulary));
  if (!document) return std::unexpected(std::move(document).error());
  return LoadedDocument{.document = *std::move(document),
                        .member = std::move(from.name),
                        .type = from.type,
                        .extracted = true,
                        .regions = std::move(from.regions),
                        .pages = std::move(from.pages)};
}

// What stands in the way of releasing anything of a document; empty: nothing.
std::string ObstacleIn(const LoadedDocument& loaded) {
  const auto in = [](extract::RegionClass of) {
    return [of](const extract::Region& one) { return one.of == of; };
  };
  const auto unread =
      std::ranges::count_if(loaded.regions, in(extract::RegionClass::kUnread)) +
      std::ranges::count_if(loaded.pages, [](const extract::Page& page) { return !page.readable; });
  if (unread > 0) return "parts of it could not be read (images, attachments, pages without text)";
  if (!loaded.regions.empty()) return "parts of it are hidden (comments, deletions, hidden text)";
  if (std::ranges::any_of(loaded.pages, &extract::Page::by_ocr)) return "pages of it were read from images";
  return {};
}

}  // namespace

Loaded<std::shared_ptr<const Vocabulary>> LoadVocabulary(const std::string& file, const std::string& regime,
                                                         const std::string& edition) {
  if (file.empty()) {
    auto vocabulary = Vocabulary::ForRegime(regime.empty() ? "auto" : regime, edition);
    if (!vocabulary) {
      const bool unknown = vocabulary.error().code == ErrorCode::kUnknownEdition;
      return std::unexpected(ReportError(vocabulary.error(), unknown ? "--edition" : "--regime"));
    }
    return *std::move(vocabulary);
  }
  const auto text = ReadText(file);
  if (!text) return std::unexpected(ReportError(text.error(), file));
  auto vocabulary = Vocabulary::Load(*text, edition);
  if (!vocabulary) return std::unexpected(ReportError(vocabulary.error(), *text));
  return *std::move(vocabulary);
}

Loaded<PolicyFile> LoadPolicy(const std::string& file, const std::string& vocabulary_file, PolicyUse use) {
  std::shared_ptr<const Vocabulary> vocabulary;
  if (!vocabulary_file.empty()) {
    auto loaded = LoadVocabulary(vocabulary_file, {});
    if (!loaded) return std::unexpected(loaded.error());
    vocabulary = *std::move(loaded);
  }
  auto text = ReadText(file);
  if (!text) return std::unexpected(ReportError(text.error(), file));
  auto policy = Policy::Load(*text, std::move(vocabulary));
  if (!policy) return std::unexpected(ReportError(policy.error(), *text));
  if (use == PolicyUse::kDocuments && policy->vocabulary().grammar() != nullptr) {
    return std::unexpected(ReportError(
        Unusable("documents are not read with its vocabulary, which has banner categories",
                 "write extends = \"state\", or check marks with it: markings check --policy " + file),
        file));
  }
  return PolicyFile{*std::move(text), *std::move(policy)};
}

void AddInputOptions(boost::program_options::options_description& options, InputOptions& input) {
  namespace po = boost::program_options;
  options.add_options()("type", po::value(&input.type)->value_name("TYPE"),
                        "of the file, whatever its bytes say: text, html, email, pdf, docx, zip or tar")(
      "member", po::value(&input.member)->value_name("NAME"),
      "the one document in a file that holds several");
}

Loaded<LoadedInput> LoadInput(const std::string& file, std::shared_ptr<const Vocabulary> vocabulary,
                              const InputOptions& options) {
  auto read = Read(file, options);
  if (!read) return std::unexpected(read.error());
  if (const auto failed = Choose(file, options.member, *read)) return std::unexpected(*failed);
  LoadedInput input{.bytes = read->bytes, .type = read->type, .documents = {}, .no_cables = {}};
  if (read->text) {
    auto document = Document::Parse(*std::move(read->text), std::move(vocabulary));
    if (!document)
      return std::unexpected(ReportError(document.error(), file));  // what is no cable is none as a whole
    input.documents.push_back({.document = *std::move(document),
                               .member = {},
                               .type = FileType::kText,
                               .regions = {},
                               .pages = {}});
    return input;
  }
  for (extract::Document& one : read->documents) {
    std::string name = one.name;
    auto parsed = ParseExtracted(std::move(one), file, vocabulary);
    if (parsed) {
      input.documents.push_back(*std::move(parsed));
    } else {
      input.no_cables.push_back({std::move(name), std::move(parsed).error()});
    }
  }
  if (!input.documents.empty()) return input;
  if (read->documents.size() == 1) {
    const auto& [member, error] = input.no_cables.front();
    return std::unexpected(ReportError(error, member.empty() ? file : file + ": " + member));
  }
  return std::unexpected(
      ReportError(Unusable(fmt::format("none of the {} texts in it is a cable", read->documents.size()),
                           "check that it is the right file"),
                  file));
}

Loaded<Document> LoadDocument(const std::string& file, std::shared_ptr<const Vocabulary> vocabulary,
                              const InputOptions& options) {
  auto read = Read(file, options);
  if (!read) return std::unexpected(read.error());
  if (const auto failed = Choose(file, options.member, *read)) return std::unexpected(*failed);
  if (read->text) {
    auto document = Document::Parse(*std::move(read->text), std::move(vocabulary));
    if (!document) return std::unexpected(ReportError(document.error(), file));
    return *std::move(document);
  }
  if (read->documents.size() > 1) {
    return std::unexpected(ReportError(Unusable(fmt::format("it holds {} documents", read->documents.size()),
                                                "choose one with --member NAME: " + NamesOf(read->documents)),
                                       file));
  }
  auto loaded = ParseExtracted(std::move(read->documents.front()), file, std::move(vocabulary));
  if (!loaded) return std::unexpected(ReportError(loaded.error(), file));
  if (std::string obstacle = ObstacleIn(*loaded); !obstacle.empty()) {
    return std::unexpected(ReportError(
        Unusable(std::move(obstacle), "nothing of it may be released: give the text of the document"), file));
  }
  return std::move(loaded->document);
}

}  // namespace markings::cli
