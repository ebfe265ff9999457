#include "extract/list_label.h"

#include <fmt/format.h>

#include <array>
#include <string_view>
#include <utility>

namespace markings::extract {
namespace {

std::string Letters(std::size_t number, char first) {
  constexpr std::size_t kAlphabet = 26;
  const std::size_t index = (number - 1) % kAlphabet;
  return std::string((number - 1) / kAlphabet + 1, static_cast<char>(first + static_cast<char>(index)));
}

std::string Roman(std::size_t number, bool lower) {
  constexpr std::array<std::pair<std::size_t, std::string_view>, 13> kUnits = {{{1000, "M"},
                                                                                {900, "CM"},
                                                                                {500, "D"},
                                                                                {400, "CD"},
                                                                                {100, "C"},
                                                                                {90, "XC"},
                                                                                {50, "L"},
                                                                                {40, "XL"},
                                                                                {10, "X"},
                                                                                {9, "IX"},
                                                                                {5, "V"},
                                                                                {4, "IV"},
                                                                                {1, "I"}}};
  std::string roman;
  for (const auto& [value, letters] : kUnits) {
    for (; number >= value; number -= value) roman += letters;
  }
  if (lower) {
    for (char& c : roman) c = static_cast<char>(c | 0x20);
  }
  return roman;
}

}  // namespace

std::string FormatNumber(std::size_t number, NumberForm form) {
  constexpr std::size_t kMostLetters = 780;  // 30 times the alphabet, where word processors stop
  constexpr std::size_t kMostRoman = 3999;
  switch (form) {
    case NumberForm::kLowerLetter:
    case NumberForm::kUpperLetter:
      if (number == 0 || number > kMostLetters) break;
      return Letters(number, form == NumberForm::kLowerLetter ? 'a' : 'A');
    case NumberForm::kLowerRoman:
    case NumberForm::kUpperRoman:
      if (number == 0 || number > kMostRoman) break;
      return Roman(number, form == NumberForm::kLowerRoman);
    case NumberForm::kTwoDigits:
      return fmt::format("{:02}", number);
    case NumberForm::kDecimal:
      break;
  }
  return fmt::format("{}", number);
}

}  // namespace markings::extract
