// The text forms of note and secret. Each is written in one way and read by writing it again and comparing.

#include <fmt/format.h>
#include <sodium.h>

#include <algorithm>
#include <array>
#include <utility>

#include "libmarkings/proof/attestation.h"
#include "libmarkings/proof/internal/fields.h"
#include "libmarkings/proof/internal/forms.h"
#include "libmarkings/text/base64.h"
#include "libmarkings/text/day.h"
#include "libmarkings/text/hex.h"

namespace markings {
namespace {

using internal::Fields;

constexpr std::string_view kNoteHead = "markings-original/v1", kSecretHead = "markings-original-secret/v1";
constexpr std::size_t kMostUnitLine = 32;  // "unit 127 1 4294967295" with its LF, rounded up

std::unexpected<Error> BadNote(Span where, std::string message) {
  return Fail(ErrorCode::kBadProof, where, std::move(message),
              "take the attestation as markings attest wrote it");
}

std::string Indices(const std::vector<std::uint32_t>& indices) {
  return indices.empty() ? "none" : fmt::format("{}", fmt::join(indices, ","));
}

std::optional<std::vector<std::uint32_t>> ReadIndices(std::string_view text, std::uint32_t units) {
  std::vector<std::uint32_t> indices;
  if (text == "none") return indices;
  while (true) {
    const std::size_t comma = std::min(text.find(','), text.size());
    const auto index = internal::ReadDecimalAs<std::uint32_t>(text.substr(0, comma));
    if (!index || *index >= units || (!indices.empty() && *index <= indices.back())) return std::nullopt;
    indices.push_back(*index);
    if (comma == text.size()) return indices;
    text.remove_prefix(comma + 1);
  }
}

// "unit 4 0 123".
bool ReadUnit(Fields& fields, OriginalUnit& unit) {
  if (fields.Word() != "unit") return false;
  const auto kind = internal::ReadUnitKind(fields.Word());
  const auto mandatory = internal::ReadFlags(fields.Word());
  const auto length = fields.Decimal<std::uint32_t>();
  if (!kind || !mandatory || !length || !fields.line_done()) return false;
  unit = {*kind, *mandatory, *length};
  const bool decoy = *kind == UnitKind::kDecoy;
  return decoy ? *length == 0 && !*mandatory : *length > 0;
}

std::string_view View(const SecretBytes& text) {
  return {reinterpret_cast<const char*>(text.Reveal().data()), text.size()};
}

}  // namespace

std::string OriginalNote::Format() const {
  return fmt::format("{}\ndoc {}\nunits {}\nroot {}\nmandatory {}\npolicy-sha256 {}\ndate {}\n", kNoteHead,
                     ToHex(doc), units, EncodeBase64(root), Indices(mandatory),
                     policy_sha256.empty() ? "none" : policy_sha256, date);
}

Result<OriginalNote> OriginalNote::Parse(std::string_view text) {
  OriginalNote note;
  Fields fields(text);
  const auto value = [&](std::string_view key) -> std::string_view {
    return fields.NextLine() && fields.Word() == key ? fields.Word() : std::string_view();
  };
  if (!fields.NextLine() || text.substr(0, fields.line().end) != kNoteHead) {
    return BadNote({}, "this is no attestation: it does not begin with markings-original/v1");
  }
  if (!FromHex(value("doc"), note.doc)) return BadNote(fields.line(), "there is no document number");
  note.units = internal::ReadDecimalAs<std::uint32_t>(value("units")).value_or(0);
  // A tree of nothing would be true of every text.
  if (note.units == 0 || note.units > kMostUnits)
    return BadNote(fields.line(), "there is no number of units");
  if (!DecodeBase64(value("root"), note.root)) return BadNote(fields.line(), "there is no root");
  auto mandatory = ReadIndices(value("mandatory"), note.units);
  if (!mandatory) return BadNote(fields.line(), "the list of mandatory units cannot be read");
  note.mandatory = *std::move(mandatory);
  const std::string_view policy = value("policy-sha256");
  if (policy != "none") note.policy_sha256 = policy;
  note.date = value("date");
  if (policy != "none" && !IsSha256Hex(policy))
    return BadNote(fields.line(), "there is no policy's digest, nor none");
  if (!IsUtcDate(note.date))
    return BadNote(fields.line(), "there is no date of the form 2026-11-26T10:00:00Z");
  if (note.Format() != text) return BadNote({}, "the attestation is not in its one form");
  return note;
}

SecretBytes OriginalSecret::Format() const {
  std::array<char, kSize * 2 + 1> hex;
  const std::string head = fmt::format("{}\ndoc {}\nsecret ", kSecretHead, ToHex(doc_));
  SecretBytes text(head.size() + hex.size() + units_.size() * kMostUnitLine);
  const std::span<unsigned char> to = text.RevealForWriting();
  std::size_t at = 0;
  const auto add = [&](std::string_view words) {
    std::ranges::copy(words, to.subspan(at).begin());
    at += words.size();
  };
  add(head);
  sodium_bin2hex(hex.data(), hex.size(), key_.Reveal().data(), key_.size());
  add({hex.data(), kSize * 2});
  sodium_memzero(hex.data(), hex.size());
  add("\n");
  for (const OriginalUnit& unit : units_) {
    add(fmt::format("unit {} {} {}\n", static_cast<unsigned>(unit.kind), unit.mandatory ? 1 : 0,
                    unit.length));
  }
  text.Truncate(at);
  return text;
}

Result<OriginalSecret> OriginalSecret::Parse(const SecretBytes& text) {
  const auto bad = [](std::string message) {
    // (No place: nobody is to look into this file for it.)
    return Fail(ErrorCode::kBadProof, {}, std::move(message),
                "take the secret file as markings attest wrote it");
  };
  const std::string_view all = View(text);
  Fields fields(all);
  if (!fields.NextLine() || all.substr(0, fields.line().end) != kSecretHead) {
    return bad("this is no secret of an attestation");
  }
  DocId doc;
  if (!fields.NextLine() || fields.Word() != "doc" || !FromHex(fields.Word(), doc) || !fields.line_done()) {
    return bad("the secret has no document number");
  }
  SecretBytes key(kSize);
  if (!fields.NextLine() || fields.Word() != "secret" || !FromHex(fields.Word(), key.RevealForWriting()) ||
      !fields.line_done()) {
    return bad("the secret file has no secret in it");
  }
  std::vector<OriginalUnit> units;
  OriginalUnit unit;
  while (fields.NextLine()) {
    if (units.size() == kMostUnits || !ReadUnit(fields, unit))
      return bad("a unit in the secret file cannot be read");
    units.push_back(unit);
  }
  if (units.empty() || !fields.at_end()) return bad("the secret file was cut short");
  return OriginalSecret(doc, std::move(key), std::move(units));
}

}  // namespace markings
