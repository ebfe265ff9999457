#ifndef EXTRACT_LIST_LABEL_H_
#define EXTRACT_LIST_LABEL_H_

// Numbers as lists show them.

#include <cstddef>
#include <cstdint>
#include <string>

namespace markings::extract {

enum class NumberForm : std::uint8_t {
  kDecimal,
  kTwoDigits,
  kLowerLetter,
  kUpperLetter,
  kLowerRoman,
  kUpperRoman
};

// "7", "07", "g", "G", "vii", "VII". After "z" comes "aa", then "bb", as word processors count. What a form
// cannot show is shown in decimal.
[[nodiscard]] std::string FormatNumber(std::size_t number, NumberForm form);

}  // namespace markings::extract

#endif  // EXTRACT_LIST_LABEL_H_
