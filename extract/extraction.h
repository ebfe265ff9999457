#ifndef EXTRACT_EXTRACTION_H_
#define EXTRACT_EXTRACTION_H_

// What was read out of one input file that is no plain text: a PDF, a DOCX, a web page, an e-mail, or an
// archive of these. The program `markings-extract` makes it, in a process of its own with limits on memory
// and time, and writes it to its standard output; `markings` reads it there (extraction.cc: one JSON object).
// So no parser of a binary format runs in the process that holds keys, and one that is overcome ends nothing
// but itself.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "libmarkings/text/error.h"
#include "libmarkings/text/span.h"

namespace markings::extract {

enum class FileType : std::uint8_t { kText, kHtml, kEmail, kPdf, kDocx, kZip, kTar };
[[nodiscard]] std::string_view Name(FileType type);  // "text", "html", "email", "pdf", "docx", "zip", "tar"
[[nodiscard]] std::optional<FileType> FindFileType(std::string_view name);

// Limits of one run. What goes over one ends the whole in an error that names it: nothing is cut.
struct Limits {
  std::size_t max_input_bytes = std::size_t{256} << 20;
  std::size_t max_text_bytes = std::size_t{64} << 20;     // of all text that is extracted, together
  std::size_t max_member_bytes = std::size_t{256} << 20;  // of all members of archives unpacked, together
  std::size_t max_ratio = 200;       // unpacked to the whole input, counted from 1 MiB unpacked on
  std::size_t max_members = 10'000;  // of all archives, attachments and MIME parts, together
  std::size_t max_depth = 8;         // archives and messages inside one another
  std::size_t max_pages = 20'000;
  std::size_t max_xml_depth = 256;  // elements inside one another, in HTML and XML
};

// A stretch of a document's text that is more than words on a page. It covers whole lines of the text.
// kHidden kinds: somebody who looks at the document as usual does not see it: "comment", "deletion",
// "hidden_text". It is read, and never carried over to a derivative.
// kUnread kinds: something that no text was read from: "image", "attachment", "embedded_file", "page" (a page
// without a text layer), "object". Its text is one line that begins with U+FFFC.
enum class RegionClass : std::uint8_t { kHidden, kUnread };
struct Region {
  Span span;  // bytes into Document::text, line ends included
  RegionClass of = RegionClass::kHidden;
  std::string kind;
  std::optional<std::size_t> page;  // 1-based
};

// The rectangle that a line of text takes on its page, in points (1/72 inch) from the upper left corner.
struct Box {
  Span span;
  double x = 0, y = 0, width = 0, height = 0;
};

struct Page {
  Span span;  // bytes into Document::text; pages are in order, and together they cover it
  bool readable = true;
  bool by_ocr = false;  // the text was recognised by tesseract, and is to be trusted less
  double width = 0, height = 0;
  std::vector<Box> boxes;
};

// One document: text in UTF-8, lines ended by LF, pages by FF. Never empty: an unreadable page or an
// attachment is a line of U+FFFC.
struct Document {
  std::string name;  // where it lies in the input: "", "letters/one.docx", "attachment 2"; printable, no ".."
  FileType type = FileType::kText;
  std::string text;
  std::vector<Region> regions;  // in order, not overlapping
  std::vector<Page> pages;      // PDF alone
};

struct Extraction {
  FileType type = FileType::kText;  // of the input
  std::vector<Document> documents;  // in the order of the input
};

inline constexpr std::string_view kObjectCharacter = "\xEF\xBF\xBC";  // U+FFFC

// The wire form. ReadExtraction refuses whatever is not exactly of that form, with spans out of order or
// beyond the text: the process that wrote it may have been overcome. Errors: kInternal.
[[nodiscard]] std::string WriteExtraction(const Extraction& extraction);
[[nodiscard]] Result<Extraction> ReadExtraction(std::string_view bytes);

}  // namespace markings::extract

#endif  // EXTRACT_EXTRACTION_H_
