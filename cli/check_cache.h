#ifndef CLI_CHECK_CACHE_H_
#define CLI_CHECK_CACHE_H_

// What was found in files before, so that a file that has not changed is not read again: an SQLite database
// of the user's own (mode 0600). It holds no text: paths, findings as reports have them, and of the contents
// a digest under a key that lies in the database alone.
//
// A file counts as unchanged when its size, times and inode are those of before, and it had been at rest for
// two seconds when it was checked; else it is read, and its digest decides. What it was checked by must be
// the same: program, policy, vocabulary, day, key.

#include <array>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "libmarkings/corpus/check_result.h"
#include "libmarkings/corpus/fingerprint.h"
#include "libmarkings/report/source_line.h"
#include "libmarkings/report/text_region.h"
#include "libmarkings/text/error.h"

namespace markings::cli {

// A finding in a file, with all that reports and baselines ask of it.
struct FileFinding {
  CheckFinding finding;
  std::optional<TextRegion> region;
  FindingIdentity identity;
  std::optional<SourceLine> source{};  // never kept in the cache
};

// What the system says of a file without reading it.
struct FileStat {
  std::int64_t size = 0, mtime = 0, ctime = 0;  // bytes, nanoseconds
  std::uint64_t inode = 0;
  bool operator==(const FileStat&) const = default;
};
// Of a plain file beneath a folder, or, for the empty path, of the descriptor itself; nothing when it is none
// or cannot be asked.
[[nodiscard]] std::optional<FileStat> StatBeneath(int folder, const std::string& path);

class CheckCache {
 public:
  using Digest = std::array<unsigned char, 16>;
  // A row: what was known of a file.
  struct Known {
    FileStat stat;
    bool settled = false;  // it had been at rest when it was checked: its stat can be trusted
    Digest digest{};
    std::string findings;  // encoded
  };

  // `context`: everything that findings depend on beside the file. Errors: kIo, kUnusableInput, with what
  // SQLite says; a cache that is none is not touched.
  [[nodiscard]] static Result<std::unique_ptr<CheckCache>> Open(const std::string& path,
                                                                std::string_view context);
  ~CheckCache();
  CheckCache(const CheckCache&) = delete;
  CheckCache& operator=(const CheckCache&) = delete;

  // What is known of a file. Quick when files are asked for in the byte order of their keys. One thread.
  [[nodiscard]] std::optional<Known> Find(std::string_view key);
  // The digest of a file's path and contents. Thread-safe.
  [[nodiscard]] Digest DigestOf(std::string_view key, std::string_view bytes) const;
  // Remembers a file. Thread-safe. What cannot be written is forgotten: the next run finds it out again.
  void Remember(std::string_view key, const FileStat& stat, const Digest& digest, std::string_view findings);
  // Writes what was remembered, and drops what `gone` says is there no more among the rows that nobody asked
  // for.
  void Finish(bool whole, const std::function<bool(std::string_view key)>& gone);

  // Findings as they are kept. Decoding what is damaged gives nothing.
  [[nodiscard]] static std::string Encode(const std::vector<FileFinding>& findings);
  [[nodiscard]] static std::optional<std::vector<FileFinding>> Decode(std::string_view encoded);

 private:
  struct Impl;
  explicit CheckCache(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace markings::cli

#endif  // CLI_CHECK_CACHE_H_
