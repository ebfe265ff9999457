#ifndef LIBMARKINGS_REPORT_SHEET_HTML_H_
#define LIBMARKINGS_REPORT_SHEET_HTML_H_

#include <string>

#include "libmarkings/export.h"
#include "libmarkings/report/sheet.h"

namespace markings {

// A sheet as one HTML file that needs nothing else: no script, no network (by a strict
// Content-Security-Policy of its own), banner and stamp above and below, boxes of one width. The text of
// `main` is that of the sheet.
[[nodiscard]] MARKINGS_API std::string SheetHtml(const Sheet& sheet);

}  // namespace markings

#endif  // LIBMARKINGS_REPORT_SHEET_HTML_H_
