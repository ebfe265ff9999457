#ifndef EXTRACT_ARCHIVE_READER_H_
#define EXTRACT_ARCHIVE_READER_H_

// An archive in memory, read once from its first member to its last through libarchive.

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "extract/extraction.h"
#include "extract/extractor.h"

struct archive;
struct archive_entry;

namespace markings::extract {

class ArchiveReader {
 public:
  struct Member {
    std::string name;      // as it stands in the archive; perhaps empty, perhaps not UTF-8
    bool regular = false;  // a file, and neither a link nor a device
    bool directory = false;
    bool encrypted = false;
  };

  // `bytes` must outlive the reader. `type` is kZip or kTar.
  [[nodiscard]] static Result<ArchiveReader> Open(std::string_view bytes, FileType type, Budget& budget);

  // The next member, nullopt after the last. Errors: kUnusableInput, the archive is damaged.
  [[nodiscard]] Result<std::optional<Member>> Next();
  // The bytes of the member that Next gave last. Each block is spent before it is kept.
  [[nodiscard]] Result<std::string> ReadData();

 private:
  struct Close {
    void operator()(archive* handle) const;
  };

  ArchiveReader(std::string_view bytes, FileType type, Budget& budget);
  // What libarchive says of the step it just did. A warning is a fault but where it is about how a name is
  // spelt.
  [[nodiscard]] Result<void> Check(int status) const;
  [[nodiscard]] Result<void> CheckEnd() const;

  std::unique_ptr<archive, Close> handle_;
  std::string_view bytes_;
  FileType type_;
  Budget* budget_;
  std::size_t members_ = 0;
  std::size_t expected_members_ = 0;  // ZIP alone
  bool data_read_ = true;
  std::int64_t end_ = 0;  // tar alone: where the last member's data ends
};

}  // namespace markings::extract

#endif  // EXTRACT_ARCHIVE_READER_H_
