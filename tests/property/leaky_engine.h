#ifndef TESTS_PROPERTY_LEAKY_ENGINE_H_
#define TESTS_PROPERTY_LEAKY_ENGINE_H_

#include <cstdint>
#include <string_view>

#include "libmarkings/redact/internal/prove_with.h"

namespace markings::testing {

// Ways in which an engine could give away what it withholds, each of which somebody has built in earnest.
enum class Leak : std::uint8_t {
  kNone,
  kWords,     // a placeholder says how many words it stands for
  kSize,      // a placeholder is as wide as what it stands for, in steps of sixteen bytes
  kWrap,      // a line with a masked word is broken where the source broke it
  kOrder,     // the codes of the stamp stand in the order of how much they cover
  kRecord,    // the derivative is right, the manifest's amount says more
  kDecision,  // a long portion is withheld with another rule than a short one
};
[[nodiscard]] std::string_view Name(Leak leak);

// The shipped engine with that leak.
[[nodiscard]] internal::Engine LeakyEngine(Leak leak);

}  // namespace markings::testing

#endif  // TESTS_PROPERTY_LEAKY_ENGINE_H_
