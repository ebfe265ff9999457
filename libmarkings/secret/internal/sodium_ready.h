#ifndef LIBMARKINGS_SECRET_INTERNAL_SODIUM_READY_H_
#define LIBMARKINGS_SECRET_INTERNAL_SODIUM_READY_H_

#include <sodium.h>

namespace markings::internal {

// sodium_init is safe to call from several threads and more than once; false means that nothing of the
// library may be used.
inline bool SodiumReady() {
  static const bool ready = sodium_init() >= 0;
  return ready;
}

}  // namespace markings::internal

#endif  // LIBMARKINGS_SECRET_INTERNAL_SODIUM_READY_H_
