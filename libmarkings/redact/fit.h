#ifndef LIBMARKINGS_REDACT_FIT_H_
#define LIBMARKINGS_REDACT_FIT_H_

// How many candidates still fit where something was cut out of a text, by what stands around the cut.
//
//   auto fit = FindFits(derivative.text, candidates);
//   if (const auto below = fit.Below(3.0); !below.empty()) ...
//
// The method and what it does not see: docs/leak.md.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "libmarkings/export.h"
#include "libmarkings/redact/candidates.h"
#include "libmarkings/text/span.h"

namespace markings {

// What tells candidates apart, in the order in which they are asked.
enum class FitTest : std::uint8_t {
  kTitle,       // a title before the cut that the list knows
  kHonorific,   // a form of address or a word of kinship before it: gender
  kContext,     // a word that only names, posts, organisations or dates stand by
  kArticle,     // a or an before it: how it begins to sound
  kPossessive,  // 's or a bare apostrophe behind it: how it ends
  kVerb,        // the number of its verb
  kPronoun,     // he or she for it
  kInitial,     // an initial that was left before it
  kJoined,      // letters that were left joined to it
  kCase,        // capitals: what has none does not stand in a text of capitals
  kCalendar,    // a day of the week, a month or a year beside it
  kWrapping,    // the room on its line, where the text's own lines were kept
  kList,        // others named beside it in one list: it is none of these
  kCount,       // cuts of one list, which are all different
};
[[nodiscard]] MARKINGS_API std::string_view Name(FitTest test);     // "title"
[[nodiscard]] MARKINGS_API std::string_view Meaning(FitTest test);  // "a title stands before it"

// One cut: the fixed words for a name, a date and the like in a text that went out. Holds no candidate.
struct MARKINGS_API FitCut {
  struct Step {
    FitTest test;
    std::size_t left;  // candidates that fit after it and all before it
  };
  Span where;               // of the fixed words, in the text
  std::string unit;         // "name"; empty: they do not say
  std::size_t before = 0;   // candidates of a kind that may stand there; 0: it is not measured
  std::vector<Step> steps;  // of the tests that found something to go by
  std::size_t left = 0;     // that fit
  std::size_t named = 0;    // of these, named elsewhere in the text
  [[nodiscard]] bool measured() const { return before > 0; }
  // log2 of `before` and of `left`; nothing when none is left.
  [[nodiscard]] std::optional<double> bits_before() const;
  [[nodiscard]] std::optional<double> bits() const;
};

struct MARKINGS_API Fit {
  std::vector<FitCut> cuts;  // in order of the text
  std::size_t holes = 0;     // whole units withheld, which any text may have filled: not measured
  // The least bits left of a measured cut that some candidate fits; nothing when there is none.
  [[nodiscard]] std::optional<double> least() const;
  // The cuts (into `cuts`) with fewer bits left than `bits`, and those that no candidate fits: the list does
  // not hold what was cut out, and says nothing of it.
  [[nodiscard]] std::vector<std::size_t> Below(double bits) const;
};

// `text`: a derivative. Pure. Linear in the text and, for each cut, in the candidates.
[[nodiscard]] MARKINGS_API Fit FindFits(std::string_view text, const Candidates& candidates);

}  // namespace markings

#endif  // LIBMARKINGS_REDACT_FIT_H_
