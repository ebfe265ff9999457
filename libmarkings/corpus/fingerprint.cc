#include "libmarkings/corpus/fingerprint.h"

#include <fmt/format.h>
#include <sodium.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <map>
#include <new>
#include <utility>

#include "libmarkings/secret/internal/sodium_ready.h"
#include "libmarkings/text/hex.h"
#include "libmarkings/text/utf8.h"

namespace markings {
namespace {

constexpr std::string_view kKeyPurpose = "markings/baseline-context-tag/1";
constexpr std::string_view kFingerprintDomain = "markings/fingerprint/1";
constexpr std::size_t kBytes = 16;  // of a tag and of a fingerprint

const unsigned char* Bytes(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

bool IsWhite(unsigned char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

// HMAC-SHA-256 under a key of any length.
class Hmac {
 public:
  explicit Hmac(std::span<const unsigned char> key) {
    if (!internal::SodiumReady()) throw std::bad_alloc();  // (No source of random bytes, say.)
    crypto_auth_hmacsha256_init(&state_, key.data(), key.size());
  }
  Hmac(const Hmac&) = delete;
  Hmac& operator=(const Hmac&) = delete;
  ~Hmac() { sodium_memzero(&state_, sizeof state_); }

  void Add(std::string_view bytes) { crypto_auth_hmacsha256_update(&state_, Bytes(bytes), bytes.size()); }
  void Finish(std::span<unsigned char, crypto_auth_hmacsha256_BYTES> mac) {
    crypto_auth_hmacsha256_final(&state_, mac.data());
  }

 private:
  crypto_auth_hmacsha256_state state_{};
};

class Digest {
 public:
  Digest() { crypto_hash_sha256_init(&state_); }
  void AddNumber(std::uint64_t number) {
    std::array<unsigned char, 8> bytes{};
    for (std::size_t i = 0; i < bytes.size(); ++i) {
      bytes[i] = static_cast<unsigned char>(number >> (8 * (bytes.size() - 1 - i)));
    }
    crypto_hash_sha256_update(&state_, bytes.data(), bytes.size());
  }
  void Add(std::string_view part) {
    AddNumber(part.size());
    crypto_hash_sha256_update(&state_, Bytes(part), part.size());
  }
  std::string Finish() {
    std::array<unsigned char, crypto_hash_sha256_BYTES> digest{};
    crypto_hash_sha256_final(&state_, digest.data());
    return ToHex(std::span(digest).first(kBytes));
  }

 private:
  crypto_hash_sha256_state state_{};
};

}  // namespace

Result<FingerprintKey> FingerprintKey::Derive(const SecretBytes& secret) {
  std::span<const unsigned char> bytes = secret.Reveal();
  while (!bytes.empty() && IsWhite(bytes.back())) bytes = bytes.first(bytes.size() - 1);
  if (bytes.size() < kMinSize || bytes.size() > kMaxSize) {
    return Fail(ErrorCode::kBadKey, {},
                fmt::format("the key of the baseline is {} bytes long, and must be {} to {}", bytes.size(),
                            kMinSize, kMaxSize),
                "make one with: openssl rand -hex 32");
  }
  SecretBytes key(crypto_auth_hmacsha256_BYTES);
  Hmac hmac(bytes);
  hmac.Add(kKeyPurpose);
  hmac.Finish(key.RevealForWriting().first<crypto_auth_hmacsha256_BYTES>());
  return FingerprintKey(std::move(key));
}

std::string FingerprintKey::Tag(std::string_view element_text) const {
  Hmac hmac(key_.Reveal());
  bool any = false;
  for (std::size_t at = 0; at < element_text.size();) {
    std::size_t end = at;
    while (end < element_text.size() && !IsWhite(static_cast<unsigned char>(element_text[end]))) ++end;
    if (end > at) {
      if (any) hmac.Add(" ");
      hmac.Add(element_text.substr(at, end - at));
      any = true;
    }
    at = end + 1;
  }
  std::array<unsigned char, crypto_auth_hmacsha256_BYTES> mac{};
  hmac.Finish(mac);
  return ToHex(std::span(mac).first(kBytes));
}

std::string FingerprintOf(const FindingIdentity& identity) {
  Digest digest;
  digest.Add(kFingerprintDomain);
  digest.Add(identity.code);
  digest.Add(identity.rule);
  digest.Add(identity.path);
  digest.Add(identity.element);
  digest.AddNumber(identity.ordinal);
  digest.Add(identity.tag);
  return digest.Finish();
}

std::string BaselinePath(std::string_view path) {
  std::string written;
  const auto escape = [&](char c) { written += fmt::format("\\x{:02x}", static_cast<unsigned char>(c)); };
  while (!path.empty()) {
    const std::size_t good = std::min(FindInvalidUtf8(path), path.size());
    for (const char c : path.substr(0, good)) {
      const bool control = static_cast<unsigned char>(c) < 0x20 || c == 0x7F;
      if (control || c == '\\') {
        escape(c);
      } else {
        written += c;
      }
    }
    path.remove_prefix(good);
    if (path.empty()) break;
    escape(path.front());
    path.remove_prefix(1);
  }
  return written;
}

void AddFingerprints(std::string_view path, std::span<CheckFinding> findings,
                     const std::function<std::string_view(const CheckFinding&)>& element_text,
                     const FingerprintKey* key, FindingIdentities* identities) {
  const std::string written = BaselinePath(path);
  // (Many findings stand in one element: its tag is made once. The same view is the same text.)
  std::map<std::pair<const char*, std::size_t>, std::string> tags;
  std::unordered_map<std::string, std::size_t> counts;  // by the fingerprint of the first of its kind
  for (CheckFinding& one : findings) {
    FindingIdentity identity{std::string(one.code()), one.diagnostic.rule, written, one.element};
    identity.place_ordinal = ++counts[FingerprintOf(identity)];
    if (key == nullptr) {
      identity.ordinal = identity.place_ordinal;
    } else {
      const std::string_view text = element_text(one);
      std::string& tag = tags[{text.data(), text.size()}];
      if (tag.empty()) tag = key->Tag(text);
      identity.tag = tag;
      identity.ordinal = ++counts[FingerprintOf(identity)];
    }
    one.fingerprint = FingerprintOf(identity);
    if (identities != nullptr) identities->insert_or_assign(one.fingerprint, std::move(identity));
  }
}

}  // namespace markings
