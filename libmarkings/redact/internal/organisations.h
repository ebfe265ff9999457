#ifndef LIBMARKINGS_REDACT_INTERNAL_ORGANISATIONS_H_
#define LIBMARKINGS_REDACT_INTERNAL_ORGANISATIONS_H_

// You should use libmarkings/redact/residual.h.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "libmarkings/redact/internal/lexicon.h"
#include "libmarkings/text/internal/tokens.h"

namespace markings::internal {

// Words that may be the name of an organisation, a ship, a programme: three or more.
struct OrganisationName {
  std::size_t begin = 0, end = 0;  // tokens
  bool whole = false;   // ends with a word such as union, and is the shortest that begins where it may
  bool letters = true;  // its first letters tell of it
};

// All that the words from token `begin` on can be read as, overlapping; a bounded number for each word. In
// mixed case a name is made of capitalised words with small ones between ("Union of the Dock Workers") and
// begins where they do or behind a small word; in capitals it may begin anywhere. `classes`: of each token.
[[nodiscard]] std::vector<OrganisationName> OrganisationNames(const TokenStream& stream,
                                                              const std::vector<WordClass>& classes,
                                                              std::size_t begin);

// Whether a word makes an organisation, a place or a ship of the words before it: union, harbour.
[[nodiscard]] bool IsOrganisationHead(std::string_view folded);

// The first letters of the capitalised words of [begin, end).
[[nodiscard]] std::string FirstLetters(const TokenStream& stream, std::size_t begin, std::size_t end);

// Whether a gap may stand between two words of one name.
[[nodiscard]] inline bool JoinsName(Gap gap) {
  return gap == Gap::kBlank || gap == Gap::kHyphen || gap == Gap::kInitial || gap == Gap::kGlued;
}

}  // namespace markings::internal

#endif  // LIBMARKINGS_REDACT_INTERNAL_ORGANISATIONS_H_
