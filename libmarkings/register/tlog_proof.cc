#include "libmarkings/register/tlog_proof.h"

#include <fmt/format.h>

#include <optional>
#include <span>
#include <utility>

#include "libmarkings/merkle/proof.h"
#include "libmarkings/note/note.h"
#include "libmarkings/register/entry.h"
#include "libmarkings/register/internal/hash_lines.h"
#include "libmarkings/text/base64.h"
#include "libmarkings/text/digits.h"

namespace markings {
namespace {

constexpr std::string_view kFirstLine = "c2sp.org/tlog-proof@v1", kExtra = "extra ", kIndex = "index ";
constexpr std::size_t kMaxSize = kMaxNoteSize + Base64Size(kMaxEntrySize) + std::size_t{8192};

std::unexpected<Error> Bad(Span where, std::string message) {
  return Fail(ErrorCode::kBadProof, where, std::move(message), "take the proof as it was published");
}

std::optional<std::string> DecodeExtra(std::string_view text) {
  if (text.empty() || text.size() % 4 != 0 || text.size() > Base64Size(kMaxEntrySize)) return std::nullopt;
  const std::size_t pads = text.ends_with("==") ? 2 : text.ends_with('=') ? 1 : 0;
  std::string bytes(text.size() / 4 * 3 - pads, '\0');
  if (!DecodeBase64(text, {reinterpret_cast<unsigned char*>(bytes.data()), bytes.size()}))
    return std::nullopt;
  return bytes;
}

}  // namespace

namespace internal {

std::optional<std::string_view> NextLine(std::string_view text, std::size_t& at) {
  const std::size_t end = text.find('\n', at);
  if (end == std::string_view::npos) return std::nullopt;
  const std::string_view line = text.substr(at, end - at);
  at = end + 1;
  return line;
}

Result<std::vector<TreeHash>> ReadHashLines(std::string_view text, std::size_t& at) {
  std::vector<TreeHash> hashes;
  while (true) {
    const std::size_t begin = at;
    const auto line = NextLine(text, at);
    if (!line) return Bad({begin, text.size()}, "no blank line ends the hashes of the proof");
    if (line->empty()) return hashes;
    TreeHash hash;
    if (!DecodeBase64(*line, hash)) return Bad({begin, at - 1}, "the line is no hash of a proof");
    if (hashes.size() == kMaxProofHashes)
      return Bad({begin, at - 1}, "the proof has more hashes than any tree");
    hashes.push_back(hash);
  }
}

std::string FormatHashLines(std::span<const TreeHash> hashes) {
  std::string text;
  for (const TreeHash& hash : hashes) text += EncodeBase64(hash) + "\n";
  return text + "\n";
}

}  // namespace internal

Result<TlogProof> TlogProof::Parse(std::string_view text) {
  if (text.size() > kMaxSize) return Bad({}, "the proof is larger than any");
  std::size_t at = 0;
  if (internal::NextLine(text, at) != kFirstLine)
    return Bad({}, "it is no proof of a register (tlog-proof, version 1)");
  TlogProof proof;
  std::size_t begin = at;
  auto line = internal::NextLine(text, at);
  if (line && line->starts_with(kExtra)) {
    auto extra = DecodeExtra(line->substr(kExtra.size()));
    if (!extra) return Bad({begin, at - 1}, "the line of extra bytes is no base64");
    proof.extra = *std::move(extra);
    begin = at;
    line = internal::NextLine(text, at);
  }
  const auto index =
      line && line->starts_with(kIndex) ? ReadDecimal(line->substr(kIndex.size())) : std::nullopt;
  if (!index) return Bad({begin, line ? at - 1 : text.size()}, "the proof does not say which entry");
  proof.index = *index;
  auto hashes = internal::ReadHashLines(text, at);
  if (!hashes) return std::unexpected(std::move(hashes).error());
  proof.hashes = *std::move(hashes);
  proof.checkpoint = text.substr(at);
  if (proof.checkpoint.empty()) return Bad({at, at}, "the proof has no checkpoint");
  return proof;
}

std::string TlogProof::Format() const {
  std::string text = fmt::format("{}\n", kFirstLine);
  if (!extra.empty()) {
    const std::span bytes(reinterpret_cast<const unsigned char*>(extra.data()), extra.size());
    text += fmt::format("{}{}\n", kExtra, EncodeBase64(bytes));
  }
  return text + fmt::format("{}{}\n{}{}", kIndex, index, internal::FormatHashLines(hashes), checkpoint);
}

Result<ProvedEntry> VerifyInclusion(std::string_view proof, std::string_view entry,
                                    const RegisterTrust& trust) {
  const auto parsed = TlogProof::Parse(proof);
  if (!parsed) return std::unexpected(parsed.error());
  auto opened = OpenCheckpoint(parsed->checkpoint, trust);
  if (!opened) return std::unexpected(std::move(opened).error());
  const TreeHash leaf = LeafHash({reinterpret_cast<const unsigned char*>(entry.data()), entry.size()});
  const auto root = RootOfInclusion(leaf, parsed->index, opened->checkpoint.size, parsed->hashes);
  if (!root || *root != opened->checkpoint.root) {
    return Fail(ErrorCode::kNotAuthentic, {}, "the entry is not the one that the proof is for",
                "get both again from their source");
  }
  return ProvedEntry{parsed->index, *std::move(opened)};
}

Result<ProvedHeld> VerifyHeldEntry(std::string_view proof, const RegisterTrust& trust) {
  const auto parsed = TlogProof::Parse(proof);
  if (!parsed) return std::unexpected(parsed.error());
  if (parsed->extra.empty()) return Bad({}, "the proof does not hold its entry");
  auto proved = VerifyInclusion(proof, parsed->extra, trust);
  if (!proved) return std::unexpected(std::move(proved).error());
  auto entry = ParseEntry(parsed->extra);
  if (!entry) return std::unexpected(std::move(entry).error());
  return ProvedHeld{*std::move(entry), *std::move(proved)};
}

}  // namespace markings
