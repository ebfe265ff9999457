#ifndef LIBMARKINGS_REDACT_INTERNAL_DATES_H_
#define LIBMARKINGS_REDACT_INTERNAL_DATES_H_

// You should use libmarkings/redact/residual.h.

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "libmarkings/text/internal/tokens.h"

namespace markings::internal {

// A day that a text names.
struct WrittenDate {
  std::uint8_t month = 0, day = 0;  // from 1
  std::uint16_t year = 0;           // 0: not written
  std::size_t first_token = 0, last_token = 0;
};

// All days of a text, by first token: 3 May 2009, May 3rd, the 3rd of May, 03MAY09, 030915Z MAY 09,
// 05/03/2009, 2009-05-03, 3.5.09. Figures that can be read with the month or with the day first are given
// both ways. Linear.
[[nodiscard]] std::vector<WrittenDate> WrittenDates(const TokenStream& stream);

}  // namespace markings::internal

#endif  // LIBMARKINGS_REDACT_INTERNAL_DATES_H_
