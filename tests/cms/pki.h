#ifndef TESTS_CMS_PKI_H_
#define TESTS_CMS_PKI_H_

// Certificates made for one test run: any key, any extension, any dates. Invented names only.

#include <openssl/evp.h>
#include <openssl/x509.h>

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "libmarkings/secret/secret_bytes.h"

namespace markings::testing {

inline constexpr std::int64_t kThen = 1767225600;  // 2026-01-01T00:00:00Z
inline constexpr std::int64_t kYear = 31536000;

enum class Key : std::uint8_t {
  kP256,
  kP384,
  kP521,
  kRsa1024,
  kRsa2048,
  kRsa3072,
  kRsaPss,
  kEd25519,
  kX25519,
  // With OpenSSL 3.5 or later only.
  kMlDsa44,
  kMlDsa65,
  kMlDsa87,
};

struct Pair {
  std::shared_ptr<X509> certificate;
  std::shared_ptr<EVP_PKEY> key;
  [[nodiscard]] std::string Pem() const;     // the certificate
  [[nodiscard]] std::string Der() const;     // the certificate
  [[nodiscard]] SecretBytes KeyPem() const;  // PKCS #8, not encrypted
  [[nodiscard]] SecretBytes LockedKeyPem(std::string_view passphrase) const;
};

struct Wanted {
  std::string name = "Office of Records";
  Key key = Key::kP256;
  std::string usage = "critical,digitalSignature";  // empty: no such extension
  std::string extended;
  std::string basic = "critical,CA:FALSE";
  std::int64_t from = kThen - kYear, to = kThen + kYear;
  std::string digest = "SHA256";
  long serial = 4660;
  bool key_identifier = true;
};

// Keys are made once for each kind and number, since RSA keys take their time.
[[nodiscard]] std::shared_ptr<EVP_PKEY> KeyOf(Key kind, int number = 0);
// Issued by `issuer`, or by itself when that is null.
[[nodiscard]] Pair Issue(const Wanted& wanted, const Pair* issuer = nullptr, int number = 0);
[[nodiscard]] Wanted Authority(std::string name, Key key = Key::kP256);
// The list of an authority, revoking the serial numbers.
[[nodiscard]] std::string Revocations(const Pair& authority, const std::vector<long>& serials,
                                      std::int64_t from = kThen - 86400, std::int64_t to = kThen + 86400,
                                      const std::string& digest = "SHA256");

}  // namespace markings::testing

#endif  // TESTS_CMS_PKI_H_
