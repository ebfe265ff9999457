// Keys as texts: Bech32 with the prefixes that C2SP age.md names, and files of them.

#include <fmt/format.h>
#include <sodium.h>

#include <algorithm>
#include <utility>

#include "libmarkings/age/age.h"
#include "libmarkings/age/internal/bech32.h"
#include "libmarkings/age/internal/derive.h"
#include "libmarkings/secret/internal/sodium_ready.h"

namespace markings {
namespace {

using internal::Bech32Case;

constexpr std::string_view kRecipientPrefix = "age", kIdentityPrefix = "age-secret-key-";
constexpr std::size_t kKey = 32;

std::unexpected<Error> BadKey(std::string message, std::string fix) {
  return Fail(ErrorCode::kBadKey, {}, std::move(message), std::move(fix));
}

std::unexpected<Error> NotHere(std::string_view what, std::string_view kind) {
  return Fail(ErrorCode::kUnsupported, {}, fmt::format("this is {}, which this build does not have", what),
              fmt::format("give {}", kind));
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

// ---- recipients ----

Result<AgeRecipient> AgeRecipient::Parse(std::string_view text) {
  constexpr std::string_view kTaken = "an age recipient, age1...";
  const auto form = internal::LookAtBech32(text);
  if (form) {
    if (form->prefix == "age1pq") return NotHere("a post-quantum recipient (mlkem768x25519)", kTaken);
    if (form->prefix == "age1tag") return NotHere("a recipient in hardware (p256tag)", kTaken);
    if (form->prefix == "age1tagpq") {
      return NotHere("a post-quantum recipient in hardware (mlkem768p256tag)", kTaken);
    }
    if (form->prefix.starts_with("age1")) return NotHere("a recipient of an age plugin", kTaken);
    if (form->prefix == "AGE-SECRET-KEY-" || form->prefix == "AGE-SECRET-KEY-PQ-") {
      return BadKey("this is a secret key, not a recipient",
                    "give the public half, age1..., and keep the secret one");
    }
  }
  if (text.starts_with("ssh-")) return NotHere("an SSH key", kTaken);
  AgeRecipient recipient;
  if (!form || form->prefix != kRecipientPrefix || !internal::DecodeBech32(text, recipient.key_)) {
    return BadKey("this is no age recipient", "copy it whole: age1 and 58 letters and digits");
  }
  if (!internal::SodiumReady()) return internal::NoSodium();
  SecretBytes any(kKey), shared(kKey);
  any.RevealForWriting()[0] = 1;
  if (crypto_scalarmult(shared.RevealForWriting().data(), any.Reveal().data(), recipient.key_.data()) != 0) {
    return BadKey("the recipient is a point of low order, which no secret key has",
                  "ask for the recipient again");
  }
  return recipient;
}

std::string AgeRecipient::Format() const {
  std::array<unsigned char, internal::Bech32Size(kRecipientPrefix, kKey)> text;
  internal::EncodeBech32(kRecipientPrefix, key_, Bech32Case::kLower, text);
  return {text.begin(), text.end()};
}

Result<std::vector<AgeRecipient>> ReadAgeRecipients(std::string_view text) {
  return ReadKeys<AgeRecipient>(text, "recipient");
}

// ---- identities ----

AgeIdentity::AgeIdentity(SecretBytes key) : key_(std::move(key)) {
  // Never fails: the base point is of no low order, and scalars are clamped.
  static_cast<void>(crypto_scalarmult_base(recipient_.key_.data(), key_.Reveal().data()));
}

Result<AgeIdentity> AgeIdentity::Generate() {
  if (!internal::SodiumReady()) return internal::NoSodium();
  SecretBytes key(kKey);
  randombytes_buf(key.RevealForWriting().data(), key.size());
  return AgeIdentity(std::move(key));
}

Result<AgeIdentity> AgeIdentity::Parse(std::string_view text) {
  constexpr std::string_view kTaken = "an age identity, AGE-SECRET-KEY-1...";
  const auto form = internal::LookAtBech32(text);
  if (form && form->prefix == "AGE-SECRET-KEY-PQ-") {
    return NotHere("a post-quantum identity (mlkem768x25519)", kTaken);
  }
  if (form && form->prefix.starts_with("AGE-PLUGIN-")) return NotHere("an identity of an age plugin", kTaken);
  if (text.starts_with("-----BEGIN")) return NotHere("an SSH key", kTaken);
  if (form && form->prefix == kRecipientPrefix) {
    return BadKey("this is a recipient, not an identity", "give the secret half, AGE-SECRET-KEY-1...");
  }
  if (!internal::SodiumReady()) return internal::NoSodium();
  SecretBytes key(kKey);
  if (!form || form->prefix != "AGE-SECRET-KEY-" || !internal::DecodeBech32(text, key.RevealForWriting())) {
    return BadKey("this is no age identity", "give a key of markings keygen --type age or age-keygen");
  }
  return AgeIdentity(std::move(key));
}

SecretBytes AgeIdentity::Format() const {
  SecretBytes text(internal::Bech32Size(kIdentityPrefix, kKey));
  internal::EncodeBech32(kIdentityPrefix, key_.Reveal(), Bech32Case::kUpper, text.RevealForWriting());
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
