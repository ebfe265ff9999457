#include "cli/load.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/program_options/value_semantic.hpp>
#include <charconv>
#include <filesystem>
#include <initializer_list>
#include <optional>
#include <utility>

#include "cli/choice.h"
#include "cli/extract_process.h"
#include "cli/io.h"
#include "extract/file_type.h"
#include "libmarkings/policy/overrides.h"
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
  std::optional<DocumentFormat> format;  // that somebody said it has
};

template <class Kind>
std::vector<std::string> NamesOf(std::initializer_list<Kind> kinds) {
  std::vector<std::string> names;
  for (const Kind kind : kinds) names.emplace_back(Name(kind));
  return names;
}

std::vector<std::string> FileTypeWords() {
  using enum FileType;
  return NamesOf({kText, kHtml, kEmail, kPdf, kDocx, kZip, kTar});
}

std::vector<std::string> DocumentFormatWords() {
  using enum DocumentFormat;
  return NamesOf({kTelegram, kSmart, kArchive, kFoia, kFrus, kWeb, kEmail, kMemo, kPlain});
}

Result<std::optional<FileType>> ForcedType(const std::string& name) {
  if (name.empty()) return std::nullopt;
  if (const auto type = extract::FindFileType(name)) return type;
  return std::unexpected(
      Unusable("--type is " + NoneOf(FileTypeWords()), "leave it out, or write one of these"));
}

Result<std::optional<DocumentFormat>> ForcedFormat(const std::string& name) {
  if (name.empty()) return std::nullopt;
  if (const auto format = FindDocumentFormat(name)) return format;
  return std::unexpected(Unusable("--document-format is " + NoneOf(DocumentFormatWords()),
                                  "leave it out, or write one of these"));
}

