#include "libmarkings/proof/internal/commitment.h"

#include <sodium.h>

#include <cstddef>

namespace markings::internal {
namespace {

using namespace std::string_view_literals;

static_assert(sizeof(Salt) == crypto_auth_hmacsha256_BYTES);

class Hmac {
 public:
  explicit Hmac(std::span<const unsigned char> key) {
    crypto_auth_hmacsha256_init(&state_, key.data(), key.size());
  }
  Hmac(const Hmac&) = delete;
  Hmac& operator=(const Hmac&) = delete;
  ~Hmac() { sodium_memzero(&state_, sizeof state_); }

  void Add(std::span<const unsigned char> bytes) {
    crypto_auth_hmacsha256_update(&state_, bytes.data(), bytes.size());
  }
  void Add(std::string_view text) {
    Add(std::span(reinterpret_cast<const unsigned char*>(text.data()), text.size()));
  }
  // Big-endian.
  template <std::size_t kSize>
  void AddNumber(std::uint64_t number) {
    std::array<unsigned char, kSize> bytes;
    for (std::size_t i = 0; i < kSize; ++i) {
      bytes[i] = static_cast<unsigned char>(number >> (8 * (kSize - 1 - i)));
    }
    Add(bytes);
  }
  Salt Finish() {
    Salt mac;
    crypto_auth_hmacsha256_final(&state_, mac.data());
    return mac;
  }

 private:
  crypto_auth_hmacsha256_state state_;
};

// With the NUL that ends each.
constexpr std::string_view kSaltDomain = "markings/salt/v1\0"sv, kLeafDomain = "markings/leaf/v1\0"sv;

}  // namespace

Salt SaltOf(const SecretBytes& secret, const UnitPlace& place) {
  Hmac hmac(secret.Reveal());
  hmac.Add(kSaltDomain);
  hmac.Add(place.doc);
  hmac.AddNumber<4>(place.index);
  return hmac.Finish();
}

TreeHash LeafOf(const Salt& salt, const UnitPlace& place, UnitKind kind, bool mandatory,
                std::string_view bytes) {
  Hmac hmac(salt);
  hmac.Add(kLeafDomain);
  hmac.Add(place.doc);
  hmac.AddNumber<4>(place.units);
  hmac.AddNumber<4>(place.index);
  hmac.AddNumber<1>(static_cast<unsigned>(kind));
  hmac.AddNumber<1>(mandatory ? 1U : 0U);
  hmac.AddNumber<8>(bytes.size());
  hmac.Add(bytes);
  return LeafHash(hmac.Finish());
}

}  // namespace markings::internal
