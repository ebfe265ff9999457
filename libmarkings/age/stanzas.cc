// Source: C2SP age.md, "Native recipient types". The cryptography is libsodium's and OpenSSL's. The wrap key
// serves once, so that its nonce is twelve zeros, or HPKE's.

#include "libmarkings/age/internal/stanzas.h"

#include <fmt/format.h>
#include <sodium.h>

#include <algorithm>
#include <charconv>
#include <string_view>
#include <utility>

#include "libmarkings/age/internal/derive.h"
#include "libmarkings/text/base64.h"

namespace markings::internal {
namespace {

constexpr std::string_view kX25519Name = "X25519", kScrypt = "scrypt", kHybrid = "mlkem768x25519";
constexpr std::string_view kHybridInfo = "age-encryption.org/mlkem768x25519";
constexpr std::string_view kX25519Info = "age-encryption.org/v1/X25519",
                           kScryptSalt = "age-encryption.org/v1/scrypt";
using Nonce = std::array<unsigned char, crypto_aead_chacha20poly1305_ietf_NPUBBYTES>;
constexpr Nonce kZeros{};
static_assert(kFileKey + crypto_aead_chacha20poly1305_ietf_ABYTES == WrappedKey().size());

// Kinds that age has and this build has not: how many bytes each argument after the first holds.
struct ForeignKind {
  std::string_view name;
  std::size_t arguments;
  std::array<std::size_t, 2> bytes;
};
constexpr std::array<ForeignKind, 2> kForeign = {{
    {"p256tag", 2, {4, 65}},
    {"mlkem768p256tag", 2, {4, 1153}},
}};

bool Decodes(std::string_view text, std::span<unsigned char> bytes) {
  return DecodeBase64(text, bytes, Base64Padding::kNone);
}

std::unexpected<Error> BadCount(const Stanza& stanza) {
  return BadHeader(stanza.line, fmt::format("a stanza of the kind {} has {} arguments", stanza.arguments[0],
                                            stanza.arguments.size()));
}

std::unexpected<Error> BadArgument(const Stanza& stanza, std::string_view what) {
  return BadHeader(stanza.line, fmt::format("in a stanza of the kind {} {}", stanza.arguments[0], what));
}

// Asked before decrypting, so that no key fits two bodies (partitioning oracles).
Result<WrappedKey> BodyOf(const Stanza& stanza) {
  WrappedKey body;
  if (stanza.body.size() != body.size()) return BadArgument(stanza, "the body is not of 32 bytes");
  std::ranges::copy(stanza.body, body.begin());
  return body;
}

Result<X25519Stanza> ReadX25519(const Stanza& stanza) {
  X25519Stanza read;
  read.line = stanza.line;
  if (stanza.arguments.size() != 2) return BadCount(stanza);
  if (!Decodes(stanza.arguments[1], read.share)) {
    return BadArgument(stanza, "the share is not 32 bytes in canonical base64");
  }
  auto body = BodyOf(stanza);
  if (!body) return std::unexpected(std::move(body).error());
  read.body = *body;
  return read;
}

Result<HybridStanza> ReadHybrid(const Stanza& stanza) {
  HybridStanza read;
  read.line = stanza.line;
  if (stanza.arguments.size() != 2) return BadCount(stanza);
  if (!Decodes(stanza.arguments[1], read.share)) {
    return BadArgument(
        stanza, fmt::format("argument 2 is not {} bytes in canonical base64, a share", read.share.size()));
  }
  auto body = BodyOf(stanza);
  if (!body) return std::unexpected(std::move(body).error());
  read.body = *body;
  return read;
}

Result<ScryptStanza> ReadScrypt(const Stanza& stanza, unsigned max_log_n) {
  ScryptStanza read;
  read.line = stanza.line;
  if (stanza.arguments.size() != 3) return BadCount(stanza);
  if (!Decodes(stanza.arguments[1], read.salt)) {
    return BadArgument(stanza, "the salt is not 16 bytes in canonical base64");
  }
  const std::string_view number = stanza.arguments[2];
  const bool digits = std::ranges::all_of(number, [](char c) { return c >= '0' && c <= '9'; });
  if (!digits || number.starts_with('0')) return BadArgument(stanza, "the work is no decimal number");
  const auto [end, fault] = std::from_chars(number.data(), number.data() + number.size(), read.log_n);
  if (fault != std::errc() || end != number.data() + number.size() || read.log_n > max_log_n) {
    return BadArgument(stanza, fmt::format("the work is over the limit, 2^{}", max_log_n));
  }
  auto body = BodyOf(stanza);
  if (!body) return std::unexpected(std::move(body).error());
  read.body = *body;
  return read;
}

Result<void> CheckForeign(const Stanza& stanza, const ForeignKind& kind) {
  if (stanza.arguments.size() != 1 + kind.arguments) return BadCount(stanza);
  std::array<unsigned char, 1153> bytes;
  for (std::size_t i = 0; i < kind.arguments; ++i) {
    if (!Decodes(stanza.arguments[1 + i], std::span(bytes).first(kind.bytes[i]))) {
      return BadArgument(
          stanza, fmt::format("argument {} is not {} bytes in canonical base64", i + 2, kind.bytes[i]));
    }
  }
  if (auto body = BodyOf(stanza); !body) return std::unexpected(std::move(body).error());
  return {};
}

Result<SecretBytes> X25519WrapKey(const SecretBytes& shared, std::span<const unsigned char, 32> share,
                                  std::span<const unsigned char, 32> recipient) {
  std::array<unsigned char, 64> salt;
  std::ranges::copy(share, salt.begin());
  std::ranges::copy(recipient, salt.begin() + 32);
  return Hkdf(shared, salt, kX25519Info);
}

Result<SecretBytes> ScryptWrapKey(const SecretBytes& passphrase, std::span<const unsigned char, 16> salt,
                                  unsigned log_n) {
  std::array<unsigned char, kScryptSalt.size() + 16> whole;
  std::ranges::copy(salt, std::ranges::copy(kScryptSalt, whole.begin()).out);
  SecretBytes key(kDerivedKey);
  if (crypto_pwhash_scryptsalsa208sha256_ll(passphrase.Reveal().data(), passphrase.size(), whole.data(),
                                            whole.size(), std::uint64_t{1} << log_n, 8, 1,
                                            key.RevealForWriting().data(), key.size()) != 0) {
    return Fail(ErrorCode::kInternal, {},
                fmt::format("the passphrase needs {} MiB of memory, which cannot be had",
                            ((std::uint64_t{1} << log_n) >> 10) + 1),
                "run it where there is more");
  }
  return key;
}

std::vector<unsigned char> Wrap(const SecretBytes& wrap_key, const SecretBytes& file_key,
                                const Nonce& nonce = kZeros) {
  std::vector<unsigned char> body(WrappedKey().size());
  crypto_aead_chacha20poly1305_ietf_encrypt(body.data(), nullptr, file_key.Reveal().data(), file_key.size(),
                                            nullptr, 0, nullptr, nonce.data(), wrap_key.Reveal().data());
  return body;
}

std::optional<SecretBytes> Unwrap(const SecretBytes& wrap_key, const WrappedKey& body,
                                  const Nonce& nonce = kZeros) {
  SecretBytes file_key(kFileKey);
  if (crypto_aead_chacha20poly1305_ietf_decrypt(file_key.RevealForWriting().data(), nullptr, nullptr,
                                                body.data(), body.size(), nullptr, 0, nonce.data(),
                                                wrap_key.Reveal().data()) != 0) {
    return std::nullopt;
  }
  return file_key;
}

void AddOnce(std::vector<std::string>& names, const std::string& name) {
  if (std::ranges::find(names, name) == names.end()) names.push_back(name);
}

std::unexpected<Error> LowOrder(std::size_t line) {
  return BadHeader(line, "the share of a stanza is a point of low order");
}

Result<Stanza> WrapX25519(std::span<const unsigned char, 32> recipient, const SecretBytes& file_key) {
  SecretBytes secret(32), shared(32);
  std::array<unsigned char, 32> share;
  randombytes_buf(secret.RevealForWriting().data(), secret.size());
  if (crypto_scalarmult_base(share.data(), secret.Reveal().data()) != 0 ||
      crypto_scalarmult(shared.RevealForWriting().data(), secret.Reveal().data(), recipient.data()) != 0) {
    return Fail(ErrorCode::kBadKey, {}, "the recipient is a point of low order, which no secret key has",
                "ask for the recipient again");
  }
  const auto key = X25519WrapKey(shared, share, recipient);
  if (!key) return std::unexpected(key.error());
  return Stanza{
      {std::string(kX25519Name), EncodeBase64(share, Base64Padding::kNone)}, Wrap(*key, file_key), 0};
}

// HPKE's SealBase, without data beside the text.
Result<Stanza> WrapHybrid(std::span<const unsigned char, kHybridPublic> recipient,
                          const SecretBytes& file_key) {
  const auto secret = Encapsulate(recipient);
  if (!secret) return std::unexpected(secret.error());
  const auto keys = DeriveHpkeKeys(kHpkeMlKem768X25519, secret->shared, kHybridInfo);
  if (!keys) return std::unexpected(keys.error());
  return Stanza{{std::string(kHybrid), EncodeBase64(secret->share, Base64Padding::kNone)},
                Wrap(keys->key, file_key, keys->nonce),
                0};
}

}  // namespace

Result<KnownStanzas> SortStanzas(const AgeHeader& header, unsigned max_log_n) {
  constexpr unsigned kMost = 30;  // a TiB; beyond it the numbers would not fit
  max_log_n = std::min(max_log_n, kMost);
  const bool has_ml_kem = HasMlKem();
  KnownStanzas known;
  for (const Stanza& stanza : header.stanzas) {
    const std::string& name = stanza.arguments[0];
    if (name == kX25519Name) {
      auto read = ReadX25519(stanza);
      if (!read) return std::unexpected(std::move(read).error());
      known.x25519.push_back(*read);
    } else if (name == kScrypt) {
      // A passphrase is shared, so that who opens the file takes it to come from one who knows it; beside it
      // nobody else may stand.
      if (header.stanzas.size() != 1)
        return BadArgument(stanza, "nothing may stand beside it, but something does");
      auto read = ReadScrypt(stanza, max_log_n);
      if (!read) return std::unexpected(std::move(read).error());
      known.scrypt = *read;
    } else if (name == kHybrid) {
      auto read = ReadHybrid(stanza);
      if (!read) return std::unexpected(std::move(read).error());
      if (has_ml_kem) {
        known.hybrid.push_back(*read);
      } else {
        AddOnce(known.unsupported, name);
      }
    } else if (const auto kind = std::ranges::find(kForeign, name, &ForeignKind::name);
               kind != kForeign.end()) {
      if (auto checked = CheckForeign(stanza, *kind); !checked)
        return std::unexpected(std::move(checked).error());
      AddOnce(known.unsupported, name);
    }
  }
  return known;
}

Result<Stanza> WrapFor(const AgeRecipient& recipient, const SecretBytes& file_key) {
  const std::span<const unsigned char> key = recipient.bytes();
  return recipient.kind() == AgeKind::kPostQuantum ? WrapHybrid(key.first<kHybridPublic>(), file_key)
                                                   : WrapX25519(key.first<32>(), file_key);
}

Result<Stanza> WrapScrypt(const SecretBytes& passphrase, unsigned log_n, const SecretBytes& file_key) {
  std::array<unsigned char, 16> salt;
  randombytes_buf(salt.data(), salt.size());
  const auto key = ScryptWrapKey(passphrase, salt, log_n);
  if (!key) return std::unexpected(key.error());
  return Stanza{{std::string(kScrypt), EncodeBase64(salt, Base64Padding::kNone), std::to_string(log_n)},
                Wrap(*key, file_key),
                0};
}

Result<std::optional<SecretBytes>> UnwrapX25519(const X25519Stanza& stanza, const AgeIdentity& identity) {
  SecretBytes shared(32);
  if (crypto_scalarmult(shared.RevealForWriting().data(), identity.key().Reveal().data(),
                        stanza.share.data()) != 0) {
    return LowOrder(stanza.line);
  }
  const auto key = X25519WrapKey(shared, stanza.share, identity.recipient().bytes().first<32>());
  if (!key) return std::unexpected(key.error());
  return Unwrap(*key, stanza.body);
}

Result<std::optional<SecretBytes>> UnwrapHybrid(const HybridStanza& stanza, const HybridKey& key) {
  const auto shared = key.Decapsulate(stanza.share);
  if (!shared) return std::unexpected(shared.error());
  if (!*shared) return LowOrder(stanza.line);
  const auto keys = DeriveHpkeKeys(kHpkeMlKem768X25519, **shared, kHybridInfo);
  if (!keys) return std::unexpected(keys.error());
  return Unwrap(keys->key, stanza.body, keys->nonce);
}

Result<std::optional<SecretBytes>> UnwrapScrypt(const ScryptStanza& stanza, const SecretBytes& passphrase) {
  const auto key = ScryptWrapKey(passphrase, stanza.salt, stanza.log_n);
  if (!key) return std::unexpected(key.error());
  return Unwrap(*key, stanza.body);
}

}  // namespace markings::internal
