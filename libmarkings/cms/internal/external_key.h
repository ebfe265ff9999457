#ifndef LIBMARKINGS_CMS_INTERNAL_EXTERNAL_KEY_H_
#define LIBMARKINGS_CMS_INTERNAL_EXTERNAL_KEY_H_

#include <memory>
#include <optional>

#include "libmarkings/cms/cms_signature.h"
#include "libmarkings/cms/internal/openssl_objects.h"
#include "libmarkings/text/error.h"

namespace markings::internal {

// What a key that is held elsewhere signs with, and why it last could not.
struct ExternalSigning {
  CmsDigestSigner sign;
  std::optional<Error> fault;
};

// A key of OpenSSL with the public half of `public_key` (EC), whose signatures `signing` makes. It must
// outlive the key. Null when OpenSSL cannot make one.
[[nodiscard]] KeyPtr MakeExternalKey(const EVP_PKEY* public_key, ExternalSigning* signing);

}  // namespace markings::internal

#endif  // LIBMARKINGS_CMS_INTERNAL_EXTERNAL_KEY_H_
