#ifndef LIBMARKINGS_REDACT_INTERNAL_TERM_COLLECTOR_H_
#define LIBMARKINGS_REDACT_INTERNAL_TERM_COLLECTOR_H_

// You should use libmarkings/redact/residual.h.

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "libmarkings/recognise/recognition.h"
#include "libmarkings/redact/internal/terms.h"

namespace markings::internal {

// Whether a word may tell something at all; whether it may be a name.
[[nodiscard]] inline bool Counts(WordClass word) { return word > WordClass::kNationality; }
[[nodiscard]] inline bool IsNameLike(WordClass word) {
  return word == WordClass::kName || word == WordClass::kDistinct;
}

// Collects the terms of one text: of names in name_terms.cc, the rest in terms.cc.
class TermCollector {
 public:
  TermCollector(TermIndex& index, std::string_view text, TextRole role, std::uint32_t unit,
                std::span<const Recognition> persons);
  void Run();

 private:
  const std::vector<Token>& Tokens() const { return stream_.tokens(); }
  std::string_view Folded(std::size_t i) const { return stream_.Folded(Tokens()[i]); }

  // "TEL AVIV FOR ...", "STATE PASS ...": the posts before the word are the route of the message, which its
  // addressees show anyway.
  std::size_t RouteEnd() const;
  // The post before a serial is no term of its own: in a list of references, and in prose where it is written
  // as there ("05 VELMORA 872").
  bool IsReferencePost(std::size_t i) const;
  // "I've" and the like, written with a capital everywhere.
  bool IsPronoun(std::size_t i) const;
  // Words that tell something; a letter alone ("E.O.") does not.
  std::size_t CountingWords(std::size_t begin, std::size_t end) const;
  void AddPhrase(std::size_t begin, std::size_t end);
  void AddWord(std::size_t i, TermKind kind, Strength strength);
  // The name of a person from `begin` to `end`: initials, and words that are its own only behind a title.
  void Person(std::size_t begin, std::size_t end);
  // A run of capitalised words from `begin` to `end`, particles between them included.
  void NameRun(std::size_t begin, std::size_t end);
  // "Port", "River"; and "Dock Workers" where "Union" follows: ordinary words of a name that is no person's.
  bool IsOfOrganisation(std::size_t begin, std::size_t i, std::size_t end) const;
  bool IsHead(std::size_t i) const;
  void Mixed(std::size_t begin);
  void Capitals(std::size_t begin);
  // Where the case of letters says nothing, a recogniser does.
  void PersonInCapitals(std::size_t begin, std::size_t end, std::uint8_t confidence);
  void AddSurname(std::size_t i);
  void Protected();
  void Hyphenated(std::size_t begin);
  void Organisations(std::size_t begin);
  void Numbers();
  // Phrases between quotation marks, or between QUOTE and UNQUOTE as telegrams write.
  void Quotes();
  void Windows();
  std::uint64_t WindowHash(std::size_t begin) const;

  TermIndex& index_;
  TokenStream stream_;
  TextRole role_;
  std::uint32_t unit_;
  std::span<const Recognition> persons_;
  std::vector<WordClass> classes_;
};

}  // namespace markings::internal

#endif  // LIBMARKINGS_REDACT_INTERNAL_TERM_COLLECTOR_H_
