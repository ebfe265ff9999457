#ifndef PAPER_PDF_FINISH_H_
#define PAPER_PDF_FINISH_H_

// (Read by C++17 too: clang does not take qpdf's own headers as anything later.)
#include <optional>
#include <string>
#include <string_view>

namespace markings::paper {

// What cairo does not say in a PDF: the language of its text, that its title is what a window shows, and that
// what is in no element of its structure is furniture of the page (an artifact).
// Written anew, so that nothing is in the file that its pages do not lead to; its identifier is computed from
// its content. Nothing when that fails.
[[nodiscard]] std::optional<std::string> FinishPdf(std::string_view pdf, const std::string& language);

}  // namespace markings::paper

#endif  // PAPER_PDF_FINISH_H_
