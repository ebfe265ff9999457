#ifndef LIBMARKINGS_LEAKS_LEAK_INDEX_PART_H_
#define LIBMARKINGS_LEAKS_LEAK_INDEX_PART_H_

// The leak index of a part of the files, so that several machines make one index.

#include <string>
#include <string_view>
#include <vector>

#include "libmarkings/export.h"
#include "libmarkings/leaks/leak_index.h"
#include "libmarkings/leaks/leak_key.h"
#include "libmarkings/leaks/sealed_file.h"
#include "libmarkings/text/error.h"
#include "libmarkings/text/shard.h"

namespace markings {

struct MARKINGS_API LeakIndexPart {
  LeakIndex index;
  Shard shard;
  MadeWith::Digest made_with{};

  // As LeakIndex has it. No file of a part is taken for an index: what is looked for in it alone would be
  // less than somebody believes.
  [[nodiscard]] Result<std::string> Seal(const LeakKey& key) const;
  [[nodiscard]] static Result<LeakIndexPart> Open(std::string_view file, const LeakKey& key);
};

// The index of all parts: the same as one run over all files makes. Errors: kUnusableInput when there are
// none, when one of N is missing or there twice, when they were made with other arguments, when they differ
// in a passage, and when they hold more than an index may.
[[nodiscard]] MARKINGS_API Result<LeakIndex> JoinIndexParts(std::vector<LeakIndexPart> parts);

}  // namespace markings

#endif  // LIBMARKINGS_LEAKS_LEAK_INDEX_PART_H_
