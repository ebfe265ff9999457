#ifndef PAPER_PDF_H_
#define PAPER_PDF_H_

#include <string>

#include "libmarkings/report/sheet.h"
#include "libmarkings/text/error.h"
#include "paper/paper_size.h"

namespace markings::paper {

// The sheet as a tagged PDF: banner and stamp at the top and at the bottom of each page, text in a monospaced
// face set anew to the width of the page, each box as wide as every other one whatever its words are. A
// function of its arguments and of the faces that are installed. Errors: kUnusableInput when there is no
// monospaced face, or banner and stamp leave no room; kInternal.
[[nodiscard]] Result<std::string> SheetPdf(const Sheet& sheet, PaperSize size);

}  // namespace markings::paper

#endif  // PAPER_PDF_H_
