#ifndef LIBMARKINGS_REDACT_INTERNAL_TERM_H_
#define LIBMARKINGS_REDACT_INTERNAL_TERM_H_

// You should use libmarkings/redact/residual.h.

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "libmarkings/text/internal/tokens.h"

namespace markings::internal {

// The weightier later: what a finding of several terms at one place is called.
enum class TermKind : std::uint8_t {
  kAcronym,   // of an organisation: KHWU
  kInitials,  // of a person
  kDate,      // a day, with a place that stands in the same sentence
  kVariant,   // another spelling of a name
  kWord,
  kPhrase,
  kNumber,
  kName,
};

// Where a single word must stand to be the same name again.
enum class Strength : std::uint8_t {
  kTitle,     // in a subject or a heading: a nationality
  kAnchored,  // behind a title or an initial: an ordinary word that is somebody's name, a name of two letters
  kMidCapital,  // with a capital inside a sentence: an ordinary English word written as a name
  kCapital,     // with a capital, or in a text of capitals: an ordinary word that is a common name
  kAny,         // anywhere, in any case: in no word list
};

// One term of withheld text, folded.
struct Term {
  TermKind kind = TermKind::kWord;
  Strength strength = Strength::kAny;
  std::vector<std::uint32_t> from;  // units, ascending; at most kMaxFrom
};

// What a stretch of withheld text is, for what counts in it.
enum class TextRole : std::uint8_t {
  kText,
  kPassing,    // begins with the posts it is addressed to, which are its route
  kReference,  // posts stand before serials; only together do they tell anything
  kSignature,  // surnames
  kProtected,  // a span that a mask rule named: all of it tells
};

// What kind of text is searched.
enum class SearchedText : std::uint8_t {
  kProse,
  kTitle,     // a subject or a heading
  kFileName,  // the case of letters says nothing
};

// One place in a searched text, as a range of tokens.
struct Hit {
  std::size_t first_token = 0, last_token = 0;
  TermKind kind = TermKind::kWord;
  std::vector<std::uint32_t> from;
};

// By folded text, looked up without making a string.
struct TermHash {
  using is_transparent = void;
  std::size_t operator()(std::string_view key) const { return std::hash<std::string_view>()(key); }
};
using TermMap = std::unordered_map<std::string, Term, TermHash, std::equal_to<>>;

// Units named for one finding; more would make output quadratic.
inline constexpr std::size_t kMaxFrom = 16;

// Says that a term is from a unit too. Units come in ascending order.
inline void NoteUnit(Term& term, std::uint32_t unit) {
  if (term.from.size() < kMaxFrom && (term.from.empty() || term.from.back() != unit))
    term.from.push_back(unit);
}

}  // namespace markings::internal

#endif  // LIBMARKINGS_REDACT_INTERNAL_TERM_H_
