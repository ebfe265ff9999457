#include "libmarkings/keyring/standing.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "libmarkings/text/day.h"

namespace markings {
namespace {

constexpr std::array<std::string_view, 6> kNames = {"valid",   "valid-by-register", "unknown",
                                                    "not-yet", "expired",           "revoked"};

// (Days in this form are in the order of their letters.)
bool IsOver(const KeyringEntry& entry, std::string_view day) { return !entry.to.empty() && entry.to < day; }

// The lowest index from which on the key is revoked, by any of its names.
std::optional<std::uint64_t> RevokedFrom(const KeyReference& key,
                                         std::span<const KeyRevocation> revocations) {
  std::optional<std::uint64_t> from;
  for (const KeyRevocation& one : revocations) {
    if (one.key.SameKeyAs(key)) from = std::min(from.value_or(one.from_index), one.from_index);
  }
  return from;
}

}  // namespace

std::string_view Name(Standing standing) { return kNames[static_cast<std::size_t>(standing)]; }

bool Counts(Standing standing) {
  return standing == Standing::kValid || standing == Standing::kValidByRegister;
}

KeyJudgement JudgeKey(const Keyring& ring, const KeyReference& key, const KeyQuestion& question) {
  const auto found = std::ranges::find_if(ring.keys, [&](const KeyringEntry& entry) {
    return entry.purpose == question.purpose && entry.key.SameKeyAs(key);
  });
  if (found == ring.keys.end()) {
    return {Standing::kUnknown, nullptr,
            fmt::format("version {} of {} has no such key for {}", ring.version, ring.name,
                        Name(question.purpose))};
  }
  const KeyringEntry& entry = *found;
  const auto judged = [&](Standing standing, std::string detail) {
    return KeyJudgement{standing, &entry, std::move(detail)};
  };
  if (!ReadDay(question.date) || !ReadDay(question.today)) {
    return judged(Standing::kUnknown, "a day that is asked about cannot be read");
  }
  bool by_register = false;
  const auto revoked_from = RevokedFrom(key, question.revocations);
  if (revoked_from) {
    if (!question.logged) {
      return judged(Standing::kRevoked,
                    fmt::format("revoked for what was logged from entry {} on, and no register shows "
                                "that this was logged before",
                                *revoked_from));
    }
    if (question.logged->index >= *revoked_from) {
      return judged(Standing::kRevoked, fmt::format("revoked from entry {} on, and this is entry {}",
                                                    *revoked_from, question.logged->index));
    }
    by_register = true;
  } else if (entry.status == KeyStatus::kRevoked) {
    return judged(Standing::kRevoked, "revoked, and no register says from when on");
  }
  if (question.date < entry.from) {
    return judged(Standing::kNotYet,
                  fmt::format("signed on {}, and the key is for {} on", question.date, entry.from));
  }
  if (IsOver(entry, question.date)) {
    return judged(Standing::kExpired,
                  fmt::format("signed on {}, and the key was for up to {}", question.date, entry.to));
  }
  if (IsOver(entry, question.today)) {
    if (!question.logged || IsOver(entry, question.logged->date)) {
      return judged(Standing::kExpired,
                    fmt::format("the key expired on {}, and no register shows that this was logged "
                                "before",
                                entry.to));
    }
    by_register = true;
  }
  if (!by_register)
    return judged(Standing::kValid, fmt::format("a key of {} for {}", entry.name, Name(entry.purpose)));
  return judged(Standing::kValidByRegister,
                fmt::format("a key of {} that counts no more; this was logged before, as entry {}",
                            entry.name, question.logged->index));
}

std::vector<const KeyringEntry*> FindKeys(const Keyring& ring, std::string_view name, KeyPurpose purpose,
                                          std::string_view day) {
  std::vector<const KeyringEntry*> keys;
  if (!ReadDay(day)) return keys;
  for (const KeyringEntry& entry : ring.keys) {
    if (entry.name == name && entry.purpose == purpose && entry.status == KeyStatus::kActive &&
        entry.from <= day && !IsOver(entry, day)) {
      keys.push_back(&entry);
    }
  }
  return keys;
}

}  // namespace markings
