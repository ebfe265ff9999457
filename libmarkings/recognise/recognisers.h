#ifndef LIBMARKINGS_RECOGNISE_RECOGNISERS_H_
#define LIBMARKINGS_RECOGNISE_RECOGNISERS_H_

// Finding what tells of a person or a record in a text, in mixed case or in capitals:
//
//   const Recognisers recognisers;
//   for (const Recognition& found : recognisers.Find(text, {EntityKind::kPerson, EntityKind::kEmail})) …
//
// A recogniser finds and never releases: that a name was not found says nothing about the text. How many are
// missed is measured in docs/recognisers.md.

#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

#include "libmarkings/export.h"
#include "libmarkings/recognise/gazetteer.h"
#include "libmarkings/recognise/recognition.h"

namespace markings {

// Immutable, so any number of threads may use one.
class MARKINGS_API Recognisers {
 public:
  static constexpr std::uint8_t kLeast = 50;  // what is less sure than this is not given

  Recognisers() = default;                                             // the built-in lists alone
  explicit Recognisers(Gazetteer names) : names_(std::move(names)) {}  // and a user's own

  // All that is found of the kinds asked for, by beginning; no two overlap, the surer is kept (of equals the
  // longer). Give a whole document with its line breaks: a surname alone is known by the full name elsewhere
  // in it, and names go on over a line's end. The text is UTF-8. Time and memory are linear in the text: some
  // 80 bytes for each word.
  [[nodiscard]] std::vector<Recognition> Find(std::string_view text, EntityKinds which) const;

 private:
  Gazetteer names_;
};

}  // namespace markings

#endif  // LIBMARKINGS_RECOGNISE_RECOGNISERS_H_
