#include "paper/pdf_finish.h"

#include <exception>
#include <memory>
#include <qpdf/Buffer.hh>
#include <qpdf/QPDF.hh>
#include <qpdf/QPDFObjectHandle.hh>
#include <qpdf/QPDFPageDocumentHelper.hh>
#include <qpdf/QPDFPageObjectHelper.hh>
#include <qpdf/QPDFTokenizer.hh>
#include <qpdf/QPDFWriter.hh>
#include <utility>
#include <vector>

namespace markings::paper {
namespace {

// Puts what is drawn outside the elements of the structure into artifacts. What begins an element is told by
// its number (/MCID): other marked stretches, which say what a glyph means, lie within text.
class ArtifactFilter : public QPDFObjectHandle::TokenFilter {
 public:
  void handleToken(const QPDFTokenizer::Token& token) override {
    if (!begun_) write("/Artifact BMC\n");
    begun_ = true;
    statement_ += token.getRawValue();
    if (token.getType() == QPDFTokenizer::tt_name && token.getValue() == "/MCID") numbered_ = true;
    if (token.getType() != QPDFTokenizer::tt_word) return;
    if (token.isWord("BDC") || token.isWord("BMC")) {
      if (numbered_) write("\nEMC\n");
      elements_.push_back(numbered_);
    }
    write(std::exchange(statement_, {}));
    numbered_ = false;
    if (!token.isWord("EMC") || elements_.empty()) return;
    if (elements_.back()) write("\n/Artifact BMC");
    elements_.pop_back();
  }
  void handleEOF() override {
    write(statement_);
    if (begun_) write("\nEMC\n");
  }

 private:
  bool begun_ = false;
  std::string statement_;       // up to its operator
  bool numbered_ = false;       // it holds the number of an element
  std::vector<bool> elements_;  // what is open, and whether it is an element
};

}  // namespace

std::optional<std::string> FinishPdf(std::string_view pdf, const std::string& language) {
  try {
    QPDF file;
    file.setSuppressWarnings(true);
    file.processMemoryFile("sheet", pdf.data(), pdf.size());
    QPDFObjectHandle root = file.getRoot();
    root.replaceKey("/Lang", QPDFObjectHandle::newUnicodeString(language));
    QPDFObjectHandle preferences = QPDFObjectHandle::newDictionary();
    preferences.replaceKey("/DisplayDocTitle", QPDFObjectHandle::newBool(true));
    root.replaceKey("/ViewerPreferences", preferences);
    for (QPDFPageObjectHelper& page : QPDFPageDocumentHelper(file).getAllPages())
      page.addContentTokenFilter(std::make_shared<ArtifactFilter>());
    QPDFWriter writer(file);
    writer.setOutputMemory();
    writer.setDeterministicID(true);
    writer.write();
    const auto bytes = writer.getBufferSharedPointer();
    if (file.anyWarnings()) return std::nullopt;
    return std::string(reinterpret_cast<const char*>(bytes->getBuffer()), bytes->getSize());
  } catch (const std::exception&) {
    return std::nullopt;  // its words may quote the file
  }
}

}  // namespace markings::paper
