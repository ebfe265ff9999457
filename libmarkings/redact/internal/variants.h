#ifndef LIBMARKINGS_REDACT_INTERNAL_VARIANTS_H_
#define LIBMARKINGS_REDACT_INTERNAL_VARIANTS_H_

// You should use libmarkings/redact/residual.h.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "libmarkings/redact/internal/lexicon.h"
#include "libmarkings/redact/internal/term.h"
#include "libmarkings/text/internal/tokens.h"

namespace markings::internal {

// What withheld text says in another form than it is looked for: other spellings of its names, initials,
// acronyms, days with a place. Beside TermIndex, which holds what recurs as it stands. Memory and time linear
// in the texts.
class VariantIndex {
 public:
  // The lexicon must outlive it.
  explicit VariantIndex(const Lexicon& lexicon) : lexicon_(lexicon) {}

  // A word that stands as a name and is in no list of ordinary words.
  void AddName(std::string_view folded, std::uint32_t unit);
  // First letters of the words of a person's name, two to four.
  void AddInitials(std::string_view letters, std::uint32_t unit);
  // First letters of the words of an organisation's name, three to eight.
  void AddAcronym(std::string_view letters, std::uint32_t unit);
  // The days of a text with the places of their sentences.
  void AddDates(const TokenStream& stream, std::uint32_t unit);

  // Adds all places of variants to `hits`.
  void Search(const TokenStream& stream, SearchedText text, std::vector<Hit>& hits) const;

  [[nodiscard]] bool empty() const {
    return sounds_.empty() && scans_.empty() && initials_.empty() && acronyms_.empty() && dates_.empty();
  }

 private:
  struct DateTerm {
    std::vector<std::pair<std::uint16_t, Term>> years;  // 0: without one
  };
  // A day and a place that stand in one sentence.
  struct PlacedDate {
    std::string key;  // "5-3#norway"
    std::uint16_t year = 0;
    std::size_t first_token = 0, last_token = 0;
  };

  static void Put(TermMap& terms, std::string key, TermKind kind, std::uint32_t unit);
  [[nodiscard]] std::vector<PlacedDate> PlacedDates(const TokenStream& stream) const;
  [[nodiscard]] bool IsPlace(const TokenStream& stream, std::size_t token) const;
  [[nodiscard]] bool TellsAsLetters(std::string_view letters) const;

  void SearchSounds(const TokenStream& stream, SearchedText text, std::vector<Hit>& hits) const;
  void SearchScans(const TokenStream& stream, std::vector<Hit>& hits) const;
  void SearchLetters(const TokenStream& stream, SearchedText text, std::vector<Hit>& hits) const;
  void SearchDates(const TokenStream& stream, std::vector<Hit>& hits) const;

  const Lexicon& lexicon_;
  TermMap sounds_, scans_, initials_, acronyms_;
  std::unordered_map<std::string, DateTerm> dates_;
};

// Whether the token before stands in front of a name: a title or an office, or an initial with its full stop.
[[nodiscard]] bool BehindTitleOrInitial(const TokenStream& stream, std::size_t token);
[[nodiscard]] bool BehindTitle(const TokenStream& stream, std::size_t token);

}  // namespace markings::internal

#endif  // LIBMARKINGS_REDACT_INTERNAL_VARIANTS_H_
