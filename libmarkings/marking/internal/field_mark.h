#ifndef LIBMARKINGS_MARKING_INTERNAL_FIELD_MARK_H_
#define LIBMARKINGS_MARKING_INTERNAL_FIELD_MARK_H_

// Parses marks that are written as keys and values, as mail programs write them: [SEC=PROTECTED], or the
// value of a header. Which keys there are, what they hold and how is the vocabulary's [field] table. Users
// want marking/portion.h or marking/banner.h.

#include <string_view>

#include "libmarkings/marking/marking.h"
#include "libmarkings/marking/vocabulary.h"

namespace markings::internal {

// Whether a string is written as a field of the regime, right or wrong: what has the form of one is no prose.
[[nodiscard]] bool IsFieldMark(const Vocabulary& vocabulary, std::string_view mark);

// The field that `text` holds at `outer`, which IsFieldMark. Its value is that of the same mark in a banner,
// and so are its canonical form and the rules that hold between its tokens.
[[nodiscard]] ParsedMarking ParseFieldMark(const Vocabulary& vocabulary, MarkingKind kind,
                                           std::string_view text, Span outer);

}  // namespace markings::internal

#endif  // LIBMARKINGS_MARKING_INTERNAL_FIELD_MARK_H_
