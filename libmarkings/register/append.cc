// How entries are logged. Everything that is new goes to files that the last checkpoint does not need: a tile
// or bundle that it needs and that grows gets another name, with another width in it. So whatever is cut
// short, the register of the last checkpoint stays whole, and what lies beyond it is written over by the next
// append. The new checkpoint takes the place of the old one in one step, when all else is on the disk.

#include <fmt/format.h>
#include <sys/stat.h>

#include <cerrno>
#include <cstring>
#include <utility>

#include "libmarkings/note/note.h"
#include "libmarkings/register/internal/bundle.h"
#include "libmarkings/register/internal/checkpoint_file.h"
#include "libmarkings/register/internal/frontier.h"
#include "libmarkings/register/register.h"

namespace markings {
namespace {

using internal::Frontier;
using internal::RegisterFolder;
using internal::Tile;
using internal::TileReader;

Result<std::string> SignCheckpoint(const NoteSigner& signer, std::uint64_t size, const TreeHash& root) {
  const Checkpoint checkpoint{signer.verifier().name(), size, root};
  return SignNote(checkpoint.Format(), {&signer, 1});
}

// The entries are of this version's forms and make sense where they are going.
Result<void> CheckEntries(std::span<const std::string> entries, std::uint64_t first_index) {
  for (std::size_t i = 0; i < entries.size(); ++i) {
    const auto entry = ParseEntry(entries[i]);
    if (!entry) return std::unexpected(entry.error());
    const auto* revoke = std::get_if<RevokeEntry>(&*entry);
    if (revoke != nullptr && revoke->from_index > first_index + i) {
      return Fail(ErrorCode::kUnusableInput, {},
                  fmt::format("the key would be revoked from index {} on, and the register ends at {}",
                              revoke->from_index, first_index + i),
                  "give the index of the first entry that must not count");
    }
  }
  return {};
}

// One append under way.
class Appending {
 public:
  Appending(RegisterFolder& folder, const NoteSigner& signer) : folder_(folder), signer_(signer) {}

  Result<std::vector<AppendedEntry>> Run(std::span<const std::string> entries) {
    for (const auto& step : {&Appending::ReadEnd, &Appending::CheckEnd}) {
      if (auto done = (this->*step)(); !done) return std::unexpected(std::move(done).error());
    }
    const std::uint64_t first = frontier_.size();
    if (first + entries.size() > kMaxTreeSize) {
      return Fail(ErrorCode::kBadRegister, {}, "the register is full", "begin another");
    }
    if (auto checked = CheckEntries(entries, first); !checked)
      return std::unexpected(std::move(checked).error());
    if (auto written = WriteTree(entries); !written) return std::unexpected(std::move(written).error());
    auto note = WriteCheckpoint();
    if (!note) return std::unexpected(std::move(note).error());
    for (const std::string& partial : outgrown_) folder_.RemoveFolder(partial);
    return Prove(entries, first, *note);
  }

 private:
  Result<void> ReadEnd() {
    auto note = internal::ReadCheckpointFile(folder_);
    if (!note) return std::unexpected(std::move(note).error());
    const auto opened = OpenCheckpoint(*note, {signer_.verifier()});
    if (!opened) return internal::InCheckpoint(folder_, opened.error());
    root_ = opened->checkpoint.root;
    auto frontier = Frontier::Read(folder_, opened->checkpoint.size, opened->checkpoint.size);
    if (!frontier) return std::unexpected(std::move(frontier).error());
    frontier_ = *std::move(frontier);
    return {};
  }

  // The tiles give the root that was signed, and the last entries give the last tile.
  Result<void> CheckEnd() {
    const auto contradiction = [&](std::string message) {
      return std::unexpected(
          Error{ErrorCode::kBadRegister,
                {},
                std::move(message),
                "nothing was logged; take the register from a copy and find out who changed it",
                folder_.path()});
    };
    const auto root = frontier_.Root();
    if (!root) return std::unexpected(root.error());
    if (*root != root_)
      return contradiction("the tiles of the register do not give the root of its checkpoint");
    const auto leaves = frontier_.leaves();
    if (leaves.empty()) return {};
    const auto last = internal::ReadBundle(folder_, frontier_.size() / internal::kTileWidth, leaves.size());
    if (!last) return std::unexpected(last.error());
    for (std::size_t i = 0; i < last->size(); ++i) {
      if (internal::HashOfEntry((*last)[i]) != leaves[i]) {
        return contradiction("the last entries of the register are not those of its tiles");
      }
      internal::AddToBundle((*last)[i], bundle_);
    }
    return {};
  }

