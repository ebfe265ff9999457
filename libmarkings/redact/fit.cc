#include "libmarkings/redact/fit.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <unordered_map>
#include <unordered_set>

#include "libmarkings/redact/internal/fit_parts.h"
#include "libmarkings/text/ascii.h"

namespace markings {
namespace {

using internal::FitCheck;
using internal::Surroundings;

std::optional<double> BitsOf(std::size_t count) {
  return count == 0 ? std::nullopt : std::optional(std::log2(static_cast<double>(count)));
}

// The text without its fixed words, as words, to look candidates up in.
class WordIndex {
 public:
  WordIndex(std::string_view text, const std::vector<internal::CutWords>& cuts) {
    std::string rest;
    std::size_t at = 0;
    for (const auto& cut : cuts) {
      rest += text.substr(at, cut.where.begin - at);
      rest += " . ";
      at = cut.where.end;
    }
    rest += text.substr(at);
    words_ = internal::WordsOf(rest);
    for (std::size_t i = 0; i < words_.size(); ++i) places_[words_[i]].push_back(i);
  }

  [[nodiscard]] bool Holds(const std::vector<std::string>& sought) const {
    if (sought.empty()) return false;
    const auto first = places_.find(sought.front());
    if (first == places_.end()) return false;
    return std::ranges::any_of(first->second, [&](std::size_t at) {
      return at + sought.size() <= words_.size() &&
             std::equal(sought.begin(), sought.end(), words_.begin() + static_cast<std::ptrdiff_t>(at));
    });
  }

 private:
  std::vector<std::string> words_;
  std::unordered_map<std::string, std::vector<std::size_t>> places_;
};

class Finder {
 public:
  Finder(std::string_view text, const Candidates& candidates)
      : text_(text),
        candidates_(candidates),
        found_(internal::FindCuts(text)),
        blocks_(internal::BlocksAround(text, found_.cuts)),
        wrapping_(text, found_.cuts) {}

  Fit Find() {
    fit_.holes = found_.holes;
    fit_.cuts.resize(found_.cuts.size());
    left_.resize(found_.cuts.size());
    const bool capitals = InCapitals();
    for (const internal::Block& block : blocks_) {
      for (std::size_t i = 0; i < block.at.size(); ++i) {
        const std::string_view line = block.text;
        Ask(block.first + i, {line.substr(0, block.at[i]), line.substr(block.at[i] + 1), capitals});
      }
    }
    for (const auto& list : internal::ListsOfCuts(blocks_)) AskTogether(list);
    CountNamed();
    for (std::size_t i = 0; i < left_.size(); ++i) fit_.cuts[i].left = left_[i].size();
    return std::move(fit_);
  }

 private:
  // Of what was released: the head of a derivative and fixed words are the program's.
  bool InCapitals() const {
    std::size_t letters = 0;
    std::size_t at = 0;
    const auto small = [&](std::string_view part) {
      letters += static_cast<std::size_t>(std::ranges::count_if(part, IsUpper));
      return HasLower(part);
    };
    for (const auto& cut : found_.cuts) {
      if (small(text_.substr(at, cut.where.begin - at))) return false;
      at = cut.where.end;
    }
    constexpr std::size_t kFewest = 20;
    return !small(text_.substr(at)) && letters >= kFewest;
  }

  void Ask(std::size_t cut, const Surroundings& around) {
    FitCut& result = fit_.cuts[cut];
    result.where = found_.cuts[cut].where;
    result.unit = found_.cuts[cut].unit;
    std::vector<std::size_t>& left = left_[cut];
    for (std::size_t i = 0; i < candidates_.all().size(); ++i) {
      if (internal::MayStand(candidates_.all()[i].kind, result.unit)) left.push_back(i);
    }
    result.before = left.size();
    if (left.empty()) return;
    const auto ask = [&](FitTest test, const FitCheck& check) {
      if (!check) return;
      std::erase_if(left, [&](std::size_t one) { return !check(candidates_.all()[one]); });
      result.steps.push_back({test, left.size()});
    };
    ask(FitTest::kTitle, internal::TitleCheck(around, candidates_));
    ask(FitTest::kHonorific, internal::HonorificCheck(around));
    // Where the fixed words do not say what it is.
    const auto may = [&](CandidateKind kind) { return internal::MayStand(kind, result.unit); };
    if (may(CandidateKind::kName) && may(CandidateKind::kPost))
      ask(FitTest::kContext, internal::ContextCheck(around));
    ask(FitTest::kArticle, internal::ArticleCheck(around));
    ask(FitTest::kPossessive, internal::PossessiveCheck(around));
    ask(FitTest::kVerb, internal::VerbCheck(around));
    ask(FitTest::kPronoun, internal::PronounCheck(around));
    ask(FitTest::kInitial, internal::InitialCheck(around));
    ask(FitTest::kJoined, internal::JoinedCheck(around));
    ask(FitTest::kCase, internal::CaseCheck(around));
    if (may(CandidateKind::kDate)) ask(FitTest::kCalendar, internal::CalendarCheck(around));
    ask(FitTest::kWrapping, wrapping_.Check(cut));
    if (may(CandidateKind::kName) || may(CandidateKind::kPost) || may(CandidateKind::kOrganisation))
      ask(FitTest::kList, internal::ListCheck(around));
  }

