#ifndef FUZZ_REQUIRE_H_
#define FUZZ_REQUIRE_H_

#include <cstdlib>

// Ends the program when a property does not hold: the fuzzer then keeps the input.
inline void Require(bool held) {
  if (!held) std::abort();
}

#endif  // FUZZ_REQUIRE_H_
