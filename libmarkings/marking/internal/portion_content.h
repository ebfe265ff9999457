#ifndef LIBMARKINGS_MARKING_INTERNAL_PORTION_CONTENT_H_
#define LIBMARKINGS_MARKING_INTERNAL_PORTION_CONTENT_H_

// What ParsePortion and FindPortion share. Users want marking/portion.h.

#include <string>
#include <string_view>

#include "libmarkings/marking/marking.h"
#include "libmarkings/marking/vocabulary.h"

namespace markings::internal {

// Parses what stands between the parentheses; `outer` is the mark with them.
[[nodiscard]] ParsedMarking ParsePortionContent(const Vocabulary& vocabulary, std::string_view text,
                                                Span outer, Span content);

// The canonical mark that a piece of text without parentheses stands for, or how to mend it when it is none.
[[nodiscard]] std::string MarkMeant(const Vocabulary& vocabulary, std::string_view content);

}  // namespace markings::internal

#endif  // LIBMARKINGS_MARKING_INTERNAL_PORTION_CONTENT_H_
