#ifndef LIBMARKINGS_POLICY_INTERNAL_PATTERN_SAMPLE_H_
#define LIBMARKINGS_POLICY_INTERNAL_PATTERN_SAMPLE_H_

// Strings that a pattern matches, for synthetic documents.

#include <cstddef>
#include <string>
#include <vector>

namespace re2 {
class RE2;
}

namespace markings::internal {

// Short strings in which the pattern is found, each once, the shortest first; at most `most`. Empty where
// none could be made: what is made is tried on the pattern, so that syntax read amiss gives fewer, never
// wrong ones. No recursion on anything but the pattern, whose length the loader bounds; groups nest at most
// 32 deep.
[[nodiscard]] std::vector<std::string> SamplesOf(const re2::RE2& pattern, std::size_t most);

}  // namespace markings::internal

#endif  // LIBMARKINGS_POLICY_INTERNAL_PATTERN_SAMPLE_H_
