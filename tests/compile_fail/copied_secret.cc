// A second copy of key material.
#include <utility>

#include "libmarkings/secret/secret_bytes.h"

markings::SecretBytes Use(markings::SecretBytes secret) {
#ifdef FLAWED
  markings::SecretBytes copy = secret;
#else
  markings::SecretBytes copy = std::move(secret);
#endif
  return copy;
}
