#include "libmarkings/release/digest.h"

#include <openssl/evp.h>
#include <sodium.h>

#include <array>
#include <new>

namespace markings {

std::string Sha256Hex(std::string_view bytes) {
  std::array<unsigned char, 32> digest;
  unsigned size = 0;
  if (EVP_Digest(bytes.data(), bytes.size(), digest.data(), &size, EVP_sha256(), nullptr) != 1 ||
      size != digest.size()) {
    throw std::bad_alloc();  // the one way in which this fails
  }
  std::string hex(2 * digest.size() + 1, '\0');  // with the NUL that is written behind
  sodium_bin2hex(hex.data(), hex.size(), digest.data(), digest.size());
  hex.pop_back();
  return hex;
}

}  // namespace markings
