#include "libmarkings/register/trust.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "libmarkings/note/note.h"

namespace markings {
namespace {

std::optional<Error> Senseless(const RegisterTrust& trust) {
  const auto bad = [](std::string message, std::string fix) {
    return Error{ErrorCode::kBadKey, {}, std::move(message), std::move(fix), {}};
  };
  if (trust.log.type() != NoteKeyType::kNote) {
    return bad("the key of the register is that of a witness", "give the key that signs the register");
  }
  for (const NoteVerifier& witness : trust.witnesses) {
    if (witness.type() != NoteKeyType::kCosignature) {
      return bad(fmt::format("the key of {} is not that of a witness", witness.name()),
                 "give a key of type 0x04, which signs cosignatures");
    }
    // One key under two names would be two witnesses.
    const auto same = [&](const NoteVerifier& other) { return other.ed25519() == witness.ed25519(); };
    if (same(trust.log) || std::ranges::count_if(trust.witnesses, same) > 1) {
      return bad(fmt::format("the key of {} is given twice", witness.name()), "give each key once");
    }
  }
  if (trust.quorum && (*trust.quorum > trust.witnesses.size() || *trust.quorum == 0)) {
    return bad("so many witnesses cannot be asked for",
               "ask for one at least and for no more than there are");
  }
  return std::nullopt;
}

}  // namespace

Result<OpenedCheckpoint> OpenCheckpoint(std::string_view note, const RegisterTrust& trust) {
  if (auto senseless = Senseless(trust)) return std::unexpected(*std::move(senseless));
  std::vector<NoteVerifier> known = {trust.log};
  known.insert(known.end(), trust.witnesses.begin(), trust.witnesses.end());
  const auto opened = OpenNote(note, known);
  if (!opened) return std::unexpected(opened.error());
  const auto wrong = [](std::string message, std::string fix) {
    return Fail(ErrorCode::kNotAuthentic, {}, std::move(message), std::move(fix));
  };
  if (!opened->SignedBy(0)) {
    return wrong("the checkpoint is not signed by the key of the register", "get it again from its source");
  }
  auto checkpoint = Checkpoint::Parse(opened->text);
  if (!checkpoint) return std::unexpected(std::move(checkpoint).error());
  if (checkpoint->origin != trust.log.name()) {
    return wrong("it is the checkpoint of another register", "give the key of that register if you trust it");
  }
  OpenedCheckpoint result{std::string(note), *std::move(checkpoint), {}};
  for (const NoteProof& proof : opened->proofs) {
    if (proof.key > 0 && proof.time) result.witnesses.push_back({known[proof.key].name(), *proof.time});
  }
  const std::size_t needed = trust.quorum.value_or(trust.witnesses.size());
  if (result.witnesses.size() < needed) {
    return wrong(fmt::format("{} of the {} witnesses that are asked for have signed the checkpoint",
                             result.witnesses.size(), needed),
                 "get a checkpoint with their cosignatures");
  }
  return result;
}

}  // namespace markings
