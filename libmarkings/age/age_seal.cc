#include <fmt/format.h>
#include <sodium.h>

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "libmarkings/age/age.h"
#include "libmarkings/age/internal/armor.h"
#include "libmarkings/age/internal/byte_io.h"
#include "libmarkings/age/internal/derive.h"
#include "libmarkings/age/internal/header.h"
#include "libmarkings/age/internal/payload.h"
#include "libmarkings/age/internal/stanzas.h"
#include "libmarkings/secret/internal/sodium_ready.h"

namespace markings {
namespace {

using internal::ByteSink;
using internal::ByteSource;
using internal::Stanza;

// The stanzas for a new file key.
using Wrapper = std::function<Result<std::vector<Stanza>>(const SecretBytes& file_key)>;

Result<void> SealTo(ByteSource& in, ByteSink& out, const Wrapper& wrap) {
  SecretBytes file_key(internal::kFileKey);
  randombytes_buf(file_key.RevealForWriting().data(), file_key.size());
  const auto stanzas = wrap(file_key);
  if (!stanzas) return std::unexpected(stanzas.error());
  const std::string covered = internal::FormatCovered(*stanzas);
  const auto mac = internal::HeaderMac(file_key, covered);
  if (!mac) return std::unexpected(mac.error());
  std::array<unsigned char, internal::kPayloadNonce> nonce;
  randombytes_buf(nonce.data(), nonce.size());
  const auto key = internal::PayloadKey(file_key, nonce);
  if (!key) return std::unexpected(key.error());

  const std::string header = internal::FormatHeader(covered, *mac);
  // What would not be read again is not written: post-quantum stanzas are long.
  if (header.size() > internal::kMaxHeader) {
    return Fail(ErrorCode::kUnusableInput, {},
                fmt::format("{} recipients do not fit into a header of 1 MiB", stanzas->size()),
                "make several files");
  }
  if (auto written = out.Write({reinterpret_cast<const unsigned char*>(header.data()), header.size()});
      !written) {
    return written;
  }
  if (auto written = out.Write(nonce); !written) return written;
  return internal::SealPayload(*key, in, out);
}

Result<void> Seal(ByteSource& in, ByteSink& out, const Wrapper& wrap, AgeForm form) {
  if (!internal::SodiumReady()) return internal::NoSodium();
  if (form == AgeForm::kBinary) return SealTo(in, out, wrap);
  internal::ArmorSink armor(out);
  if (auto sealed = SealTo(in, armor, wrap); !sealed) return sealed;
  return armor.Finish();
}

Wrapper ForRecipients(std::span<const AgeRecipient> recipients) {
  return [recipients](const SecretBytes& file_key) -> Result<std::vector<Stanza>> {
    if (recipients.empty()) {
      return Fail(ErrorCode::kUnusableInput, {}, "there is no recipient, so nobody could open it",
                  "name one");
    }
    if (recipients.size() > internal::kMaxStanzas) {
      return Fail(ErrorCode::kUnusableInput, {},
                  fmt::format("there are more than {} recipients", internal::kMaxStanzas),
                  "make several files");
    }
    const auto other_kind = [&](const AgeRecipient& one) { return one.kind() != recipients.front().kind(); };
    if (std::ranges::any_of(recipients, other_kind)) {
      return Fail(
          ErrorCode::kUnusableInput, {},
          "some recipients are post-quantum (age1pq1...) and some are not, so that a quantum computer "
          "would open the file by the others",
          "name recipients of one kind, or make a file for each kind");
    }
    std::vector<Stanza> stanzas;
    stanzas.reserve(recipients.size());
    for (const AgeRecipient& recipient : recipients) {
      auto stanza = internal::WrapFor(recipient, file_key);
      if (!stanza) return std::unexpected(std::move(stanza).error());
      stanzas.push_back(*std::move(stanza));
    }
    return stanzas;
  };
}

Wrapper ForPassphrase(const SecretBytes& passphrase, unsigned log_n) {
  return [&passphrase, log_n](const SecretBytes& file_key) -> Result<std::vector<Stanza>> {
    constexpr unsigned kMost = kAgeMaxLogN;
    if (passphrase.size() == 0) {
      return Fail(ErrorCode::kUnusableInput, {}, "the passphrase is empty", "choose one");
    }
    if (log_n < 1 || log_n > kMost) {
      return Fail(ErrorCode::kUnusableInput, {},
                  fmt::format("scrypt's work is not between 2^1 and 2^{}", kMost),
                  "choose another; 18 is usual");
    }
    auto stanza = internal::WrapScrypt(passphrase, log_n, file_key);
    if (!stanza) return std::unexpected(std::move(stanza).error());
    std::vector<Stanza> stanzas;
    stanzas.push_back(*std::move(stanza));
    return stanzas;
  };
}

Result<std::string> SealText(std::string_view plaintext, const Wrapper& wrap, AgeForm form) {
  internal::ViewSource in(plaintext);
  internal::StringSink out;
  if (auto sealed = Seal(in, out, wrap, form); !sealed) return std::unexpected(std::move(sealed).error());
  return std::move(out.bytes());
}

Result<void> SealFile(int in, int out, const Wrapper& wrap, AgeForm form) {
  internal::FileSource source(in);
  internal::FileSink sink(out, internal::WriteBack::kAtOnce);
  return Seal(source, sink, wrap, form);
}

}  // namespace

Result<std::string> SealAge(std::string_view plaintext, std::span<const AgeRecipient> recipients) {
  return SealText(plaintext, ForRecipients(recipients), AgeForm::kBinary);
}

Result<std::string> SealAgeWithPassphrase(std::string_view plaintext, const SecretBytes& passphrase,
                                          AgeForm form, unsigned log_n) {
  return SealText(plaintext, ForPassphrase(passphrase, log_n), form);
}

Result<void> EncryptAge(int in, int out, std::span<const AgeRecipient> recipients, AgeForm form) {
  return SealFile(in, out, ForRecipients(recipients), form);
}

Result<void> EncryptAgeWithPassphrase(int in, int out, const SecretBytes& passphrase, AgeForm form,
                                      unsigned log_n) {
  return SealFile(in, out, ForPassphrase(passphrase, log_n), form);
}

}  // namespace markings
