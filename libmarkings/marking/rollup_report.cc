// Why each token is in the banner that portions need, and how a banner that is written differs from it.

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <optional>
#include <utility>

#include "libmarkings/marking/forms.h"
#include "libmarkings/marking/internal/category_forms.h"
#include "libmarkings/marking/internal/name_order.h"
#include "libmarkings/marking/internal/protection.h"
#include "libmarkings/marking/lattice.h"
#include "libmarkings/marking/rollup.h"

namespace markings {
namespace {

using internal::Protection;

constexpr std::size_t kNamedPortions = 8;  // a list of portions names so many

std::uint64_t Bit(std::size_t index) { return std::uint64_t{1} << index; }
bool Has(std::uint64_t set, std::size_t index) { return (set >> index & 1U) != 0; }

class Explainer {
 public:
  Explainer(const Vocabulary& vocabulary, std::span<const Marking> portions,
            std::span<const std::size_t> lines)
      : vocabulary_(vocabulary), grammar_(vocabulary.grammar()), portions_(portions), lines_(lines) {
    report_.banner = RollUp(vocabulary, portions);
    if (grammar_ == nullptr) return;
    protections_.reserve(portions.size());
    for (const Marking& portion : portions)
      protections_.push_back(internal::ProtectionOf(vocabulary, portion));
  }

  RollUpReport Explain() {
    ExplainLevel();
    for (std::size_t i = 0; i < vocabulary_.controls().size(); ++i) {
      if (Has(report_.banner.controls, i)) ExplainPresent(i);
    }
    for (const MarkName& name : report_.banner.names) {
      if (name.control >= MarkName::kUnnamed) ExplainUnnamed(name);
    }
    for (std::size_t i = 0; i < vocabulary_.controls().size(); ++i) {
      if (!Has(report_.banner.controls, i)) ExplainAbsent(i);
    }
    return std::move(report_);
  }

 private:
  void Add(FormCheck check, bool present, std::string token, std::string why,
           std::vector<std::size_t> portions) {
    RollUpToken row{std::move(token), present, std::move(why), std::move(portions), {}, {}};
    if (grammar_ != nullptr) {
      row.rule = grammar_->row(check).id;
      row.source = grammar_->row(check).source;
    }
    report_.tokens.push_back(std::move(row));
  }

  // "portion 2", "portions 2, 5 and 9"; or "the portion on line 12", "the portions on lines 12 and 40".
  std::string Portions(const std::vector<std::size_t>& portions) const {
    const bool on_lines = lines_.size() == portions_.size() && !lines_.empty();
    std::string text = on_lines ? "the portion" : "portion";
    if (portions.size() != 1) text += 's';
    text += !on_lines ? " " : portions.size() == 1 ? " on line " : " on lines ";
    for (std::size_t i = 0; i < portions.size(); ++i) {
      if (i == kNamedPortions) return text + fmt::format(" and {} more", portions.size() - i);
      if (i > 0) text += i + 1 == portions.size() ? " and " : ", ";
      text += std::to_string(on_lines ? lines_[portions[i] - 1] : portions[i]);
    }
    return text;
  }

  template <class Holds>
  std::vector<std::size_t> Where(Holds holds) const {
    std::vector<std::size_t> found;
    for (std::size_t i = 0; i < portions_.size(); ++i) {
      if (holds(i)) found.push_back(i + 1);
    }
    return found;
  }

  void ExplainLevel() {
    const std::size_t level = report_.banner.level;
    std::string token = vocabulary_.levels()[level].banner;
    auto from = Where([&](std::size_t i) { return portions_[i].level == level; });
    if (!from.empty()) {
      std::string why = "the highest level, of " + Portions(from);
      Add(FormCheck::kRollupLevel, true, std::move(token), std::move(why), std::move(from));
      return;
    }
    from = Where([&](std::size_t i) { return vocabulary_.levels()[portions_[i].level].at_home == level; });
    std::string why = from.empty()
                          ? "no portion has a level"
                          : fmt::format("what the level of another owner counts as, of {}", Portions(from));
    Add(FormCheck::kRollupOwnerLevel, true, std::move(token), std::move(why), std::move(from));
  }

