// Opening: the armor comes off, the header is parsed whole, somebody's key is found, the MAC is checked, and
// only then the payload is read.

#include <fmt/format.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <optional>
#include <utility>

#include "libmarkings/age/age.h"
#include "libmarkings/age/internal/armor.h"
#include "libmarkings/age/internal/byte_io.h"
#include "libmarkings/age/internal/derive.h"
#include "libmarkings/age/internal/header.h"
#include "libmarkings/age/internal/payload.h"
#include "libmarkings/age/internal/spool.h"
#include "libmarkings/age/internal/stanzas.h"
#include "libmarkings/secret/internal/sodium_ready.h"

namespace markings {
namespace {

using internal::BufferedSource;
using internal::ByteSink;
using internal::ByteSource;

std::unexpected<Error> NoMatch(std::string message, std::string fix) {
  return Fail(ErrorCode::kNoMatch, {}, std::move(message), std::move(fix));
}

Result<SecretBytes> KeyByPassphrase(const internal::ScryptStanza& stanza, const AgeKeys& keys) {
  if (!keys.passphrase) {
    return NoMatch("the file is sealed with a passphrase, and none was given", "give its passphrase");
  }
  const auto passphrase = keys.passphrase();
  if (!passphrase) return std::unexpected(passphrase.error());
  auto key = internal::UnwrapScrypt(stanza, *passphrase);
  if (!key) return std::unexpected(std::move(key).error());
  if (!*key)
    return Fail(ErrorCode::kWrongPassphrase, {}, "the passphrase does not open the file", "try again");
  return **std::move(key);
}

Result<SecretBytes> KeyByIdentity(const internal::KnownStanzas& known,
                                  std::span<const AgeIdentity> identities) {
  for (const AgeIdentity& identity : identities) {
    for (const internal::X25519Stanza& stanza : known.x25519) {
      auto key = internal::UnwrapX25519(stanza, identity);
      if (!key) return std::unexpected(std::move(key).error());
      if (*key) return **std::move(key);
    }
  }
  if (!known.unsupported.empty()) {
    return Fail(
        ErrorCode::kUnsupported, {},
        fmt::format(
            "no identity that was given opens the file, and it has recipients of kinds that this build "
            "does not open: {}",
            fmt::join(known.unsupported, ", ")),
        "open it with age 1.3 or later, or have it sealed to an age1... recipient too");
  }
  if (identities.empty()) {
    return NoMatch("the file is sealed to recipients, and no identity was given",
                   "give the identity of one of them");
  }
  return NoMatch("no identity that was given opens the file", "give the identity of one of its recipients");
}

Result<SecretBytes> FindFileKey(const internal::AgeHeader& header, const AgeKeys& keys,
                                const AgeOptions& options) {
  const auto known = internal::SortStanzas(header, options.max_log_n);
  if (!known) return std::unexpected(known.error());
  return known->scrypt ? KeyByPassphrase(*known->scrypt, keys) : KeyByIdentity(*known, keys.identities);
}

// The key of the payload that follows.
Result<SecretBytes> OpenHeader(BufferedSource& source, const AgeKeys& keys, const AgeOptions& options) {
  const auto text = internal::TakeHeader(source);
  if (!text) return std::unexpected(text.error());
  const auto header = internal::ParseHeader(*text);
  if (!header) return std::unexpected(header.error());
  const auto file_key = FindFileKey(*header, keys, options);
  if (!file_key) return std::unexpected(file_key.error());
  const auto mac = internal::HeaderMac(*file_key, std::string_view(*text).substr(0, header->covered));
  if (!mac) return std::unexpected(mac.error());
  if (sodium_memcmp(mac->data(), header->mac.data(), mac->size()) != 0) {
    return Fail(ErrorCode::kNotAuthentic, {},
                "the age header was changed after it was sealed: its MAC is wrong",
                "nothing of it was let out; get the file again");
  }
  std::array<unsigned char, internal::kPayloadNonce> nonce;
  const auto got = source.Read(nonce);
  if (!got) return std::unexpected(got.error());
  if (*got != nonce.size()) {
    return Fail(ErrorCode::kBadSealed, {},
                "the age header is not followed by a nonce of 16 bytes: the file was cut",
                "get the file again, whole");
  }
  return internal::PayloadKey(*file_key, nonce);
}

Result<void> Open(ByteSource& in, ByteSink& out, const AgeKeys& keys, const AgeOptions& options) {
  if (!internal::SodiumReady()) {
    return Fail(ErrorCode::kInternal, {}, "libsodium could not be started",
                "check the system's source of randomness");
  }
  const auto open = [&](BufferedSource& source) -> Result<void> {
    const auto key = OpenHeader(source, keys, options);
    if (!key) return std::unexpected(key.error());
    return internal::OpenPayload(*key, source, out);
  };
  BufferedSource raw(in);
  const auto begin = raw.Peek(BufferedSource::kCapacity);
  if (!begin) return std::unexpected(begin.error());
  if (!internal::LooksArmored(*begin)) return open(raw);
  internal::ArmorSource armor(raw);
  BufferedSource source(armor);
  return open(source);
}

}  // namespace

bool LooksLikeAge(std::string_view text) {
  return text.starts_with("age-encryption.org/") || internal::LooksArmored(text);
}

Result<SecretBytes> OpenAgeWith(std::string_view sealed, const AgeKeys& keys, const AgeOptions& options) {
  internal::ViewSource in(sealed);
  internal::SecretSink out(sealed.size());
  if (auto opened = Open(in, out, keys, options); !opened) return std::unexpected(std::move(opened).error());
  return std::move(out).Take();
}

Result<SecretBytes> OpenAge(std::string_view sealed, std::span<const AgeIdentity> identities) {
  return OpenAgeWith(sealed, AgeKeys{.identities = identities});
}

Result<void> DecryptAge(int in, int out, const AgeKeys& keys, const AgeOptions& options) {
  internal::FileSource source(in);
  internal::Spool spool(options.spool_folder);
  if (auto opened = Open(source, spool, keys, options); !opened) return opened;
  internal::FileSink sink(out);
  return spool.CopyTo(sink);
}

Result<void> DecryptAgeUnseen(int in, int unseen, const AgeKeys& keys, const AgeOptions& options) {
  struct stat status = {};
  if (fstat(unseen, &status) != 0) return internal::IoFailure("looking at the output", errno);
  if (!S_ISREG(status.st_mode) || status.st_size != 0) {
    return Fail(ErrorCode::kUnusableInput, {}, "the output is no regular file, or not an empty one",
                "use DecryptAge for other descriptors");
  }
  internal::FileSource source(in);
  internal::FileSink sink(unseen, internal::WriteBack::kAtOnce);
  auto opened = Open(source, sink, keys, options);
  // What was authenticated by itself is no part of a whole that was not.
  if (!opened && ftruncate(unseen, 0) != 0) return internal::IoFailure("emptying the output", errno);
  return opened;
}

}  // namespace markings
