#ifndef CLI_GIT_H_
#define CLI_GIT_H_

// What `git`, the program, knows of a working tree: which files are staged or changed, and what the index
// holds of them. Nothing is written, and no command of a repository's own is asked for.

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "libmarkings/text/error.h"

namespace markings::cli {

// A plain file of the index: its path below the root of the working tree, and the object that it is.
struct IndexEntry {
  std::string path;
  std::string object;
};

class GitTree {
 public:
  // The working tree that a folder lies in. Errors: kUnusableInput when it lies in none, or git is not there;
  // kIo.
  [[nodiscard]] static Result<GitTree> Open(const std::string& folder);

  // Its root, absolute.
  [[nodiscard]] const std::string& root() const { return root_; }

  // What is staged and is not what the last commit has: added, copied, modified, renamed to. Links and
  // submodules are left out. In the order of paths. Errors: kIo, with what git says.
  [[nodiscard]] Result<std::vector<IndexEntry>> Staged() const;
  // Files of the index that bear a name, in any folder.
  [[nodiscard]] Result<std::vector<IndexEntry>> Named(const std::string& name) const;
  // Paths whose contents in the working tree differ from those of a commit, and files that git does not know
  // and does not ignore. Errors: kUnusableInput when git knows no such commit (it may not have been fetched).
  [[nodiscard]] Result<std::vector<std::string>> ChangedSince(const std::string& revision) const;

  // The contents of each object, one after another. `take` gives false: enough. Errors: kIo.
  [[nodiscard]] Result<void> ReadObjects(
      const std::vector<IndexEntry>& entries,
      const std::function<bool(const IndexEntry&, std::string bytes)>& take) const;

 private:
  explicit GitTree(std::string root) : root_(std::move(root)) {}
  std::string root_;
};

}  // namespace markings::cli

#endif  // CLI_GIT_H_
