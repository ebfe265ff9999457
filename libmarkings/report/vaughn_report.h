#ifndef LIBMARKINGS_REPORT_VAUGHN_REPORT_H_
#define LIBMARKINGS_REPORT_VAUGHN_REPORT_H_

#include <string>

#include "libmarkings/export.h"
#include "libmarkings/release/vaughn_index.h"
#include "libmarkings/report/sheet.h"

namespace markings {

// The cuts of an index as CSV (RFC 4180: CRLF, a header line; UTF-8), docs/paper.md. A cell that a
// spreadsheet would take for a formula has an apostrophe before it.
[[nodiscard]] MARKINGS_API std::string VaughnIndexCsv(const VaughnIndex& index);

// All of an index, for paper: its cuts and its figures as tables.
[[nodiscard]] MARKINGS_API Sheet VaughnIndexSheet(const VaughnIndex& index);

}  // namespace markings

#endif  // LIBMARKINGS_REPORT_VAUGHN_REPORT_H_
