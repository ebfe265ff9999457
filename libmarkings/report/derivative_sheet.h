#ifndef LIBMARKINGS_REPORT_DERIVATIVE_SHEET_H_
#define LIBMARKINGS_REPORT_DERIVATIVE_SHEET_H_

#include <string_view>

#include "libmarkings/cable/document.h"
#include "libmarkings/export.h"
#include "libmarkings/redact/derivative.h"
#include "libmarkings/report/sheet.h"

namespace markings {

// A derivative for paper: its text (Showable) in blocks: the subject is the title, headings are headings,
// the words at each place of deletion are a box. Of the document only the kinds of elements that the
// derivative shows are looked at. `stem` and `date` as the release has them.
[[nodiscard]] MARKINGS_API Sheet DerivativeSheet(const Document& document, const Derivative& derivative,
                                                 std::string_view stem, std::string_view date);

}  // namespace markings

#endif  // LIBMARKINGS_REPORT_DERIVATIVE_SHEET_H_
