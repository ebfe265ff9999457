#ifndef LIBMARKINGS_REDACT_INTERNAL_TERMS_H_
#define LIBMARKINGS_REDACT_INTERNAL_TERMS_H_

// You should use libmarkings/redact/residual.h.

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "libmarkings/redact/internal/lexicon.h"
#include "libmarkings/text/internal/tokens.h"

namespace markings::internal {

enum class TermKind : std::uint8_t { kWord, kPhrase, kNumber, kName };  // the weightier later

// Where a single word must stand to be the same name again.
enum class Strength : std::uint8_t {
  kTitle,       // in a subject or a heading: a nationality
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

// All terms of all withheld text, and the search for them. Memory and time linear in the texts.
class TermIndex {
 public:
  static constexpr std::size_t kMaxFrom =
      16;  // units named for one finding; more would make output quadratic
  static constexpr std::size_t kMaxPhrase = 12;  // words of a phrase
  static constexpr std::size_t kWindow = 5;      // words of a rare run
  static constexpr std::uint32_t kMinFuzzy = 7;  // letters from which one edit is allowed
  static constexpr std::size_t kMaxFuzzy = 40;   // folded bytes up to which it is

  explicit TermIndex(const Lexicon& lexicon) : lexicon_(lexicon) {}

  // A number that is public anyway: the cable's own serial, the order's number. Before the first AddText.
  void IgnoreNumber(std::string_view digits);

  // Takes the terms of one unit's text.
  void AddText(std::string_view text, TextRole role, std::uint32_t unit);

  // After the last AddText, before the first search.
  void Finish();

  // All places of terms, ordered by first token.
  [[nodiscard]] std::vector<Hit> Search(const TokenStream& stream, SearchedText text) const;
  // Terms of five letters or more inside a name without word boundaries ("relkasylum"): the units they are
  // from.
  [[nodiscard]] std::vector<std::uint32_t> SearchInside(std::string_view squeezed) const;

  [[nodiscard]] bool empty() const {
    return words_.empty() && numbers_.empty() && phrases_.empty() && windows_.empty();
  }

 private:
  friend class TermCollector;
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view key) const { return std::hash<std::string_view>()(key); }
  };
  using TermMap = std::unordered_map<std::string, Term, Hash, std::equal_to<>>;

  static void Note(Term& term, std::uint32_t unit);
  void AddWord(std::string_view folded, TermKind kind, Strength strength, std::uint32_t unit);
  void AddFuzzy(const std::string& folded);

  void SearchWords(const TokenStream& stream, SearchedText text, std::vector<Hit>& hits) const;
  void SearchNumbers(const TokenStream& stream, std::vector<Hit>& hits) const;
  void SearchPhrases(const TokenStream& stream, std::vector<Hit>& hits) const;
  void SearchWindows(const TokenStream& stream, std::vector<Hit>& hits) const;
  [[nodiscard]] const Term* FindFuzzy(std::string_view folded) const;

  const Lexicon& lexicon_;
  TermMap words_, numbers_, phrases_;
  std::unordered_set<std::string> ignored_numbers_;  // keys
  std::array<bool, kMaxPhrase + 1> phrase_sizes_{};
  // Hash of a word, or of a word less one letter -> the word (a key of words_, which stays in place). Sorted
  // by Finish.
  std::vector<std::pair<std::uint64_t, const std::string*>> near_;
  std::unordered_map<std::uint64_t, std::uint32_t>
      windows_;  // hash of five words -> the first unit that holds them
  std::unordered_map<std::uint64_t, std::vector<std::uint32_t>> more_windows_;  // further units
};

// Keys under which the numbers of a stream are compared, each with the tokens it is made of: digit runs of
// four or more, runs joined by separators, and "post#serial".
struct NumberKey {
  std::string key;
  std::size_t first_token = 0, last_token = 0;
};
[[nodiscard]] std::vector<NumberKey> NumberKeys(const TokenStream& stream, const Lexicon& lexicon);

// Hyphenated words as one: "Kuch-\nta" is "kuchta".
struct JoinedWord {
  std::string folded;
  std::uint32_t letters = 0;
  std::size_t first_token = 0, last_token = 0;
};
[[nodiscard]] std::vector<JoinedWord> JoinedWords(const TokenStream& stream);

// Whether one insertion, deletion or replacement of a byte makes the one the other.
[[nodiscard]] bool WithinOneEdit(std::string_view a, std::string_view b);

}  // namespace markings::internal

#endif  // LIBMARKINGS_REDACT_INTERNAL_TERMS_H_
