#include "cli/level_readers.h"

#include <expected>
#include <filesystem>
#include <utility>

#include "cli/io.h"

namespace markings::cli {

Loaded<std::unique_ptr<LevelReaders>> LoadLevelReaders(const std::string& recipients,
                                                       const std::string& policy,
                                                       const std::string& vocabulary) {
  auto text = ReadText(recipients);
  if (!text) return std::unexpected(ReportError(text.error(), recipients));
  auto read = Recipients::Load(*text);
  if (!read) return std::unexpected(ReportError(read.error(), *text));
  if (policy.empty() && read->policy.empty()) {
    return std::unexpected(ReportError(
        Unusable("no policy is named", "name one with --policy FILE, or in the recipients file")));
  }
  const std::string file =
      policy.empty() ? (std::filesystem::path(recipients).parent_path() / read->policy).string() : policy;
  auto loaded = LoadPolicy(file, vocabulary);
  if (!loaded) return std::unexpected(loaded.error());
  auto readers = std::make_unique<LevelReaders>(*std::move(text), *std::move(read), *std::move(loaded),
                                                std::vector<LevelPlan>());
  auto levels = PlanLevels(readers->recipients, readers->policy.policy);
  if (!levels) return std::unexpected(ReportError(levels.error(), readers->text));
  readers->levels = *std::move(levels);
  return readers;
}

}  // namespace markings::cli
