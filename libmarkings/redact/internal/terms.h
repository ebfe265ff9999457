#ifndef LIBMARKINGS_REDACT_INTERNAL_TERMS_H_
#define LIBMARKINGS_REDACT_INTERNAL_TERMS_H_

// You should use libmarkings/redact/residual.h.

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "libmarkings/recognise/recognition.h"
#include "libmarkings/redact/internal/lexicon.h"
#include "libmarkings/redact/internal/term.h"
#include "libmarkings/redact/internal/variants.h"
#include "libmarkings/text/internal/tokens.h"

namespace markings::internal {

// All terms of all withheld text, and the search for them. Memory and time linear in the texts.
class TermIndex {
 public:
  static constexpr std::size_t kMaxPhrase = 12;  // words of a phrase
  static constexpr std::size_t kWindow = 5;      // words of a rare run
  static constexpr std::uint32_t kMinFuzzy = 7;  // letters from which one edit is allowed
  static constexpr std::size_t kMaxFuzzy = 40;   // folded bytes up to which it is

  explicit TermIndex(const Lexicon& lexicon) : lexicon_(lexicon), variants_(lexicon) {}

  // A number that is public anyway: the cable's own serial, the order's number. Before the first AddText.
  void IgnoreNumber(std::string_view digits);

  // Takes the terms of one unit's text. `persons`: names that a recogniser found in it, by beginning; asked
  // only where the text is in capitals, so that their case says nothing.
  void AddText(std::string_view text, TextRole role, std::uint32_t unit,
               std::span<const Recognition> persons = {});

  // After the last AddText, before the first search.
  void Finish();

  // All places of terms, ordered by first token.
  [[nodiscard]] std::vector<Hit> Search(const TokenStream& stream, SearchedText text) const;
  // Terms of five letters or more inside a name without word boundaries ("relkasylum"): the units they are
  // from.
  [[nodiscard]] std::vector<std::uint32_t> SearchInside(std::string_view squeezed) const;

  [[nodiscard]] bool empty() const {
    return words_.empty() && numbers_.empty() && phrases_.empty() && windows_.empty() && variants_.empty();
  }

 private:
  friend class TermCollector;
  void AddWord(std::string_view folded, TermKind kind, Strength strength, std::uint32_t unit);
  void AddFuzzy(const std::string& folded);

  void SearchWords(const TokenStream& stream, SearchedText text, std::vector<Hit>& hits) const;
  void SearchNumbers(const TokenStream& stream, std::vector<Hit>& hits) const;
  void SearchPhrases(const TokenStream& stream, std::vector<Hit>& hits) const;
  void SearchWindows(const TokenStream& stream, std::vector<Hit>& hits) const;
  [[nodiscard]] const Term* FindFuzzy(std::string_view folded) const;
  [[nodiscard]] const Term* FindFamily(std::string_view folded) const;

  const Lexicon& lexicon_;
  TermMap words_, numbers_, phrases_;
  VariantIndex variants_;
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
