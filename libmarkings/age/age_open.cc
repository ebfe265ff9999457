// Opening: the armor comes off, the header is parsed whole, somebody's key is found, the MAC is checked, and
// only then the payload is read.

#include <fmt/format.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <functional>
#include <optional>
#include <string>
#include <utility>

#include "libmarkings/age/age.h"
#include "libmarkings/age/internal/armor.h"
#include "libmarkings/age/internal/byte_io.h"
#include "libmarkings/age/internal/derive.h"
#include "libmarkings/age/internal/header.h"
#include "libmarkings/age/internal/hybrid.h"
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

using MaybeKey = Result<std::optional<SecretBytes>>;

MaybeKey TryX25519(const internal::KnownStanzas& known, const AgeIdentity& identity) {
  for (const internal::X25519Stanza& stanza : known.x25519) {
    auto key = internal::UnwrapX25519(stanza, identity);
    if (!key || *key) return key;
  }
  return std::nullopt;
}

MaybeKey TryHybrid(const internal::KnownStanzas& known, const AgeIdentity& identity) {
  if (known.hybrid.empty()) return std::nullopt;
  const auto ready = internal::HybridKey::Derive(identity.key());
  if (!ready) return std::unexpected(ready.error());
  for (const internal::HybridStanza& stanza : known.hybrid) {
    auto key = internal::UnwrapHybrid(stanza, *ready);
    if (!key || *key) return key;
  }
  return std::nullopt;
}

