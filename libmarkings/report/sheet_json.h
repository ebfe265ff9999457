#ifndef LIBMARKINGS_REPORT_SHEET_JSON_H_
#define LIBMARKINGS_REPORT_SHEET_JSON_H_

#include <string>
#include <string_view>

#include "libmarkings/export.h"
#include "libmarkings/report/sheet.h"
#include "libmarkings/text/error.h"

namespace markings {

// The form in which a sheet goes to `markings-paper`. Between the programs of one version, for nobody else:
// not documented, and it may change.
[[nodiscard]] MARKINGS_API std::string SheetJson(const Sheet& sheet);
// Errors: kUnusableInput when it is not in that form.
[[nodiscard]] MARKINGS_API Result<Sheet> ReadSheet(std::string_view json);

}  // namespace markings

#endif  // LIBMARKINGS_REPORT_SHEET_JSON_H_
