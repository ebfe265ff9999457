// OpenSSL 3.0 has no other way to sign with a key that is not its own, without a provider or an engine as a
// library to be loaded: an EC_KEY with a method of ours. Deprecated there, and in no version taken away.
#define OPENSSL_SUPPRESS_DEPRECATED

#include "libmarkings/cms/internal/external_key.h"

#include <openssl/ec.h>
#include <openssl/ecdsa.h>

#include <span>
#include <string>
#include <utility>

namespace markings::internal {
namespace {

using EcKeyPtr = std::unique_ptr<EC_KEY, OpenSslFree<EC_KEY_free>>;
using SignaturePtr = std::unique_ptr<ECDSA_SIG, OpenSslFree<ECDSA_SIG_free>>;
using NumberPtr = std::unique_ptr<BIGNUM, OpenSslFree<BN_free>>;

int DataIndex() {
  static const int index = EC_KEY_get_ex_new_index(0, nullptr, nullptr, nullptr, nullptr);
  return index;
}

SignaturePtr ToSignature(const std::string& both) {
  const auto* bytes = reinterpret_cast<const unsigned char*>(both.data());
  const std::size_t half = both.size() / 2;
  if (half == 0 || both.size() % 2 != 0) return nullptr;
  NumberPtr r(BN_bin2bn(bytes, static_cast<int>(half), nullptr)),
      s(BN_bin2bn(bytes + half, static_cast<int>(half), nullptr));
  SignaturePtr signature(ECDSA_SIG_new());
  if (r == nullptr || s == nullptr || signature == nullptr) return nullptr;
  if (ECDSA_SIG_set0(signature.get(), r.get(), s.get()) != 1) return nullptr;
  // It owns both now.
  [[maybe_unused]] const BIGNUM* taken_r = r.release();
  [[maybe_unused]] const BIGNUM* taken_s = s.release();
  return signature;
}

ECDSA_SIG* SignOutside(const unsigned char* digest, int size, const BIGNUM* /*inverse*/, const BIGNUM* /*r*/,
                       EC_KEY* key) {
  auto* signing = static_cast<ExternalSigning*>(EC_KEY_get_ex_data(key, DataIndex()));
  if (signing == nullptr || size <= 0) return nullptr;
  auto both = signing->sign(std::span(digest, static_cast<std::size_t>(size)));
  if (!both) {
    signing->fault = std::move(both).error();
    return nullptr;
  }
  return ToSignature(*both).release();
}

int SignOutsideDer(int /*type*/, const unsigned char* digest, int size, unsigned char* out,
                   unsigned* out_size, const BIGNUM* inverse, const BIGNUM* r, EC_KEY* key) {
  const SignaturePtr signature(SignOutside(digest, size, inverse, r, key));
  if (signature == nullptr) return 0;
  const int written = i2d_ECDSA_SIG(signature.get(), &out);
  if (written <= 0) return 0;
  *out_size = static_cast<unsigned>(written);
  return 1;
}

const EC_KEY_METHOD* Method() {
  static const EC_KEY_METHOD* const method = [] {
    EC_KEY_METHOD* made = EC_KEY_METHOD_new(EC_KEY_OpenSSL());
    if (made != nullptr) EC_KEY_METHOD_set_sign(made, SignOutsideDer, nullptr, SignOutside);
    return made;
  }();
  return method;
}

}  // namespace

KeyPtr MakeExternalKey(const EVP_PKEY* public_key, ExternalSigning* signing) {
  const ErrorQueue queue;
  // Its parameter is not const in the older of its two forms.
  const EC_KEY* given = EVP_PKEY_get0_EC_KEY(public_key);
  const EcKeyPtr key(given == nullptr ? nullptr : EC_KEY_dup(given));
  KeyPtr made(EVP_PKEY_new());
  if (key == nullptr || made == nullptr || Method() == nullptr || DataIndex() < 0) return nullptr;
  if (EC_KEY_set_method(key.get(), Method()) != 1 ||
      EC_KEY_set_ex_data(key.get(), DataIndex(), signing) != 1 ||
      EVP_PKEY_set1_EC_KEY(made.get(), key.get()) != 1) {
    return nullptr;
  }
  return made;
}

}  // namespace markings::internal