  std::string TokenOf(std::size_t control) const {
    const Control& row = vocabulary_.controls()[control];
    if (grammar_ == nullptr) return row.caption.empty() ? row.id : row.caption;
    std::string token;
    internal::AppendControl(token, vocabulary_, report_.banner, control, internal::Form::kBanner);
    return token;
  }

  void ExplainPresent(std::size_t control) {
    const Control& row = vocabulary_.controls()[control];
    if (grammar_ != nullptr && row.release != ReleaseRole::kNoPart) {
      ExplainRelease(control);
      return;
    }
    auto from = Where([&](std::size_t i) { return Has(portions_[i].controls, control); });
    FormCheck check = row.takes == ListKind::kTree ? FormCheck::kRollupTree : FormCheck::kRollupUnion;
    if (from.empty() && grammar_ != nullptr) {
      from = Where([&](std::size_t i) { return Has(protections_[i].controls, control); });
      const bool sources =
          std::ranges::any_of(from, [&](std::size_t i) { return portions_[i - 1].owner != Marking::kOwn; });
      if (sources) {
        const bool lists = std::ranges::any_of(from, [&](std::size_t i) {
          return portions_[i - 1].owner < grammar_->owners.size() &&
                 grammar_->owners[portions_[i - 1].owner].list == OwnerList::kAfter;
        });
        std::string why = fmt::format("the sources of {}, whose owner is not the document's", Portions(from));
        Add(lists ? FormCheck::kRollupJoint : FormCheck::kRollupFgi, true, TokenOf(control), std::move(why),
            std::move(from));
        return;
      }
    }
    if (from.empty()) from = Where([&](std::size_t i) { return Has(Closed(i), control); });
    std::string why = "carried from " + Portions(from);
    Add(check, true, TokenOf(control), std::move(why), std::move(from));
  }

  std::uint64_t Closed(std::size_t i) const {
    return internal::CloseControls(vocabulary_, portions_[i].controls);
  }

  // (A system is told by what is below it, when something is.)
  void ExplainUnnamed(const MarkName& name) {
    const bool above = std::ranges::any_of(report_.banner.names, [&](const MarkName& one) {
      return one.control == name.control && internal::IsBelow(one.name, name.name);
    });
    if (above) return;
    auto from = Where([&](std::size_t i) {
      return std::ranges::find(portions_[i].names, name) != portions_[i].names.end();
    });
    std::string why = "carried from " + Portions(from);
    Add(FormCheck::kRollupUnion, true, name.name, std::move(why), std::move(from));
  }

  void ExplainRelease(std::size_t control) {
    const Control& row = vocabulary_.controls()[control];
    switch (row.release) {
      case ReleaseRole::kNobody:
        ExplainNobody(control);
        break;
      case ReleaseRole::kOfficer: {
        auto from = Stating();
        std::string why = "every portion that takes part leaves it to the officer: " + Portions(from);
        Add(FormCheck::kRollupRelease, true, TokenOf(control), std::move(why), std::move(from));
        break;
      }
      default: {
        auto from = Stating();
        std::string why = "the countries that are common to " + Portions(from);
        Add(FormCheck::kRollupRelease, true, TokenOf(control), std::move(why), std::move(from));
      }
    }
  }

  // The portions that take part in the roll-up of release.
  std::vector<std::size_t> Stating() const {
    return Where([&](std::size_t i) { return !protections_[i].release.anyone; });
  }

  void ExplainNobody(std::size_t control) {
    auto from = Where([&](std::size_t i) { return protections_[i].nobody; });
    if (!from.empty()) {
      std::string why = fmt::format("{} {} it", Portions(from), from.size() == 1 ? "has" : "have");
      Add(FormCheck::kRollupRelease, true, TokenOf(control), std::move(why), std::move(from));
      return;
    }
    auto [why, portions] = WhyNobodyIsLeft();
    Add(FormCheck::kRollupGap, true, TokenOf(control), std::move(why), std::move(portions));
  }

