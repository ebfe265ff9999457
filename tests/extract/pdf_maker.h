#ifndef TESTS_EXTRACT_PDF_MAKER_H_
#define TESTS_EXTRACT_PDF_MAKER_H_

// Small PDFs for tests: objects as they are given, with the right cross-reference table.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace markings::extract {

class PdfMaker {
 public:
  PdfMaker() : objects_(4) {}  // 1 the catalog, 2 the page tree, 3 a font; 0 is never written

  // An object; its number.
  std::size_t Add(std::string body) {
    objects_.push_back(std::move(body));
    return objects_.size() - 1;
  }
  std::size_t AddStream(std::string_view content, std::string_view dictionary = "") {
    return Add("<< " + std::string(dictionary) + " /Length " + std::to_string(content.size()) +
               " >>\nstream\n" + std::string(content) + "\nendstream");
  }

  // A page, 612 by 792 points, of the operators of its content. `more`: further entries of its dictionary.
  void AddPage(std::string_view content, std::string_view more = "", std::string_view resources = "") {
    AddPageOf(AddStream(content), more, resources);
  }
  void AddPageOf(std::size_t content, std::string_view more = "", std::string_view resources = "") {
    pages_.push_back(Add("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] " + std::string(more) +
                         " /Resources << /Font << /F 3 0 R >> " + std::string(resources) + " >> /Contents " +
                         std::to_string(content) + " 0 R >>"));
  }

  // A gray picture that fills a page, one byte a pixel.
  void AddPicture(std::string_view pixels, std::size_t width, std::size_t height) {
    const std::size_t image =
        AddStream(pixels, "/Type /XObject /Subtype /Image /Width " + std::to_string(width) + " /Height " +
                              std::to_string(height) + " /ColorSpace /DeviceGray /BitsPerComponent 8");
    AddPage("q 612 0 0 792 0 0 cm /I Do Q", "", "/XObject << /I " + std::to_string(image) + " 0 R >>");
  }

  void AddEmbedded(const std::string& name, std::string_view content) {
    const std::size_t stream = AddStream(content, "/Type /EmbeddedFile");
    const std::size_t file = Add("<< /Type /Filespec /F (" + name + ") /UF (" + name + ") /EF << /F " +
                                 std::to_string(stream) + " 0 R >> >>");
    embedded_ += "(" + name + ") " + std::to_string(file) + " 0 R ";
  }

  std::string catalog;  // further entries
  std::string trailer;  // further entries
  std::string info;     // entries
  long count = -1;      // of pages, when it is a lie

  [[nodiscard]] std::string Bytes() const {
    std::vector<std::string> objects = objects_;
    std::string kids;
    for (const std::size_t page : pages_) kids += std::to_string(page) + " 0 R ";
    objects[1] = "<< /Type /Catalog /Pages 2 0 R " + catalog +
                 (embedded_.empty() ? "" : " /Names << /EmbeddedFiles << /Names [" + embedded_ + "] >> >>") +
                 " >>";
    objects[2] = "<< /Type /Pages /Kids [" + kids + "] /Count " +
                 std::to_string(count < 0 ? static_cast<long>(pages_.size()) : count) + " >>";
    objects[3] = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>";
    std::string extra = trailer;
    if (!info.empty()) {
      extra += " /Info " + std::to_string(objects.size()) + " 0 R";
      objects.push_back("<< " + info + " >>");
    }
    std::string bytes = "%PDF-1.7\n";
    std::string table;
    for (std::size_t i = 1; i < objects.size(); ++i) {
      const std::string at = std::to_string(bytes.size());
      table += std::string(10 - at.size(), '0') + at + " 00000 n \n";
      bytes += std::to_string(i) + " 0 obj\n" + objects[i] + "\nendobj\n";
    }
    const std::string size = std::to_string(objects.size());
    const std::string start = std::to_string(bytes.size());
    bytes += "xref\n0 " + size + "\n0000000000 65535 f \n" + table;
    bytes += "trailer\n<< /Size " + size + " /Root 1 0 R " + extra + " >>\nstartxref\n" + start + "\n%%EOF\n";
    return bytes;
  }

 private:
  std::vector<std::string> objects_;
  std::vector<std::size_t> pages_;
  std::string embedded_;
};

// The operators that write a text at a place, in points from the lower left corner. No parentheses in the
// text.
inline std::string TextAt(double x, double y, std::string_view text, double size = 12) {
  return "BT /F " + std::to_string(size) + " Tf " + std::to_string(x) + " " + std::to_string(y) + " Td (" +
         std::string(text) + ") Tj ET\n";
}

}  // namespace markings::extract

#endif  // TESTS_EXTRACT_PDF_MAKER_H_
