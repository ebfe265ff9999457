// How findings and entries find each other: by the fingerprint; an entry without a tag by the place alone;
// one whose file is gone by everything but the path, which needs the tag, since else any new file could take
// it.

#include "libmarkings/corpus/baseline.h"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "libmarkings/corpus/internal/baseline_entry.h"
#include "libmarkings/corpus/internal/finding_order.h"
#include "libmarkings/text/day.h"

namespace markings {
namespace {

constexpr std::size_t kNone = static_cast<std::size_t>(-1);

bool NeverAccepted(const FindingIdentity& identity, const BaselineUse& use) {
  // (All ids have one length.)
  if (identity.code >= Info(DiagnosticCode::kFileGone).id &&
      identity.code <= Info(DiagnosticCode::kTooManyFindings).id)
    return true;
  return use.never && use.never(identity.code, identity.rule);
}

bool Expired(const BaselineEntry& entry, std::chrono::year_month_day today) {
  if (entry.expires.empty()) return false;
  const auto day = ReadDay(entry.expires);
  return !day || *day < today;
}

// Which finding has which entry; each entry has one finding at most.
class Matching {
 public:
  Matching(const std::vector<BaselineEntry>& entries, const CheckResult& result, const BaselineUse& use)
      : entries_(entries),
        result_(result),
        use_(use),
        entry_of_(result.findings.size(), kNone),
        used_(entries.size()) {
    by_fingerprint_.reserve(entries.size());
    for (std::size_t i = 0; i < entries.size(); ++i) by_fingerprint_.emplace(entries[i].fingerprint, i);
    EachLeft([&](const CheckFinding& one) { return Look(one.fingerprint); });
    if (use.identities == nullptr) return;
    EachLeft([&](const CheckFinding& one) {
      const FindingIdentity* const identity = IdentityOf(one);
      return identity == nullptr || identity->tag.empty() ? kNone
                                                          : Look(FingerprintOf(identity->WithoutTag()));
    });
    FindMoved();
  }

  // Of the finding's number; kNone: none.
  [[nodiscard]] std::size_t EntryOf(std::size_t finding) const { return entry_of_[finding]; }
  [[nodiscard]] bool Used(std::size_t entry) const { return used_[entry]; }
  [[nodiscard]] const FindingIdentity* IdentityOf(const CheckFinding& one) const {
    if (use_.identities == nullptr) return nullptr;
    const auto found = use_.identities->find(one.fingerprint);
    return found == use_.identities->end() ? nullptr : &found->second;
  }

 private:
  template <class Find>
  void EachLeft(Find find) {
    for (std::size_t i = 0; i < entry_of_.size(); ++i) {
      const CheckFinding& one = result_.findings[i];
      if (entry_of_[i] != kNone || one.fingerprint.empty()) continue;
      const std::size_t entry = find(one);
      if (entry == kNone) continue;
      entry_of_[i] = entry;
      used_[entry] = true;
    }
  }

  [[nodiscard]] std::size_t Look(const std::string& fingerprint) const {
    const auto found = by_fingerprint_.find(fingerprint);
    return found == by_fingerprint_.end() || used_[found->second] ? kNone : found->second;
  }

  static std::string WithoutPath(FindingIdentity identity) {
    identity.path.clear();
    return FingerprintOf(identity);
  }

  void FindMoved() {
    if (!use_.gone && !use_.whole) return;
    std::unordered_set<std::string_view> present;
    for (const CheckFinding& one : result_.findings) {
      if (const FindingIdentity* const identity = IdentityOf(one)) present.insert(identity->path);
    }
    const auto gone = [&](const std::string& path) {
      return !present.contains(path) && (!use_.gone || use_.gone(path));
    };
    std::unordered_map<std::string, std::vector<std::size_t>>
        left;  // the last of each is the next to be taken
    for (std::size_t i = entries_.size(); i-- > 0;) {
      const FindingIdentity& identity = entries_[i].identity;
      if (!used_[i] && !identity.tag.empty() && gone(identity.path)) left[WithoutPath(identity)].push_back(i);
    }
    if (left.empty()) return;
    EachLeft([&](const CheckFinding& one) {
      const FindingIdentity* const identity = IdentityOf(one);
      if (identity == nullptr || identity->tag.empty()) return kNone;
      const auto found = left.find(WithoutPath(*identity));
      if (found == left.end() || found->second.empty()) return kNone;
      const std::size_t entry = found->second.back();
      found->second.pop_back();
      return entry;
    });
  }

