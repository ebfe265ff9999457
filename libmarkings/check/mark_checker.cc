// Banners against portions, by page and for the whole text.

#include "libmarkings/check/mark_checker.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <set>
#include <string>
#include <unordered_set>
#include <utility>

#include "libmarkings/check/internal/banner_lists.h"
#include "libmarkings/check/internal/mark_memo.h"
#include "libmarkings/check/internal/marked_text.h"
#include "libmarkings/marking/authority.h"
#include "libmarkings/marking/forms.h"
#include "libmarkings/marking/lattice.h"
#include "libmarkings/marking/rollup.h"
#include "libmarkings/text/line_index.h"

namespace markings {
namespace {

using internal::FoundMark;
using internal::MarkedPage;
using internal::MarkMemo;
using enum DiagnosticCode;

// The portions of a page or of the whole text that can be read: each mark once.
struct Portions {
  std::vector<const Marking*> distinct;
  std::vector<std::size_t> first;  // where each stands first
  bool all_read = true;            // no mark that cannot be read is among them

  void Add(const FoundMark& portion) {
    if (portion.mark->status != MarkingStatus::kValid) {
      all_read = false;
      return;
    }
    const Marking* value = &portion.mark->value;
    constexpr std::size_t kFew = 32;
    if (distinct.size() < kFew) {
      if (std::ranges::find(distinct, value) != distinct.end()) return;
    } else {
      if (seen_.empty()) seen_.insert(distinct.begin(), distinct.end());
      if (!seen_.insert(value).second) return;
    }
    distinct.push_back(value);
    first.push_back(portion.where.begin);
  }

 private:
  std::unordered_set<const Marking*> seen_;
};

class Check {
 public:
  Check(MarkMemo& memo, std::string_view text, const CheckFacts& facts)
      : memo_(memo), vocabulary_(memo.vocabulary()), text_(text), facts_(facts) {}

  std::vector<Diagnostic> Run() {
    std::vector<MarkedPage> pages = internal::ReadMarks(memo_, text_);
    internal::FillLists(memo_, pages);
    Portions all;
    const FoundMark* overall = nullptr;
    bool any_banner = false;
    for (const MarkedPage& page : pages) {
      for (const FoundMark& portion : page.portions) all.Add(portion);
      for (const auto* banner : {&page.top, &page.bottom}) {
        if (!*banner) continue;
        any_banner = true;
        if (overall == nullptr) overall = &**banner;
      }
    }
    if (!any_banner && all.distinct.empty() && all.all_read) {
      Add(kNothingMarked, {}, std::string(Info(kNothingMarked).meaning),
          "mark the text, or leave it out of the check");
      return std::move(found_);
    }
    const Marking needed = memo_.RollUpOf(all.distinct);
    const Marking* whole = overall != nullptr && overall->mark->status == MarkingStatus::kValid
                               ? &overall->mark->value
                               : nullptr;
    for (const MarkedPage& page : pages) CheckPage(page, any_banner, whole, pages.size() == 1);
    if (!any_banner) {
      Add(kNoBannerLine, {}, std::string(Info(kNoBannerLine).meaning),
          fmt::format("write {} at the top and at the bottom of each page", BannerForm(vocabulary_, needed)));
    } else if (whole != nullptr && !all.distinct.empty()) {
      Compare(*overall, all, needed, pages.size() > 1 ? "of the whole text" : "");
    }
    CheckAuthorityBlock(whole == nullptr ? needed : Join(vocabulary_, needed, *whole), all);
    const auto key = [](const Diagnostic& one) { return std::pair(one.where.begin, one.code); };
    std::ranges::stable_sort(found_, {}, key);
    // (A parser may say the same twice of one place.)
    const auto twice = std::ranges::unique(found_, [](const Diagnostic& a, const Diagnostic& b) {
      return a.code == b.code && a.where == b.where && a.message == b.message;
    });
    found_.erase(twice.begin(), twice.end());
    return std::move(found_);
  }

 private:
  void Add(DiagnosticCode code, Span where, std::string message, std::string fix) {
    found_.push_back({code, where, std::move(message), std::move(fix)});
  }

  // What the mark's own parser found, at its place in the text.
  void CheckMark(const FoundMark& found) {
    const ParsedMarking& mark = *found.mark;
    if (mark.diagnostics.empty()) return;
    std::string repair;
    if (mark.status != MarkingStatus::kValid && repairs_ < kMostRepairs) {
      ++repairs_;
      if (const auto meant = memo_.RepairOf(Slice(text_, found.where), mark.kind)) {
        repair = meant->canonical;
        for (const std::string& rival : meant->rivals) repair += ", or " + rival;
      }
    }
    for (Diagnostic one : mark.diagnostics) {
      one.where = {found.where.begin + one.where.begin, found.where.begin + one.where.end};
      if (!repair.empty() && SeverityOf(one) == Severity::kError && one.fix == mark.diagnostics.front().fix &&
          !IsMark(mark.kind, one.fix))
        one.fix = repair;
      found_.push_back(std::move(one));
    }
  }

