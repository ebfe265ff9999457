#ifndef LIBMARKINGS_TEXT_INTERNAL_SCAN_LETTERS_H_
#define LIBMARKINGS_TEXT_INTERNAL_SCAN_LETTERS_H_

// Letters that a scanner takes for each other, as one. For rooms that compare texts; not installed.

#include <string>
#include <string_view>

namespace markings::internal {

// The letter that stands for all that look like it: 0 and o, 1 and i and l, 5 and s, 8 and b.
[[nodiscard]] constexpr char ScanLetter(char folded) {
  switch (folded) {
    case '0':
      return 'o';
    case '1':
    case 'i':
      return 'l';
    case '5':
      return 's';
    case '8':
      return 'b';
    default:
      return folded;
  }
}

// The letter that two look like together: rn as m, vv as w, cl as d; 0 for none.
[[nodiscard]] constexpr char ScanPair(char folded, char next) {
  if (folded == 'r' && next == 'n') return 'm';
  if (folded == 'v' && next == 'v') return 'w';
  if (folded == 'c' && next == 'l') return 'd';
  return '\0';
}

// A folded word (tokens.h) in such letters, read from left to right.
[[nodiscard]] std::string ScanKey(std::string_view folded);

}  // namespace markings::internal

#endif  // LIBMARKINGS_TEXT_INTERNAL_SCAN_LETTERS_H_
