// Two officers' files on one document. The first file's text stays, what only the second decides is added to
// it as it is written there, and what both decide stands once.

#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>
#include <utility>

#include "libmarkings/marking/forms.h"
#include "libmarkings/marking/lattice.h"
#include "libmarkings/policy/decisions_file.h"
#include "libmarkings/policy/internal/binding.h"
#include "libmarkings/policy/internal/decisions_text.h"
#include "libmarkings/policy/internal/fit.h"
#include "libmarkings/policy/internal/officers.h"
#include "libmarkings/text/line_index.h"

namespace markings {
namespace {

using Action = Override::Action;

constexpr std::string_view kUnited = " (what two officers decided, united)";

std::unexpected<Error> At(const Buffer& file, Error error) {
  const Position at = LineIndex(file.text()).At(error.where.begin);
  error.file = fmt::format("{}:{}:{}", file.name(), at.line, at.column);
  error.where = {};
  return std::unexpected(std::move(error));
}

std::unexpected<Error> Bad(const Buffer& file, Span where, std::string message, std::string fix) {
  return At(file, {ErrorCode::kBadOverrides, where, std::move(message), std::move(fix), {}});
}

template <class T>
std::vector<T> Union(std::vector<T> all, const std::vector<T>& more) {
  for (const T& one : more) {
    if (std::ranges::find(all, one) == all.end()) all.push_back(one);
  }
  return all;
}

std::string UniteTexts(const std::string& first, const std::string& second) {
  if (second.empty() || first == second) return first;
  return first.empty() ? second : first + "; " + second;
}

bool DecidedAlike(const Override& a, const Override& b) {
  const auto sorted = [](std::vector<std::string> codes) {
    std::ranges::sort(codes);
    return codes;
  };
  return a.action == b.action && a.mark == b.mark && sorted(a.codes) == sorted(b.codes) &&
         a.statute == b.statute && a.spans == b.spans && a.as == b.as;
}

std::string_view Word(Action action) {
  return action == Action::kWithhold ? "withhold" : action == Action::kMask ? "mask" : "release";
}

// Nothing where there is no stricter one: a mark that only one of them gives, two words for what is masked.
std::optional<Override> Stricter(const Override& a, const Override& b, const Vocabulary& vocabulary) {
  const auto rank = [](const Override& one) {
    return one.action == Action::kWithhold ? 2 : one.action == Action::kMask ? 1 : 0;
  };
  const Override& less = rank(a) < rank(b) ? a : b;
  Override united = rank(a) < rank(b) ? b : a;
  if (united.binds.empty()) united.binds = less.binds;
  const bool same = a.action == b.action;
  if (same) {
    united.codes = Union(a.codes, b.codes);
    united.statute = UniteTexts(a.statute, b.statute);
    united.spans = Union(a.spans, b.spans);
    united.reason = UniteTexts(a.reason, b.reason) + std::string(kUnited);
    if (a.as != b.as) return std::nullopt;
  } else {
    // (What is withheld without a code stays pending.)
    if (!united.codes.empty()) {
      united.codes = Union(united.codes, less.codes);
      united.statute = UniteTexts(united.statute, less.statute);
    }
    united.reason +=
        fmt::format(" (the stricter of two decisions: {}, not {})", Word(united.action), Word(less.action));
  }
  if (united.action == Action::kWithhold) {
    if (same) united.authority = internal::UniteAuthorities(a.authority, b.authority);
    return united;
  }
  // Both let the rest of the element out.
  united.authority = internal::UniteAuthorities(united.authority, less.authority);
  if (a.mark.has_value() != b.mark.has_value()) return std::nullopt;
  if (a.mark) united.mark = Join(vocabulary, *a.mark, *b.mark);
  return united;
}

// One of the two files.
struct File {
  Buffer toml;
  Overrides draft;
  internal::DecisionsText text;
  [[nodiscard]] bool bound() const {
    const auto binds = [](const Override& one) { return !one.binds.empty(); };
    return std::ranges::any_of(draft.decisions, binds) || std::ranges::any_of(draft.masks, binds);
  }
};

Result<File> Open(const Buffer& toml, const Policy& policy, const MergeOptions& options) {
  auto copy = Buffer::FromBytes(std::string(toml.text()), toml.name());
  if (!copy) return std::unexpected(copy.error());
  auto draft = Overrides::LoadDraft(toml, policy);
  if (!draft) return At(toml, draft.error());
  File file{*std::move(copy), *std::move(draft), internal::DecisionsText(toml)};
  if (file.text.any_inline()) {
    return Bad(toml, {}, "decisions that are written as inline tables are not merged",
               "write each as a table of its own: [[decision]], [document_mark]");
  }
  bool unmatched = file.draft.document_mark_unmatched;
  std::optional<internal::FitChecker> checker;
  if (options.document != nullptr) checker.emplace(file.draft.salt, *options.document);
  for (const auto* list : {&file.draft.decisions, &file.draft.masks}) {
    for (const Override& one : *list) {
      unmatched = unmatched || one.unmatched;
      if (!checker) continue;
      internal::Fit fit = checker->Check(one);
      if (fit.state != internal::Fit::State::kFits)
        return Bad(toml, one.where, std::move(fit.message), std::move(fit.fix));
    }
  }
  if (unmatched || std::ranges::any_of(file.draft.waivers, &Waiver::unmatched)) {
    return Bad(toml, {}, "it holds what was carried over and not settled",
               "settle each entry with carried = \"unmatched\" first");
  }
  if (options.document != nullptr) {
    if (auto same = internal::CheckDocument(file.draft, *options.document); !same)
      return At(toml, same.error());
  }
  return file;
}

class Merger {
 public:
  Merger(File& first, File& second, const Policy& policy, const MergeOptions& options)
      : first_(first), second_(second), policy_(policy), options_(options) {
    for (const Override& one : first.draft.decisions) decisions_.emplace(one.element, decisions_.size());
    for (const Override& one : first.draft.masks) masks_.emplace(one.element, masks_.size());
    for (const Waiver& one : first.draft.waivers) waivers_.emplace(one.finding, waivers_.size());
  }

