#include "libmarkings/leaks/leak_index.h"

#include <fmt/format.h>
#include <sodium.h>

#include <algorithm>
#include <array>
#include <utility>

#include "libmarkings/leaks/internal/index_body.h"
#include "libmarkings/leaks/sealed_file.h"
#include "libmarkings/shingle/grams.h"
#include "libmarkings/shingle/letters.h"

namespace markings {
namespace {

static_assert(LeakKey::kBytes == GramHasher::kKeyBytes);

std::unexpected<Error> Bad(ErrorCode code, std::string message, std::string fix) {
  return Fail(code, {}, std::move(message), std::move(fix));
}

std::unexpected<Error> TooMuch() {
  return Bad(ErrorCode::kUnusableInput, "more than 1048576 passages or 33554432 fingerprints",
             "make several indexes");
}

const unsigned char* Bytes(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

PassageId IdOf(std::string_view letters, const LeakKey& key) {
  std::array<unsigned char, crypto_generichash_BYTES_MIN> hash{};
  const SecretBytes ids = key.Derive(LeakKeyUse::kPassages);
  // (It fails for lengths alone, and these are constant.)
  crypto_generichash(hash.data(), hash.size(), Bytes(letters), letters.size(), ids.Reveal().data(),
                     ids.size());
  PassageId id = 0;
  for (std::size_t i = 0; i < sizeof(id); ++i) id = id << 8 | hash[i];
  return id;
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
    return TooMuch();
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

Result<void> LeakIndex::Unite(std::map<PassageId, LeakPassage> passages) {
  for (auto& [id, passage] : passages) {
    if (const auto known = passages_.find(id); known != passages_.end()) {
      if (known->second == passage) continue;
      return Bad(ErrorCode::kUnusableInput,
                 fmt::format("the parts differ in what they hold of passage {}", FormatPassageId(id)),
                 "index all shards with the same arguments, and one state of the files");
    }
    if (passages_.size() == kMostPassages || passage.fingerprints.size() > kMostFingerprints - fingerprints_)
      return TooMuch();
    fingerprints_ += passage.fingerprints.size();
    passages_.emplace(id, std::move(passage));
  }
  return {};
}

Result<std::string> LeakIndex::Seal(const LeakKey& key) const {
  return SealFile(SealedKind::kLeakIndex, internal::WriteIndexBody(passages_), key);
}

Result<LeakIndex> LeakIndex::Open(std::string_view file, const LeakKey& key) {
  const auto body = OpenFile(SealedKind::kLeakIndex, file, key);
  if (!body) return std::unexpected(body.error());
  auto passages = internal::ReadIndexBody(*body);
  if (!passages) return std::unexpected(std::move(passages).error());
  LeakIndex index;
  if (auto united = index.Unite(*std::move(passages)); !united)
    return std::unexpected(std::move(united).error());
  return index;
}

}  // namespace markings
