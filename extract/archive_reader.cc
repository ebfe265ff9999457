#include "extract/archive_reader.h"

#include <archive.h>
#include <archive_entry.h>
#include <clocale>
#include <cstdint>
#include <utility>
#include <vector>

namespace markings::extract {
namespace {

constexpr std::size_t kBlockBytes = std::size_t{64} << 10;
constexpr std::size_t kMostNameBytes = 4096;

std::unexpected<Error> Damaged() {
  return Fail(ErrorCode::kUnusableInput, {}, "the archive is damaged, or of a kind that is not read",
              "pack the files again");
}

// libarchive turns names into those of the thread's locale, and loses what is not ASCII in the locale "C".
class Utf8Locale {
 public:
  Utf8Locale() : locale_(newlocale(LC_CTYPE_MASK, "C.UTF-8", nullptr)) {
    if (locale_ != nullptr) before_ = uselocale(locale_);
  }
  ~Utf8Locale() {
    if (locale_ == nullptr) return;
    uselocale(before_);
    freelocale(locale_);
  }
  Utf8Locale(const Utf8Locale&) = delete;
  Utf8Locale& operator=(const Utf8Locale&) = delete;

 private:
  locale_t locale_;
  locale_t before_ = nullptr;
};

std::uint32_t Number(std::string_view bytes, std::size_t at, std::size_t size) {
  std::uint32_t value = 0;
  for (std::size_t i = size; i-- > 0;) value = value << 8 | static_cast<unsigned char>(bytes[at + i]);
  return value;
}

// How many members the end of a ZIP says it has. A ZIP may be read from its end or from its beginning: where
// the two could differ - something stands before, between or after - it is refused, since another program may
// see another archive in it.
std::optional<std::size_t> CountZipMembers(std::string_view bytes) {
  constexpr std::size_t kEndSize = 22;
  constexpr std::size_t kMostComment = 0xFFFF;
  if (bytes.size() < kEndSize) return std::nullopt;
  const std::size_t lowest = bytes.size() - std::min(bytes.size(), kEndSize + kMostComment);
  for (std::size_t at = bytes.size() - kEndSize + 1; at-- > lowest;) {
    if (!bytes.substr(at).starts_with("PK\x05\x06")) continue;
    const std::size_t disks = Number(bytes, at + 4, 4);
    const std::size_t here = Number(bytes, at + 8, 2);
    const std::size_t all = Number(bytes, at + 10, 2);
    const std::size_t size = Number(bytes, at + 12, 4);
    const std::size_t offset = Number(bytes, at + 16, 4);
    const std::size_t comment = Number(bytes, at + 20, 2);
    if (disks != 0 || here != all || offset + size != at || at + kEndSize + comment != bytes.size())
      return std::nullopt;
    return all;  // (ZIP64, which has other values here, is for archives over the limits)
  }
  return std::nullopt;
}

}  // namespace

void ArchiveReader::Close::operator()(archive* handle) const { archive_read_free(handle); }

ArchiveReader::ArchiveReader(std::string_view bytes, FileType type, Budget& budget)
    : handle_(archive_read_new()), bytes_(bytes), type_(type), budget_(&budget) {}

Result<void> ArchiveReader::Check(int status) const {
  if (status == ARCHIVE_OK) return {};
  if (status == ARCHIVE_WARN) {
    const char* const text = archive_error_string(handle_.get());
    // "Pathname can't be converted from UTF-8 to current locale.", "Pathname cannot be converted from ..."
    if (text != nullptr && std::string_view(text).contains("be converted")) return {};
  }
  return Damaged();
}

Result<ArchiveReader> ArchiveReader::Open(std::string_view bytes, FileType type, Budget& budget) {
  ArchiveReader reader(bytes, type, budget);
  archive* const handle = reader.handle_.get();
  if (handle == nullptr) return Fail(ErrorCode::kInternal, {}, "no memory to read an archive", "");
  const Utf8Locale locale;
  if (type == FileType::kZip) {
    const std::optional<std::size_t> members = CountZipMembers(bytes);
    if (!members) return Damaged();
    reader.expected_members_ = *members;
    archive_read_support_format_zip_seekable(handle);
  } else {
    archive_read_support_format_tar(handle);
    archive_read_support_filter_gzip(handle);
    archive_read_support_filter_bzip2(handle);
    archive_read_support_filter_xz(handle);
    archive_read_support_filter_zstd(handle);
  }
  if (Result<void> opened = reader.Check(archive_read_open_memory(handle, bytes.data(), bytes.size()));
      !opened)
    return std::unexpected(std::move(opened.error()));
  return reader;
}

Result<std::optional<ArchiveReader::Member>> ArchiveReader::Next() {
  archive* const handle = handle_.get();
  const Utf8Locale locale;
  // A tar is a stream: what is skipped is unpacked too, and counts.
  if (type_ == FileType::kTar && !data_read_) {
    if (Result<std::string> data = ReadData(); !data) return std::unexpected(std::move(data.error()));
  }
  end_ = archive_filter_bytes(handle, 0);
  archive_entry* entry = nullptr;
  const int status = archive_read_next_header(handle, &entry);
  if (status == ARCHIVE_EOF) {
    if (Result<void> whole = CheckEnd(); !whole) return std::unexpected(std::move(whole.error()));
    return std::nullopt;
  }
  if (Result<void> read = Check(status); !read) return std::unexpected(std::move(read.error()));
  ++members_;
  data_read_ = false;
  Member member;
  const char* name = archive_entry_pathname_utf8(entry);
  if (name == nullptr) name = archive_entry_pathname(entry);
  if (name != nullptr) member.name = name;
  if (member.name.size() > kMostNameBytes)
    return Fail(ErrorCode::kUnusableInput, {}, "a file in the archive has a name that is too long",
                "name it anew");
  const auto kind = archive_entry_filetype(entry);
  const bool link = archive_entry_hardlink(entry) != nullptr || archive_entry_symlink(entry) != nullptr;
  member.regular = kind == AE_IFREG && !link;
  member.directory = kind == AE_IFDIR;
  member.encrypted = archive_entry_is_encrypted(entry) != 0;
  return member;
}

Result<void> ArchiveReader::CheckEnd() const {
  if (type_ == FileType::kZip) return members_ == expected_members_ ? Result<void>() : Damaged();
  // A tar ends with empty blocks. Without them it may have been cut between two members.
  constexpr std::int64_t kTarBlock = 512;
  const std::int64_t last = (end_ + kTarBlock - 1) / kTarBlock * kTarBlock;
  return archive_filter_bytes(handle_.get(), 0) > last ? Result<void>() : Damaged();
}

Result<std::string> ArchiveReader::ReadData() {
  std::string data;
  std::vector<char> block(kBlockBytes);
  data_read_ = true;
  while (true) {
    const auto size = archive_read_data(handle_.get(), block.data(), block.size());
    if (size == 0) break;
    if (size < 0) return Damaged();
    const auto bytes = static_cast<std::size_t>(size);
    if (Result<void> spent = budget_->SpendUnpacked(bytes); !spent)
      return std::unexpected(std::move(spent.error()));
    data.append(block.data(), bytes);
  }
  return data;
}

}  // namespace markings::extract
