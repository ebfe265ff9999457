// Keys as texts: Bech32 with the prefixes that C2SP age.md names, and files of them.

#include <fmt/format.h>
#include <sodium.h>

#include <algorithm>
#include <optional>
#include <span>
#include <utility>

#include "libmarkings/age/age.h"
#include "libmarkings/age/internal/bech32.h"
#include "libmarkings/age/internal/derive.h"
#include "libmarkings/age/internal/hybrid.h"
#include "libmarkings/secret/internal/sodium_ready.h"

namespace markings {
namespace {

using internal::Bech32Case;

constexpr std::size_t kKey = 32;
static_assert(kKey == internal::kHybridSeed);

constexpr std::string_view RecipientPrefix(AgeKind kind) {
  return kind == AgeKind::kPostQuantum ? "age1pq" : "age";
}
// As it is written; identities are in upper case.
constexpr std::string_view IdentityPrefix(AgeKind kind) {
  return kind == AgeKind::kPostQuantum ? "AGE-SECRET-KEY-PQ-" : "AGE-SECRET-KEY-";
}
constexpr std::size_t RecipientSize(AgeKind kind) {
  return kind == AgeKind::kPostQuantum ? internal::kHybridPublic : kKey;
}

std::unexpected<Error> BadKey(std::string message, std::string fix) {
  return Fail(ErrorCode::kBadKey, {}, std::move(message), std::move(fix));
}

std::unexpected<Error> NotHere(std::string_view what, std::string_view kind) {
  return Fail(ErrorCode::kUnsupported, {}, fmt::format("this is {}, which this build does not have", what),
              fmt::format("give {}", kind));
}

// Nothing when the OpenSSL in use has what the kind needs.
std::optional<Error> Missing(AgeKind kind, std::string_view what, std::string_view instead) {
  if (kind != AgeKind::kPostQuantum || HasPostQuantumAge()) return std::nullopt;
  return NotHere(what, fmt::format("{}, or use OpenSSL 3.5 or later, which has ML-KEM-768", instead)).error();
}

std::string_view Text(const SecretBytes& bytes) {
  return {reinterpret_cast<const char*>(bytes.Reveal().data()), bytes.size()};
}

// The keys of a text, a line each.
template <class Key>
Result<std::vector<Key>> ReadKeys(std::string_view text, std::string_view what) {
  std::vector<Key> keys;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    std::string_view line = text.substr(at, end - at);
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (!line.empty() && !line.starts_with('#')) {
      auto key = Key::Parse(line);
      if (!key) {
        Error error = std::move(key).error();
        error.where = {at, end};
        return std::unexpected(std::move(error));
      }
      keys.push_back(*std::move(key));
    }
    at = end + 1;
  }
  if (keys.empty())
    return BadKey(fmt::format("there is no {} in it", what), "give a file with one in a line");
  return keys;
}

}  // namespace

bool HasPostQuantumAge() { return internal::HasMlKem(); }

// ---- recipients ----

namespace {

Result<void> CheckX25519(std::span<const unsigned char> recipient) {
  SecretBytes any(kKey), shared(kKey);
  any.RevealForWriting()[0] = 1;
  if (crypto_scalarmult(shared.RevealForWriting().data(), any.Reveal().data(), recipient.data()) != 0) {
    return BadKey("the recipient is a point of low order, which no secret key has",
                  "ask for the recipient again");
  }
  return {};
}

}  // namespace

Result<AgeRecipient> AgeRecipient::Parse(std::string_view text) {
  constexpr std::string_view kTaken = "an age recipient, age1...";
  const auto form = internal::LookAtBech32(text);
  AgeRecipient recipient;
  if (form) {
    if (form->prefix == RecipientPrefix(AgeKind::kPostQuantum)) recipient.kind_ = AgeKind::kPostQuantum;
    if (auto missing = Missing(recipient.kind_, "a post-quantum recipient (mlkem768x25519)", kTaken)) {
      return std::unexpected(*std::move(missing));
    }
    if (form->prefix == "age1tag") return NotHere("a recipient in hardware (p256tag)", kTaken);
    if (form->prefix == "age1tagpq") {
      return NotHere("a post-quantum recipient in hardware (mlkem768p256tag)", kTaken);
    }
    if (form->prefix.starts_with("age1") && recipient.kind_ == AgeKind::kX25519) {
      return NotHere("a recipient of an age plugin", kTaken);
    }
    if (form->prefix == IdentityPrefix(AgeKind::kX25519) ||
        form->prefix == IdentityPrefix(AgeKind::kPostQuantum)) {
      return BadKey("this is a secret key, not a recipient",
                    "give the public half, age1..., and keep the secret one");
    }
  }
  if (text.starts_with("ssh-")) return NotHere("an SSH key", kTaken);
  recipient.key_.resize(RecipientSize(recipient.kind_));
  const std::string_view prefix = RecipientPrefix(recipient.kind_);
  if (!form || form->prefix != prefix || !internal::DecodeBech32(text, recipient.key_)) {
    const std::size_t letters = internal::Bech32Size(prefix, recipient.key_.size()) - prefix.size() - 1;
    return BadKey("this is no age recipient",
                  fmt::format("copy it whole: {}1 and {} letters and digits", prefix, letters));
  }
  if (!internal::SodiumReady()) return internal::NoSodium();
  const std::span<const unsigned char> key = recipient.key_;
  auto checked = recipient.kind_ == AgeKind::kPostQuantum
                     ? internal::CheckHybridPublic(key.first<internal::kHybridPublic>())
                     : CheckX25519(key);
  if (!checked) return std::unexpected(std::move(checked).error());
  return recipient;
}