  Result<MergedDecisions> Run() {
    for (std::size_t i = 0; i < second_.draft.decisions.size(); ++i) {
      if (auto done = MergeDecision(i); !done) return std::unexpected(std::move(done).error());
    }
    for (std::size_t i = 0; i < second_.draft.masks.size(); ++i) MergeMask(i);
    for (std::size_t i = 0; i < second_.draft.waivers.size(); ++i) MergeWaiver(i);
    MergeDocumentMark();
    if (!merged_.conflicts.empty()) return std::move(merged_);
    auto text = internal::ReadBack(first_.text.Take(), policy_, options_.document);
    if (!text) return std::unexpected(std::move(text).error());
    merged_.text = *std::move(text);
    return std::move(merged_);
  }

 private:
  void Add(const internal::EntryText& entry) { first_.text.Append("\n" + second_.text.Written(entry)); }

  // Decided alike: both persons, both reasons.
  void Unite(const internal::EntryText& entry, const std::string& authority, const std::string& by_second,
             const std::string& reason, const std::string& reason_of_second) {
    const std::string both = internal::UniteAuthorities(authority, by_second);
    if (both != authority) first_.text.Set(entry, "authority", internal::QuotedAuthority(both));
    const std::string why = UniteTexts(reason, reason_of_second);
    if (why != reason) first_.text.Set(entry, "reason", internal::Quoted(why));
  }

  Result<void> MergeDecision(std::size_t index) {
    const Override& theirs = second_.draft.decisions[index];
    const auto found = decisions_.find(theirs.element);
    if (found == decisions_.end()) {
      Add(second_.text.decisions()[index]);
      return {};
    }
    const Override& ours = first_.draft.decisions[found->second];
    if (!ours.binds.empty() && !theirs.binds.empty() && ours.binds != theirs.binds) {
      return Bad(second_.toml, theirs.where,
                 fmt::format("the two files decided on different texts of '{}'", ours.element),
                 "let one of the officers look at the text that counts, and bind the decision anew");
    }
    const internal::EntryText& entry = first_.text.decisions()[found->second];
    if (DecidedAlike(ours, theirs)) {
      Unite(entry, ours.authority, theirs.authority, ours.reason, theirs.reason);
      if (ours.binds.empty() && !theirs.binds.empty())
        first_.text.Set(entry, "binds", internal::Quoted(theirs.binds));
      return {};
    }
    const auto stricter =
        options_.strictest ? Stricter(ours, theirs, policy_.vocabulary()) : std::optional<Override>();
    if (stricter) {
      first_.text.Replace(entry.whole, internal::WriteDecision(*stricter, policy_.vocabulary()));
    } else {
      merged_.conflicts.push_back({DecisionEntry::kDecision, ours.element, ours.where, theirs.where});
    }
    return {};
  }

  void MergeMask(std::size_t index) {
    const Override& theirs = second_.draft.masks[index];
    const auto [begin, end] = masks_.equal_range(theirs.element);
    const auto found = std::find_if(begin, end, [&](const auto& one) {
      const Override& ours = first_.draft.masks[one.second];
      return ours.binds == theirs.binds && DecidedAlike(ours, theirs);
    });
    if (found == end) return Add(second_.text.masks()[index]);
    const Override& ours = first_.draft.masks[found->second];
    Unite(first_.text.masks()[found->second], ours.authority, theirs.authority, ours.reason, theirs.reason);
  }

