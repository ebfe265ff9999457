#ifndef EXTRACT_OCR_H_
#define EXTRACT_OCR_H_

// The words on the picture of a page, as the program `tesseract` recognises them. It runs as a process of its
// own, without a shell, and is killed after a time. The picture and the answer pass through memory without a
// name (memfd): nothing of a page is ever in a file, so nothing is left behind when this process is killed.

#include <poppler-page.h>

#include <string>
#include <vector>

#include "extract/page_layout.h"
#include "libmarkings/text/error.h"

namespace markings::extract {

struct OcrSettings {
  std::string program = "tesseract";  // looked for on PATH
  int seconds = 60;                   // for a page
  double dpi = 300;                   // less on a page that would have more pixels than max_pixels
  double max_pixels = 50e6;
};

// `width` and `height` of the page as shown, in points. No words: nothing was recognised. Errors:
// kUnusableInput.
[[nodiscard]] Result<std::vector<Word>> RecognisePage(const poppler::page& page, double width, double height,
                                                      const OcrSettings& settings = {});

}  // namespace markings::extract

#endif  // EXTRACT_OCR_H_
