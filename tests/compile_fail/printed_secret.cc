// Key material on its way to a log.
#include <iostream>

#include "libmarkings/secret/secret_bytes.h"

void Use(const markings::SecretBytes& secret) {
#ifdef FLAWED
  std::cout << secret;
#else
  std::cout << secret.size();
#endif
}
