#include "paper/zip_writer.h"

#include <archive.h>
#include <archive_entry.h>

#include <memory>
#include <new>

namespace markings::paper {
namespace {

struct ArchiveFree {
  void operator()(archive* one) const { archive_write_free(one); }
  void operator()(archive_entry* one) const { archive_entry_free(one); }
};

la_ssize_t Append(archive* /*from*/, void* to, const void* bytes, std::size_t size) {
  try {
    static_cast<std::string*>(to)->append(static_cast<const char*>(bytes), size);
    return static_cast<la_ssize_t>(size);
  } catch (const std::bad_alloc&) {
    return -1;
  }
}

bool Write(archive* zip, const std::vector<std::pair<std::string, std::string>>& members) {
  for (const auto& [name, bytes] : members) {
    const std::unique_ptr<archive_entry, ArchiveFree> entry(archive_entry_new());
    if (!entry) return false;
    archive_entry_set_pathname_utf8(entry.get(), name.c_str());
    archive_entry_set_filetype(entry.get(), AE_IFREG);
    archive_entry_set_perm(entry.get(), 0644);
    archive_entry_set_size(entry.get(), static_cast<la_int64_t>(bytes.size()));
    if (archive_write_header(zip, entry.get()) != ARCHIVE_OK) return false;
    if (archive_write_data(zip, bytes.data(), bytes.size()) != static_cast<la_ssize_t>(bytes.size()))
      return false;
  }
  return archive_write_close(zip) == ARCHIVE_OK;
}

}  // namespace

Result<std::string> WriteZip(const std::vector<std::pair<std::string, std::string>>& members) {
  std::string bytes;
  const std::unique_ptr<archive, ArchiveFree> zip(archive_write_new());
  // (No padding to whole blocks, which are for tapes.)
  if (zip && archive_write_set_format_zip(zip.get()) == ARCHIVE_OK &&
      archive_write_set_bytes_per_block(zip.get(), 0) == ARCHIVE_OK &&
      archive_write_open(zip.get(), &bytes, nullptr, Append, nullptr) == ARCHIVE_OK &&
      Write(zip.get(), members)) {
    return bytes;
  }
  return Fail(ErrorCode::kInternal, {}, "the document could not be packed", "report this");
}

}  // namespace markings::paper
