#include "extract/extraction.h"

#include <gtest/gtest.h>

#include <functional>
#include <limits>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace markings::extract {
namespace {

using Json = nlohmann::ordered_json;

const std::string kObject(kObjectCharacter);

// A PDF of three pages, with a note in the margin and a page that is an image, and a text beside it.
Extraction Sample() {
  Document pdf;
  pdf.name = "letters/scan é.pdf";
  pdf.type = FileType::kPdf;
  pdf.text = "1. (U) Café \"x\"\n\\note\n\f" + kObject + " page 2\n\f\tend";
  const std::size_t note = pdf.text.find("\\note");
  const std::size_t image = pdf.text.find(kObject);
  const std::size_t last = pdf.text.find("\tend");
  pdf.regions = {{{note, note + 6}, RegionClass::kHidden, "comment", 1},
                 {{image, last - 1}, RegionClass::kUnread, "page", 2}};
  pdf.pages.resize(3);
  pdf.pages[0] = {
      .span = {0, image}, .width = 595.28, .height = 841.89, .boxes = {{{0, 16}, 72, 71.5, 100, 12}}};
  pdf.pages[1] = {.span = {image, last}, .readable = false, .width = 1, .height = 2, .boxes = {}};
  pdf.pages[2] = {.span = {last, pdf.text.size()}, .by_ocr = true, .boxes = {}};
  Document text;
  text.text = "UNCLAS\n";
  return {FileType::kZip, {std::move(pdf), std::move(text)}};
}

TEST(Extraction, Names) {
  for (const FileType type : {FileType::kText, FileType::kHtml, FileType::kEmail, FileType::kPdf,
                              FileType::kDocx, FileType::kZip, FileType::kTar}) {
    EXPECT_EQ(FindFileType(Name(type)), type);
  }
  EXPECT_EQ(Name(FileType::kEmail), "email");
  EXPECT_FALSE(FindFileType("PDF"));
  EXPECT_FALSE(FindFileType(""));
}

TEST(Extraction, RoundTrip) {
  const Extraction sample = Sample();
  const std::string wire = WriteExtraction(sample);
  const auto read = ReadExtraction(wire);
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_EQ(WriteExtraction(*read), wire);
  EXPECT_EQ(read->type, FileType::kZip);
  ASSERT_EQ(read->documents.size(), 2U);
  const Document& pdf = read->documents[0];
  EXPECT_EQ(pdf.name, sample.documents[0].name);
  EXPECT_EQ(pdf.type, FileType::kPdf);
  EXPECT_EQ(pdf.text, sample.documents[0].text);
  ASSERT_EQ(pdf.regions.size(), 2U);
  EXPECT_EQ(pdf.regions[0].of, RegionClass::kHidden);
  EXPECT_EQ(pdf.regions[1].of, RegionClass::kUnread);
  EXPECT_EQ(pdf.regions[1].kind, "page");
  EXPECT_EQ(pdf.regions[1].page, 2U);
  EXPECT_EQ(pdf.regions[1].span, sample.documents[0].regions[1].span);
  ASSERT_EQ(pdf.pages.size(), 3U);
  EXPECT_FALSE(pdf.pages[1].readable);
  EXPECT_TRUE(pdf.pages[2].by_ocr);
  ASSERT_EQ(pdf.pages[0].boxes.size(), 1U);
  EXPECT_EQ(pdf.pages[0].boxes[0].y, 71.5);
  EXPECT_EQ(pdf.pages[0].width, 595.28);
}

// A writer that is wrong, not overcome: what it measured is mended, what it read is not.
TEST(Extraction, WritesNumbersThatCanBeRead) {
  Extraction sample = Sample();
  sample.documents[0].pages[0].width = std::numeric_limits<double>::quiet_NaN();
  sample.documents[0].pages[0].boxes[0].x = -1e300;
  sample.documents[0].pages[0].boxes[0].height = -1;
  EXPECT_TRUE(ReadExtraction(WriteExtraction(sample)));
  sample.documents[0].text += '\xE9';
  EXPECT_FALSE(ReadExtraction(WriteExtraction(sample)));
}

TEST(Extraction, RefusesWhatIsNotOfTheForm) {
  using Change = std::function<void(Json&)>;
  const auto pdf = [](Json& json) -> Json& { return json["documents"][0]; };
  const std::vector<Change> changes = {
      [](Json& j) { j.erase("type"); },
      [](Json& j) { j["more"] = 1; },
      [](Json& j) { j["schema"] = "markings/extraction/2"; },
      [](Json& j) { j["type"] = "exe"; },
      [](Json& j) { j["type"] = 3; },
      [](Json& j) { j["documents"] = Json::array(); },
      [](Json& j) { j["documents"] = Json::object(); },
      [](Json& j) { j["documents"][1] = "text"; },
      [](Json& j) { j = Json::array(); },
      [&](Json& j) { pdf(j)["name"] = nullptr; },
      [&](Json& j) { pdf(j)["name"] = "../x"; },
      [&](Json& j) { pdf(j)["name"] = "a/../x"; },
      [&](Json& j) { pdf(j)["name"] = "a/.."; },
      [&](Json& j) { pdf(j)["name"] = "a\nb"; },
      [&](Json& j) { pdf(j)["name"] = "a\x1B[2J"; },
      [&](Json& j) { pdf(j)["name"] = "a\u009B"; },
      [&](Json& j) { pdf(j)["name"] = "a\u202Eb"; },
      [&](Json& j) { pdf(j)["name"] = std::string(5000, 'a'); },
      [&](Json& j) { pdf(j)["type"] = "docx"; },  // pages are of a PDF alone
      [&](Json& j) { pdf(j)["text"] = 1; },
      [&](Json& j) { j["documents"][1]["text"] = ""; },
      [&](Json& j) { j["documents"][1]["text"] = "a\rb"; },
      [&](Json& j) { j["documents"][1]["text"] = "a\x01"; },
      [&](Json& j) { j["documents"][1]["text"] = std::string("a\0b", 3); },
      [&](Json& j) { pdf(j)["text"] = "short\n"; },
      // regions
      [&](Json& j) { pdf(j)["regions"] = nullptr; },
      [&](Json& j) { pdf(j)["regions"][0].erase("page"); },
      [&](Json& j) { pdf(j)["regions"][0]["class"] = "unread"; },
      [&](Json& j) { pdf(j)["regions"][0]["class"] = "seen"; },
      [&](Json& j) { pdf(j)["regions"][0]["kind"] = "image"; },
      [&](Json& j) { pdf(j)["regions"][1]["kind"] = "comment"; },
      [&](Json& j) { pdf(j)["regions"][0]["kind"] = 1; },
      [&](Json& j) { pdf(j)["regions"][0]["page"] = 0; },
      [&](Json& j) { pdf(j)["regions"][0]["page"] = 4; },
      [&](Json& j) { pdf(j)["regions"][0]["page"] = "1"; },
      [&](Json& j) { pdf(j)["regions"][0]["span"][0] = pdf(j)["regions"][0]["span"][0].get<int>() + 1; },
      [&](Json& j) { pdf(j)["regions"][0]["span"][1] = pdf(j)["regions"][0]["span"][1].get<int>() - 1; },
      [&](Json& j) { pdf(j)["regions"][0]["span"][1] = pdf(j)["regions"][0]["span"][0]; },
      [&](Json& j) { pdf(j)["regions"][0]["span"].push_back(1); },
      [&](Json& j) { pdf(j)["regions"][0]["span"][0] = -1; },
      [&](Json& j) { pdf(j)["regions"][0]["span"][0] = 1.0; },
      [&](Json& j) { pdf(j)["regions"][1]["span"][1] = 1000; },
      [&](Json& j) { pdf(j)["regions"][1]["span"] = pdf(j)["regions"][0]["span"]; },
      [&](Json& j) { std::swap(pdf(j)["regions"][0], pdf(j)["regions"][1]); },
      [&](Json& j) { pdf(j)["regions"][1] = pdf(j)["regions"][0]; },
      // pages
      [&](Json& j) { pdf(j)["pages"] = 3; },
      [&](Json& j) { pdf(j)["pages"][0]["span"][0] = 1; },
      [&](Json& j) { pdf(j)["pages"][0]["span"][1] = 3; },
      [&](Json& j) { pdf(j)["pages"].erase(2); },
      [&](Json& j) { pdf(j)["pages"].erase(1); },
      [&](Json& j) { pdf(j)["pages"][2]["span"][1] = 999; },
      [&](Json& j) { pdf(j)["pages"][0]["readable"] = 1; },
      [&](Json& j) { pdf(j)["pages"][0].erase("by_ocr"); },
      [&](Json& j) { pdf(j)["pages"][0]["width"] = 600; },
      [&](Json& j) { pdf(j)["pages"][0]["width"] = -1.0; },
      [&](Json& j) { pdf(j)["pages"][0]["height"] = 1e9; },
      [&](Json& j) { pdf(j)["pages"][0]["height"] = nullptr; },
      [&](Json& j) { pdf(j)["pages"][0]["boxes"][0].erase(5); },
      [&](Json& j) { pdf(j)["pages"][0]["boxes"][0][0] = 11; },  // the middle of é
      [&](Json& j) { pdf(j)["pages"][0]["boxes"][0][1] = 30; },
      [&](Json& j) { pdf(j)["pages"][0]["boxes"][0][4] = -1.0; },
      [&](Json& j) { pdf(j)["pages"][0]["boxes"].push_back(pdf(j)["pages"][0]["boxes"][0]); },
  };
  const std::string wire = WriteExtraction(Sample());
  ASSERT_TRUE(ReadExtraction(Json::parse(wire).dump()));
  for (std::size_t i = 0; i < changes.size(); ++i) {
    Json json = Json::parse(wire);
    changes[i](json);
    const auto read = ReadExtraction(json.dump());
    ASSERT_FALSE(read) << i << ": " << json.dump();
    EXPECT_EQ(read.error().code, ErrorCode::kInternal);
    EXPECT_FALSE(read.error().fix.empty());
  }
}

TEST(Extraction, RefusesOtherSpellings) {
  const std::string wire = WriteExtraction(Sample());
  for (std::size_t size = 0; size < wire.size(); ++size) ASSERT_FALSE(ReadExtraction(wire.substr(0, size)));
  for (const std::string& other :
       {wire + "\n", " " + wire, wire + wire, wire + "x", Json::parse(wire).dump(1)}) {
    EXPECT_FALSE(ReadExtraction(other));
  }
  std::string twice = wire;
  twice.insert(1, R"("schema":"markings/extraction/1",)");
  EXPECT_FALSE(ReadExtraction(twice));
  std::string bytes = wire;
  bytes[bytes.find("UNCLAS")] = '\xE9';
  EXPECT_FALSE(ReadExtraction(bytes));
}

// An answer that would take much more memory than it is long, or much time.
TEST(Extraction, RefusesBombs) {
  EXPECT_FALSE(ReadExtraction(std::string(50'000'000, '[')));
  EXPECT_FALSE(ReadExtraction("[" + std::string(40'000'000, ',') + "]"));
  std::string zeros = "[0";
  for (int i = 0; i < 17'000'000; ++i) zeros += ",0";
  EXPECT_FALSE(ReadExtraction(zeros + "]"));
  EXPECT_FALSE(ReadExtraction(std::string(1000, ']')));
  Extraction large;
  large.documents.resize(1);
  large.documents[0].text.assign((std::size_t{64} << 20) + 1, 'a');
  EXPECT_FALSE(ReadExtraction(WriteExtraction(large)));
}

}  // namespace
}  // namespace markings::extract
