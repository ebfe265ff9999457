#ifndef LIBMARKINGS_CORPUS_INTERNAL_PATH_PATTERN_H_
#define LIBMARKINGS_CORPUS_INTERNAL_PATH_PATTERN_H_

// One pattern of gitignore's, without its "!" and its last "/". Most users want corpus/ignore_file.h.

#include <bitset>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "libmarkings/text/error.h"

namespace markings::internal {

// A path of n bytes costs at most n steps through as many states as the pattern has signs: no recursion, no
// going back, whatever the pattern. Constant once made; thread-safe.
class PathPattern {
 public:
  // `text` is not empty. Errors, without a place: what matches no path at all.
  [[nodiscard]] static Result<PathPattern> Parse(std::string_view text);

  // Whether it says anything of the folder that a name stands in. Without a "/" it is held against the last
  // name of a path, wherever that is.
  [[nodiscard]] bool whole_path() const { return whole_path_; }
  // `path` is the whole path from the folder of the file of patterns, or its last name.
  [[nodiscard]] bool Matches(std::string_view path) const;

 private:
  enum class Sign : std::uint8_t {
    kByte,
    kAny,      // ?: a byte that is no "/"
    kSet,      // [...]
    kStar,     // *: any bytes without a "/"
    kAll,      // **: any bytes
    kOrLater,  // before kFolders: "**/" also stands for nothing
    kFolders   // bytes that end with "/"
  };
  struct Step {
    Sign sign;
    char byte = 0;
    std::uint32_t set = 0;
  };
  class Reader;
  class States;

  bool whole_path_ = false;
  std::string begin_;  // what a path begins with, as it stands
  std::vector<Step> steps_;
  std::vector<std::bitset<256>> sets_;
};

}  // namespace markings::internal

#endif  // LIBMARKINGS_CORPUS_INTERNAL_PATH_PATTERN_H_
