#ifndef LIBMARKINGS_TEXT_PADDED_SIZE_H_
#define LIBMARKINGS_TEXT_PADDED_SIZE_H_

#include <bit>
#include <cstddef>

namespace markings {

// The next length, of at least 2, with so few significant bits that it tells little: at most 12 % more.
// Source: PADME, Nikitin and others, "Reducing Metadata Leakage from Encrypted Files and Communication with
// PURBs", section 4.
[[nodiscard]] constexpr std::size_t PaddedSize(std::size_t size) {
  const auto exponent = static_cast<unsigned>(std::bit_width(size) - 1);
  const auto kept = static_cast<unsigned>(std::bit_width(exponent));
  const std::size_t mask = (std::size_t{1} << (exponent - kept)) - 1;
  return (size + mask) & ~mask;
}

}  // namespace markings

#endif  // LIBMARKINGS_TEXT_PADDED_SIZE_H_
