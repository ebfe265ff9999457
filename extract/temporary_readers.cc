// Until the readers are there.

#include "extract/extractor.h"

namespace markings::extract {
namespace {

std::unexpected<Error> NotYet() {
  return Fail(ErrorCode::kUnusableInput, {}, "files of its type are not read yet",
              "give the text of the document");
}

}  // namespace

Result<void> ReadDocx(std::string_view, const std::string&, Budget&, Extraction&) { return NotYet(); }
Result<void> ReadHtml(std::string_view, const std::string&, Budget&, Extraction&) { return NotYet(); }
Result<void> ReadPdf(std::string_view, const std::string&, Budget&, Extraction&) { return NotYet(); }
Result<void> ReadEmail(std::string_view, const std::string&, std::size_t, Budget&, Extraction&) {
  return NotYet();
}
// Text members of an uncompressed tar, for the tests of what is around it.
Result<void> ReadArchive(std::string_view bytes, FileType type, const std::string& name, std::size_t depth,
                         Budget& budget, Extraction& out) {
  if (type != FileType::kTar) return NotYet();
  for (std::size_t at = 0; at + 512 <= bytes.size() && bytes[at] != '\0';) {
    const std::string member(bytes.substr(at, 100).data());
    std::size_t size = 0;
    for (const char c : bytes.substr(at + 124, 11)) size = size * 8 + static_cast<std::size_t>(c - '0');
    if (auto spent = budget.SpendMember(); !spent) return spent;
    if (auto spent = budget.SpendUnpacked(size, size); !spent) return spent;
    if (auto read = ExtractInto(bytes.substr(at + 512, size), name.empty() ? member : name + "/" + member,
                                depth + 1, budget, out);
        !read)
      return read;
    at += 512 + (size + 511) / 512 * 512;
  }
  return {};
}

}  // namespace markings::extract
