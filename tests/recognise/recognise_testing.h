#ifndef TESTS_RECOGNISE_RECOGNISE_TESTING_H_
#define TESTS_RECOGNISE_RECOGNISE_TESTING_H_

#include <string>
#include <string_view>

#include "libmarkings/recognise/recognisers.h"

namespace markings::testing {

// What was found of the kinds, in order: "person:Tamas Relk|email:a@b.example".
inline std::string Found(std::string_view text, EntityKinds kinds, const Recognisers& recognisers = {}) {
  std::string found;
  for (const Recognition& one : recognisers.Find(text, kinds)) {
    if (!found.empty()) found += '|';
    found += Name(one.kind);
    found += ':';
    found += Slice(text, one.span);
  }
  return found;
}

}  // namespace markings::testing

#endif  // TESTS_RECOGNISE_RECOGNISE_TESTING_H_
