#include <fmt/format.h>

#include <utility>

#include "libmarkings/merkle/proof.h"
#include "libmarkings/note/note.h"
#include "libmarkings/register/internal/bundle.h"
#include "libmarkings/register/internal/checkpoint_file.h"
#include "libmarkings/register/internal/hash_lines.h"
#include "libmarkings/register/internal/tiles.h"
#include "libmarkings/register/register.h"
#include "libmarkings/text/digits.h"

namespace markings {
namespace {

using internal::RegisterFolder;

constexpr std::string_view kOld = "old ";

std::unexpected<Error> NotTheBeginning() {
  return Fail(ErrorCode::kNotAuthentic, {},
              "the register is not the one of the older checkpoint with entries added",
              "it was forked or rolled back: keep both checkpoints, they prove it");
}

}  // namespace

namespace internal {

Result<std::string> ReadCheckpointFile(const RegisterFolder& folder) {
  auto note = folder.Read(kCheckpointName, kMaxNoteSize);
  if (!note) return std::unexpected(std::move(note).error());
  if (!*note) {
    return std::unexpected(Error{ErrorCode::kUnusableInput,
                                 {},
                                 "it is no register: it has no checkpoint",
                                 "name the folder of a register; markings register init makes one",
                                 folder.path()});
  }
  return **std::move(note);
}

std::unexpected<Error> InCheckpoint(const RegisterFolder& folder, Error error) {
  if (error.file.empty()) {
    error.file = folder.path() + "/" + kCheckpointName;
    error.where = {};
  }
  return std::unexpected(std::move(error));
}

}  // namespace internal

RegisterReader::RegisterReader(std::string folder, std::string note, Checkpoint checkpoint)
    : folder_(std::move(folder)), note_(std::move(note)), checkpoint_(std::move(checkpoint)) {}

Result<RegisterReader> RegisterReader::Open(const std::string& folder_name, const RegisterTrust& trust) {
  const auto folder = RegisterFolder::Open(folder_name);
  if (!folder) return std::unexpected(folder.error());
  auto note = internal::ReadCheckpointFile(*folder);
  if (!note) return std::unexpected(std::move(note).error());
  auto opened = OpenCheckpoint(*note, trust);
  if (!opened) return internal::InCheckpoint(*folder, std::move(opened).error());
  return RegisterReader(folder_name, *std::move(note), std::move(opened->checkpoint));
}

Result<RegisterReader> RegisterReader::OpenUnverified(const std::string& folder_name) {
  const auto folder = RegisterFolder::Open(folder_name);
  if (!folder) return std::unexpected(folder.error());
  auto note = internal::ReadCheckpointFile(*folder);
  if (!note) return std::unexpected(std::move(note).error());
  const auto parsed = UnverifiedNote::Parse(*note);
  if (!parsed) return internal::InCheckpoint(*folder, parsed.error());
  auto checkpoint = Checkpoint::Parse(parsed->text);
  if (!checkpoint) return internal::InCheckpoint(*folder, std::move(checkpoint).error());
  return RegisterReader(folder_name, *std::move(note), *std::move(checkpoint));
}

Result<std::string> RegisterReader::Entry(std::uint64_t index) const {
  auto proof = Prove(index);
  if (!proof) return proof;
  auto parsed = TlogProof::Parse(*proof);
  if (!parsed) return std::unexpected(std::move(parsed).error());
  return std::move(parsed->extra);
}

Result<std::string> RegisterReader::Prove(std::uint64_t index) const {
  if (index >= checkpoint_.size) {
    return std::unexpected(
        Error{ErrorCode::kUnusableInput,
              {},
              fmt::format("there is no entry {}: the register has {}", index, checkpoint_.size),
              "entries are counted from 0",
              folder_});
  }
  const auto folder = RegisterFolder::Open(folder_);
  if (!folder) return std::unexpected(folder.error());
  const std::uint64_t number = index / internal::kTileWidth;
  auto entries = internal::ReadBundle(*folder, number, internal::WidthOf(0, number, checkpoint_.size));
  if (!entries) return std::unexpected(std::move(entries).error());
  std::string entry = std::move((*entries)[index % internal::kTileWidth]);
  internal::TileReader tiles(*folder, checkpoint_.size);
  auto hashes = MakeInclusionProof(tiles.AsReader(), index, checkpoint_.size);
  if (!hashes) return std::unexpected(std::move(hashes).error());
  if (RootOfInclusion(internal::HashOfEntry(entry), index, checkpoint_.size, *hashes) != checkpoint_.root) {
    return std::unexpected(Error{ErrorCode::kBadRegister,
                                 {},
                                 fmt::format("entry {} is not in the tree of the checkpoint", index),
                                 "take the register from a copy",
                                 folder_});
  }
  return TlogProof{std::move(entry), index, *std::move(hashes), note_}.Format();
}

Result<std::string> RegisterReader::ProveConsistency(const Checkpoint& old) const {
  if (old.origin != checkpoint_.origin || old.size > checkpoint_.size) return NotTheBeginning();
  const auto folder = RegisterFolder::Open(folder_);
  if (!folder) return std::unexpected(folder.error());
  internal::TileReader tiles(*folder, checkpoint_.size);
  const auto hashes = MakeConsistencyProof(tiles.AsReader(), old.size, checkpoint_.size);
  if (!hashes) return std::unexpected(hashes.error());
  if (!ConsistencyHolds(old.size, old.root, checkpoint_.size, checkpoint_.root, *hashes))
    return NotTheBeginning();
  return fmt::format("{}{}\n{}{}", kOld, old.size, internal::FormatHashLines(*hashes), note_);
}

Result<OpenedCheckpoint> VerifyConsistency(std::string_view proof, const Checkpoint& old,
                                           const RegisterTrust& trust) {
  std::size_t at = 0;
  const auto line = internal::NextLine(proof, at);
  const auto size = line && line->starts_with(kOld) ? ReadDecimal(line->substr(kOld.size())) : std::nullopt;
  if (!size) {
    return Fail(ErrorCode::kBadProof, {}, "it is no proof of consistency",
                "give one of markings register consistency");
  }
  const auto hashes = internal::ReadHashLines(proof, at);
  if (!hashes) return std::unexpected(hashes.error());
  auto opened = OpenCheckpoint(proof.substr(at), trust);
  if (!opened) return opened;
  const Checkpoint& now = opened->checkpoint;
  if (*size != old.size || now.origin != old.origin ||
      !ConsistencyHolds(old.size, old.root, now.size, now.root, *hashes)) {
    return NotTheBeginning();
  }
  return opened;
}

Result<std::string> NameOfRegister(const std::string& folder) {
  const auto reader = RegisterReader::OpenUnverified(folder);
  if (!reader) return std::unexpected(reader.error());
  return reader->checkpoint().origin;
}

}  // namespace markings
