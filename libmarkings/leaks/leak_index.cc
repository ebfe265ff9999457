// The file is sealed by XChaCha20-Poly1305 under a nonce that is a keyed hash of the content, as in SIV (RFC
// 5297): the same index gives the same bytes, and no two contents share a nonce.

#include "libmarkings/leaks/leak_index.h"

#include <fmt/format.h>
#include <sodium.h>

#include <algorithm>
#include <array>
#include <utility>

#include "libmarkings/leaks/internal/index_body.h"
#include "libmarkings/secret/internal/sodium_ready.h"
#include "libmarkings/shingle/grams.h"
#include "libmarkings/shingle/letters.h"
#include "libmarkings/text/digits.h"
#include "libmarkings/text/hex.h"

namespace markings {
namespace {

constexpr std::string_view kFirstLine = "markings-leak-index/1\n";
constexpr std::string_view kKeyWord = "key ";
constexpr std::size_t kNameBytes = 8;
constexpr std::size_t kHeadBytes = kFirstLine.size() + kKeyWord.size() + 2 * kNameBytes + 1;
constexpr std::size_t kNonceBytes = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t kTagBytes = crypto_aead_xchacha20poly1305_ietf_ABYTES;
static_assert(LeakKey::kBytes == crypto_aead_xchacha20poly1305_ietf_KEYBYTES);
static_assert(LeakKey::kBytes == GramHasher::kKeyBytes);
using Nonce = std::array<unsigned char, kNonceBytes>;

std::unexpected<Error> Bad(ErrorCode code, std::string message, std::string fix) {
  return Fail(code, {}, std::move(message), std::move(fix));
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
std::string Head(const LeakKey& key) {
  static_assert(crypto_generichash_BYTES_MIN == 2 * kNameBytes);
  std::array<unsigned char, crypto_generichash_BYTES_MIN> name{};
  KeyedHash(name, kFirstLine, key.Derive(LeakKeyUse::kName));
  return fmt::format("{}{}{}\n", kFirstLine, kKeyWord, ToHex(std::span(name).first<kNameBytes>()));
}

Nonce NonceOf(std::string_view body, const LeakKey& key) {
  Nonce nonce{};
  KeyedHash(nonce, body, key.Derive(LeakKeyUse::kNonce));
  return nonce;
}

PassageId IdOf(std::string_view letters, const LeakKey& key) {
  std::array<unsigned char, crypto_generichash_BYTES_MIN> hash{};
  KeyedHash(hash, letters, key.Derive(LeakKeyUse::kPassages));
  PassageId id = 0;
  for (std::size_t i = 0; i < sizeof(id); ++i) id = id << 8 | hash[i];
  return id;
}

bool IsHead(std::string_view head) {
  return head.size() == kHeadBytes && head.ends_with('\n') &&
         head.substr(kFirstLine.size()).starts_with(kKeyWord) &&
         IsLowerHex(head.substr(kFirstLine.size() + kKeyWord.size(), 2 * kNameBytes), 2 * kNameBytes);
}

}  // namespace

std::string FormatPassageId(PassageId id) { return fmt::format("{:016x}", id); }

Result<LeakIndex::Added> LeakIndex::Add(std::string_view text, std::string_view label, const LeakKey& key) {
  if (!internal::IsLabel(label)) {
    return Bad(ErrorCode::kUnusableInput, "the label is longer than 80 bytes or not one line of text",
               "choose a shorter one");
  }
  const ComparedLetters compared(text);
  const std::string_view letters = compared.letters();
  Added added{.letters = letters.size()};
  if (letters.size() < kShortestPassage) return added;
  added.id = IdOf(letters, key);
  added.outcome = passages_.contains(added.id) ? Outcome::kPresent : Outcome::kAdded;
  if (added.outcome == Outcome::kPresent) return added;
  auto hasher = GramHasher::Keyed(key.Derive(LeakKeyUse::kGrams).Reveal().first<GramHasher::kKeyBytes>());
  if (!hasher) return std::unexpected(std::move(hasher).error());
  auto hashes = hasher->HashAll(letters);
  if (!hashes) return std::unexpected(std::move(hashes).error());
  LeakPassage passage{std::string(label), static_cast<std::uint32_t>(letters.size()),
                      Winnow(*hashes, kLeakWindow)};
  if (letters.size() > kMostLetters || passages_.size() == kMostPassages ||
      passage.fingerprints.size() > kMostFingerprints - fingerprints_) {
    return Bad(ErrorCode::kUnusableInput, "more than 1048576 passages or 33554432 fingerprints",
               "make several indexes");
  }
  fingerprints_ += passage.fingerprints.size();
  passages_.emplace(added.id, std::move(passage));
  return added;
}

std::uint32_t OwnLetters(const LeakPassage& passage) {
  std::size_t own = 0, end = 0;
  for (const Fingerprint& one : passage.fingerprints) {
    // (Any window has one, so that a gram stands for those before and after it.)
    const std::size_t from = std::max(end, one.at - std::min(one.at, kLeakWindow - 1));
    end = std::min<std::size_t>(one.at + kGramLetters + kLeakWindow - 1, passage.letters);
    own += end - std::min(from, end);
  }
  return static_cast<std::uint32_t>(own);
}

std::vector<PassageId> LeakIndex::Forget(std::span<const PassageStretch> stretches) {
  std::map<PassageId, std::vector<Span>> by_passage;
  for (const PassageStretch& one : stretches) by_passage[one.passage].push_back(one.letters);
  std::vector<PassageId> gone;
  for (auto& [id, spans] : by_passage) {
    const auto found = passages_.find(id);
    if (found == passages_.end()) continue;
    std::vector<Fingerprint>& prints = found->second.fingerprints;
    std::ranges::sort(spans, {}, &Span::begin);
    std::vector<Fingerprint> left;
    std::size_t end = 0;  // of what is forgotten of those that begin before the fingerprint
    auto span = spans.begin();
    for (const Fingerprint& one : prints) {
      for (; span != spans.end() && span->begin <= one.at; ++span) end = std::max(end, span->end);
      if (one.at + kGramLetters > end) left.push_back(one);
    }
    fingerprints_ -= prints.size() - left.size();
    prints = std::move(left);
    if (OwnLetters(found->second) >= kShortestPassage) continue;
    fingerprints_ -= prints.size();
    passages_.erase(found);
    gone.push_back(id);
  }
  return gone;
}

Result<std::string> LeakIndex::Seal(const LeakKey& key) const {
  const std::string head = Head(key);
  const std::string body = internal::WriteIndexBody(passages_);
  const Nonce nonce = NonceOf(body, key);
  std::string file = head;
  file.append(reinterpret_cast<const char*>(nonce.data()), nonce.size());
  const std::size_t begin = file.size();
  file.resize(begin + body.size() + kTagBytes);
  unsigned long long size = 0;
  auto* const out = reinterpret_cast<unsigned char*>(file.data() + begin);
  const SecretBytes seal = key.Derive(LeakKeyUse::kSeal);
  if (crypto_aead_xchacha20poly1305_ietf_encrypt(out, &size, Bytes(body), body.size(), Bytes(head),
                                                 head.size(), nullptr, nonce.data(),
                                                 seal.Reveal().data()) != 0)
    return Bad(ErrorCode::kInternal, "libsodium cannot seal the leak index", "check its installation");
  return file;
}

Result<LeakIndex> LeakIndex::Open(std::string_view file, const LeakKey& key) {
  if (!file.starts_with(kFirstLine)) {
    const bool other = file.starts_with("markings-leak-index/");
    return Bad(
        ErrorCode::kUnusableInput,
        other ? "it is a leak index of a version that this program does not read" : "it is no leak index",
        "name the file that markings index wrote");
  }
  const std::string_view head = file.substr(0, kHeadBytes);
  if (!IsHead(head) || file.size() < kHeadBytes + kNonceBytes + kTagBytes)
    return Bad(ErrorCode::kBadSealed, "the leak index was changed or cut", "get the file again");
  if (head != Head(key)) {
    return Bad(ErrorCode::kBadKey, "the leak index was made with another key",
               "give --key the key that it was made with");
  }
  std::string_view sealed = file.substr(kHeadBytes);
  Nonce nonce{};
  std::copy_n(Bytes(sealed), nonce.size(), nonce.begin());
  sealed.remove_prefix(kNonceBytes);
  std::string body(sealed.size() - kTagBytes, '\0');
  unsigned long long size = 0;
  const SecretBytes seal = key.Derive(LeakKeyUse::kSeal);
  auto* const out = reinterpret_cast<unsigned char*>(body.data());
  if (crypto_aead_xchacha20poly1305_ietf_decrypt(out, &size, nullptr, Bytes(sealed), sealed.size(),
                                                 Bytes(head), head.size(), nonce.data(),
                                                 seal.Reveal().data()) != 0)
    return Bad(ErrorCode::kBadSealed, "the leak index was changed or cut", "get the file again");
  const Nonce right = NonceOf(body, key);
  if (sodium_memcmp(right.data(), nonce.data(), nonce.size()) != 0)
    return Bad(ErrorCode::kUnusableInput, "the leak index is not in its one form",
               "make it anew with markings index");
  auto passages = internal::ReadIndexBody(body);
  if (!passages) return std::unexpected(std::move(passages).error());
  LeakIndex index;
  for (const auto& [id, passage] : *passages) index.fingerprints_ += passage.fingerprints.size();
  index.passages_ = *std::move(passages);
  return index;
}

}  // namespace markings
