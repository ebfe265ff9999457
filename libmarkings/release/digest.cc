#include "libmarkings/release/digest.h"

#include <openssl/evp.h>

#include <array>
#include <new>

#include "libmarkings/text/hex.h"

namespace markings {

std::string Sha256Hex(std::string_view bytes) {
  std::array<unsigned char, 32> digest;
  unsigned size = 0;
  if (EVP_Digest(bytes.data(), bytes.size(), digest.data(), &size, EVP_sha256(), nullptr) != 1 ||
      size != digest.size()) {
    throw std::bad_alloc();  // the one way in which this fails
  }
  return ToHex(digest);
}

}  // namespace markings