  // What keeps the portions from having a common release.
  std::pair<std::string, std::vector<std::size_t>> WhyNobodyIsLeft() const {
    for (std::size_t i = 0; i < portions_.size(); ++i) {
      for (std::uint64_t left = portions_[i].controls; left != 0; left &= left - 1) {
        const Control& row = vocabulary_.controls()[static_cast<std::size_t>(std::countr_zero(left))];
        if (row.leaves != 0 && row.absorbed_from && report_.banner.level >= *row.absorbed_from)
          return {
              fmt::format("{} of {} leaves it behind in a banner of this level", row.id, Portions({i + 1})),
              {i + 1}};
      }
    }
    const auto plain = Where(
        [&](std::size_t i) { return protections_[i].release.plain && !protections_[i].release.anyone; });
    const auto stating = Where([&](std::size_t i) { return !protections_[i].release.plain; });
    for (const std::size_t silent : plain) {
      for (const std::size_t other : stating) {
        // (What counts as left to the officer goes with what is.)
        if (protections_[silent - 1].release.officer && protections_[other - 1].release.officer) continue;
        return {fmt::format("{} says nothing of release, beside {}", Portions({silent}), Portions({other})),
                {silent, other}};
      }
    }
    const auto reaches = [&](const Countries::Set& set) {
      Countries::Set abroad = set;
      if (const auto home = Countries::Get().Find(grammar_->home)) abroad.reset(*home);
      return abroad.any();
    };
    Countries::Set common;
    common.set();
    for (const std::size_t i : stating) {
      const Countries::Set& display = protections_[i - 1].release.display;
      common &= display;
      if (reaches(common)) continue;
      if (!reaches(display))
        return {Portions({i}) + (protections_[i - 1].release.officer
                                     ? " leaves it to an officer, other portions name countries"
                                     : " names no country"),
                {i}};
      for (const std::size_t j : stating) {
        if (j >= i) break;
        if (!reaches(protections_[j - 1].release.display & display))
          return {fmt::format("{} has no common country with {}", Portions({i}), Portions({j})), {j, i}};
      }
      return {fmt::format("the portions up to {} have no common country", Portions({i})), {i}};
    }
    return {"the portions have no common release", stating};
  }

  void ExplainAbsent(std::size_t control) {
    const Control& row = vocabulary_.controls()[control];
    auto from = Where([&](std::size_t i) { return Has(portions_[i].controls, control); });
    if (from.empty()) return;
    std::string token = row.banner.empty() ? (row.caption.empty() ? row.id : row.caption) : row.banner;
    if (grammar_ != nullptr && row.release != ReleaseRole::kNoPart) {
      const auto nobody = Where([&](std::size_t i) { return protections_[i].nobody; });
      std::string why;
      if (!nobody.empty()) {
        why = fmt::format("{} of {} goes no further than {}", token, Portions(from), Portions(nobody));
      } else {
        why = WhyNobodyIsLeft().first;
      }
      Add(FormCheck::kRollupRelease, false, std::move(token), std::move(why), std::move(from));
      return;
    }
    const std::size_t level = report_.banner.level;
    if (row.absorbed_from && level >= *row.absorbed_from) {
      std::string why = fmt::format("{} of {}: a banner of {} leaves it out", token, Portions(from),
                                    vocabulary_.levels()[level].banner);
      Add(FormCheck::kRollupAbsorbed, false, std::move(token), std::move(why), std::move(from));
      return;
    }
    for (std::size_t i = 0; i < vocabulary_.controls().size(); ++i) {
      if (!Has(report_.banner.controls, i) || !Has(vocabulary_.controls()[i].supersedes, control)) continue;
      std::string why =
          fmt::format("{} of {}: {} makes it needless", token, Portions(from), vocabulary_.controls()[i].id);
      Add(FormCheck::kRollupSuperseded, false, std::move(token), std::move(why), std::move(from));
      return;
    }
    std::string why = fmt::format("{} of {} is rewritten", token, Portions(from));
    Add(FormCheck::kDeprecated, false, std::move(token), std::move(why), std::move(from));
  }

