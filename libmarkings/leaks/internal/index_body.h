#ifndef LIBMARKINGS_LEAKS_INTERNAL_INDEX_BODY_H_
#define LIBMARKINGS_LEAKS_INTERNAL_INDEX_BODY_H_

// You should use libmarkings/leaks/leak_index.h.

#include <map>
#include <string>
#include <string_view>

#include "libmarkings/leaks/leak_index.h"
#include "libmarkings/leaks/sealed_file.h"
#include "libmarkings/text/shard.h"

namespace markings::internal {

using Passages = std::map<PassageId, LeakPassage>;

[[nodiscard]] bool IsLabel(std::string_view label);

// What is sealed: docs/formats/leak-index.md. One form for each set of passages.
[[nodiscard]] std::string WriteIndexBody(const Passages& passages);
// Errors: kUnusableInput with the byte where it is not that form, or over a limit.
[[nodiscard]] Result<Passages> ReadIndexBody(std::string_view body);

// The same of a part, which says which one it is.
struct PartHead {
  Shard shard;
  MadeWith::Digest made_with{};
};
struct PartBody {
  PartHead head;
  Passages passages;
};
[[nodiscard]] std::string WritePartBody(const PartHead& head, const Passages& passages);
[[nodiscard]] Result<PartBody> ReadPartBody(std::string_view body);

}  // namespace markings::internal

#endif  // LIBMARKINGS_LEAKS_INTERNAL_INDEX_BODY_H_
