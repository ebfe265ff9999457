// Reads ZIP and tar archives: each file in one is read by its own reader, one level deeper.

#include <fmt/format.h>

#include <exception>
#include <map>
#include <utility>

#include "extract/archive_reader.h"
#include "extract/extractor.h"
#include "extract/printable.h"
#include "extract/text_writer.h"

namespace markings::extract {
namespace {

// The names of the documents of one archive. Two files of one name become two documents of two names: whoever
// writes them out again writes one for each.
class MemberNames {
 public:
  explicit MemberNames(const std::string& outer) : prefix_(outer.empty() ? "" : outer + "/") {}

  std::string Next(std::string_view raw) {
    ++place_;
    std::string name = SafeName(raw);
    if (name.empty()) name = fmt::format("file {}", place_);
    name = prefix_ + name;
    for (std::size_t copies = ++used_[name]; copies > 1; copies = ++used_[name])
      name = fmt::format("{} ({})", name, copies);
    return name;
  }
  [[nodiscard]] std::size_t place() const { return place_; }

 private:
  std::string prefix_;
  std::map<std::string, std::size_t> used_;
  std::size_t place_ = 0;
};

Result<void> AddUnread(std::string name, Budget& budget, Extraction& out) {
  TextWriter writer(budget, std::move(name), FileType::kText);
  writer.AddUnread("attachment");
  Result<Document> document = writer.Finish();
  if (!document) return std::unexpected(std::move(document.error()));
  out.documents.push_back(*std::move(document));
  return {};
}

Result<void> AddMember(ArchiveReader& reader, const ArchiveReader::Member& member, const std::string& name,
                       std::size_t depth, Budget& budget, Extraction& out) {
  if (!member.regular || member.encrypted) return AddUnread(name, budget, out);
  Result<std::string> data = reader.ReadData();
  if (!data) return std::unexpected(std::move(data.error()));
  if (data->empty() || !DetectFileType(*data)) return AddUnread(name, budget, out);
  return ExtractInto(*data, name, depth + 1, budget, out);
}

Result<void> Read(std::string_view bytes, FileType type, const std::string& outer, std::size_t depth,
                  Budget& budget, Extraction& out) {
  if (Result<void> deep = budget.CheckDepth(depth); !deep) return deep;
  Result<ArchiveReader> reader = ArchiveReader::Open(bytes, type, budget);
  if (!reader) return std::unexpected(std::move(reader.error()));
  MemberNames names(outer);
  while (true) {
    Result<std::optional<ArchiveReader::Member>> member = reader->Next();
    if (!member) return std::unexpected(std::move(member.error()));
    if (!*member) return {};
    if (Result<void> spent = budget.SpendMember(); !spent) return spent;
    if ((*member)->directory) continue;
    const std::string name = names.Next((*member)->name);
    Result<void> added = AddMember(*reader, **member, name, depth, budget, out);
    if (!added) {
      // Where it lies, by number: a name is text of the document.
      added.error().message = fmt::format("file {} in the archive: {}", names.place(), added.error().message);
      return added;
    }
  }
}

}  // namespace

Result<void> ReadArchive(std::string_view bytes, FileType type, const std::string& name, std::size_t depth,
                         Budget& budget, Extraction& out) {
  const std::size_t before = out.documents.size();
  Result<void> read;
  try {
    read = Read(bytes, type, name, depth, budget, out);
  } catch (const std::exception&) {
    read = Fail(ErrorCode::kUnusableInput, {}, "the archive cannot be read", "pack the files again");
  }
  if (!read) out.documents.resize(before);
  return read;
}

}  // namespace markings::extract
