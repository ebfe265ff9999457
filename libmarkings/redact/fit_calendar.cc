// Days of the week, months and years that were left beside a date that was cut out.

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>

#include "libmarkings/redact/internal/fit_parts.h"
#include "libmarkings/text/ascii.h"

namespace markings::internal {
namespace {

constexpr std::array<std::string_view, 7> kDays = {"sunday",   "monday", "tuesday", "wednesday",
                                                   "thursday", "friday", "saturday"};
constexpr std::array<std::string_view, 12> kMonths = {"january",   "february", "march",    "april",
                                                      "may",       "june",     "july",     "august",
                                                      "september", "october",  "november", "december"};

struct Left {
  std::optional<unsigned> weekday, month, day_ending;
  std::optional<int> year;
  [[nodiscard]] bool empty() const { return !weekday && !month && !year && !day_ending; }
};

// A word or its first letters: "Tue", "Sept".
template <std::size_t N>
std::optional<unsigned> IndexOf(const std::array<std::string_view, N>& words, std::string_view word) {
  constexpr std::size_t kShortest = 3;
  if (word.size() < kShortest) return std::nullopt;
  for (std::size_t i = 0; i < N; ++i) {
    const bool cut_short = word.size() <= 4 && words.at(i).starts_with(word);
    if (words.at(i) == word || cut_short) return static_cast<unsigned>(i);
  }
  return std::nullopt;
}

std::optional<int> YearOf(std::string_view word) {
  int year = 0;
  const auto [end, fault] = std::from_chars(word.data(), word.data() + word.size(), year);
  const bool whole = fault == std::errc() && end == word.data() + word.size() && word.size() == 4;
  return whole && year >= 1700 && year < 2200 ? std::optional(year) : std::nullopt;
}

// "th" of "[date withheld]th": 1 st, 2 nd, 3 rd, 0 th.
std::optional<unsigned> EndingOf(std::string_view after) {
  constexpr std::array<std::string_view, 4> kEndings = {"th", "st", "nd", "rd"};
  const std::string folded = Folded(after.substr(0, 3));
  if (folded.size() > 2 && IsLetter(folded[2])) return std::nullopt;
  const auto found = std::ranges::find(kEndings, folded.substr(0, 2));
  if (found == kEndings.end()) return std::nullopt;
  return static_cast<unsigned>(found - kEndings.begin());
}
unsigned EndingOfDay(unsigned day) {
  constexpr unsigned kTen = 10;
  const bool teen = day > kTen && day < 2 * kTen;
  return teen || day % kTen > 3 ? 0 : day % kTen;
}

// Words next to the cut and on from there, as long as they are of a date.
void Take(Left& left, std::string_view word) {
  if (const auto day = IndexOf(kDays, word)) {
    left.weekday = day;
  } else if (const auto month = IndexOf(kMonths, word)) {
    left.month = *month + 1;
  } else {
    left.year = YearOf(word);
  }
}
bool IsOfDate(std::string_view word) {
  return IndexOf(kDays, word) || IndexOf(kMonths, word) || YearOf(word) || word == "of" || word == "the" ||
         word == "on";
}

}  // namespace

FitCheck CalendarCheck(const Surroundings& around) {
  constexpr std::size_t kWords = 4;
  constexpr std::size_t kBytes = 48;  // that as many words of a date take
  Left left;
  left.day_ending = EndingOf(around.after);
  const std::string_view near_after = around.after.substr(left.day_ending ? 2 : 0, kBytes);
  const std::string_view near_before =
      around.before.substr(around.before.size() - std::min(around.before.size(), kBytes));
  // A cut that ends a sentence has nothing of its date behind it.
  std::vector<std::string> after = WordsOf(near_after.substr(0, near_after.find_first_of(".;:()?!\x01")));
  if (!near_after.starts_with(' ') && !near_after.starts_with(',')) after.clear();
  const std::size_t gap = near_before.find_last_of(".;:()?!\x01");
  std::vector<std::string> before =
      WordsOf(gap == std::string_view::npos ? near_before : near_before.substr(gap + 1));
  if (near_before.empty() || near_before.back() != ' ') before.clear();
  for (std::size_t i = 0; i < std::min(kWords, after.size()) && IsOfDate(after[i]); ++i) Take(left, after[i]);
  // ("May" before the cut may be the verb; a date has it next to its day.)
  for (std::size_t i = 0; i < std::min(kWords, before.size()); ++i) {
    const std::string& word = before[before.size() - 1 - i];
    if (!IsOfDate(word) || (word == "may" && i > 0)) break;
    Left more;
    Take(more, word);
    if (!left.weekday) left.weekday = more.weekday;
    if (!left.month) left.month = more.month;
    if (!left.year && i == 0) left.year = more.year;
  }
  if (left.empty()) return {};
  return [left](const Candidate& one) {
    if (one.kind != CandidateKind::kDate || !one.date) return false;
    const auto& date = *one.date;
    if (left.year && int{date.year()} != *left.year) return false;
    if (left.month && unsigned{date.month()} != *left.month) return false;
    if (left.day_ending && EndingOfDay(unsigned{date.day()}) != *left.day_ending) return false;
    return !left.weekday || std::chrono::weekday(std::chrono::sys_days(date)).c_encoding() == *left.weekday;
  };
}

}  // namespace markings::internal
