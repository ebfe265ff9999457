#ifndef LIBMARKINGS_REGISTER_REGISTER_H_
#define LIBMARKINGS_REGISTER_REGISTER_H_

// A register: an append-only log of releases in a folder, which anybody can check from a copy of it, and
// parts of which anybody can check from a small proof. Layout and tree are those of C2SP tlog-tiles, so a web
// server that hands out the folder serves a transparency log. docs/formats/register.md
//
//   const auto signer = NoteSigner::Create("example.org/releases", key);
//   InitRegister("register", *signer);
//   const auto entry = MakeReleaseEntry(ReleaseIdOf(digest), digest, date);
//   const auto logged = AppendToRegister("register", std::array{*entry}, *signer);
//   // logged->front().proof is a .tlog-proof: ship it beside the release; VerifyInclusion checks it
//
// Any number of processes may append at once (they wait for each other) and read meanwhile. An append that is
// killed, at whatever step, has either logged all its entries or none. Functions keep no state.

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "libmarkings/export.h"
#include "libmarkings/note/note_key.h"
#include "libmarkings/register/entry.h"
#include "libmarkings/register/tlog_proof.h"
#include "libmarkings/register/trust.h"
#include "libmarkings/text/error.h"

namespace markings {

// Begins a register with no entries, named like the signer. The folder is made unless it is there and empty.
// Errors: kUnusableInput when something is in it; kIo.
[[nodiscard]] MARKINGS_API Result<void> InitRegister(const std::string& folder, const NoteSigner& signer);

// The name in a register's checkpoint, not verified: what a signer for it must be called. Errors:
// kUnusableInput when it is no register; kBadRegister; kIo.
[[nodiscard]] MARKINGS_API Result<std::string> NameOfRegister(const std::string& folder);

struct MARKINGS_API AppendedEntry {
  std::uint64_t index = 0;
  std::string proof;  // a .tlog-proof with the entry as its extra bytes
};

// Logs entries (of MakeReleaseEntry, MakeRevokeEntry), all or none, in order, and says where. First the last
// checkpoint must be signed by the same key and match the tiles and entries at the register's end; whatever a
// killed append left behind them is written over. Entries and tiles are on the disk before the new
// checkpoint. Errors: kUnusableInput for no entries, or one that revokes from an index that is not there yet;
// kBadRegister for an entry of another form, and when the register contradicts itself; kNotAuthentic for
// another key; kIo: then none is logged, unless the fault came after the checkpoint was in place.
[[nodiscard]] MARKINGS_API Result<std::vector<AppendedEntry>> AppendToRegister(
    const std::string& folder, std::span<const std::string> entries, const NoteSigner& signer);

// Gets each entry in turn. An error of its own ends the walk.
using EntryVisitor = std::function<Result<void>(std::uint64_t index, std::string_view entry)>;

// Checks a whole register: signatures of the checkpoint, every entry against its tile, every tile against
// those below, all against the root. `visit` may be empty; it gets entries before the root was compared.
// Errors: kNotAuthentic with the file when something does not hold or is missing; kUnusableInput when it is
// no register; kBadKey; kIo.
[[nodiscard]] MARKINGS_API Result<OpenedCheckpoint> VerifyRegister(const std::string& folder,
                                                                   const RegisterTrust& trust,
                                                                   const EntryVisitor& visit = {});

// Checks that a register is the one of an older checkpoint with entries added, and all of what was added.
// Errors: as VerifyRegister; kNotAuthentic when entries were taken away or changed.
[[nodiscard]] MARKINGS_API Result<OpenedCheckpoint> FollowRegister(const std::string& folder,
                                                                   const RegisterTrust& trust,
                                                                   std::string_view old_checkpoint,
                                                                   const EntryVisitor& visit = {});

// The keys that a register revokes, after all of it was checked, in the order of its entries. Errors: as
// VerifyRegister; kNotAuthentic for an entry of a form that is not known, since nobody knows what it revokes.
[[nodiscard]] MARKINGS_API Result<std::vector<RevokeEntry>> ReadRevocations(const std::string& folder,
                                                                            const RegisterTrust& trust);

// A register to read from, at the checkpoint that it had when it was opened. Not thread-safe.
class MARKINGS_API RegisterReader {
 public:
  // Errors: as OpenCheckpoint; kUnusableInput when it is no register; kIo.
  [[nodiscard]] static Result<RegisterReader> Open(const std::string& folder, const RegisterTrust& trust);
  // Without any check of signatures: what is read of it is not to be trusted.
  [[nodiscard]] static Result<RegisterReader> OpenUnverified(const std::string& folder);

  [[nodiscard]] const std::string& note() const { return note_; }  // the checkpoint's bytes
  [[nodiscard]] const Checkpoint& checkpoint() const { return checkpoint_; }

  // One entry, which its tile speaks for. Errors: kUnusableInput for an index that is not there,
  // kBadRegister, kIo.
  [[nodiscard]] Result<std::string> Entry(std::uint64_t index) const;
  // A .tlog-proof of an entry, with the entry as its extra bytes; it is checked against the checkpoint.
  // Errors: the same.
  [[nodiscard]] Result<std::string> Prove(std::uint64_t index) const;
  // Proof that the register of an older checkpoint is the beginning of this one, as the request of C2SP
  // tlog-witness: `old SIZE`, hashes, a blank line, this checkpoint. Errors: kNotAuthentic when it is not.
  [[nodiscard]] Result<std::string> ProveConsistency(const Checkpoint& old) const;

 private:
  RegisterReader(std::string folder, std::string note, Checkpoint checkpoint);
  std::string folder_, note_;
  Checkpoint checkpoint_;
};

// Checks a proof of RegisterReader::ProveConsistency without the register. Errors: kBadProof, kBadRegister,
// kBadKey for what does not parse; kNotAuthentic when it does not hold.
[[nodiscard]] MARKINGS_API Result<OpenedCheckpoint> VerifyConsistency(std::string_view proof,
                                                                      const Checkpoint& old,
                                                                      const RegisterTrust& trust);

}  // namespace markings

#endif  // LIBMARKINGS_REGISTER_REGISTER_H_