  // Whether a fix is a mark to write, not words.
  bool IsMark(MarkingKind kind, std::string_view fix) {
    if (kind == MarkingKind::kPortion && !fix.starts_with('(')) return false;
    const ParsedMarking& mark = kind == MarkingKind::kBanner ? memo_.Banner(fix) : memo_.Portion(fix);
    return mark.status == MarkingStatus::kValid;
  }

  void CheckPage(const MarkedPage& page, bool any_banner, const Marking* whole, bool only) {
    for (const auto* banner : {&page.top, &page.bottom}) {
      if (*banner) CheckMark(**banner);
    }
    for (const FoundMark& banner : page.more) CheckMark(banner);
    for (const FoundMark& portion : page.portions) CheckMark(portion);
    if (!page.portions.empty()) {
      for (const Span& line : page.unmarked)
        Add(kParagraphUnmarked, line, std::string(Info(kParagraphUnmarked).meaning), "mark each paragraph");
    }
    if (!page.top && !page.bottom) {
      if (any_banner) {
        const std::size_t begin = page.portions.empty() ? page.span.begin : page.portions.front().where.begin;
        Add(kPageWithoutBanner, {begin, begin}, std::string(Info(kPageWithoutBanner).meaning),
            "write a banner at its top and at its bottom");
      }
      return;
    }
    for (const FoundMark& other : page.more) Agree(page.top, other);
    if (page.bottom) Agree(page.top, *page.bottom);
    if (only) return;  // (the whole text is the page)
    Portions portions;
    for (const FoundMark& portion : page.portions) portions.Add(portion);
    if (portions.distinct.empty()) return;
    const Marking& needed = memo_.RollUpOf(portions.distinct);
    for (const auto* banner : {&page.top, &page.bottom}) {
      if (!*banner || (*banner)->mark->status != MarkingStatus::kValid) continue;
      const Marking& value = (*banner)->mark->value;
      if (value == needed) continue;
      // A page may bear the banner of the whole text instead of its own.
      const bool as_whole = whole != nullptr && value == *whole;
      if (as_whole && Dominates(vocabulary_, value, needed)) continue;
      Compare(**banner, portions, needed, "of its page");
      break;  // (the other one says the same, or was found to differ)
    }
  }

  void Agree(const std::optional<FoundMark>& top, const FoundMark& other) {
    if (!top || top->mark->status != MarkingStatus::kValid || other.mark->status != MarkingStatus::kValid)
      return;
    if (top->mark->value == other.mark->value) return;
    Add(kBannersDisagree, other.where,
        fmt::format("another banner than the one on line {}", lines().At(top->where.begin).line),
        BannerForm(vocabulary_, Join(vocabulary_, top->mark->value, other.mark->value)));
  }

  // What a banner that lacks something should be: what the portions need, and what else it says. What it says
  // of release is not kept: the portions decide that.
  [[nodiscard]] Marking Mended(const Marking& banner, const Marking& needed) const {
    Marking mended = needed;
    if (banner.owner == needed.owner) mended.level = std::max(banner.level, needed.level);
    Marking rest = banner;
    rest.level = 0;
    const auto& controls = vocabulary_.controls();
    const auto of_release = [&](std::size_t i) {
      return i < controls.size() && controls[i].release != ReleaseRole::kNoPart;
    };
    for (std::size_t i = 0; i < controls.size(); ++i) {
      if (of_release(i)) rest.controls &= ~(std::uint64_t{1} << i);
    }
    std::erase_if(rest.names, [&](const MarkName& name) { return of_release(name.control); });
    return Dominates(vocabulary_, mended, rest) ? mended : Join(vocabulary_, banner, needed);
  }

  void Compare(const FoundMark& banner, const Portions& portions, const Marking& needed,
               std::string_view whose) {
    const Marking& value = banner.mark->value;
    if (value == needed) return;
    std::vector<Marking> values;
    std::vector<std::size_t> on_lines;
    values.reserve(portions.distinct.size());
    on_lines.reserve(portions.first.size());
    for (const Marking* one : portions.distinct) values.push_back(*one);
    for (const std::size_t at : portions.first) on_lines.push_back(lines().At(at).line);
    const RollUpReport report = ExplainRollUp(vocabulary_, values, on_lines);
    const std::string fix = BannerForm(vocabulary_, Mended(value, needed));
    const std::string of = whose.empty() ? std::string() : " " + std::string(whose);
    for (BannerDifference& difference : CompareBanner(vocabulary_, value, report)) {
      using Kind = BannerDifference::Kind;
      const bool missing = difference.kind == Kind::kMissing;
      // What a mark that cannot be read needs nobody knows: it may be what seems too much.
      if (!missing && !portions.all_read) continue;
      Diagnostic one{missing                                 ? kBannerLacks
                     : difference.kind == Kind::kCompilation ? kBannerCompilation
                                                             : kBannerExceeds,
                     banner.where,
                     {},
                     {},
                     std::move(difference.rule),
                     std::move(difference.source),
                     difference.severity};
      one.message = missing ? fmt::format("the banner{} lacks {}: {}", of, difference.token, difference.why)
                            : fmt::format("{} of the banner{}: {}", difference.token, of, difference.why);
      one.fix = missing ? fix : BannerForm(vocabulary_, needed);
      found_.push_back(std::move(one));
    }
  }

