#include <gtest/gtest.h>
#include <zlib.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "extract/extractor.h"
#include "tests/extract/pdf_maker.h"
#include "tests/extract/sound.h"

namespace markings::extract {
namespace {

Result<Extraction> Read(std::string_view bytes, const Options& options = {}) {
  Budget budget(options, bytes.size());
  Extraction out;
  if (auto done = ReadPdf(bytes, "", budget, out); !done) return std::unexpected(done.error());
  return out;
}

Extraction ReadSound(std::string_view bytes, const Options& options = {}) {
  auto read = Read(bytes, options);
  EXPECT_TRUE(read.has_value()) << read.error().message;
  if (!read) return {};
  for (const Document& document : read->documents)
    if (document.type == FileType::kPdf) ExpectSound(document);
  return *std::move(read);
}

std::string TextOf(const std::string& content, std::string_view page = "") {
  PdfMaker pdf;
  pdf.AddPage(content, page);
  const Extraction read = ReadSound(pdf.Bytes());
  return read.documents.empty() ? "" : read.documents[0].text;
}

std::string Deflated(const std::string& content) {
  uLongf size = compressBound(content.size());
  std::string packed(size, '\0');
  EXPECT_EQ(compress2(reinterpret_cast<Bytef*>(packed.data()), &size,
                      reinterpret_cast<const Bytef*>(content.data()), content.size(), 9),
            Z_OK);
  packed.resize(size);
  return packed;
}

TEST(Pdf, ACodeInTheMarginStandsApart) {
  const std::string text =
      TextOf(TextAt(72, 720, "1. \\(C\\) The envoy of Norland spoke.") + TextAt(560, 720, "B6") +
             TextAt(72, 706, "Mr. Aldous Quill agreed.") + TextAt(562, 707, "1.4D", 7));
  const std::size_t code = text.find("B6\n");
  ASSERT_NE(code, std::string::npos) << text;
  EXPECT_EQ(text.find("1. (C) The envoy of Norland spoke.   "), 0U) << text;
  EXPECT_GT(code, 70U);
  EXPECT_NE(text.find("Quill agreed.   "), std::string::npos) << text;
  EXPECT_NE(text.find(" 1.4D\n"), std::string::npos) << text;
}

TEST(Pdf, TwoColumnsStandApart) {
  const std::string text = TextOf(TextAt(72, 720, "left one") + TextAt(330, 720, "right one") +
                                  TextAt(72, 706, "left, that is longer") + TextAt(330, 706, "right two"));
  ASSERT_EQ(std::ranges::count(text, '\n'), 2);
  const std::string second = text.substr(text.find('\n') + 1);
  EXPECT_EQ(text.find("right one"), second.find("right two")) << text;
  EXPECT_NE(second.find("longer  "), std::string::npos) << text;
}

TEST(Pdf, LinesByTheirPlaceAndNotByTheirOrder) {
  EXPECT_EQ(TextOf(TextAt(72, 600, "three") + TextAt(120, 720, "and a half") + TextAt(72, 706, "two") +
                   TextAt(72, 720, "one,")),
            "one,    and a half\ntwo\n\nthree\n\f");
}

TEST(Pdf, AWordInTwoFontsIsOneAndARaisedFigureStaysInItsLine) {
  EXPECT_EQ(TextOf("BT /F 12 Tf 72 600 Td (Mc) Tj /F 11 Tf (Quill) Tj ET\n"), "McQuill\n\f");
  EXPECT_EQ(TextOf("BT 72 580 Td /F 12 Tf (note) Tj 5 Ts /F 7 Tf (3) Tj 0 Ts /F 12 Tf ( after) Tj ET\n"),
            "note3 after\n\f");
}

TEST(Pdf, ParagraphsOfDoubleSpacedTextAreNotCutIntoLines) {
  std::string content;
  for (int i = 0; i < 10; ++i) content += TextAt(72, 720 - 28 * i, "line");
  EXPECT_EQ(TextOf(content).find("\n\n"), std::string::npos);
  EXPECT_NE(TextOf(content + TextAt(72, 300, "apart")).find("line\n\napart"), std::string::npos);
}

TEST(Pdf, TurnedTextComesLastAndATurnedPageIsReadAsShown) {
  const std::string margin = "BT /F 12 Tf 0 1 -1 0 30 300 Tm (up the margin) Tj ET\n";
  EXPECT_EQ(TextOf(margin + TextAt(72, 720, "upright")), "upright\n\nup the margin\n\f");
  PdfMaker pdf;
  pdf.AddPage("BT /F 12 Tf 0 1 -1 0 100 72 Tm (first) Tj ET BT /F 12 Tf 0 1 -1 0 120 72 Tm (second) Tj ET\n",
              "/Rotate 90");
  const Extraction read = ReadSound(pdf.Bytes());
  const Document& document = read.documents.at(0);
  EXPECT_EQ(document.text, "first\n\nsecond\n\f");
  const Page& page = document.pages.at(0);
  EXPECT_EQ(page.width, 792);
  EXPECT_EQ(page.height, 612);
  ASSERT_EQ(page.boxes.size(), 2U);
  EXPECT_NEAR(page.boxes[0].x, 72, 1);
  EXPECT_NEAR(page.boxes[0].y + page.boxes[0].height, 100, 5);
  EXPECT_NEAR(page.boxes[1].y + page.boxes[1].height, 120, 5);
}

TEST(Pdf, BoxesAreInPointsFromTheUpperLeft) {
  PdfMaker pdf;
  pdf.AddPage(TextAt(72, 720, "word"));
  const Extraction read = ReadSound(pdf.Bytes());
  const Page& page = read.documents.at(0).pages.at(0);
  EXPECT_EQ(page.width, 612);
  ASSERT_EQ(page.boxes.size(), 1U);
  EXPECT_EQ(page.boxes[0].span, (Span{0, 5}));
  EXPECT_NEAR(page.boxes[0].x, 72, 0.1);
  EXPECT_NEAR(page.boxes[0].y, 792 - 720 - 9, 2);
  EXPECT_NEAR(page.boxes[0].height, 12, 2);
}

TEST(Pdf, APageWithoutTextIsUnread) {
  PdfMaker pdf;
  pdf.AddPage(TextAt(72, 720, "words"));
  pdf.AddPage("");
  pdf.AddPicture(std::string(100, '\x80'), 10, 10);
  const Extraction read = ReadSound(pdf.Bytes());
  const Document& document = read.documents.at(0);
  EXPECT_EQ(document.text, "words\n\f\uFFFC\n\f\uFFFC\n\f");
  ASSERT_EQ(document.pages.size(), 3U);
  EXPECT_TRUE(document.pages[0].readable);
  EXPECT_FALSE(document.pages[1].readable);
  EXPECT_FALSE(document.pages[2].readable);
  ASSERT_EQ(document.regions.size(), 2U);
  EXPECT_EQ(document.regions[0].kind, "page");
  EXPECT_EQ(document.regions[0].page, 2U);
  EXPECT_EQ(document.regions[1].page, 3U);
}

TEST(Pdf, UnseenTextIsText) {
  EXPECT_EQ(
      TextOf("BT 3 Tr /F 12 Tf 72 700 Td (unseen) Tj ET 1 g BT 0 Tr /F 12 Tf 72 686 Td (white) Tj ET\n"),
      "unseen\nwhite\n\f");
}

TEST(Pdf, WhatIsOnNoPageIsHidden) {
  PdfMaker pdf;
  pdf.AddPage(TextAt(72, 720, "one"));
  pdf.AddPage(TextAt(72, 720, "two"));
  pdf.info =
      "/Title (About Quill) /Author (Berta Lund) /Client (Cato Prim) /CreationDate (D:20200101000000Z)";
  const std::string entry = std::to_string(pdf.Add("<< /Title (Talks with Quill) >>")) + " 0 R";
  const std::size_t outline = pdf.Add("<< /First " + entry + " /Last " + entry + " /Count 1 >>");
  const std::size_t metadata =
      pdf.AddStream("<x><name>Dora Vale</name></x>", "/Type /Metadata /Subtype /XML");
  pdf.catalog =
      "/Outlines " + std::to_string(outline) + " 0 R /Metadata " + std::to_string(metadata) + " 0 R";
  const Extraction read = ReadSound(pdf.Bytes());
  const Document& document = read.documents.at(0);
  ASSERT_EQ(document.regions.size(), 1U);
  EXPECT_EQ(document.regions[0].of, RegionClass::kHidden);
  EXPECT_EQ(document.regions[0].kind, "hidden_text");
  EXPECT_EQ(document.regions[0].page, 2U);
  const std::string_view hidden = Slice(document.text, document.regions[0].span);
  for (const char* name : {"About Quill\n", "Berta Lund\n", "Cato Prim\n", "Dora Vale", "Talks with Quill\n"})
    EXPECT_NE(hidden.find(name), std::string_view::npos) << name;
  EXPECT_EQ(hidden.find("2020"), std::string_view::npos);
  EXPECT_TRUE(document.pages.at(1).span.Contains(document.regions[0].span.begin));
}

TEST(Pdf, EmbeddedFiles) {
  PdfMaker inner;
  inner.AddPage(TextAt(72, 700, "the inner one"));
  PdfMaker pdf;
  pdf.AddPage(TextAt(72, 720, "the outer one"));
  pdf.AddEmbedded("a.txt", "A note by Quill.\n");
  pdf.AddEmbedded("b/../b.pdf", inner.Bytes());
  pdf.AddEmbedded("c.bin", std::string_view("\0\1\2\xFF\xFE", 5));
  const Extraction read = ReadSound(pdf.Bytes());
  ASSERT_EQ(read.documents.size(), 3U);
  const Document& document = read.documents[0];
  EXPECT_TRUE(document.text.starts_with("the outer one\n")) << document.text;
  EXPECT_EQ(std::ranges::count(document.regions, "embedded_file", &Region::kind), 1);
  EXPECT_EQ(document.regions.back().kind, "embedded_file");
  std::vector<std::string> names = {read.documents[1].name, read.documents[2].name};
  std::ranges::sort(names);
  EXPECT_EQ(names, (std::vector<std::string>{"a.txt", "b_.__b.pdf"}));
  EXPECT_TRUE(
      std::ranges::any_of(read.documents, [](const Document& d) { return d.text == "the inner one\n\f"; }));
}

TEST(Pdf, EmbeddedTooDeep) {
  std::string bytes;
  for (int i = 0; i < 6; ++i) {
    PdfMaker pdf;
    pdf.AddPage(TextAt(72, 720, "page"));
    if (i > 0) pdf.AddEmbedded("inner.pdf", bytes);
    bytes = pdf.Bytes();
  }
  EXPECT_EQ(ReadSound(bytes).documents.size(), 6U);
  Options options;
  options.limits.max_depth = 3;
  const auto read = Read(bytes, options);
  ASSERT_FALSE(read.has_value());
  EXPECT_NE(read.error().message.find("depth"), std::string::npos);
  EXPECT_TRUE(Read(bytes).has_value());  // what was open is closed
}

TEST(Pdf, IsNoPdf) {
  PdfMaker empty;
  for (const std::string& bytes :
       {std::string(), std::string("%PDF-1.7\n%%EOF"), std::string(5000, 'x') + "%%EOF", empty.Bytes()}) {
    const auto read = Read(bytes);
    ASSERT_FALSE(read.has_value());
    EXPECT_EQ(read.error().code, ErrorCode::kUnusableInput);
    EXPECT_FALSE(read.error().fix.empty());
  }
}

std::string Sample() {
  PdfMaker pdf;
  pdf.AddPage(TextAt(72, 720, "words of Quill"));
  pdf.AddPage(TextAt(72, 720, "more"));
  pdf.info = "/Title (About Quill)";
  pdf.AddEmbedded("a.txt", "a note\n");
  return pdf.Bytes();
}

TEST(Pdf, CutShortIsRefused) {
  const std::string bytes = Sample();
  for (std::size_t size = 0; size + 6 < bytes.size(); size += 7) {
    const auto read = Read(std::string_view(bytes).substr(0, size));
    ASSERT_FALSE(read.has_value()) << size;
    EXPECT_EQ(read.error().message, "the PDF is cut short");
  }
}

TEST(Pdf, DamagedAnywhereEnds) {
  const std::string bytes = Sample();
  for (std::size_t at = 0; at < bytes.size(); at += 3) {
    std::string cut = bytes;  // a hole, and the end still there
    cut.erase(at, 40);
    std::string changed = bytes;
    changed[at] = static_cast<char>(changed[at] ^ 0x15);
    for (const std::string& damaged : {cut + "\n%%EOF\n", changed + "\n%%EOF\n"})
      if (const auto read = Read(damaged))
        for (const Document& document : read->documents)
          if (document.type == FileType::kPdf) ExpectSound(document);
  }
}

TEST(Pdf, Encrypted) {
  PdfMaker pdf;
  pdf.AddPage(TextAt(72, 720, "words"));
  const std::string key(64, '0');  // 32 bytes in hexadecimal that no password gives
  pdf.trailer =
      "/ID [<00> <00>] /Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <" + key + "> /U <" + key + "> >>";
  const auto read = Read(pdf.Bytes());
  ASSERT_FALSE(read.has_value());
  EXPECT_EQ(read.error().message, "the PDF is encrypted");
  EXPECT_EQ(read.error().fix, "save it without a password and give that");
}

TEST(Pdf, TooManyPages) {
  PdfMaker pdf;
  for (int i = 0; i < 4; ++i) pdf.AddPage(TextAt(72, 720, "page"));
  Options options;
  options.limits.max_pages = 3;
  const auto read = Read(pdf.Bytes(), options);
  ASSERT_FALSE(read.has_value());
  EXPECT_NE(read.error().message.find("pages is over the limit of 3"), std::string::npos);
  options.limits.max_pages = 4;
  EXPECT_TRUE(Read(pdf.Bytes(), options).has_value());
  pdf.count = 2'000'000'000;
  const auto lie = Read(pdf.Bytes(), options);
  if (lie) ExpectSound(lie->documents.at(0));
}

TEST(Pdf, MuchTextFromFewBytesIsOverTheLimit) {
  std::string content = "BT /F 12 Tf 14 TL 72 720 Td\n";
  for (int i = 0; i < 20'000; ++i) content += "(AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA) Tj T*\n";
  content += "ET\n";
  const std::string packed = Deflated(content);
  PdfMaker pdf;
  const std::size_t stream = pdf.AddStream(packed, "/Filter /FlateDecode");
  for (int i = 0; i < 200; ++i) pdf.AddPageOf(stream);  // one stream, shown again and again
  const std::string bytes = pdf.Bytes();
  EXPECT_LT(bytes.size(), 70'000U);
  Options options;
  options.limits.max_text_bytes = 10'000;
  const auto read = Read(bytes, options);
  ASSERT_FALSE(read.has_value());
  EXPECT_NE(read.error().message.find("over the limit of 10000"), std::string::npos);
}

TEST(Pdf, AnEmbeddedFileThatUnpacksToMuchIsOverTheLimit) {
  const std::string packed = Deflated(std::string(std::size_t{8} << 20, 'a'));
  PdfMaker pdf;
  pdf.AddPage(TextAt(72, 720, "words"));
  const std::size_t stream = pdf.AddStream(packed, "/Type /EmbeddedFile /Filter /FlateDecode");
  const std::size_t file =
      pdf.Add("<< /Type /Filespec /F (a.txt) /EF << /F " + std::to_string(stream) + " 0 R >> >>");
  pdf.catalog = "/Names << /EmbeddedFiles << /Names [(a.txt) " + std::to_string(file) + " 0 R] >> >>";
  const auto read = Read(pdf.Bytes());
  ASSERT_FALSE(read.has_value());
  EXPECT_NE(read.error().message.find("what it unpacks to"), std::string::npos);
}

TEST(Pdf, TextFarOutsideOrVeryNarrowMakesNoEndlessLine) {
  std::string content = "BT /F 0.01 Tf 1 0 0 1 1 700 Tm (thin) Tj ET\n";
  for (int i = 0; i < 50; ++i)
    content += "BT /F 0.01 Tf 1 0 0 1 " + std::to_string(10 + 10 * i) + " 700 Tm (x) Tj ET\n";
  content += "BT /F 12 Tf 1 0 0 1 99999999999 700 Tm (away) Tj ET\n";
  EXPECT_LT(TextOf(content).size(), 2000U);
}

}  // namespace
}  // namespace markings::extract
