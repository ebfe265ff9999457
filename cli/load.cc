#include "cli/load.h"

#include <utility>

#include "cli/io.h"

namespace markings::cli {

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

Loaded<Document> LoadDocument(const std::string& file, std::shared_ptr<const Vocabulary> vocabulary) {
  auto bytes = ReadBytes(file);
  if (!bytes) return std::unexpected(ReportError(bytes.error(), file));
  const std::string copy = *bytes;  // for the place of an error: the buffer takes the bytes
  auto text = Buffer::FromBytes(*std::move(bytes), file);
  if (!text) {
    return std::unexpected(copy.empty() ? ReportError(text.error(), file)
                                        : ReportError(text.error(), file, copy));
  }
  auto document = Document::Parse(*std::move(text), std::move(vocabulary));
  if (!document)
    return std::unexpected(ReportError(document.error(), file));  // what is no cable is none as a whole
  return *std::move(document);
}

}  // namespace markings::cli