  const Vocabulary& vocabulary_;
  const Grammar* grammar_;
  std::span<const Marking> portions_;
  std::span<const std::size_t> lines_;
  std::vector<Protection> protections_;
  RollUpReport report_;
};

}  // namespace

RollUpReport ExplainRollUp(const Vocabulary& vocabulary, std::span<const Marking> portions,
                           std::span<const std::size_t> lines) {
  return Explainer(vocabulary, portions, lines).Explain();
}

std::vector<BannerDifference> CompareBanner(const Vocabulary& vocabulary, const Marking& banner,
                                            const RollUpReport& needed) {
  std::vector<BannerDifference> found;
  const Grammar* grammar = vocabulary.grammar();
  using Kind = BannerDifference::Kind;
  const auto add = [&](Kind kind, std::string token, std::string why) {
    BannerDifference row{kind,
                         std::move(token),
                         std::move(why),
                         {},
                         {},
                         kind == Kind::kMissing     ? Severity::kError
                         : kind == Kind::kExcessive ? Severity::kWarning
                                                    : Severity::kNote};
    if (grammar != nullptr) {
      const FormCheck check = kind == Kind::kMissing     ? FormCheck::kBannerMissing
                              : kind == Kind::kExcessive ? FormCheck::kBannerExcessive
                                                         : FormCheck::kBannerCompilation;
      row.rule = grammar->row(check).id;
      row.source = grammar->row(check).source;
      row.severity = grammar->row(check).severity;
    }
    found.push_back(std::move(row));
  };
  const auto why_of = [&](std::string_view token) {
    for (const RollUpToken& row : needed.tokens) {
      if (row.present && row.token == token) return row.why;
    }
    return std::string("the portions need it");
  };
  const Marking& roll_up = needed.banner;
  const auto& levels = vocabulary.levels();
  if (banner.level < roll_up.level) {
    add(Kind::kMissing, levels[roll_up.level].banner, why_of(levels[roll_up.level].banner));
  } else if (banner.level > roll_up.level) {
    add(Kind::kCompilation, levels[banner.level].banner,
        fmt::format("no portion is above {}", levels[roll_up.level].banner));
  }
  if (banner.owner != roll_up.owner)
    add(Kind::kMissing, BannerForm(vocabulary, roll_up), "the mark stands in the name of another owner");
  // What the banner lacks is judged by protection: a stricter control covers a weaker one.
  const auto token = [&](const Marking& mark, std::size_t control) {
    if (grammar == nullptr) {
      const Control& row = vocabulary.controls()[control];
      return row.caption.empty() ? row.id : row.caption;
    }
    std::string text;
    internal::AppendControl(text, vocabulary, mark, control, internal::Form::kBanner);
    return text;
  };
  const auto alone = [&](const Marking& mark, std::size_t control) {
    Marking one;
    one.level = 0;
    one.controls = Bit(control);
    std::ranges::copy_if(mark.names, std::back_inserter(one.names),
                         [&](const MarkName& name) { return name.control == control; });
    return one;
  };
  for (std::size_t i = 0; i < vocabulary.controls().size(); ++i) {
    const bool release = grammar != nullptr && vocabulary.controls()[i].release != ReleaseRole::kNoPart;
    const bool in_banner = Has(banner.controls, i);
    const bool in_needed = Has(roll_up.controls, i);
    const std::string have = in_banner ? token(banner, i) : std::string();
    const std::string want = in_needed ? token(roll_up, i) : std::string();
    if (have == want) continue;
    if (in_needed && (release || !Dominates(vocabulary, banner, alone(roll_up, i))))
      add(Kind::kMissing, want, why_of(want));
    if (in_banner && (release || !Dominates(vocabulary, roll_up, alone(banner, i))))
      add(Kind::kExcessive, have, "no portion needs it so");
  }
  for (const MarkName& name : roll_up.names) {
    if (name.control >= MarkName::kUnnamed && std::ranges::find(banner.names, name) == banner.names.end())
      add(Kind::kMissing, name.name, why_of(name.name));
  }
  for (const MarkName& name : banner.names) {
    if (name.control >= MarkName::kUnnamed && std::ranges::find(roll_up.names, name) == roll_up.names.end())
      add(Kind::kExcessive, name.name, "no portion needs it");
  }
  return found;
}

}  // namespace markings
