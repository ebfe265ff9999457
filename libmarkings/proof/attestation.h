#ifndef LIBMARKINGS_PROOF_ATTESTATION_H_
#define LIBMARKINGS_PROOF_ATTESTATION_H_

// An originator's commitment to a whole document: a tree over its units, each in a salted commitment, whose
// root is signed. Whoever holds the document and the secret can later show any of its units to be part of it,
// without telling anything of the others but that they are there (redaction_proof.h).
//
//   auto original = Attest(document, {.date = "2026-11-26T10:00:00Z"});
//   publish original->note, signed; keep original->secret as safe as the document itself.
//
// Source: RFC 9162, section 2.1 (the tree); docs/formats/attestation.md (units, commitments, files).
// Thread-safety: functions keep no state.

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "libmarkings/cable/document.h"
#include "libmarkings/export.h"
#include "libmarkings/merkle/merkle.h"
#include "libmarkings/secret/secret_bytes.h"
#include "libmarkings/text/error.h"

namespace markings {

using DocId = std::array<unsigned char, 16>;  // random, another for each attestation

// What a unit of an original is. The numbers are those of the format.
enum class UnitKind : std::uint8_t {
  kHeader = 1,
  kMark = 2,
  kNumber = 3,  // or another label
  kBody = 4,
  kSeparator = 5,
  kBanner = 6,
  kSignature = 7,
  kDecoy = 127,  // no part of the text: hides how many units there are
};

// A unit without its text: units stand in order and partition the bytes of the original.
struct MARKINGS_API OriginalUnit {
  UnitKind kind = UnitKind::kBody;
  bool mandatory = false;    // every proof must show it
  std::uint32_t length = 0;  // bytes; 0 for a decoy
  bool operator==(const OriginalUnit&) const = default;
};

// What is published and signed of an original. It holds no digest of the text, only the root over salted
// commitments.
struct MARKINGS_API OriginalNote {
  DocId doc{};
  std::uint32_t units = 0;  // decoys included
  TreeHash root{};
  std::vector<std::uint32_t> mandatory;  // indices, rising
  std::string policy_sha256;             // the policy that the originator signed under, else empty
  std::string date;                      // UTC, "2026-11-26T10:00:00Z"

  [[nodiscard]] std::string Format() const;
  // Accepts exactly what Format writes. Errors: kBadProof with the place.
  [[nodiscard]] static Result<OriginalNote> Parse(std::string_view text);
};

// What opens the commitments, and where the units lie. As sensitive as the document: whoever has it can test
// guesses at any unit.
class MARKINGS_API OriginalSecret {
 public:
  static constexpr std::size_t kSize = 32;  // bytes

  OriginalSecret(const DocId& doc, SecretBytes key, std::vector<OriginalUnit> units)
      : doc_(doc), key_(std::move(key)), units_(std::move(units)) {}

  [[nodiscard]] SecretBytes Format() const;
  // Accepts exactly what Format writes. Errors: kBadProof.
  [[nodiscard]] static Result<OriginalSecret> Parse(const SecretBytes& text);

  [[nodiscard]] const DocId& doc() const { return doc_; }
  [[nodiscard]] const SecretBytes& key() const { return key_; }
  [[nodiscard]] const std::vector<OriginalUnit>& units() const { return units_; }

 private:
  DocId doc_;
  SecretBytes key_;
  std::vector<OriginalUnit> units_;
};

// How fine the units are. With whole elements the text around a mask within one cannot be proved; with words
// a proof tells how many words were cut out.
enum class UnitGrain : std::uint8_t { kElement, kWord };

struct MARKINGS_API AttestOptions {
  UnitGrain grain = UnitGrain::kElement;
  // (Initialised, so that one may be written without the others.) Ids of elements whose every byte each proof
  // must show.
  std::vector<std::string> mandatory{};  // NOLINT(readability-redundant-member-init)
  bool decoys = false;                   // up to a power of two, at least twice the units, at random places
  std::string
      policy_sha256{};  // 64 lower-case hex digits, or empty  // NOLINT(readability-redundant-member-init)
  std::string date{};   // UTC  // NOLINT(readability-redundant-member-init)
};

struct MARKINGS_API Attestation {
  OriginalNote note;
  OriginalSecret secret;
};

inline constexpr std::uint32_t kMostUnits = 1U << 20;

// Commits to a document. Random numbers are libsodium's: no two attestations of one text have anything in
// common. Errors: kUnusableInput for an element that is not there, a text of more than kMostUnits units or 4
// GiB, a date of another form; kInternal without a source of randomness.
[[nodiscard]] MARKINGS_API Result<Attestation> Attest(const Document& document, const AttestOptions& options);

// The units of a document, without decoys. Errors: as of Attest.
[[nodiscard]] MARKINGS_API Result<std::vector<OriginalUnit>> UnitsOf(const Document& document,
                                                                     const AttestOptions& options);

// The leaf of each unit of a text, decoys included. Errors: kBadProof when the units are not those of a text
// of this length.
[[nodiscard]] MARKINGS_API Result<std::vector<TreeHash>> LeavesOf(std::string_view text,
                                                                  const OriginalSecret& secret);

}  // namespace markings

#endif  // LIBMARKINGS_PROOF_ATTESTATION_H_
