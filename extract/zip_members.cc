#include "extract/zip_members.h"

#include <optional>
#include <utility>

#include "extract/archive_reader.h"
#include "extract/printable.h"

namespace markings::extract {

Result<std::map<std::string, std::string>> ReadZipMembers(std::string_view bytes,
                                                          const std::function<bool(std::string_view)>& wanted,
                                                          Budget& budget) {
  Result<ArchiveReader> reader = ArchiveReader::Open(bytes, FileType::kZip, budget);
  if (!reader) return std::unexpected(std::move(reader.error()));
  std::map<std::string, std::string> members;
  while (true) {
    Result<std::optional<ArchiveReader::Member>> next = reader->Next();
    if (!next) return std::unexpected(std::move(next.error()));
    if (!*next) return members;
    const ArchiveReader::Member& member = **next;
    if (member.directory) continue;
    if (!member.regular || member.encrypted)
      return Fail(ErrorCode::kUnusableInput, {}, "a part of the document is encrypted, or is no file",
                  "save it without a password");
    const std::string name = SafeName(Lower(member.name));
    const auto [place, is_new] = members.try_emplace(name);
    if (!is_new)
      return Fail(ErrorCode::kUnusableInput, {}, "the document has two parts of one name", "save it anew");
    if (members.size() > budget.limits().max_members)
      return Fail(ErrorCode::kUnusableInput, {}, "the document has too many parts", "split the document");
    if (!wanted(name)) continue;
    if (Result<void> spent = budget.SpendMember(); !spent) return std::unexpected(std::move(spent.error()));
    Result<std::string> data = reader->ReadData();
    if (!data) return std::unexpected(std::move(data.error()));
    place->second = *std::move(data);
  }
}

}  // namespace markings::extract