Result<SecretBytes> KeyByIdentity(const internal::KnownStanzas& known,
                                  std::span<const AgeIdentity> identities) {
  for (const AgeIdentity& identity : identities) {
    auto key = identity.recipient().kind() == AgeKind::kPostQuantum ? TryHybrid(known, identity)
                                                                    : TryX25519(known, identity);
    if (!key) return std::unexpected(std::move(key).error());
    if (*key) return **std::move(key);
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

// What comes before a payload, and the key of it.
struct Head {
  std::string header;
  std::array<unsigned char, internal::kPayloadNonce> nonce{};
  SecretBytes payload_key;
};

Result<Head> TakeHead(BufferedSource& source) {
  auto header = internal::TakeHeader(source);
  if (!header) return std::unexpected(std::move(header).error());
  Head head{.header = *std::move(header), .payload_key = SecretBytes(0)};
  return head;
}

Result<bool> TakeNonce(BufferedSource& source, Head& head) {
  const auto got = source.Read(head.nonce);
  if (!got) return std::unexpected(got.error());
  return *got == head.nonce.size();
}

Result<Head> OpenHead(BufferedSource& source, const AgeKeys& keys, const AgeOptions& options) {
  auto head = TakeHead(source);
  if (!head) return head;
  const auto header = internal::ParseHeader(head->header);
  if (!header) return std::unexpected(header.error());
  const auto file_key = FindFileKey(*header, keys, options);
  if (!file_key) return std::unexpected(file_key.error());
  const auto mac = internal::HeaderMac(*file_key, std::string_view(head->header).substr(0, header->covered));
  if (!mac) return std::unexpected(mac.error());
  if (sodium_memcmp(mac->data(), header->mac.data(), mac->size()) != 0) {
    return Fail(ErrorCode::kNotAuthentic, {},
                "the age header was changed after it was sealed: its MAC is wrong",
                "nothing of it was let out; get the file again");
  }
  const auto nonce = TakeNonce(source, *head);
  if (!nonce) return std::unexpected(nonce.error());
  if (!*nonce) {
    return Fail(ErrorCode::kBadSealed, {},
                "the age header is not followed by a nonce of 16 bytes: the file was cut",
                "get the file again, whole");
  }
  auto key = internal::PayloadKey(*file_key, head->nonce);
  if (!key) return std::unexpected(std::move(key).error());
  head->payload_key = *std::move(key);
  return head;
}

// Hands over what is within the armor, if there is any.
using Reader = std::function<Result<void>(BufferedSource& source)>;
Result<void> WithoutArmor(ByteSource& in, const Reader& read) {
  BufferedSource raw(in);
  const auto begin = raw.Peek(BufferedSource::kCapacity);
  if (!begin) return std::unexpected(begin.error());
  if (!internal::LooksArmored(*begin)) return read(raw);
  internal::ArmorSource armor(raw);
  BufferedSource source(armor);
  return read(source);
}

// Gives the head, from which the file can be opened again without its keys.
Result<Head> Open(ByteSource& in, ByteSink& out, const AgeKeys& keys, const AgeOptions& options) {
  if (!internal::SodiumReady()) return internal::NoSodium();
  Result<Head> head = internal::NoSodium();
  auto opened = WithoutArmor(in, [&](BufferedSource& source) -> Result<void> {
    head = OpenHead(source, keys, options);
    if (!head) return std::unexpected(head.error());
    return internal::OpenPayload(head->payload_key, source, out);
  });
  if (!opened) return std::unexpected(std::move(opened).error());
  return head;
}

// Opens a file that was authenticated to its end a moment ago, and lets out what is authenticated again chunk
// by chunk: so every byte is one of that whole. Of a file that is changed meanwhile the rest is missing,
// which is an error.
Result<void> OpenAgain(ByteSource& in, ByteSink& out, const Head& known) {
  return WithoutArmor(in, [&](BufferedSource& source) -> Result<void> {
    auto head = TakeHead(source);
    if (!head) return std::unexpected(std::move(head).error());
    const auto nonce = TakeNonce(source, *head);
    if (!nonce) return std::unexpected(nonce.error());
    if (head->header != known.header || head->nonce != known.nonce) {
      return Fail(ErrorCode::kNotAuthentic, {}, "the age header was changed while it was read",
                  "nothing of it was let out; get the file again");
    }
    auto opened = internal::OpenPayload(known.payload_key, source, out);
    if (!opened && opened.error().code == ErrorCode::kNotAuthentic) {
      opened.error().fix =
          "it was changed while it was read, so that what was let out is only a part; get the file again";
    }
    return opened;
  });
}

class NoSink final : public ByteSink {
 public:
  Result<void> Write(std::span<const unsigned char> bytes) override {
    static_cast<void>(bytes);
    return {};
  }
};

// Whether a file can be read twice, and is too large for its text to wait in memory.
bool ReadTwice(int in, off_t& begin) {
  struct stat status = {};
  if (fstat(in, &status) != 0 || !S_ISREG(status.st_mode)) return false;
  begin = lseek(in, 0, SEEK_CUR);
  return begin >= 0 && status.st_size - begin > static_cast<off_t>(internal::Spool::kMemory);
}

}  // namespace

bool LooksLikeAge(std::string_view text) {
  // (Keys of other programs have armor of other words.)
  return text.starts_with("age-encryption.org/") ||
         text.substr(0, internal::kMaxArmorSpace + internal::kArmorBegin.size())
             .contains(internal::kArmorBegin);
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
  if (off_t begin = 0; ReadTwice(in, begin)) {
    NoSink none;
    const auto head = Open(source, none, keys, options);
    if (!head) return std::unexpected(head.error());
    if (lseek(in, begin, SEEK_SET) != begin) return internal::IoFailure("reading the input again", errno);
    internal::FileSource again(in);
    internal::FileSink sink(out);
    return OpenAgain(again, sink, *head);
  }
  internal::Spool spool(options.spool_folder);
  if (auto opened = Open(source, spool, keys, options); !opened) {
    return std::unexpected(std::move(opened).error());
  }
  return spool.CopyTo(out);
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
  if (opened) return {};
  // What was authenticated by itself is no part of a whole that was not.
  if (ftruncate(unseen, 0) != 0) return internal::IoFailure("emptying the output", errno);
  return std::unexpected(std::move(opened).error());
}

}  // namespace markings
