// A file is sealed by XChaCha20-Poly1305 under a nonce that is a keyed hash of the content, as in SIV (RFC
// 5297): the same content gives the same bytes, and no two contents share a nonce. (Of one kind: what differs
// beside the content would be sealed under one nonce too.)

#include "libmarkings/leaks/sealed_file.h"

#include <fmt/format.h>
#include <sodium.h>

#include <algorithm>
#include <span>
#include <utility>

#include "libmarkings/text/digits.h"
#include "libmarkings/text/hex.h"

namespace markings {
namespace {

struct Form {
  SealedKind kind;
  std::string_view first_line, name, command;
  LeakKeyUse nonce, seal;
};
constexpr std::array kForms = {
    Form{SealedKind::kLeakIndex, "markings-leak-index/1\n", "leak index", "markings index",
         LeakKeyUse::kNonce, LeakKeyUse::kSeal},
    Form{SealedKind::kLeakIndexPart, "markings-leak-index-part/1\n", "part of a leak index",
         "markings index --shard", LeakKeyUse::kIndexPartNonce, LeakKeyUse::kIndexPartSeal},
    Form{SealedKind::kConsistencyPart, "markings-consistency-part/1\n", "part of a comparison",
         "markings consistency --shard", LeakKeyUse::kConsistencyPartNonce, LeakKeyUse::kConsistencyPartSeal},
};

constexpr std::string_view kKeyWord = "key ";
constexpr std::size_t kNameBytes = 8;
constexpr std::size_t kKeyLineBytes = kKeyWord.size() + 2 * kNameBytes + 1;
constexpr std::size_t kNonceBytes = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t kTagBytes = crypto_aead_xchacha20poly1305_ietf_ABYTES;
constexpr std::size_t kIdBytes = 16;
static_assert(LeakKey::kBytes == crypto_aead_xchacha20poly1305_ietf_KEYBYTES);
using Nonce = std::array<unsigned char, kNonceBytes>;

const Form& FormOf(SealedKind kind) { return *std::ranges::find(kForms, kind, &Form::kind); }

std::unexpected<Error> Bad(ErrorCode code, std::string message, std::string fix) {
  return Fail(code, {}, std::move(message), std::move(fix));
}
std::unexpected<Error> Changed(const Form& form) {
  return Bad(ErrorCode::kBadSealed, fmt::format("the {} was changed or cut", form.name),
             "get the file again");
}

const unsigned char* Bytes(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

// Keyed BLAKE2b.
void KeyedHash(std::span<unsigned char> out, std::string_view text, const SecretBytes& key) {
  // (It fails for lengths alone, and these are constant.)
  crypto_generichash(out.data(), out.size(), Bytes(text), text.size(), key.Reveal().data(), key.size());
}

// The two lines that stand before what is sealed, and are sealed with it.
std::string Head(const Form& form, const LeakKey& key) {
  static_assert(crypto_generichash_BYTES_MIN == 2 * kNameBytes);
  std::array<unsigned char, crypto_generichash_BYTES_MIN> name{};
  KeyedHash(name, form.first_line, key.Derive(LeakKeyUse::kName));
  return fmt::format("{}{}{}\n", form.first_line, kKeyWord, ToHex(std::span(name).first<kNameBytes>()));
}

Nonce NonceOf(const Form& form, std::string_view body, const LeakKey& key) {
  Nonce nonce{};
  KeyedHash(nonce, body, key.Derive(form.nonce));
  return nonce;
}

bool IsKeyLine(std::string_view line) {
  return line.size() == kKeyLineBytes && line.ends_with('\n') && line.starts_with(kKeyWord) &&
         IsLowerHex(line.substr(kKeyWord.size(), 2 * kNameBytes), 2 * kNameBytes);
}

// What to say of a file that does not begin as it should.
std::unexpected<Error> OtherFile(const Form& form, std::string_view file) {
  if (const auto other = FindSealedKind(file)) {
    const bool part = *other == SealedKind::kLeakIndexPart && form.kind == SealedKind::kLeakIndex;
    return Bad(ErrorCode::kUnusableInput, fmt::format("it is a {}, no {}", Name(*other), form.name),
               part ? "join all parts with markings merge, and name the index"
                    : fmt::format("name the file that {} wrote", form.command));
  }
  const std::string_view word = form.first_line.substr(0, form.first_line.find('/') + 1);
  return Bad(ErrorCode::kUnusableInput,
             file.starts_with(word)
                 ? fmt::format("it is a {} of a version that this program does not read", form.name)
                 : fmt::format("it is no {}", form.name),
             fmt::format("name the file that {} wrote", form.command));
}

}  // namespace

std::optional<SealedKind> FindSealedKind(std::string_view file) {
  for (const Form& form : kForms) {
    if (file.starts_with(form.first_line)) return form.kind;
  }
  return std::nullopt;
}

std::string_view Name(SealedKind kind) { return FormOf(kind).name; }

Result<std::string> SealFile(SealedKind kind, std::string_view body, const LeakKey& key) {
  const Form& form = FormOf(kind);
  const std::string head = Head(form, key);
  const Nonce nonce = NonceOf(form, body, key);
  std::string file = head;
  file.append(reinterpret_cast<const char*>(nonce.data()), nonce.size());
  const std::size_t begin = file.size();
  file.resize(begin + body.size() + kTagBytes);
  unsigned long long size = 0;
  auto* const out = reinterpret_cast<unsigned char*>(file.data() + begin);
  const SecretBytes seal = key.Derive(form.seal);
  if (crypto_aead_xchacha20poly1305_ietf_encrypt(out, &size, Bytes(body), body.size(), Bytes(head),
                                                 head.size(), nullptr, nonce.data(),
                                                 seal.Reveal().data()) != 0)
    return Bad(ErrorCode::kInternal, fmt::format("libsodium cannot seal the {}", form.name),
               "check its installation");
  return file;
}

Result<std::string> OpenFile(SealedKind kind, std::string_view file, const LeakKey& key) {
  const Form& form = FormOf(kind);
  if (!file.starts_with(form.first_line)) return OtherFile(form, file);
  const std::string_view head = file.substr(0, form.first_line.size() + kKeyLineBytes);
  if (!IsKeyLine(head.substr(form.first_line.size())) || file.size() < head.size() + kNonceBytes + kTagBytes)
    return Changed(form);
  if (head != Head(form, key)) {
    return Bad(ErrorCode::kBadKey, fmt::format("the {} was made with another key", form.name),
               "give --key the key that it was made with");
  }
  std::string_view sealed = file.substr(head.size());
  Nonce nonce{};
  std::copy_n(Bytes(sealed), nonce.size(), nonce.begin());
  sealed.remove_prefix(kNonceBytes);
  std::string body(sealed.size() - kTagBytes, '\0');
  unsigned long long size = 0;
  const SecretBytes seal = key.Derive(form.seal);
  auto* const out = reinterpret_cast<unsigned char*>(body.data());
  if (crypto_aead_xchacha20poly1305_ietf_decrypt(out, &size, nullptr, Bytes(sealed), sealed.size(),
                                                 Bytes(head), head.size(), nonce.data(),
                                                 seal.Reveal().data()) != 0)
    return Changed(form);
  const Nonce right = NonceOf(form, body, key);
  if (sodium_memcmp(right.data(), nonce.data(), nonce.size()) != 0)
    return Bad(ErrorCode::kUnusableInput, fmt::format("the {} is not in its one form", form.name),
               fmt::format("make it anew with {}", form.command));
  return body;
}

std::string SealedId(std::string_view file) {
  const auto kind = FindSealedKind(file);
  if (!kind) return {};
  const std::size_t begin = FormOf(*kind).first_line.size() + kKeyLineBytes;
  if (file.size() < begin + kNonceBytes) return {};
  return ToHex(std::span(Bytes(file.substr(begin)), kIdBytes));
}

void MadeWith::Add(std::string_view one) {
  crypto_generichash_state state;
  crypto_generichash_init(&state, key_.Reveal().data(), key_.size(), chain_.size());
  crypto_generichash_update(&state, chain_.data(), chain_.size());
  crypto_generichash_update(&state, Bytes(one), one.size());
  crypto_generichash_final(&state, chain_.data(), chain_.size());
}

MadeWith::Digest MadeWith::Finish() const {
  Digest digest{};
  std::copy_n(chain_.begin(), digest.size(), digest.begin());
  return digest;
}

MadeWith::Digest KeyedDigest(const LeakKey& key, std::span<const std::string> texts) {
  MadeWith made(key);
  for (const std::string& one : texts) made.Add(one);
  return made.Finish();
}

}  // namespace markings