  void AskTogether(const std::vector<std::size_t>& list) {
    std::vector<std::vector<std::size_t>*> sets;
    std::vector<std::size_t> measured;
    for (const std::size_t cut : list) {
      if (!fit_.cuts[cut].measured()) continue;
      sets.push_back(&left_[cut]);
      measured.push_back(cut);
    }
    if (sets.size() < 2) return;
    std::vector<std::size_t> before;
    before.reserve(sets.size());
    for (const auto* set : sets) before.push_back(set->size());
    internal::KeepDifferent(sets);
    for (std::size_t i = 0; i < measured.size(); ++i) {
      if (sets[i]->size() < before[i])
        fit_.cuts[measured[i]].steps.push_back({FitTest::kCount, sets[i]->size()});
    }
  }

  void CountNamed() {
    const WordIndex index(text_, found_.cuts);
    std::unordered_set<std::size_t> named;
    for (std::size_t i = 0; i < candidates_.all().size(); ++i) {
      if (index.Holds(internal::WordsOf(candidates_.all()[i].value))) named.insert(i);
    }
    for (std::size_t cut = 0; cut < left_.size(); ++cut) {
      fit_.cuts[cut].named = static_cast<std::size_t>(
          std::ranges::count_if(left_[cut], [&](std::size_t one) { return named.contains(one); }));
    }
  }

  std::string_view text_;
  const Candidates& candidates_;
  const internal::CutsFound found_;
  const std::vector<internal::Block> blocks_;
  const internal::Wrapping wrapping_;
  std::vector<std::vector<std::size_t>> left_;  // by cut: the candidates that fit, in order
  Fit fit_;
};

struct TestWords {
  std::string_view name, meaning;
};
constexpr std::array<TestWords, 14> kTests = {{
    {"title", "a title stands before it"},
    {"honorific", "a form of address or kinship stands before it"},
    {"context", "a word beside it goes with some kinds only"},
    {"article", "an article stands before it"},
    {"possessive", "an apostrophe stands behind it"},
    {"verb", "its verb has a number"},
    {"pronoun", "he or she stands for it"},
    {"initial", "an initial stands before it"},
    {"joined", "letters are joined to it"},
    {"case", "the text is in capitals"},
    {"calendar", "a day of the week, a month or a year stands beside it"},
    {"wrapping", "its line has so much room"},
    {"list", "others are named beside it"},
    {"count", "it is one of several that are different"},
}};

}  // namespace

std::string_view Name(FitTest test) { return kTests.at(static_cast<std::size_t>(test)).name; }
std::string_view Meaning(FitTest test) { return kTests.at(static_cast<std::size_t>(test)).meaning; }

std::optional<double> FitCut::bits_before() const { return BitsOf(before); }
std::optional<double> FitCut::bits() const { return BitsOf(left); }

std::optional<double> Fit::least() const {
  std::optional<double> least;
  for (const FitCut& cut : cuts) {
    const auto bits = cut.bits();
    if (cut.measured() && bits && (!least || *bits < *least)) least = bits;
  }
  return least;
}

std::vector<std::size_t> Fit::Below(double bits) const {
  constexpr double kRounding = 1e-9;
  std::vector<std::size_t> below;
  for (std::size_t i = 0; i < cuts.size(); ++i) {
    if (cuts[i].measured() && cuts[i].bits().value_or(0) < bits - kRounding) below.push_back(i);
  }
  return below;
}

Fit FindFits(std::string_view text, const Candidates& candidates) { return Finder(text, candidates).Find(); }

}  // namespace markings