Loaded<ReadInput> Read(const std::string& file, const InputOptions& options) {
  const auto forced = ForcedType(options.type);
  if (!forced) return std::unexpected(ReportError(forced.error()));
  auto bytes = ReadBytes(file);
  if (!bytes) return std::unexpected(ReportError(bytes.error(), file));
  ReadInput input;
  input.bytes = bytes->size();
  if (!forced->has_value() && bytes->starts_with("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")) {
    return std::unexpected(
        ReportError(Unusable("it is an Office document of before 2007, or one with a password",
                             "save it as DOCX, without a password"),
                    file));
  }
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

// How to choose. Names of files are text of a document, so errors have numbers.
std::string HowToChoose(std::size_t count) {
  return fmt::format("choose one with --member 1 to --member {}; markings parse lists them", count);
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
  std::size_t number = 0;
  std::from_chars(member.data(), member.data() + member.size(), number);
  const bool by_number = count == 0 && std::to_string(number) == member && number <= input.documents.size();
  if (count != 1 && !by_number) {
    return ReportError(Unusable(count == 0 ? "--member names no document in it"
                                           : fmt::format("--member names {} documents in it", count),
                                HowToChoose(input.documents.size())),
                       file);
  }
  auto found = by_number ? input.documents.begin() + static_cast<std::ptrdiff_t>(number) - 1
                         : std::ranges::find_if(input.documents, is_it);
  std::vector<extract::Document> one;
  one.push_back(std::move(*found));
  input.documents = std::move(one);
  return std::nullopt;
}

// An input, or the one document of it that was asked for, and the form that it is said to have.
Loaded<ReadInput> ReadChosen(const std::string& file, const InputOptions& options) {
  const auto format = ForcedFormat(options.format);
  if (!format) return std::unexpected(ReportError(format.error()));
  auto read = Read(file, options);
  if (!read) return read;
  if (const auto failed = Choose(file, options.member, *read)) return std::unexpected(*failed);
  read->format = *format;
  return read;
}

// What was read out of a file, parsed: with its regions, and whatever form it has or has not.
Result<LoadedDocument> ParseExtracted(extract::Document from, const std::string& file,
                                      std::shared_ptr<const Vocabulary> vocabulary,
                                      std::optional<DocumentFormat> format) {
  auto buffer = Buffer::FromBytes(std::move(from.text), file);
  if (!buffer) return std::unexpected(std::move(buffer).error());
  ParseOptions how{.format = format, .regions = {}, .any_form = true};
  for (const extract::Region& one : from.regions)
    how.regions.push_back({one.span, one.of == extract::RegionClass::kUnread, one.kind});
  auto document = Document::Parse(*std::move(buffer), std::move(vocabulary), std::move(how));
  if (!document) return std::unexpected(std::move(document).error());
  return LoadedDocument{.document = *std::move(document),
                        .member = std::move(from.name),
                        .type = from.type,
                        .extracted = true,
                        .regions = std::move(from.regions),
                        .pages = std::move(from.pages)};
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

std::optional<Error> JoinAuthority(const std::vector<std::string>& names, std::string& authority) {
  const auto joined = JoinAuthorities(names);
  if (!joined) {
    return Unusable("--authority names a person twice, is empty or holds a semicolon",
                    "give it once for each person");
  }
  authority = *joined;
  return std::nullopt;
}

PolicyReader ReaderBeside(const std::string& file) {
  return [file](std::string_view name) -> Result<Buffer> {
    if (file == "-") {
      return std::unexpected(
          Unusable("there is no file beside standard input", "name the policy by its file"));
    }
    return ReadText((std::filesystem::path(file).parent_path() / name).string());
  };
}

Loaded<PolicyFile> LoadPolicy(const std::string& file, const std::string& vocabulary_file) {
  std::shared_ptr<const Vocabulary> vocabulary;
  if (!vocabulary_file.empty()) {
    auto loaded = LoadVocabulary(vocabulary_file, {});
    if (!loaded) return std::unexpected(loaded.error());
    vocabulary = *std::move(loaded);
  }
  auto text = ReadText(file);
  if (!text) return std::unexpected(ReportError(text.error(), file));
  auto policy = markings::LoadPolicy(*text, ReaderBeside(file), std::move(vocabulary));
  if (!policy) return std::unexpected(ReportError(policy.error(), *text));
  return PolicyFile{*std::move(text), *std::move(policy)};
}

std::optional<Error> UnknownCode(const Policy& policy, const std::string& code) {
  std::vector<std::string> codes;
  for (const Exemption& exemption : policy.exemptions()) codes.push_back(exemption.code);
  if (std::ranges::find(codes, code) != codes.end()) return std::nullopt;
  const std::string near = DidYouMean(code, codes);
  return Unusable("--code names no exemption of the policy",
                  near.empty() ? "use a code that its [exemptions] table holds" : near);
}

Loaded<OverridesFile> LoadOverrides(const std::string& file, const Policy& policy) {
  auto text = ReadText(file);
  if (!text) return std::unexpected(ReportError(text.error(), file));
  auto overrides = Overrides::Load(*text, policy);
  if (!overrides) return std::unexpected(ReportError(overrides.error(), *text));
  return OverridesFile{*std::move(text), *std::move(overrides)};
}

void AddInputOptions(boost::program_options::options_description& options, InputOptions& input) {
  namespace po = boost::program_options;
  options.add_options()("type", OneOf(&input.type, FileTypeWords())->value_name("TYPE"),
                        "of the file, whatever its bytes say: text, html, email, pdf, docx, zip or tar")(
      "member", po::value(&input.member)->value_name("NAME"),
      "the one document in a file that holds several, by its number or name")(
      "document-format", OneOf(&input.format, DocumentFormatWords())->value_name("FORM"),
      "the form of the document, whatever it looks like: telegram, smart, archive, foia, frus, web, email, "
      "memo "
      "or plain");
}

Loaded<LoadedInput> LoadInput(const std::string& file, std::shared_ptr<const Vocabulary> vocabulary,
                              const InputOptions& options) {
  auto read = ReadChosen(file, options);
  if (!read) return std::unexpected(read.error());
  LoadedInput input{.bytes = read->bytes, .type = read->type, .documents = {}, .no_cables = {}};
  if (read->text) {
    auto document = Document::Parse(*std::move(read->text), std::move(vocabulary), {.format = read->format});
    if (!document)
      return std::unexpected(ReportError(document.error(), file));  // what is no cable is none as a whole
    input.documents.push_back({.document = *std::move(document),
                               .member = {},
                               .type = FileType::kText,
                               .regions = {},
                               .pages = {}});
    return input;
  }
  std::size_t number = 0;
  for (extract::Document& one : read->documents) {
    ++number;
    std::string name = one.name;
    auto parsed = ParseExtracted(std::move(one), file, vocabulary, read->format);
    if (parsed) {
      input.documents.push_back(*std::move(parsed));
    } else {
      input.no_cables.push_back({number, std::move(name), std::move(parsed).error()});
    }
  }
  if (!input.documents.empty()) return input;
  if (read->documents.size() == 1) {
    return std::unexpected(ReportError(input.no_cables.front().error, file));
  }
  return std::unexpected(
      ReportError(Unusable(fmt::format("none of the {} texts in it can be read", read->documents.size()),
                           "check that it is the right file"),
                  file));
}

Loaded<Document> LoadDocument(const std::string& file, std::shared_ptr<const Vocabulary> vocabulary,
                              const InputOptions& options) {
  auto read = ReadChosen(file, options);
  if (!read) return std::unexpected(read.error());
  if (read->text) {
    auto document = Document::Parse(*std::move(read->text), std::move(vocabulary), {.format = read->format});
    if (!document) return std::unexpected(ReportError(document.error(), file));
    return *std::move(document);
  }
  if (read->documents.size() > 1) {
    return std::unexpected(ReportError(Unusable(fmt::format("it holds {} documents", read->documents.size()),
                                                HowToChoose(read->documents.size())),
                                       file));
  }
  auto loaded = ParseExtracted(std::move(read->documents.front()), file, std::move(vocabulary), read->format);
  if (!loaded) return std::unexpected(ReportError(loaded.error(), file));
  return std::move(loaded->document);
}

}  // namespace markings::cli
