#ifndef LIBMARKINGS_CMS_INTERNAL_OPENSSL_OBJECTS_H_
#define LIBMARKINGS_CMS_INTERNAL_OPENSSL_OBJECTS_H_

// Owners of the objects that CMS is made of.

#include <openssl/bio.h>
#include <openssl/cms.h>
#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/x509.h>

#include <memory>
#include <string_view>

#include "libmarkings/secret/internal/openssl_owner.h"

namespace markings::internal {

struct FreeCertificates {
  void operator()(STACK_OF(X509) * stack) const { sk_X509_pop_free(stack, X509_free); }
};
// A stack that does not own what it holds.
struct FreeCertificateViews {
  void operator()(STACK_OF(X509) * stack) const { sk_X509_free(stack); }
};
struct FreeRevocations {
  void operator()(STACK_OF(X509_CRL) * stack) const { sk_X509_CRL_pop_free(stack, X509_CRL_free); }
};
struct FreeBytes {
  void operator()(void* bytes) const { OPENSSL_free(bytes); }
};

using BioPtr = std::unique_ptr<BIO, OpenSslFree<BIO_free>>;
using CmsPtr = std::unique_ptr<CMS_ContentInfo, OpenSslFree<CMS_ContentInfo_free>>;
using X509Ptr = std::unique_ptr<X509, OpenSslFree<X509_free>>;
using X509Stack = std::unique_ptr<STACK_OF(X509), FreeCertificates>;
using X509Views = std::unique_ptr<STACK_OF(X509), FreeCertificateViews>;
using CrlStack = std::unique_ptr<STACK_OF(X509_CRL), FreeRevocations>;
using CipherPtr = std::unique_ptr<EVP_CIPHER, OpenSslFree<EVP_CIPHER_free>>;
using CipherContextPtr = std::unique_ptr<EVP_CIPHER_CTX, OpenSslFree<EVP_CIPHER_CTX_free>>;
using OpenSslBytes = std::unique_ptr<void, FreeBytes>;

// OpenSSL's errors of this thread end with the call that made them.
class ErrorQueue {
 public:
  ErrorQueue() { ERR_clear_error(); }
  ErrorQueue(const ErrorQueue&) = delete;
  ErrorQueue& operator=(const ErrorQueue&) = delete;
  ~ErrorQueue() { ERR_clear_error(); }
};

// Reads a text in place, which must outlive it. Null for more than an int's worth of bytes.
[[nodiscard]] BioPtr MemoryBio(std::string_view text);

}  // namespace markings::internal

#endif  // LIBMARKINGS_CMS_INTERNAL_OPENSSL_OBJECTS_H_
