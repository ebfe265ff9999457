#ifndef LIBMARKINGS_MARKING_INTERNAL_AUTHORITY_ORDERS_H_
#define LIBMARKINGS_MARKING_INTERNAL_AUTHORITY_ORDERS_H_

// Not installed: when an instruction could be written. The orders themselves are in
// libmarkings/marking/authority.h.

#include "libmarkings/marking/authority.h"

namespace markings::internal {

struct KindWindow {
  DeclassifyKind kind;
  std::chrono::year_month_day from, until;   // days of documents that may bear it
  std::chrono::year_month_day marked_until;  // the same for "Source marked ..."
  std::string_view fix;                      // what to write where it is retired
  std::string_view source;
};

[[nodiscard]] std::span<const KindWindow> KindWindows();

}  // namespace markings::internal

#endif  // LIBMARKINGS_MARKING_INTERNAL_AUTHORITY_ORDERS_H_
