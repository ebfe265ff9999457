#ifndef CLI_CHECK_SOURCES_H_
#define CLI_CHECK_SOURCES_H_

// Where the files of `markings check` come from: folders and files, the index of a git tree, what changed
// since a commit, standard input. In all of them a file has the same key, and the same .markingsignore files
// apply.

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/check_files.h"
#include "libmarkings/corpus/shard.h"
#include "libmarkings/text/error.h"

namespace markings::cli {

struct SourceOptions {
  std::vector<std::string> paths;  // files and folders; "-" is standard input
  bool staged = false;             // what is staged in git, as the index has it
  std::string since{};             // what differs from this commit; empty: all
  std::string root{};              // of the corpus; empty: that of the git tree, else the current folder
  std::optional<Shard> shard{};
  bool keep_ignored = false;  // remember what .markingsignore passes over
  bool names_only = false;    // items have no bytes: what is named is not read, nor is it looked for
  std::vector<std::string> leave_out{};  // files of the command's own, as they are named: the baseline
};

// A corpus to be gone through once.
class Corpus {
 public:
  // Errors: kUnusableInput for no git tree, a commit that git does not know; kIo.
  [[nodiscard]] static Result<std::unique_ptr<Corpus>> Open(SourceOptions options);
  virtual ~Corpus() = default;
  Corpus(const Corpus&) = delete;
  Corpus& operator=(const Corpus&) = delete;

  // Hands over the files. Errors: kIo for what ends the listing. A folder that cannot be read is a finding.
  [[nodiscard]] virtual Result<void> List(const std::function<bool(CheckItem)>& put) = 0;

  // How many files there are, where that is known before they are listed; else 0.
  [[nodiscard]] virtual std::size_t size() const { return 0; }
  // Known after List.
  [[nodiscard]] const std::vector<std::string>& ignored() const { return ignored_; }
  [[nodiscard]] const std::vector<CheckFinding>& unreadable() const { return unreadable_; }
  // Files that were named and could not be read.
  [[nodiscard]] const std::vector<CheckRun::Failed>& failed() const { return failed_; }
  // Whether all files of the root were asked for: only then what a baseline has more is dead.
  [[nodiscard]] bool whole() const { return whole_; }
  // Whether a file with this key is there no more: what a baseline says of it may have moved.
  [[nodiscard]] bool Gone(std::string_view key) const;
  // The path of a file below the root, as fingerprints have it; as it is when it lies elsewhere.
  [[nodiscard]] std::string KeyOf(const std::string& path) const;

 protected:
  explicit Corpus(SourceOptions options) : options_(std::move(options)) {}
  SourceOptions options_;
  std::string root_;  // absolute
  std::vector<std::string> ignored_;
  std::vector<CheckFinding> unreadable_;
  std::vector<CheckRun::Failed> failed_;
  bool whole_ = false;
};

// Files by name.
struct FileList {
  std::vector<std::string> files;  // as they are named or found; of a shard: those in it
  std::vector<std::string> keys;   // of a shard: of all files, in rising order
};
// The files that paths name and those of their folders, as check finds them: in the order of their paths,
// without what .markingsignore passes over. "-" and what does not exist stay as they are. Errors: a folder
// that cannot be read, a .markingsignore that is none.
[[nodiscard]] Result<FileList> ListFiles(const std::vector<std::string>& paths,
                                         const std::optional<Shard>& shard);
// Of files that are named: nothing is read, walked or passed over. Errors: no folder to count paths from.
[[nodiscard]] Result<FileList> ListNamed(const std::vector<std::string>& files,
                                         const std::optional<Shard>& shard);

// The value of --shard; nothing when it is empty.
[[nodiscard]] Result<std::optional<Shard>> ReadShard(const std::string& text);

}  // namespace markings::cli

#endif  // CLI_CHECK_SOURCES_H_
