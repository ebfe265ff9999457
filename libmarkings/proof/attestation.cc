#include "libmarkings/proof/attestation.h"

#include <fmt/format.h>
#include <sodium.h>

#include <algorithm>
#include <bit>
#include <limits>
#include <utility>

#include "libmarkings/proof/internal/commitment.h"
#include "libmarkings/secret/internal/sodium_ready.h"

namespace markings {
namespace {

// Spreads decoys over the places between units: each of all places of the longer list is as likely as any
// other.
std::vector<OriginalUnit> WithDecoys(const std::vector<OriginalUnit>& units, std::size_t size) {
  std::vector<bool> decoy(size, false);
  // The first of a random order of all places, by Fisher and Yates.
  std::vector<std::uint32_t> places(size);
  for (std::size_t i = 0; i < size; ++i) places[i] = static_cast<std::uint32_t>(i);
  for (std::size_t i = 0; i < size - units.size(); ++i) {
    const std::size_t other = i + randombytes_uniform(static_cast<std::uint32_t>(size - i));
    std::swap(places[i], places[other]);
    decoy[places[i]] = true;
  }
  std::vector<OriginalUnit> all;
  all.reserve(size);
  auto next = units.begin();
  for (std::size_t i = 0; i < size; ++i) {
    all.push_back(decoy[i] ? OriginalUnit{UnitKind::kDecoy, false, 0} : *next++);
  }
  return all;
}

}  // namespace

Result<std::vector<TreeHash>> LeavesOf(std::string_view text, const OriginalSecret& secret) {
  const std::vector<OriginalUnit>& units = secret.units();
  const auto other_text = [] {
    return Fail(ErrorCode::kBadProof, {}, "the attestation's secret is of a text of another length",
                "give the attestation that was made of this very text");
  };
  std::vector<TreeHash> leaves;
  leaves.reserve(units.size());
  internal::UnitPlace place{secret.doc(), static_cast<std::uint32_t>(units.size()), 0};
  std::size_t at = 0;
  for (const OriginalUnit& unit : units) {
    if (unit.length > text.size() - at) return other_text();
    internal::Salt salt = internal::SaltOf(secret.key(), place);
    leaves.push_back(internal::LeafOf(salt, place, unit.kind, unit.mandatory, text.substr(at, unit.length)));
    sodium_memzero(salt.data(), salt.size());
    at += unit.length;
    ++place.index;
  }
  if (at != text.size()) return other_text();
  return leaves;
}

Result<Attestation> Attest(const Document& document, const AttestOptions& options) {
  if (!internal::SodiumReady()) {
    return Fail(ErrorCode::kInternal, {}, "libsodium could not be started",
                "check the system's source of randomness");
  }
  auto units = UnitsOf(document, options);
  if (!units) return std::unexpected(std::move(units).error());
  if (options.decoys) {
    const std::size_t size = std::bit_ceil(units->size() * 2);
    if (size > kMostUnits) {
      return Fail(ErrorCode::kUnusableInput, {},
                  "with decoys the text has more units than an attestation may",
                  "attest it without decoys, or by elements");
    }
    units = WithDecoys(*units, size);
  }
  Attestation made{OriginalNote{}, OriginalSecret({}, SecretBytes(0), {})};
  DocId doc;
  randombytes_buf(doc.data(), doc.size());
  SecretBytes key(OriginalSecret::kSize);
  randombytes_buf(key.RevealForWriting().data(), key.size());
  made.secret = OriginalSecret(doc, std::move(key), *std::move(units));
  const auto leaves = LeavesOf(document.buffer().text(), made.secret);
  if (!leaves) return std::unexpected(leaves.error());
  made.note = {
      doc,         static_cast<std::uint32_t>(leaves->size()), TreeRoot(*leaves), {}, options.policy_sha256,
      options.date};
  for (std::uint32_t i = 0; i < made.note.units; ++i) {
    if (made.secret.units()[i].mandatory) made.note.mandatory.push_back(i);
  }
  // What no verifier would accept is not handed out (a date or digest of another form).
  if (auto read = OriginalNote::Parse(made.note.Format()); !read)
    return std::unexpected(std::move(read).error());
  return made;
}

}  // namespace markings
