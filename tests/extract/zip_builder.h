#ifndef TESTS_EXTRACT_ZIP_BUILDER_H_
#define TESTS_EXTRACT_ZIP_BUILDER_H_

// Archives made in a test, by libarchive's own writer.

#include <archive.h>
#include <archive_entry.h>

#include <string>
#include <utility>
#include <vector>

namespace markings::extract {

struct TestMember {
  std::string name;
  std::string bytes;
  unsigned kind = AE_IFREG;
};

// `format`: "zip", "tar", "tar.gz", "tar.xz", "tar.zst", "tar.bz2". A password encrypts the members of a ZIP.
inline std::string MakeArchive(const std::string& format, const std::vector<TestMember>& members,
                               const char* password = nullptr) {
  archive* const writer = archive_write_new();
  if (format == "zip")
    archive_write_set_format_zip(writer);
  else
    archive_write_set_format_pax_restricted(writer);
  if (format == "tar.gz") archive_write_add_filter_gzip(writer);
  if (format == "tar.xz") archive_write_add_filter_xz(writer);
  if (format == "tar.zst") archive_write_add_filter_zstd(writer);
  if (format == "tar.bz2") archive_write_add_filter_bzip2(writer);
  if (password != nullptr) {
    archive_write_set_options(writer, "zip:encryption=zipcrypt");
    archive_write_set_passphrase(writer, password);
  }
  archive_write_set_bytes_in_last_block(writer, 1);
  std::string bytes;
  const auto take = [](archive*, void* to, const void* block, std::size_t size) -> la_ssize_t {
    static_cast<std::string*>(to)->append(static_cast<const char*>(block), size);
    return static_cast<la_ssize_t>(size);
  };
  archive_write_open(writer, &bytes, nullptr, take, nullptr);
  for (const TestMember& member : members) {
    archive_entry* const entry = archive_entry_new();
    archive_entry_set_pathname(entry, member.name.c_str());
    archive_entry_set_filetype(entry, member.kind);
    archive_entry_set_perm(entry, 0644);
    if (member.kind == AE_IFLNK)
      archive_entry_set_symlink(entry, member.bytes.c_str());
    else
      archive_entry_set_size(entry, static_cast<la_int64_t>(member.bytes.size()));
    archive_write_header(writer, entry);
    if (member.kind == AE_IFREG) archive_write_data(writer, member.bytes.data(), member.bytes.size());
    archive_entry_free(entry);
  }
  archive_write_close(writer);
  archive_write_free(writer);
  return bytes;
}

}  // namespace markings::extract

#endif  // TESTS_EXTRACT_ZIP_BUILDER_H_