  // Which kinds of information stand in the text that never bear a date, and whether others stand beside
  // them.
  void FindUndated(const Grammar& grammar, const Portions& all, AuthorityFacts& about) const {
    if (!all.all_read || all.distinct.empty()) return;
    std::set<std::string> undated;
    bool others = false;
    for (const Marking* one : all.distinct) {
      bool found = false;
      for (std::size_t i = 0; i < vocabulary_.controls().size(); ++i) {
        const Control& row = vocabulary_.controls()[i];
        if (!row.undated || (one->controls >> i & 1U) == 0) continue;
        undated.insert(row.portion);
        found = true;
      }
      if (one->owner < grammar.owners.size() && grammar.owners[one->owner].undated) {
        undated.insert(grammar.owners[one->owner].id);
        found = true;
      }
      others = others || (!found && (grammar.classified >> one->level & 1U) != 0);
    }
    about.undated.emplace(undated.begin(), undated.end());
    about.others = others;
  }

  // A document is older than the day on which it is declassified or downgraded, and "date of source" was
  // written until 2010 (CAPCO 2016, E.6). Nothing else in its block dates it for sure.
  void CheckEdition(const AuthorityBlock& block) {
    if (facts_.edition_chosen || vocabulary_.editions().empty()) return;
    const AuthorityDate* first = nullptr;
    const auto look = [&](const std::optional<AuthorityDate>& date) {
      if (date && date->latest && (first == nullptr || *date->latest < *first->latest)) first = &*date;
    };
    for (const Declassify& one : block.declassify) {
      look(one.date);
      look(one.source);
    }
    for (const AuthorityDowngrade& one : block.downgrades) look(one.date);
    if (first == nullptr) return;
    const std::string_view then = vocabulary_.EditionOf(*first->latest);
    if (then.empty() || then == vocabulary_.edition()) return;
    Add(kOlderEdition, first->where,
        fmt::format("the text is from before {}, when edition {} was in force: it is checked by {}",
                    Name(*first->latest), then, vocabulary_.edition()),
        fmt::format("check it with --edition {}", then));
  }

  void CheckAuthorityBlock(const Marking& whole, const Portions& all) {
    const Grammar* grammar = vocabulary_.grammar();
    if (grammar == nullptr || !grammar->authority_block) return;
    const ParsedAuthority parsed = FindAuthority(text_);
    if (parsed.state == AuthorityState::kTooLong) {
      Add(kAuthority, parsed.block.where, "a classification authority block of over 64 KiB is not read",
          "shorten it");
      return;
    }
    AuthorityFacts about;
    about.as_of = facts_.as_of;
    about.classified = (grammar->classified >> whole.level & 1U) != 0;
    about.edition = vocabulary_.edition();
    about.not_after = vocabulary_.EditionUntil(vocabulary_.edition());
    FindUndated(*grammar, all, about);
    CheckEdition(parsed.block);
    for (AuthorityFinding& finding : CheckAuthority(parsed.block, text_, about)) {
      const auto rules = AuthorityRules();
      const auto rule = std::ranges::find(rules, finding.rule, &AuthorityRule::id);
      found_.push_back({kAuthority, finding.where, std::move(finding.message), std::move(finding.fix),
                        std::string(finding.rule),
                        rule == rules.end() ? std::string() : std::string(rule->source), finding.severity});
    }
  }

  const LineIndex& lines() {
    if (!lines_) lines_.emplace(text_);
    return *lines_;
  }

  MarkMemo& memo_;
  const Vocabulary& vocabulary_;
  std::string_view text_;
  const CheckFacts& facts_;
  static constexpr std::size_t kMostRepairs = 1000;  // each takes longer than all else; more help nobody
  std::size_t repairs_ = 0;
  std::optional<LineIndex> lines_;
  std::vector<Diagnostic> found_;
};

}  // namespace

struct MarkChecker::Impl {
  MarkMemo memo;
};

MarkChecker::MarkChecker(std::shared_ptr<const Vocabulary> vocabulary)
    : impl_(std::make_unique<Impl>(MarkMemo(std::move(vocabulary)))) {}
MarkChecker::MarkChecker(MarkChecker&&) noexcept = default;
MarkChecker& MarkChecker::operator=(MarkChecker&&) noexcept = default;
MarkChecker::~MarkChecker() = default;

std::vector<Diagnostic> MarkChecker::Check(std::string_view text, const CheckFacts& facts) {
  auto found = markings::Check(impl_->memo, text, facts).Run();
  impl_->memo.Forget();
  return found;
}

}  // namespace markings
