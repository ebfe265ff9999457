#ifndef LIBMARKINGS_RECOGNISE_INTERNAL_PERSONS_H_
#define LIBMARKINGS_RECOGNISE_INTERNAL_PERSONS_H_

// You should use libmarkings/recognise/recognisers.h.

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "libmarkings/recognise/gazetteer.h"
#include "libmarkings/recognise/recognition.h"
#include "libmarkings/text/internal/tokens.h"

namespace markings::internal {

// What a word can be in a name.
enum class NamePart : std::uint8_t {
  kNone,
  kNumber,
  kInitial,
  kParticle,  // van, bin, al
  kGiven,     // in the list of given names and nothing else
  kSurname,   // in the list of surnames, not of given names, and nothing else
  kCommon,    // a name that is an ordinary word, a city or a country too
  kUnknown,   // in no list
  kAcronym,   // a short unknown word in capitals where others are not
};

// What stands between a word and the one before it.
enum class Joint : std::uint8_t {
  kBlank,   // blanks, or the end of a line
  kPoint,   // of an initial or a title, and blanks
  kHyphen,  // at the end of a line or within one
  kGlued,
  kComma,
  kSlash,
  kOpen,   // an opening bracket
  kOther,  // other marks within a sentence
  kBreak,  // a sentence, paragraph or column begins
};

struct NameWord {
  std::uint16_t bits = 0;  // WordBits
  NamePart part = NamePart::kNone;
  Joint joint = Joint::kBreak;
  bool capital = false, capitals = false;
  bool line_capitals = false;  // its line is in capitals, so that they say nothing
  bool begins_line = false, ends_line = false;
  bool by_line = false;   // of those who wrote or cleared a message
  bool ordinary = false;  // in no list, and ends as ordinary words do
  bool wrapped = false;   // goes on from the line before, after a hyphen
};

// One for each token of a text. Linear.
[[nodiscard]] std::vector<NameWord> ReadNameWords(std::string_view text, const TokenStream& stream,
                                                  const Gazetteer& names);

// Adds the persons of a text to `found`; what is there already hides no name.
void FindPersons(std::string_view text, const TokenStream& stream, const Gazetteer& names,
                 std::vector<Recognition>& found);

}  // namespace markings::internal

#endif  // LIBMARKINGS_RECOGNISE_INTERNAL_PERSONS_H_
