#ifndef LIBMARKINGS_CORPUS_IGNORE_FILE_H_
#define LIBMARKINGS_CORPUS_IGNORE_FILE_H_

// Which files are not checked: `.markingsignore`, with the patterns of gitignore(5) and nothing else.
// docs/formats/markingsignore.md
//
//     IgnoreRules rules;
//     rules.Add("", *IgnoreFile::Parse("*.bin\n!kept.bin\n"));
//     rules.Ignored("a/b.bin", false);  // true
//
// Paths are relative to the root of what is checked, their names parted by "/", without "." and ".." and
// without a "/" at either end. They are bytes: no encoding is asked of them, and case counts.
//
// Constant once made; thread-safe for reading.

#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "libmarkings/export.h"
#include "libmarkings/text/error.h"

namespace markings {

// One `.markingsignore`.
class MARKINGS_API IgnoreFile {
 public:
  // What a line says of a path.
  struct Match {
    std::size_t line = 0;  // from 1
    bool ignored = false;  // false: "!", the path is checked after all
  };

  // Errors: kUnusableInput with the place of a line whose pattern matches nothing whatever there is, such as
  // a bracket that is not closed (git passes over those in silence); a NUL; over 1 MiB.
  [[nodiscard]] static Result<IgnoreFile> Parse(std::string_view text);

  // The last line that matches a path of its folder, if any: `path` is relative to that folder.
  [[nodiscard]] std::optional<Match> Find(std::string_view path, bool is_folder) const;

 private:
  struct Lines;
  explicit IgnoreFile(std::shared_ptr<const Lines> lines) : lines_(std::move(lines)) {}
  std::shared_ptr<const Lines> lines_;  // never null
};

// The files of all folders. The nearest to a path has the last word, and what lies below a folder that is
// ignored stays ignored, whatever is said further down.
class MARKINGS_API IgnoreRules {
 public:
  // Where a path is ignored: a folder's file and its line.
  struct Reason {
    std::string_view folder;  // lives as long as the rules
    std::size_t line = 0;
  };

  // The file of a folder ("" is the root). A folder has one: a later one takes its place.
  void Add(std::string_view folder, IgnoreFile file);

  [[nodiscard]] bool Ignored(std::string_view relative_path, bool is_folder) const {
    return Find(relative_path, is_folder).has_value();
  }
  // The same, with the reason.
  [[nodiscard]] std::optional<Reason> Find(std::string_view relative_path, bool is_folder) const;

 private:
  // Whether the path itself is, its folders apart.
  [[nodiscard]] std::optional<Reason> FindItself(std::string_view path, bool is_folder) const;
  std::map<std::string, IgnoreFile, std::less<>> files_;
};

}  // namespace markings

#endif  // LIBMARKINGS_CORPUS_IGNORE_FILE_H_