  void MergeWaiver(std::size_t index) {
    const Waiver& theirs = second_.draft.waivers[index];
    const auto found = waivers_.find(theirs.finding);
    if (found == waivers_.end()) return Add(second_.text.waivers()[index]);
    const Waiver& ours = first_.draft.waivers[found->second];
    Unite(first_.text.waivers()[found->second], ours.authority, theirs.authority, ours.reason, theirs.reason);
  }

  void MergeDocumentMark() {
    const Overrides& ours = first_.draft;
    const Overrides& theirs = second_.draft;
    if (!theirs.document_mark) return;
    if (!ours.document_mark) return Add(*second_.text.document_mark());
    const bool alike = ours.document_mark == theirs.document_mark;
    if (!alike && !options_.strictest) {
      merged_.conflicts.push_back(
          {DecisionEntry::kDocumentMark, "document", ours.document_mark_where, theirs.document_mark_where});
      return;
    }
    const internal::EntryText& entry = *first_.text.document_mark();
    if (alike) {
      return Unite(entry, ours.document_mark_authority, theirs.document_mark_authority,
                   ours.document_mark_reason, theirs.document_mark_reason);
    }
    const Vocabulary& vocabulary = policy_.vocabulary();
    first_.text.Set(entry, "mark",
                    internal::Quoted(PortionForm(
                        vocabulary, Join(vocabulary, *ours.document_mark, *theirs.document_mark))));
    first_.text.Set(entry, "authority",
                    internal::QuotedAuthority(internal::UniteAuthorities(ours.document_mark_authority,
                                                                         theirs.document_mark_authority)));
    first_.text.Set(entry, "reason",
                    internal::Quoted(UniteTexts(ours.document_mark_reason, theirs.document_mark_reason) +
                                     std::string(kUnited)));
  }

  File& first_;
  File& second_;
  const Policy& policy_;
  const MergeOptions& options_;
  std::unordered_map<std::string, std::size_t> decisions_, waivers_;  // of the first file
  std::unordered_multimap<std::string, std::size_t> masks_;
  MergedDecisions merged_;
};

// The second file under the salt of the first.
Result<File> BindUnder(const File& file, const std::string& salt, const Policy& policy,
                       const MergeOptions& options) {
  internal::DecisionsText text(file.toml);
  text.SetAtTop("salt", internal::Quoted(internal::ToHex(salt)));
  for (const auto* list : {&file.draft.decisions, &file.draft.masks}) {
    const auto& entries = list == &file.draft.masks ? text.masks() : text.decisions();
    for (std::size_t i = 0; i < list->size(); ++i) {
      if ((*list)[i].binds.empty()) continue;
      const std::size_t index = options.document->Find((*list)[i].element);
      text.Set(entries[i], "binds", internal::Quoted(internal::Binding(salt, *options.document, index)));
    }
  }
  auto toml = Buffer::FromBytes(text.Take(), file.toml.name());
  if (!toml) return std::unexpected(toml.error());
  return Open(*toml, policy, options);
}

}  // namespace

Result<MergedDecisions> MergeDecisions(const Buffer& first, const Buffer& second, const Policy& policy,
                                       const MergeOptions& options) {
  auto ours = Open(first, policy, options);
  if (!ours) return std::unexpected(std::move(ours).error());
  auto theirs = Open(second, policy, options);
  if (!theirs) return std::unexpected(std::move(theirs).error());
  if (ours->draft.document != theirs->draft.document) {
    return Bad(second, theirs->draft.where, "the two files are for different documents",
               "merge decisions on one document");
  }
  if (ours->bound() && theirs->bound() && ours->draft.salt != theirs->draft.salt) {
    if (options.document == nullptr) {
      return Bad(second, {}, "the two files are bound under salts of their own",
                 "name the document with --document, so that both can be checked and bound anew");
    }
    theirs = BindUnder(*theirs, ours->draft.salt, policy, options);
    if (!theirs) return std::unexpected(std::move(theirs).error());
  }
  // The salt of what is bound; where nothing is, of the first file that has one.
  const bool take_theirs = !ours->bound() && (theirs->bound() || ours->draft.salt.empty());
  if (take_theirs && !theirs->draft.salt.empty())
    ours->text.SetAtTop("salt", internal::Quoted(internal::ToHex(theirs->draft.salt)));
  return Merger(*ours, *theirs, policy, options).Run();
}

}  // namespace markings
