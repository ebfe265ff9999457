#include "libmarkings/redact/internal/dates.h"

#include <algorithm>
#include <array>
#include <optional>

namespace markings::internal {
namespace {

constexpr std::uint16_t kCentury = 2000, kCenturyBefore = 1900, kPivot = 50;  // 09 is 2009, 79 is 1979
constexpr std::uint16_t kFirstYear = 1800, kLastYear = 2199;
constexpr std::uint8_t kDays = 31, kMonths = 12;

// "may", "sept": by its first three letters, when the word is a month or its short form.
std::uint8_t MonthOf(std::string_view folded) {
  constexpr std::array<std::string_view, kMonths> kNames = {"january",   "february", "march",    "april",
                                                            "may",       "june",     "july",     "august",
                                                            "september", "october",  "november", "december"};
  constexpr std::size_t kShort = 3;
  for (std::uint8_t i = 0; i < kMonths; ++i) {
    if (folded == kNames[i] || folded == kNames[i].substr(0, kShort) || (i == 8 && folded == "sept"))
      return static_cast<std::uint8_t>(i + 1);
  }
  return 0;
}

std::uint16_t Value(std::string_view digits) {
  std::uint16_t value = 0;
  for (const char c : digits) value = static_cast<std::uint16_t>(value * 10 + (c - '0'));
  return value;
}

class DateReader {
 public:
  explicit DateReader(const TokenStream& stream) : stream_(stream), tokens_(stream.tokens()) {}

  std::vector<WrittenDate> Run() {
    for (std::size_t i = 0; i < tokens_.size(); ++i) {
      if (tokens_[i].number) {
        Figures(i);
      } else if (const std::uint8_t month = MonthOf(stream_.Folded(tokens_[i])); month != 0) {
        BesideMonth(i, month);
      }
    }
    std::ranges::stable_sort(dates_, {}, &WrittenDate::first_token);
    return std::move(dates_);
  }

 private:
  std::string_view Folded(std::size_t i) const { return stream_.Folded(tokens_[i]); }
  bool Beside(std::size_t i) const {  // to the token before
    return i < tokens_.size() && tokens_[i].gap <= Gap::kInitial && tokens_[i].gap != Gap::kPoint;
  }

  std::optional<std::uint16_t> Year(std::size_t i) const {
    if (i >= tokens_.size() || !tokens_[i].number) return std::nullopt;
    const std::string_view digits = Folded(i);
    if (digits.size() == 4 && Value(digits) >= kFirstYear && Value(digits) <= kLastYear) return Value(digits);
    if (digits.size() != 2) return std::nullopt;
    const std::uint16_t two = Value(digits);
    return static_cast<std::uint16_t>(two + (two < kPivot ? kCentury : kCenturyBefore));
  }

  std::uint8_t Day(std::size_t i) const {
    const std::string_view digits = Folded(i);
    if (!tokens_[i].number || digits.size() > 2) return 0;
    const std::uint16_t day = Value(digits);
    return day <= kDays ? static_cast<std::uint8_t>(day) : std::uint8_t{0};
  }

  void Add(std::uint16_t month, std::uint16_t day, std::uint16_t year, std::size_t first, std::size_t last) {
    if (month == 0 || month > kMonths || day == 0 || day > kDays) return;
    dates_.push_back({static_cast<std::uint8_t>(month), static_cast<std::uint8_t>(day), year, first, last});
  }

  // The month's name is token i.
  void BesideMonth(std::size_t i, std::uint8_t month) {
    if (i > 0 && Beside(i) && DayBefore(i, month)) return;
    if (!Beside(i + 1) || !tokens_[i + 1].number) return;
    const std::uint8_t day = Day(i + 1);
    if (day == 0) return;
    std::size_t last = i + 1;
    if (last + 1 < tokens_.size() && tokens_[last + 1].gap == Gap::kGlued && IsOrdinal(last + 1)) ++last;
    // "May 3, 2009"; a group of two digits there is no year.
    const auto year =
        last + 1 < tokens_.size() && tokens_[last + 1].gap <= Gap::kOther && Folded(last + 1).size() == 4
            ? Year(last + 1)
            : std::nullopt;
    Add(month, day, year.value_or(0), i, year ? last + 1 : last);
  }

  bool IsOrdinal(std::size_t i) const {
    const std::string_view word = Folded(i);
    return word == "st" || word == "nd" || word == "rd" || word == "th";
  }

  bool DayBefore(std::size_t month_at, std::uint8_t month) {
    std::size_t at = month_at - 1;
    if (Folded(at) == "of" && at > 0) --at;
    if (IsOrdinal(at) && tokens_[at].gap == Gap::kGlued && at > 0) --at;
    std::uint8_t day = 0;
    // 030915Z MAY 09
    if (Folded(at) == "z" && tokens_[at].gap == Gap::kGlued && at > 0 && Folded(at - 1).size() == 6 &&
        tokens_[at - 1].number) {
      --at;
      const std::uint16_t value = Value(Folded(at).substr(0, 2));
      day = value <= kDays ? static_cast<std::uint8_t>(value) : std::uint8_t{0};
    } else {
      day = Day(at);
    }
    if (day == 0) return false;
    auto year = month_at + 1 < tokens_.size() && tokens_[month_at + 1].gap <= Gap::kOther ? Year(month_at + 1)
                                                                                          : std::nullopt;
    // "3 May 09"; not "the 3rd of May 12 ships came", nor "on 3 May, 12 ships came".
    const bool whole = at + 1 == month_at || tokens_[month_at - 1].gap == Gap::kGlued;
    if (year && Folded(month_at + 1).size() == 2 && (!whole || tokens_[month_at + 1].gap == Gap::kOther))
      year.reset();
    Add(month, day, year.value_or(0), at, year ? month_at + 1 : month_at);
    return true;
  }

  // Three groups of figures with one kind of separator.
  void Figures(std::size_t i) {
    if (i + 2 >= tokens_.size() || !tokens_[i + 1].number || !tokens_[i + 2].number) return;
    const Gap gap = tokens_[i + 1].gap;
    if ((gap != Gap::kPoint && gap != Gap::kHyphen) || tokens_[i + 2].gap != gap) return;
    if (i > 0 && tokens_[i].gap == gap && tokens_[i - 1].number) return;  // inside a longer number
    if (i + 3 < tokens_.size() && tokens_[i + 3].number && tokens_[i + 3].gap == gap) return;
    const std::string_view a = Folded(i);
    const std::string_view b = Folded(i + 1);
    const std::string_view c = Folded(i + 2);
    if (b.size() > 2) return;
    if (a.size() == 4 && c.size() <= 2) {
      if (const auto year = Year(i)) Add(Value(b), Value(c), *year, i, i + 2);
      return;
    }
    const auto year = Year(i + 2);
    if (a.size() > 2 || !year) return;
    Add(Value(a), Value(b), *year, i, i + 2);
    if (a != b) Add(Value(b), Value(a), *year, i, i + 2);
  }

  const TokenStream& stream_;
  const std::vector<Token>& tokens_;
  std::vector<WrittenDate> dates_;
};

}  // namespace

std::vector<WrittenDate> WrittenDates(const TokenStream& stream) { return DateReader(stream).Run(); }

}  // namespace markings::internal