  Result<void> WriteTree(std::span<const std::string> entries) {
    const Frontier::Sink sink = [&](const Tile& tile, std::span<const TreeHash> hashes) -> Result<void> {
      if (tile.width == internal::kTileWidth) outgrown_.push_back(internal::TilePath(tile) + ".p");
      return folder_.Put(internal::TilePath(tile), internal::TileBytes(hashes));
    };
    for (const std::string& entry : entries) {
      internal::AddToBundle(entry, bundle_);
      if (frontier_.size() % internal::kTileWidth == internal::kTileWidth - 1) {
        const std::string name =
            internal::BundlePath(frontier_.size() / internal::kTileWidth, internal::kTileWidth);
        if (auto put = folder_.Put(name, bundle_); !put) return put;
        outgrown_.push_back(name + ".p");
        bundle_.clear();
      }
      if (auto added = frontier_.Add(internal::HashOfEntry(entry), sink); !added) return added;
    }
    if (!bundle_.empty()) {
      const std::string name =
          internal::BundlePath(frontier_.size() / internal::kTileWidth, frontier_.leaves().size());
      if (auto put = folder_.Put(name, bundle_); !put) return put;
    }
    if (auto handed = frontier_.HandOutPartial(sink); !handed) return handed;
    return folder_.Sync();
  }

  Result<std::string> WriteCheckpoint() {
    const auto root = frontier_.Root();
    if (!root) return std::unexpected(root.error());
    auto note = SignCheckpoint(signer_, frontier_.size(), *root);
    if (!note) return note;
    // Before it is in place: a signature that does not hold would end the register.
    if (auto opened = OpenCheckpoint(*note, {signer_.verifier()}); !opened) {
      return std::unexpected(std::move(opened).error());
    }
    if (auto put = folder_.Put(internal::kCheckpointName, *note); !put)
      return std::unexpected(std::move(put).error());
    if (auto synced = folder_.Sync(); !synced) return std::unexpected(std::move(synced).error());
    return note;
  }

  // From what now stands on the disk.
  Result<std::vector<AppendedEntry>> Prove(std::span<const std::string> entries, std::uint64_t first,
                                           const std::string& note) const {
    const auto root = frontier_.Root();
    if (!root) return std::unexpected(root.error());
    TileReader tiles(folder_, frontier_.size());
    std::vector<AppendedEntry> appended;
    appended.reserve(entries.size());
    for (std::size_t i = 0; i < entries.size(); ++i) {
      auto hashes = MakeInclusionProof(tiles.AsReader(), first + i, frontier_.size());
      if (!hashes) return std::unexpected(std::move(hashes).error());
      // What is given out must be what a verifier takes.
      if (RootOfInclusion(internal::HashOfEntry(entries[i]), first + i, frontier_.size(), *hashes) != *root) {
        return Fail(ErrorCode::kInternal, {}, "the proof that was made does not hold", "report this");
      }
      std::string proof = TlogProof{entries[i], first + i, *std::move(hashes), note}.Format();
      appended.push_back({first + i, std::move(proof)});
    }
    return appended;
  }

  RegisterFolder& folder_;
  const NoteSigner& signer_;
  TreeHash root_{};
  Frontier frontier_;
  std::string bundle_;                 // the last one, when it is not full
  std::vector<std::string> outgrown_;  // folders of partial tiles whose full one is there
};

}  // namespace

Result<void> InitRegister(const std::string& folder_name, const NoteSigner& signer) {
  constexpr mode_t kMode = 0755;
  const auto refusal = [&](std::string message, std::string fix) {
    return std::unexpected(
        Error{ErrorCode::kUnusableInput, {}, std::move(message), std::move(fix), folder_name});
  };
  if (mkdir(folder_name.c_str(), kMode) != 0 && errno != EEXIST) {
    return refusal(fmt::format("the folder cannot be made ({})", std::strerror(errno)),
                   "make the one above it first, or choose another");
  }
  auto folder = RegisterFolder::Open(folder_name);
  if (!folder) return std::unexpected(std::move(folder).error());
  // Looked at first, so that no lock is left in a folder that is none of ours.
  for (const bool locked : {false, true}) {
    if (locked) {
      if (auto lock = folder->Lock(); !lock) return lock;
    }
    const auto empty = folder->IsEmpty();
    if (!empty) return std::unexpected(empty.error());
    if (!*empty) return refusal("something is in the folder already", "begin a register in an empty folder");
  }
  const auto note = SignCheckpoint(signer, 0, TreeRoot({}));
  if (!note) return std::unexpected(note.error());
  if (auto put = folder->Put(internal::kCheckpointName, *note); !put) return put;
  return folder->Sync();
}

Result<std::vector<AppendedEntry>> AppendToRegister(const std::string& folder_name,
                                                    std::span<const std::string> entries,
                                                    const NoteSigner& signer) {
  if (entries.empty()) {
    return Fail(ErrorCode::kUnusableInput, {}, "there is nothing to log", "give an entry");
  }
  auto folder = RegisterFolder::Open(folder_name);
  if (!folder) return std::unexpected(std::move(folder).error());
  if (auto lock = folder->Lock(); !lock) return std::unexpected(std::move(lock).error());
  return Appending(*folder, signer).Run(entries);
}

}  // namespace markings
