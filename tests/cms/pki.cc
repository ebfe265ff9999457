#include "tests/cms/pki.h"

#include <openssl/bio.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>
#include <openssl/x509v3.h>

#include <algorithm>
#include <cstdlib>
#include <map>

namespace markings::testing {
namespace {

void Must(bool held) {
  if (!held) std::abort();
}

std::shared_ptr<EVP_PKEY> MakeKey(Key kind) {
  const auto own = [](EVP_PKEY* key) {
    Must(key != nullptr);
    return std::shared_ptr<EVP_PKEY>(key, EVP_PKEY_free);
  };
  switch (kind) {
    case Key::kP256:
      return own(EVP_EC_gen("P-256"));
    case Key::kP384:
      return own(EVP_EC_gen("P-384"));
    case Key::kP521:
      return own(EVP_EC_gen("P-521"));
    case Key::kRsa1024:
      return own(EVP_RSA_gen(1024));
    case Key::kRsa2048:
      return own(EVP_RSA_gen(2048));
    case Key::kRsa3072:
      return own(EVP_RSA_gen(3072));
    case Key::kRsaPss: {
      const std::shared_ptr<EVP_PKEY_CTX> context(EVP_PKEY_CTX_new_from_name(nullptr, "RSA-PSS", nullptr),
                                                  EVP_PKEY_CTX_free);
      EVP_PKEY* made = nullptr;
      Must(EVP_PKEY_keygen_init(context.get()) == 1 && EVP_PKEY_keygen(context.get(), &made) == 1);
      return own(made);
    }
    case Key::kEd25519:
      return own(EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519"));
    case Key::kX25519:
      return own(EVP_PKEY_Q_keygen(nullptr, nullptr, "X25519"));
    case Key::kMlDsa44:
      return own(EVP_PKEY_Q_keygen(nullptr, nullptr, "ML-DSA-44"));
    case Key::kMlDsa65:
      return own(EVP_PKEY_Q_keygen(nullptr, nullptr, "ML-DSA-65"));
    case Key::kMlDsa87:
      return own(EVP_PKEY_Q_keygen(nullptr, nullptr, "ML-DSA-87"));
  }
  std::abort();
}

// Whether a key digests by itself what it signs.
bool HasOwnDigest(const EVP_PKEY* key) {
  return EVP_PKEY_get_base_id(key) == EVP_PKEY_ED25519 || EVP_PKEY_is_a(key, "ML-DSA-44") == 1 ||
         EVP_PKEY_is_a(key, "ML-DSA-65") == 1 || EVP_PKEY_is_a(key, "ML-DSA-87") == 1;
}

void Add(X509* certificate, X509* issuer, int nid, const std::string& value) {
  if (value.empty()) return;
  X509V3_CTX context;
  X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
  X509_EXTENSION* extension = X509V3_EXT_conf_nid(nullptr, &context, nid, value.c_str());
  Must(extension != nullptr && X509_add_ext(certificate, extension, -1) == 1);
  X509_EXTENSION_free(extension);
}

template <class Write>
std::string ToPem(Write write) {
  BIO* out = BIO_new(BIO_s_mem());
  Must(write(out) == 1);
  char* bytes = nullptr;
  const long size = BIO_get_mem_data(out, &bytes);
  std::string text(bytes, static_cast<std::size_t>(size));
  BIO_free(out);
  return text;
}

SecretBytes ToSecret(const std::string& text) {
  SecretBytes secret(text.size());
  std::ranges::copy(text, secret.RevealForWriting().begin());
  return secret;
}

}  // namespace

std::string Pair::Pem() const {
  return ToPem([&](BIO* out) { return PEM_write_bio_X509(out, certificate.get()); });
}

std::string Pair::Der() const {
  unsigned char* bytes = nullptr;
  const int size = i2d_X509(certificate.get(), &bytes);
  Must(size > 0);
  std::string der(reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(size));
  OPENSSL_free(bytes);
  return der;
}

SecretBytes Pair::KeyPem() const {
  return ToSecret(ToPem([&](BIO* out) {
    return PEM_write_bio_PKCS8PrivateKey(out, key.get(), nullptr, nullptr, 0, nullptr, nullptr);
  }));
}

SecretBytes Pair::LockedKeyPem(std::string_view passphrase) const {
  return ToSecret(ToPem([&](BIO* out) {
    return PEM_write_bio_PKCS8PrivateKey(out, key.get(), EVP_aes_256_cbc(), passphrase.data(),
                                         static_cast<int>(passphrase.size()), nullptr, nullptr);
  }));
}

std::shared_ptr<EVP_PKEY> KeyOf(Key kind, int number) {
  static std::map<std::pair<Key, int>, std::shared_ptr<EVP_PKEY>> made;
  auto& key = made[{kind, number}];
  if (key == nullptr) key = MakeKey(kind);
  return key;
}

Pair Issue(const Wanted& wanted, const Pair* issuer, int number) {
  Pair pair{std::shared_ptr<X509>(X509_new(), X509_free), KeyOf(wanted.key, number)};
  X509* made = pair.certificate.get();
  X509_set_version(made, X509_VERSION_3);
  ASN1_INTEGER_set(X509_get_serialNumber(made), wanted.serial);
  X509_NAME* name = X509_get_subject_name(made);
  for (const auto& [field, value] :
       {std::pair{"C", std::string("XK")}, std::pair{"O", std::string("Kalvor Archive")},
        std::pair{"CN", wanted.name}}) {
    Must(X509_NAME_add_entry_by_txt(name, field, MBSTRING_UTF8,
                                    reinterpret_cast<const unsigned char*>(value.data()),
                                    static_cast<int>(value.size()), -1, 0) == 1);
  }
  X509* by = issuer == nullptr ? made : issuer->certificate.get();
  X509_set_issuer_name(made, X509_get_subject_name(by));
  ASN1_TIME_set(X509_getm_notBefore(made), wanted.from);
  ASN1_TIME_set(X509_getm_notAfter(made), wanted.to);
  X509_set_pubkey(made, pair.key.get());
  Add(made, by, NID_basic_constraints, wanted.basic);
  Add(made, by, NID_key_usage, wanted.usage);
  Add(made, by, NID_ext_key_usage, wanted.extended);
  if (wanted.key_identifier) Add(made, by, NID_subject_key_identifier, "hash");
  EVP_PKEY* signer = issuer == nullptr ? pair.key.get() : issuer->key.get();
  if (EVP_PKEY_get_base_id(signer) == EVP_PKEY_X25519) signer = KeyOf(Key::kP256).get();
  Must(X509_sign(made, signer, HasOwnDigest(signer) ? nullptr : EVP_get_digestbyname(wanted.digest.c_str())) >
       0);
  return pair;
}

Wanted Authority(std::string name, Key key) {
  Wanted wanted;
  wanted.name = std::move(name);
  wanted.key = key;
  wanted.usage = "critical,keyCertSign,cRLSign";
  wanted.basic = "critical,CA:TRUE";
  return wanted;
}

std::string Revocations(const Pair& authority, const std::vector<long>& serials, std::int64_t from,
                        std::int64_t to, const std::string& digest) {
  const std::shared_ptr<X509_CRL> list(X509_CRL_new(), X509_CRL_free);
  X509_CRL_set_version(list.get(), X509_CRL_VERSION_2);
  X509_CRL_set_issuer_name(list.get(), X509_get_subject_name(authority.certificate.get()));
  const std::shared_ptr<ASN1_TIME> begin(ASN1_TIME_set(nullptr, from), ASN1_TIME_free),
      end(ASN1_TIME_set(nullptr, to), ASN1_TIME_free);
  X509_CRL_set1_lastUpdate(list.get(), begin.get());
  X509_CRL_set1_nextUpdate(list.get(), end.get());
  for (const long serial : serials) {
    X509_REVOKED* entry = X509_REVOKED_new();
    const std::shared_ptr<ASN1_INTEGER> number(ASN1_INTEGER_new(), ASN1_INTEGER_free);
    ASN1_INTEGER_set(number.get(), serial);
    X509_REVOKED_set_serialNumber(entry, number.get());
    X509_REVOKED_set_revocationDate(entry, begin.get());
    Must(X509_CRL_add0_revoked(list.get(), entry) == 1);
  }
  EVP_PKEY* signer = authority.key.get();
  Must(X509_CRL_sign(list.get(), signer,
                     HasOwnDigest(signer) ? nullptr : EVP_get_digestbyname(digest.c_str())) > 0);
  return ToPem([&](BIO* out) { return PEM_write_bio_X509_CRL(out, list.get()); });
}

}  // namespace markings::testing
