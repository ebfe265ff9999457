#ifndef EXTRACT_EXTRACTOR_H_
#define EXTRACT_EXTRACTOR_H_

// How the readers of the formats work together. Each reader takes bytes and adds documents to the one
// Extraction through a Budget, which holds the limits of the whole run; archives and e-mails hand what they
// hold back to ExtractInto, one level deeper.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "extract/extraction.h"
#include "libmarkings/text/error.h"

namespace markings::extract {

struct Options {
  Limits limits;
  std::optional<FileType> type;  // forced, of the input itself
  bool ocr = false;              // recognise pages without a text layer with tesseract
};

// What a run has left. Each Spend* fails, with an error that names the limit and how to go on, once it is
// used up.
class Budget {
 public:
  // `input_bytes`: what the whole input takes, packed as it is.
  Budget(const Options& options, std::size_t input_bytes) : options_(options), input_bytes_(input_bytes) {}
  [[nodiscard]] const Options& options() const { return options_; }
  [[nodiscard]] const Limits& limits() const { return options_.limits; }
  [[nodiscard]] Result<void> SpendText(std::size_t bytes);
  [[nodiscard]] Result<void> SpendMember();
  // So many bytes more came out of the input: called as they are unpacked, before they are kept.
  [[nodiscard]] Result<void> SpendUnpacked(std::size_t bytes);
  [[nodiscard]] Result<void> SpendPage();
  [[nodiscard]] Result<void> CheckDepth(std::size_t depth) const;

 private:
  const Options& options_;
  std::size_t input_bytes_;
  std::size_t text_ = 0, unpacked_ = 0, members_ = 0, pages_ = 0;
};

// The type of a file by its bytes, never by its name alone. nullopt: none that is read.
[[nodiscard]] std::optional<FileType> DetectFileType(std::string_view bytes);

// Reads `bytes` whatever they are and adds their documents. `name` is where they lie in the input, "" for the
// input itself. Errors: kUnusableInput (not of its type, encrypted, over a limit).
[[nodiscard]] Result<void> ExtractInto(std::string_view bytes, const std::string& name, std::size_t depth,
                                       Budget& budget, Extraction& out);

// The readers, one file each. archive.cc, docx.cc, html.cc, email.cc, pdf.cc.
[[nodiscard]] Result<void> ReadArchive(std::string_view bytes, FileType type, const std::string& name,
                                       std::size_t depth, Budget& budget, Extraction& out);
[[nodiscard]] Result<void> ReadDocx(std::string_view bytes, const std::string& name, Budget& budget,
                                    Extraction& out);
[[nodiscard]] Result<void> ReadHtml(std::string_view bytes, const std::string& name, Budget& budget,
                                    Extraction& out);
[[nodiscard]] Result<void> ReadEmail(std::string_view bytes, const std::string& name, std::size_t depth,
                                     Budget& budget, Extraction& out);
[[nodiscard]] Result<void> ReadPdf(std::string_view bytes, const std::string& name, Budget& budget,
                                   Extraction& out);

// The whole of an input. Errors: as ExtractInto; kUnusableInput when it holds no document at all.
[[nodiscard]] Result<Extraction> Extract(std::string_view bytes, const Options& options);

}  // namespace markings::extract

#endif  // EXTRACT_EXTRACTOR_H_
