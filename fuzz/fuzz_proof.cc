// Any bytes as an attestation, its secret, a redaction proof, a tar of levels. What is read is written back
// byte for byte; a proof that is accepted against the known original accounts for the whole text and names
// its units once.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "fuzz/require.h"
#include "libmarkings/levels/readers.h"
#include "libmarkings/levels/sealed_levels.h"
#include "libmarkings/proof/attestation.h"
#include "libmarkings/proof/redaction_proof.h"

namespace {

// The known answer of docs/formats/attestation.md.
constexpr std::string_view kNote =
    "markings-original/v1\ndoc 000102030405060708090a0b0c0d0e0f\nunits 8\n"
    "root m0nVQckkMcYGrQWMlpu7b8igguI6kjznpH1DWYwYpn4=\nmandatory 0,1\npolicy-sha256 none\n"
    "date 2026-11-26T10:00:00Z\n";

void TryNote(std::string_view text) {
  const auto note = markings::OriginalNote::Parse(text);
  if (note) Require(note->Format() == text);
  markings::SecretBytes bytes(text.size());
  std::ranges::copy(text, bytes.RevealForWriting().begin());
  const auto secret = markings::OriginalSecret::Parse(bytes);
  if (secret) Require(std::ranges::equal(secret->Format().Reveal(), bytes.Reveal()));
}

// A proof, a NUL, the derivative.
void TryProof(std::string_view text) {
  static const markings::OriginalNote note = *markings::OriginalNote::Parse(kNote);
  const std::size_t at = std::min(text.find('\0'), text.size());
  const std::string_view derivative = at < text.size() ? text.substr(at + 1) : std::string_view();
  const auto proved = markings::CheckProof(text.substr(0, at), note, derivative);
  if (!proved) return;
  std::size_t size = 0;
  for (const auto* spans : {&proved->proved, &proved->own_words}) {
    for (const markings::Span& span : *spans) size += span.size();
  }
  Require(size == derivative.size() && proved->shown + proved->aside <= note.units);
}

void TryLevels(std::string_view text) {
  const auto count = markings::CountLevels(text);
  if (count) Require(*count > 0 && *count <= 64);
  const auto buffer = markings::Buffer::FromBytes(std::string(text), "recipients.toml");
  if (!buffer) return;
  const auto recipients = markings::Recipients::Load(*buffer);
  if (recipients) Require(!recipients->readers.empty() && !recipients->levels.empty());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  TryNote(text);
  TryProof(text);
  TryLevels(text);
  return 0;
}
