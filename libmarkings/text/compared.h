#ifndef LIBMARKINGS_TEXT_COMPARED_H_
#define LIBMARKINGS_TEXT_COMPARED_H_

#include <string>
#include <string_view>

#include "libmarkings/text/ascii.h"

namespace markings {

// A name or number as it is compared with another: upper case (ASCII), single blanks for blanks, tabs and
// line ends, none at its ends. Thread-safe.
[[nodiscard]] inline std::string Compared(std::string_view text) {
  std::string compared;
  for (const char c : text) {
    const bool blank = c == ' ' || c == '\t' || c == '\r' || c == '\n';
    if (!blank) {
      compared += Capital(c);
    } else if (!compared.empty() && compared.back() != ' ') {
      compared += ' ';
    }
  }
  if (compared.ends_with(' ')) compared.pop_back();
  return compared;
}

}  // namespace markings

#endif  // LIBMARKINGS_TEXT_COMPARED_H_
