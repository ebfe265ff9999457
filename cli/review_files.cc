#include "cli/review_files.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <system_error>
#include <utility>

#include "cli/io.h"
#include "libmarkings/release/digest.h"
#include "libmarkings/release/manifest.h"
#include "libmarkings/text/buffer.h"

namespace markings::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kManifestSuffix = ".release.json";

Result<std::string> ReadReleased(const std::string& manifest_path) {
  const auto bytes = ReadBytes(manifest_path);
  if (!bytes) return std::unexpected(bytes.error());
  const auto manifest = Manifest::Parse(*bytes);
  if (!manifest) {
    Error error = manifest.error();
    error.file = manifest_path;
    return std::unexpected(std::move(error));
  }
  // (The name in a manifest is a name, never a path: Parse sees to that.)
  const std::string file = (fs::path(manifest_path).parent_path() / manifest->derivative_file).string();
  auto text = ReadBytes(file);
  if (!text) return std::unexpected(std::move(text).error());
  if (Sha256Hex(*text) != manifest->derivative_sha256) {
    return std::unexpected(Unusable("the derivative beside the manifest is not the one that it names",
                                    "give the release as it went out, or the text itself", manifest_path));
  }
  return text;
}

}  // namespace

Result<std::string> ReviewBeside(const std::string& input, std::string_view stem,
                                 const std::string& release_folder) {
  fs::path folder = input == "-" ? fs::path(".") : fs::path(input).parent_path();
  if (folder.empty()) folder = ".";
  std::error_code ignored;
  if (fs::equivalent(folder, release_folder, ignored)) {
    return std::unexpected(
        Unusable("the review page holds withheld text and would lie in the folder of the release",
                 "release to another folder with --out, or write the page with markings review --output"));
  }
  return (folder / (std::string(stem) + ".review.html")).string();
}

Result<std::string> ReadFormer(const std::string& path) {
  auto bytes = path.ends_with(kManifestSuffix) ? ReadReleased(path) : ReadBytes(path);
  if (!bytes) {
    Error error = std::move(bytes).error();
    if (error.file.empty()) error.file = path;
    return std::unexpected(std::move(error));
  }
  const auto text = Buffer::FromInput(*bytes, path);
  if (!text) return std::unexpected(text.error());
  return std::string(text->text());
}

void NoteWhatStops(const Review& review, std::string_view name) {
  const auto findings = std::ranges::count_if(review.redaction.findings,
                                              [](const ResidualFinding& finding) { return !finding.waived; });
  std::string what;
  const auto add = [&](std::size_t count, std::string_view one, std::string_view many) {
    if (count > 0) what += fmt::format("{}{} {}", what.empty() ? "" : ", ", count, count == 1 ? one : many);
  };
  add(static_cast<std::size_t>(findings), "residual finding", "residual findings");
  if (review.redaction.stop_pending)
    add(review.redaction.decisions.pending.size(), "element without an exemption code",
        "elements without an exemption code");
  add(review.in_doubt.size(), "mark in doubt", "marks in doubt");
  add(review.document_in_doubt ? 1 : 0, "class line in doubt", "class lines in doubt");
  Note(fmt::format("{}: a release would stop: {}; the page lists them", name, what));
}

}  // namespace markings::cli
