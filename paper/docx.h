#ifndef PAPER_DOCX_H_
#define PAPER_DOCX_H_

#include <string>

#include "libmarkings/report/sheet.h"
#include "libmarkings/text/error.h"
#include "paper/paper_size.h"

namespace markings::paper {

// The sheet, which holds no table, as a document for word processors (OOXML, ECMA-376): banner and stamp in
// head and foot, styles for title and headings, a border around each box. It names no user and no time but
// the sheet's; a function of its arguments. Errors: kInternal.
[[nodiscard]] Result<std::string> SheetDocx(const Sheet& sheet, PaperSize size);

}  // namespace markings::paper

#endif  // PAPER_DOCX_H_
