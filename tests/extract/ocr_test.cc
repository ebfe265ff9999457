#include "extract/ocr.h"

#include <gtest/gtest.h>
#include <poppler-document.h>
#include <poppler-image.h>
#include <poppler-page-renderer.h>

#include <algorithm>
#include <cstdlib>
#include <memory>
#include <string>

#include "extract/extractor.h"
#include "tests/extract/pdf_maker.h"

namespace markings::extract {
namespace {

std::unique_ptr<poppler::document> Load(const std::string& bytes) {
  return std::unique_ptr<poppler::document>(
      poppler::document::load_from_raw_data(bytes.data(), static_cast<int>(bytes.size())));
}

// A PDF whose one page is a picture of a page with this content.
std::string Scanned(const std::string& content, double dpi = 150) {
  PdfMaker printed;
  printed.AddPage(content);
  const std::string bytes = printed.Bytes();
  const auto document = Load(bytes);
  const std::unique_ptr<poppler::page> page(document->create_page(0));
  poppler::page_renderer renderer;
  renderer.set_render_hints(poppler::page_renderer::antialiasing | poppler::page_renderer::text_antialiasing);
  renderer.set_image_format(poppler::image::format_gray8);
  const poppler::image image = renderer.render_page(page.get(), dpi, dpi);
  std::string pixels;
  for (int row = 0; row < image.height(); ++row)
    pixels.append(image.const_data() + static_cast<std::ptrdiff_t>(row) * image.bytes_per_row(),
                  static_cast<std::size_t>(image.width()));
  PdfMaker scanned;
  scanned.AddPicture(pixels, static_cast<std::size_t>(image.width()),
                     static_cast<std::size_t>(image.height()));
  return scanned.Bytes();
}

std::string Letter() {
  return TextAt(72, 700, "The ambassador of Norland spoke with Mr. Aldous Quill", 14) +
         TextAt(72, 680, "about the harbour treaty.", 14) + TextAt(560, 700, "B6", 14);
}

Result<Extraction> Read(const std::string& bytes, bool ocr) {
  Options options;
  options.ocr = ocr;
  Budget budget(options, bytes.size());
  Extraction out;
  if (auto done = ReadPdf(bytes, "", budget, out); !done) return std::unexpected(done.error());
  return out;
}

TEST(Ocr, ReadsAPictureOfAPage) {
  const auto read = Read(Scanned(Letter()), true);
  ASSERT_TRUE(read.has_value()) << read.error().message;
  const Document& document = read->documents.at(0);
  ASSERT_EQ(document.pages.size(), 1U);
  const Page& page = document.pages[0];
  EXPECT_TRUE(page.readable);
  EXPECT_TRUE(page.by_ocr);
  EXPECT_TRUE(document.regions.empty());
  EXPECT_NE(document.text.find("ambassador of Norland"), std::string::npos) << document.text;
  EXPECT_NE(document.text.find("Quill   "), std::string::npos) << document.text;  // the code stands apart
  const std::size_t line = document.text.find("harbour");
  ASSERT_NE(line, std::string::npos) << document.text;
  const auto box = std::ranges::find_if(page.boxes, [&](const Box& b) { return b.span.Contains(line); });
  ASSERT_NE(box, page.boxes.end());
  EXPECT_NEAR(box->x, 72, 3);
  EXPECT_NEAR(box->y + box->height, 792 - 680, 6);
}

TEST(Ocr, IsNotDoneUnlessAskedFor) {
  const auto read = Read(Scanned(Letter(), 50), false);
  ASSERT_TRUE(read.has_value()) << read.error().message;
  const Document& document = read->documents.at(0);
  EXPECT_EQ(document.text, "\uFFFC\n\f");
  EXPECT_FALSE(document.pages.at(0).readable);
  EXPECT_FALSE(document.pages.at(0).by_ocr);
}

TEST(Ocr, NothingRecognisedIsUnread) {
  const auto read = Read(Scanned("", 50), true);
  ASSERT_TRUE(read.has_value()) << read.error().message;
  const Document& document = read->documents.at(0);
  EXPECT_EQ(document.text, "\uFFFC\n\f");
  EXPECT_FALSE(document.pages.at(0).readable);
  ASSERT_EQ(document.regions.size(), 1U);
  EXPECT_EQ(document.regions[0].kind, "page");
}

class OcrSettingsTest : public testing::Test {
 protected:
  OcrSettingsTest()
      : bytes_(Scanned(Letter(), 50)), document_(Load(bytes_)), page_(document_->create_page(0)) {}
  Error ErrorOf(const OcrSettings& settings) {
    const auto words = RecognisePage(*page_, 612, 792, settings);
    EXPECT_FALSE(words.has_value());
    return words ? Error{} : words.error();
  }

 private:
  std::string bytes_;
  std::unique_ptr<poppler::document> document_;
  std::unique_ptr<poppler::page> page_;
};

TEST_F(OcrSettingsTest, AProgramThatIsMissingOrFails) {
  for (const char* program : {"tesseract-that-nobody-has", "false", "true", "cat"}) {
    const Error error = ErrorOf({.program = program});
    EXPECT_EQ(error.code, ErrorCode::kUnusableInput) << program;
    EXPECT_EQ(error.message, "OCR was asked for and tesseract cannot be run") << program;
    EXPECT_NE(error.fix.find("install tesseract-ocr"), std::string::npos) << program;
  }
}

TEST_F(OcrSettingsTest, IsKilledAfterItsTime) {
  EXPECT_EQ(ErrorOf({.seconds = 0}).message, "OCR of a page is over the limit of 0 seconds");
}

TEST_F(OcrSettingsTest, APageOfTooManyPixels) {
  EXPECT_EQ(ErrorOf({.max_pixels = 100'000}).message, "a page without a text layer is too large for OCR");
}

}  // namespace
}  // namespace markings::extract
