#include "cli/corpus.h"

#include <algorithm>
#include <system_error>
#include <utility>

#include "cli/io.h"

namespace markings::cli {

namespace fs = std::filesystem;

Result<std::vector<fs::path>> FilesBelow(const std::string& folder, const std::string& option) {
  std::error_code fault;
  if (!fs::is_directory(folder, fault)) {
    return std::unexpected(Unusable(option + " is no folder", "name a folder of text files"));
  }
  std::vector<fs::path> files;
  auto entry = fs::recursive_directory_iterator(folder, fault);
  for (; !fault && entry != fs::recursive_directory_iterator(); entry.increment(fault)) {
    const bool link = entry->is_symlink(fault);
    if (!fault && !link && entry->is_regular_file(fault)) files.push_back(entry->path());
  }
  if (fault) {
    return Fail(ErrorCode::kIo, {}, "the folder of " + option + " cannot be read: " + fault.message(),
                "see to its permissions");
  }
  std::ranges::sort(files);
  return files;
}

Result<Document> ReadDocument(const fs::path& path, const Policy& policy) {
  auto bytes = ReadBytes(path.string());
  if (!bytes) return std::unexpected(bytes.error());
  auto text = Buffer::FromInput(*std::move(bytes), path.filename().string());
  if (!text) return std::unexpected(text.error());
  return Document::Parse(*std::move(text), policy.shared_vocabulary());
}

}  // namespace markings::cli
