#ifndef LIBMARKINGS_MARKING_DETECT_H_
#define LIBMARKINGS_MARKING_DETECT_H_

// Which of the compiled-in regimes a mark is of, when nobody says.
//
//   const RegimeReading one = ReadByAnyRegime("SECRET//REL TO USA, GBR");
//   Use(*one.vocabulary, one.mark);
//
// The string is read by each regime, in the order of DetectionOrder(), and the best reading is taken:
//   1. the best status: valid, then unknown, malformed, none;
//   2. the fewest findings: of a valid mark all of them, of any other the errors;
//   3. the one that protects more, where two have the same level by its words and the controls of one are
//      among those of the other (of marks that are not valid the value is the highest of any regime);
//   4. the first in the order.
// A valid reading without a finding ends the search.
//
// All functions are pure and safe for concurrent use. Vocabularies are those of Vocabulary::ForRegime in
// their default editions, each loaded when it is first needed. Nothing throws across this API but
// std::bad_alloc.

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "libmarkings/export.h"
#include "libmarkings/marking/marking.h"
#include "libmarkings/marking/vocabulary.h"

namespace markings {

// A mark in one regime: a portion mark when it begins with a parenthesis, else a banner or, when it is no
// valid banner, a portion mark without its parentheses. `kind` settles it.
[[nodiscard]] MARKINGS_API ParsedMarking ParseMark(const Vocabulary& vocabulary, std::string_view text,
                                                   std::optional<MarkingKind> kind = std::nullopt);

// The compiled-in regimes in the order in which marks are tried: first the default one, so that marks of
// cables stay what they are.
[[nodiscard]] MARKINGS_API const std::vector<std::string_view>& DetectionOrder();

struct MARKINGS_API RegimeReading {
  std::shared_ptr<const Vocabulary> vocabulary;  // never null
  ParsedMarking mark;
};

// The best reading of one mark.
[[nodiscard]] MARKINGS_API RegimeReading ReadByAnyRegime(std::string_view text,
                                                         std::optional<MarkingKind> kind = std::nullopt);

// The regime in which a mark that is valid in none has the nearest repair (repair.h): that of the fewest
// edits, then the likeliest, then the first; null when it has none in any.
[[nodiscard]] MARKINGS_API std::shared_ptr<const Vocabulary> RegimeOfRepair(
    std::string_view text, std::optional<MarkingKind> kind = std::nullopt);

// The one regime that marks which belong together are read by: the first under which all are valid; when
// there is none, the one with the best of the worst status, then the fewest errors, then the first. Of no
// marks, the first of all.
[[nodiscard]] MARKINGS_API std::shared_ptr<const Vocabulary> RegimeOfAll(
    std::span<const std::string> marks, std::optional<MarkingKind> kind = std::nullopt);

}  // namespace markings

#endif  // LIBMARKINGS_MARKING_DETECT_H_