  const std::vector<BaselineEntry>& entries_;
  const CheckResult& result_;
  const BaselineUse& use_;
  std::vector<std::size_t> entry_of_;
  std::vector<bool> used_;
  std::unordered_map<std::string_view, std::size_t> by_fingerprint_;
};

CheckFinding Said(const BaselineUse& use, const BaselineEntry& entry, std::size_t number, DiagnosticCode code,
                  std::string message, std::string fix) {
  return {use.file, {number + 1, 1}, {code, entry.where, std::move(message), std::move(fix)}};
}

// Findings without tags find no entry that has one: whoever writes or prunes by them would lose reasons.
Result<void> HasItsKey(const std::vector<BaselineEntry>& entries, const Matching& matching,
                       const FindingIdentities* identities) {
  if (identities == nullptr) {
    return Fail(ErrorCode::kUnusableInput, {},
                "the findings have no fingerprints to hold the baseline against",
                "check the files themselves, not a report");
  }
  const bool tags = std::ranges::any_of(*identities, [](const auto& one) { return !one.second.tag.empty(); });
  if (tags || identities->empty()) return {};
  for (std::size_t i = 0; i < entries.size(); ++i) {
    if (!matching.Used(i) && !entries[i].identity.tag.empty()) {
      return Fail(ErrorCode::kUnusableInput, entries[i].where,
                  "the baseline has context tags, and there is no key to make them with",
                  "set MARKINGS_BASELINE_KEY to the key that it was written with");
    }
  }
  return {};
}

std::string CodeAndRule(const FindingIdentity& identity) {
  return identity.rule.empty() ? identity.code : identity.code + " " + identity.rule;
}

}  // namespace

BaselineReport Baseline::Apply(CheckResult& result, const BaselineUse& use) const {
  BaselineReport report;
  const Matching matching(entries_, result, use);
  std::vector<bool> refused(entries_.size());
  for (std::size_t i = 0; i < entries_.size(); ++i) refused[i] = NeverAccepted(entries_[i].identity, use);
  bool tags = false;  // whether this run makes any
  for (std::size_t i = 0; i < result.findings.size(); ++i) {
    CheckFinding& one = result.findings[i];
    const FindingIdentity* const identity = matching.IdentityOf(one);
    tags = tags || (identity != nullptr && !identity->tag.empty());
    const std::size_t number = matching.EntryOf(i);
    if (number == kNone || refused[number]) continue;
    const BaselineEntry& entry = entries_[number];
    if (Expired(entry, use.today)) {
      report.expired.push_back(number);
      continue;
    }
    if (identity != nullptr && identity->path != entry.identity.path) report.moved.push_back(number);
    if (!one.counts()) continue;  // somebody said so in the text
    one.suppressed = CheckFinding::Suppressed::kBaseline;
    one.justification = entry.reason;
    ++report.suppressed;
    if (entry.identity.tag.empty()) ++report.untagged;
  }
  std::ranges::sort(report.expired);
  std::ranges::sort(report.moved);
  for (std::size_t i = 0; i < entries_.size(); ++i) {
    if (refused[i]) {
      report.refused.push_back(i);
    } else if (use.whole && !matching.Used(i)) {
      report.dead.push_back(i);
    }
  }

  const auto say = [&](const std::vector<std::size_t>& numbers, DiagnosticCode code, auto message, auto fix) {
    for (const std::size_t number : numbers) {
      const BaselineEntry& entry = entries_[number];
      result.findings.push_back(Said(use, entry, number, code, message(entry), fix(entry)));
    }
  };
  say(
      report.expired, DiagnosticCode::kBaselineExpired,
      [](const BaselineEntry& entry) { return fmt::format("the entry expired on {}", entry.expires); },
      [](const BaselineEntry&) { return "mend the finding, or accept it anew with --write-baseline"; });
  say(
      report.dead, DiagnosticCode::kBaselineDead,
      [](const BaselineEntry& entry) {
        return fmt::format("no finding {} is there any more", CodeAndRule(entry.identity));
      },
      [&](const BaselineEntry& entry) {
        return !tags && !entry.identity.tag.empty() ? "its context tag needs the key: set "
                                                      "MARKINGS_BASELINE_KEY; else --prune-baseline drops it"
                                                    : "--prune-baseline drops it";
      });
  say(
      report.refused, DiagnosticCode::kBaselineRefused,
      [](const BaselineEntry& entry) {
        return fmt::format("{} may not be accepted by a baseline", CodeAndRule(entry.identity));
      },
      [](const BaselineEntry&) { return "take the line out and mend the finding"; });
  internal::SortFindings(result.findings);
  return report;
}

Result<Baseline::Written> Baseline::Write(const CheckResult& result, const BaselineUse& use,
                                          const Acceptance& acceptance) const {
  const auto bad = [](std::string message, const char* fix) {
    return Fail(ErrorCode::kUnusableInput, {}, std::move(message), fix);
  };
  BaselineEntry accepted;
  accepted.reason = acceptance.reason;
  accepted.by = acceptance.by;
  accepted.expires = acceptance.expires;
  if (auto fault = internal::FaultInWords(accepted))
    return bad(*std::move(fault), "say in one line why the findings may stay, and who says so");
  if (!accepted.expires.empty() && !ReadDay(accepted.expires))
    return bad("the day on which the entries expire is none", "write it as 2031-05-17");
  accepted.added =
      fmt::format("{:04}-{:02}-{:02}", static_cast<int>(use.today.year()),
                  static_cast<unsigned>(use.today.month()), static_cast<unsigned>(use.today.day()));

  Written written;
  const Matching matching(entries_, result, use);
  if (auto has = HasItsKey(entries_, matching, use.identities); !has) return std::unexpected(has.error());
  std::vector<BaselineEntry>& entries = written.baseline.entries_;
  const auto take = [&](BaselineEntry entry, const FindingIdentity* identity) {
    if (identity != nullptr) entry.identity = *identity;
    entry.fingerprint = FingerprintOf(entry.identity);
    entry.where = {};
    entries.push_back(std::move(entry));
  };
  std::vector<bool> done(entries_.size());
  for (std::size_t i = 0; i < result.findings.size(); ++i) {
    const CheckFinding& one = result.findings[i];
    const FindingIdentity* const identity = matching.IdentityOf(one);
    if (identity == nullptr || one.suppressed == CheckFinding::Suppressed::kInline) continue;
    const std::size_t number = matching.EntryOf(i);
    if (NeverAccepted(*identity, use)) {
      ++written.refused;
    } else if (number != kNone && !Expired(entries_[number], use.today)) {
      done[number] = true;
      take(entries_[number], identity);
      ++written.kept;
    } else if (SeverityOf(one.diagnostic) >= acceptance.least) {
      if (number != kNone) done[number] = true;
      take(accepted, identity);
      ++written.added;
    }
  }
  for (std::size_t i = 0; i < entries_.size(); ++i) {
    if (done[i]) continue;
    take(entries_[i], nullptr);
    ++written.kept;
  }
  std::ranges::sort(entries, {}, &BaselineEntry::fingerprint);
  // (A file that was named twice has its findings twice.)
  const auto again = std::ranges::unique(entries, {}, &BaselineEntry::fingerprint);
  entries.erase(again.begin(), again.end());
  return written;
}

Result<Baseline> Baseline::Prune(const CheckResult& result, const BaselineUse& use) const {
  if (!use.whole) {
    return Fail(ErrorCode::kUnusableInput, {},
                "only a part of the files was checked, so no entry is known to be dead",
                "check everything: no --shard, --since, --staged, no folder of many");
  }
  const Matching matching(entries_, result, use);
  if (auto has = HasItsKey(entries_, matching, use.identities); !has) return std::unexpected(has.error());
  Baseline pruned;
  for (std::size_t i = 0; i < entries_.size(); ++i) {
    if (matching.Used(i)) pruned.entries_.push_back(entries_[i]);
  }
  return pruned;
}

}  // namespace markings
