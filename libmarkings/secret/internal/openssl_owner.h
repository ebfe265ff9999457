#ifndef LIBMARKINGS_SECRET_INTERNAL_OPENSSL_OWNER_H_
#define LIBMARKINGS_SECRET_INTERNAL_OPENSSL_OWNER_H_

// Owners of OpenSSL's objects, for each room that calls OpenSSL.

#include <openssl/evp.h>

#include <memory>

namespace markings::internal {

template <auto kFree>
struct OpenSslFree {
  template <class T>
  void operator()(T* object) const {
    kFree(object);
  }
};

using KeyPtr = std::unique_ptr<EVP_PKEY, OpenSslFree<EVP_PKEY_free>>;
using KeyContextPtr = std::unique_ptr<EVP_PKEY_CTX, OpenSslFree<EVP_PKEY_CTX_free>>;

}  // namespace markings::internal

#endif  // LIBMARKINGS_SECRET_INTERNAL_OPENSSL_OWNER_H_