std::string AgeRecipient::Format() const {
  const std::string_view prefix = RecipientPrefix(kind_);
  std::vector<unsigned char> text(internal::Bech32Size(prefix, key_.size()));
  internal::EncodeBech32(prefix, key_, Bech32Case::kLower, text);
  return {text.begin(), text.end()};
}

Result<std::vector<AgeRecipient>> ReadAgeRecipients(std::string_view text) {
  return ReadKeys<AgeRecipient>(text, "recipient");
}

// ---- identities ----

Result<AgeIdentity> AgeIdentity::Make(AgeKind kind, SecretBytes key) {
  AgeIdentity identity(std::move(key));
  AgeRecipient& recipient = identity.recipient_;
  recipient.kind_ = kind;
  recipient.key_.resize(RecipientSize(kind));
  if (kind == AgeKind::kPostQuantum) {
    const auto hybrid = internal::HybridKey::Derive(identity.key_);
    if (!hybrid) return std::unexpected(hybrid.error());
    std::ranges::copy(hybrid->recipient(), recipient.key_.begin());
    return identity;
  }
  // Never fails: the base point is of no low order, and scalars are clamped.
  static_cast<void>(crypto_scalarmult_base(recipient.key_.data(), identity.key_.Reveal().data()));
  return identity;
}

Result<AgeIdentity> AgeIdentity::Generate(AgeKind kind) {
  if (!internal::SodiumReady()) return internal::NoSodium();
  if (kind == AgeKind::kPostQuantum && !HasPostQuantumAge()) {
    return Fail(
        ErrorCode::kUnsupported, {},
        "post-quantum keys (mlkem768x25519) cannot be made by this build: its OpenSSL has no ML-KEM-768",
        "use OpenSSL 3.5 or later, which has it");
  }
  SecretBytes key(kKey);
  randombytes_buf(key.RevealForWriting().data(), key.size());
  return Make(kind, std::move(key));
}

Result<AgeIdentity> AgeIdentity::Parse(std::string_view text) {
  constexpr std::string_view kTaken = "an age identity, AGE-SECRET-KEY-1...";
  const auto form = internal::LookAtBech32(text);
  const AgeKind kind = form && form->prefix == IdentityPrefix(AgeKind::kPostQuantum) ? AgeKind::kPostQuantum
                                                                                     : AgeKind::kX25519;
  if (auto missing = Missing(kind, "a post-quantum identity (mlkem768x25519)", kTaken)) {
    return std::unexpected(*std::move(missing));
  }
  if (form && form->prefix.starts_with("AGE-PLUGIN-")) return NotHere("an identity of an age plugin", kTaken);
  if (text.starts_with("-----BEGIN")) return NotHere("an SSH key", kTaken);
  if (form && (form->prefix == RecipientPrefix(AgeKind::kX25519) ||
               form->prefix == RecipientPrefix(AgeKind::kPostQuantum))) {
    return BadKey("this is a recipient, not an identity", "give the secret half, AGE-SECRET-KEY-...");
  }
  if (!internal::SodiumReady()) return internal::NoSodium();
  SecretBytes key(kKey);
  if (!form || form->prefix != IdentityPrefix(kind) ||
      !internal::DecodeBech32(text, key.RevealForWriting())) {
    return BadKey("this is no age identity", "give a key of markings keygen --type age or age-keygen");
  }
  return Make(kind, std::move(key));
}

SecretBytes AgeIdentity::Format() const {
  const std::string_view prefix = IdentityPrefix(recipient_.kind());
  SecretBytes text(internal::Bech32Size(prefix, kKey));
  internal::EncodeBech32(prefix, key_.Reveal(), Bech32Case::kUpper, text.RevealForWriting());
  return text;
}

Result<std::vector<AgeIdentity>> ReadAgeIdentities(const SecretBytes& text) {
  return ReadKeys<AgeIdentity>(Text(text), "identity");
}

SecretBytes FormatAgeKeyFile(const AgeIdentity& identity, std::string_view created) {
  const std::string head =
      fmt::format("# created: {}\n# public key: {}\n", created, identity.recipient().Format());
  const SecretBytes key = identity.Format();
  SecretBytes text(head.size() + key.size() + 1);
  const std::span<unsigned char> out = text.RevealForWriting();
  std::ranges::copy(head, out.begin());
  std::ranges::copy(key.Reveal(), out.subspan(head.size()).begin());
  out.back() = '\n';
  return text;
}

}  // namespace markings
