#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <map>
#include <string>
#include <vector>

#include "extract/extractor.h"
#include "tests/extract/document_checks.h"
#include "tests/extract/zip_builder.h"

namespace markings::extract {
namespace {

using testing::HasSubstr;
using testing::Not;

const std::string kNamespaces =
    " xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\""
    " xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\""
    " xmlns:mc=\"m\" xmlns:wp=\"wp\" xmlns:a=\"a\" xmlns:v=\"v\" xmlns:m=\"math\" xmlns:pic=\"pic\"";
const std::string kType = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";

using Parts = std::map<std::string, std::string>;

std::string Part(const std::string& root, const std::string& content) {
  return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<w:" + root + kNamespaces + ">" + content +
         "</w:" + root + ">";
}

std::string Relations(const std::vector<std::pair<std::string, std::string>>& targets) {
  std::string xml = "<Relationships>";
  for (std::size_t i = 0; i < targets.size(); ++i) {
    xml += "<Relationship Id=\"r" + std::to_string(i + 1) + "\" Type=\"" + kType + targets[i].first +
           "\" Target=\"" + targets[i].second + "\"/>";
  }
  return xml + "</Relationships>";
}

// A document of that body; `parts` are of types by name, and lie in word/.
std::string Docx(const std::string& body,
                 const std::vector<std::pair<std::string, std::string>>& targets = {},
                 const Parts& parts = {}, const Parts& others = {}) {
  std::vector<TestMember> members = {{"[Content_Types].xml", "<Types/>"},
                                     {"_rels/.rels", Relations({{"officeDocument", "word/document.xml"}})},
                                     {"word/document.xml", Part("document", "<w:body>" + body + "</w:body>")},
                                     {"word/_rels/document.xml.rels", Relations(targets)}};
  for (const auto& [name, bytes] : parts) members.push_back({"word/" + name, bytes});
  for (const auto& [name, bytes] : others) members.push_back({name, bytes});
  return MakeArchive("zip", members);
}

std::string ReadWith(const std::string& bytes, const Options& options) {
  Budget budget(options, bytes.size());
  Extraction extraction;
  const Result<void> read = ReadDocx(bytes, "x.docx", budget, extraction);
  if (!read) {
    EXPECT_EQ(read.error().code, ErrorCode::kUnusableInput);
    EXPECT_TRUE(extraction.documents.empty());
    return "error: " + read.error().message;
  }
  EXPECT_EQ(extraction.documents.size(), 1U);
  CheckDocument(extraction.documents[0]);
  EXPECT_EQ(extraction.documents[0].name, "x.docx");
  return Show(extraction.documents[0]);
}

std::string Read(const std::string& bytes) { return ReadWith(bytes, {}); }

std::string Words(const std::string& text, const std::string& properties = "") {
  return "<w:r><w:rPr>" + properties + "</w:rPr><w:t xml:space=\"preserve\">" + text + "</w:t></w:r>";
}
std::string Para(const std::string& text) { return "<w:p>" + Words(text) + "</w:p>"; }
std::string Cell(const std::string& content) { return "<w:tc><w:tcPr/>" + content + "</w:tc>"; }

TEST(Docx, ParagraphsAndCharacters) {
  EXPECT_EQ(Read(Docx(Para("SECRET") + Para("1. (S) Ada &amp; Bo") + "<w:p/>" + Para(" last"))),
            "SECRET\n\n1. (S) Ada & Bo\n\n last\n");
  EXPECT_EQ(
      Read(Docx(
          "<w:p><w:pPr><w:tabs><w:tab w:val=\"left\"/></w:tabs></w:pPr><w:r><w:t>a</w:t><w:tab/><w:t>b</w:t>"
          "<w:br/><w:t>c</w:t><w:noBreakHyphen/><w:t>d</w:t><w:softHyphen/><w:t>e</w:t><w:sym "
          "w:char=\"F0A7\"/>"
          "<w:br w:type=\"page\"/><w:lastRenderedPageBreak/><w:t>new\npage</w:t></w:r></w:p>")),
      "a\tb\nc-de\xEF\xBF\xBD\fnew page\n");
  EXPECT_EQ(Read(Docx("")), "[object]");
  EXPECT_EQ(Read(Docx("<w:p><w:r><m:r><m:t>E=1</m:t></m:r></w:r></w:p>")), "E=1\n");
  EXPECT_EQ(Read(Docx("<w:p><w:hyperlink>" + Words("link") + "</w:hyperlink><w:sdt><w:sdtContent>" +
                      Words(" in") + "</w:sdtContent></w:sdt></w:p>")),
            "link in\n");
}

TEST(Docx, Tables) {
  const auto row = [](const std::string& cells) { return "<w:tr>" + cells + "</w:tr>"; };
  EXPECT_EQ(Read(Docx(Para("x") + "<w:tbl>" + row(Cell(Para("a")) + Cell(Para("b"))) +
                      row(Cell(Para("c")) + Cell("<w:p/>") + Cell(Para("d"))) + "</w:tbl>" + Para("y"))),
            "x\n\na | b\nc | d\n\ny\n");
  // A cell's own paragraphs stay apart, and a mark stands where a line begins.
  EXPECT_EQ(Read(Docx("<w:tbl>" + row(Cell(Para("(U) a") + Para("(S) b")) + Cell(Para("c"))) +
                      row(Cell(Para("(U) d")) + Cell(Para("(S) e"))) + "</w:tbl>")),
            "(U) a\n\n(S) b | c\n(U) d\n(S) e\n");
  const std::string inner = "<w:tbl>" + row(Cell(Para("i")) + Cell(Para("j"))) + "</w:tbl>";
  EXPECT_EQ(Read(Docx("<w:tbl>" + row(Cell(Para("a") + inner + "<w:p/>") + Cell(Para("b"))) + "</w:tbl>")),
            "a\n\ni | j\n\nb\n");
}

TEST(Docx, TrackedChanges) {
  EXPECT_EQ(Read(Docx("<w:p>" + Words("(S) a ") +
                      "<w:del><w:r><w:delText>Bo Invented</w:delText></w:r></w:del><w:ins>" + Words("he") +
                      "</w:ins>" + Words(" went") + "</w:p>" + Para("next"))),
            "(S) a he went\n[deletion:Bo Invented\n]\nnext\n");
  EXPECT_EQ(Read(Docx("<w:p><w:moveFrom>" + Words("from") + "</w:moveFrom><w:moveTo>" + Words("to") +
                      "</w:moveTo></w:p>")),
            "to\n[deletion:from\n]");
  EXPECT_EQ(Read(Docx("<w:tbl><w:tr><w:trPr><w:del/></w:trPr>" + Cell(Para("gone")) + "</w:tr></w:tbl>" +
                      Para("x"))),
            "[deletion:gone\n]\nx\n");
}

// A line stands above what it hides, wherever in it that was.
TEST(Docx, WhatAParagraphHidesStandsBelowIt) {
  EXPECT_EQ(Read(Docx(Para("a") + "<w:p>" + Words("h", "<w:vanish/>") + Words("b") + "</w:p>" +
                      "<w:tbl><w:tr>" + Cell(Para("c")) +
                      Cell("<w:p>" + Words("i", "<w:vanish/>") + Words("d") + "</w:p>") + "</w:tr></w:tbl>")),
            "a\n\nb\n[hidden_text:h\n]\nc | d\n[hidden_text:i\n]");
}

TEST(Docx, HiddenText) {
  EXPECT_EQ(Read(Docx("<w:p>" + Words("a") + Words("b", "<w:vanish/>") +
                      Words("c", "<w:vanish w:val=\"0\"/>") + Words("d", "<w:webHidden/>") + "</w:p>")),
            "ac\n[hidden_text:b\n][hidden_text:d\n]");
  const std::string styles = Part("styles",
                                  "<w:style w:styleId=\"base\"><w:rPr><w:vanish/></w:rPr></w:style>"
                                  "<w:style w:styleId=\"ring\"><w:basedOn w:val=\"ring\"/></w:style>"
                                  "<w:style w:styleId=\"own\"><w:basedOn w:val=\"base\"/></w:style>");
  EXPECT_EQ(Read(Docx("<w:p>" + Words("a") + Words("b", "<w:rStyle w:val=\"own\"/>") +
                          Words("r", "<w:rStyle w:val=\"ring\"/>") +
                          "</w:p><w:p><w:pPr><w:pStyle w:val=\"own\"/></w:pPr>" + Words("c") + "</w:p>",
                      {{"styles", "styles.xml"}}, {{"styles.xml", styles}})),
            "ar\n[hidden_text:b\n][hidden_text:c\n]");
  EXPECT_EQ(Read(Docx("<w:p><w:r><w:instrText>AUTHOR Ada</w:instrText></w:r><w:fldSimple w:instr=\"DATE\">" +
                      Words("1 May") + "</w:fldSimple></w:p>")),
            "1 May\n[hidden_text:AUTHOR AdaDATE\n]");
}

TEST(Docx, Comments) {
  const std::string comments =
      Part("comments", "<w:comment w:id=\"1\" w:author=\"Ada\">" + Para("why") + Para("so") +
                           "</w:comment><w:comment w:id=\"2\">" + Para("left") + "</w:comment>");
  EXPECT_EQ(Read(Docx("<w:p>" + Words("a") + "<w:r><w:commentReference w:id=\"1\"/></w:r>" + Words("b") +
                          "</w:p>" + Para("c"),
                      {{"comments", "comments.xml"}}, {{"comments.xml", comments}})),
            "ab\n[comment:Ada: why\nso\n]\nc\n[comment:left\n]");
}

TEST(Docx, TextBoxesAndPictures) {
  const std::string box = "<w:txbxContent>" + Para("in box") + "</w:txbxContent>";
  EXPECT_EQ(Read(Docx("<w:p>" + Words("a") + "<w:r><mc:AlternateContent><mc:Choice><w:drawing>" + box +
                      "</w:drawing></mc:Choice><mc:Fallback><w:pict>" + box +
                      "</w:pict></mc:Fallback>"
                      "</mc:AlternateContent></w:r>" +
                      Words("b") + "</w:p>" + Para("c"))),
            "ab\n\nin box\n\nc\n");
  EXPECT_EQ(Read(Docx("<w:p>" + Words("a") +
                      "<w:r><w:drawing><wp:docPr descr=\"Ada\"/><pic:pic/></w:drawing></w:r></w:p>" +
                      "<w:p><w:r><w:object><v:imagedata/></w:object></w:r></w:p><w:altChunk/>")),
            "a\n[hidden_text:Ada\n][image][object][embedded_file]");
  EXPECT_EQ(Read(Docx("<w:p><w:r><w:pict><v:shape><v:textpath string=\"SECRET\"/></v:shape></w:pict></w:r>" +
                      Words("a") + "</w:p>")),
            "a\n\nSECRET\n");
  EXPECT_EQ(Read(Docx("<w:p><w:del><w:r><w:pict>" + box + "</w:pict></w:r></w:del></w:p>")),
            "[deletion:in box\n]");
}

TEST(Docx, HeadersFootersNotes) {
  const std::string header = Part("hdr", "<w:p>" + Words("SECRET", "<w:b/>") + "</w:p>");
  EXPECT_EQ(
      Read(Docx(Para("body") + "<w:sectPr><w:headerReference r:id=\"r1\"/><w:headerReference r:id=\"r2\"/>"
                               "<w:footerReference r:id=\"r4\"/></w:sectPr>",
                {{"header", "header1.xml"},
                 {"header", "/word/header2.xml"},
                 {"header", "header3.xml"},
                 {"footer", "footer1.xml"},
                 {"footnotes", "footnotes.xml"},
                 {"endnotes", "endnotes.xml"}},
                {{"header1.xml", header},
                 {"header2.xml", header},
                 {"header3.xml", Part("hdr", Para("unused"))},
                 {"footer1.xml", Part("ftr", Para("foot"))},
                 {"footnotes.xml", Part("footnotes", "<w:footnote>" + Para("note") + "</w:footnote>")},
                 {"endnotes.xml", Part("endnotes", "<w:endnote>" + Para("end") + "</w:endnote>")}})),
      "SECRET\n[hidden_text:unused\n]\nbody\n\nfoot\n\nnote\n\nend\n");
}

TEST(Docx, ListNumbers) {
  const auto level = [](int at, const std::string& form, const std::string& text) {
    return "<w:lvl w:ilvl=\"" + std::to_string(at) + "\"><w:start w:val=\"1\"/><w:numFmt w:val=\"" + form +
           "\"/><w:lvlText w:val=\"" + text + "\"/></w:lvl>";
  };
  const std::string numbering =
      Part("numbering", "<w:abstractNum w:abstractNumId=\"0\">" + level(0, "decimal", "%1.") +
                            level(1, "lowerLetter", "(%2)") + level(2, "upperRoman", "%1.%2.%3") +
                            level(3, "bullet", "x") + level(4, "chicago", "%5") +
                            "</w:abstractNum><w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num>"
                            "<w:num w:numId=\"2\"><w:abstractNumId w:val=\"0\"/><w:lvlOverride w:ilvl=\"0\">"
                            "<w:startOverride w:val=\"7\"/></w:lvlOverride></w:num>");
  const auto item = [](int at, const std::string& list = "1", const std::string& text = "(U) x") {
    return "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"" + std::to_string(at) + "\"/><w:numId w:val=\"" + list +
           "\"/></w:numPr></w:pPr>" + Words(text) + "</w:p>";
  };
  EXPECT_EQ(Read(Docx(item(0) + item(1) + item(1) + item(2) + item(0) + item(1) + item(3) + item(4) +
                          item(0, "2") + item(0, "0") + item(0, "99"),
                      {{"numbering", "numbering.xml"}}, {{"numbering.xml", numbering}})),
            "1. (U) x\n\n(a) (U) x\n\n(b) (U) x\n\n1.b.I (U) x\n\n2. (U) x\n\n(a) (U) x\n\n- (U) x\n\n"
            "\xEF\xBF\xBD (U) x\n\n7. (U) x\n\n(U) x\n\n(U) x\n");
}

TEST(Docx, WhatBelongsToNoPage) {
  EXPECT_EQ(Read(Docx(Para("a"), {}, {{"embeddings/o.bin", "x"}, {"media/i.png", "x"}},
                      {{"docProps/core.xml",
                        "<p><creator>Ada Invented</creator><date>2001-01-01T00:00:00Z</date></p>"},
                       {"customXml/item1.xml", "<x>Bo</x>"},
                       {"customXml/itemProps1.xml", "<x/>"}})),
            "a\n[object][embedded_file][image][hidden_text:Ada Invented\n]");
}

TEST(Docx, Refusals) {
  const auto body = [](const std::string& xml) {
    return MakeArchive("zip",
                       {{"_rels/.rels", Relations({{"officeDocument", "word/d.xml"}})}, {"word/d.xml", xml}});
  };
  EXPECT_EQ(Read(body(Part("document", Para("ok")))), "ok\n");
  const std::string bomb =
      "<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]>" +
      Part("document", Para("&b;"));
  EXPECT_THAT(Read(body(bomb)), HasSubstr("document type"));
  EXPECT_THAT(Read(body("<w:document>")), HasSubstr("not well formed"));
  EXPECT_THAT(Read(body(Part("document", Para("\xFF")))), HasSubstr("not UTF-8"));
  EXPECT_THAT(Read(body("<?xml version=\"1.0\" encoding=\"utf-7\"?><w:document/>")), HasSubstr("not UTF-8"));
  EXPECT_THAT(Read(body("<document/>")), HasSubstr("form that is not read"));
  EXPECT_THAT(
      Read(body(Part("document",
                     "<x:p xmlns:x=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"/>"))),
      HasSubstr("form that is not read"));
  EXPECT_THAT(Read(MakeArchive("zip", {{"_rels/.rels", Relations({{"officeDocument", "word/d.xml"}})}})),
              HasSubstr("lacks a part"));
  EXPECT_THAT(Read(MakeArchive("zip", {{"word/document.xml", Part("document", Para("a"))}})),
              HasSubstr("no body"));
  EXPECT_THAT(Read(MakeArchive("zip", {{"word/a.xml", "x"}, {"WORD/A.xml", "x"}})),
              HasSubstr("two parts of one name"));
  EXPECT_THAT(Read(MakeArchive("zip", {{"word/a.xml", "x"}}, "word")), HasSubstr("encrypted"));
  EXPECT_THAT(Read(Docx(Para(std::string(std::size_t{8} << 20, 'a')))), HasSubstr("for each byte packed"));
  Options options;
  options.limits.max_text_bytes = 3;
  EXPECT_EQ(ReadWith(Docx(Para("a")), options), "a\n");
  EXPECT_THAT(ReadWith(Docx(Para("abc")), options), HasSubstr("text in it"));
}

TEST(Docx, DepthIsBounded) {
  const auto nested = [](std::size_t depth) {  // within document, body
    std::string xml;
    for (std::size_t i = 0; i < depth; ++i) xml += "<w:sdt>";
    for (std::size_t i = 0; i < depth; ++i) xml += "</w:sdt>";
    return Docx(xml + Para("a"));
  };
  const Limits limits;
  EXPECT_EQ(Read(nested(limits.max_xml_depth - 2)), "a\n");
  EXPECT_THAT(Read(nested(limits.max_xml_depth - 1)), HasSubstr("deeper"));
  const auto begin = std::chrono::steady_clock::now();
  Options options;
  options.limits.max_ratio = 100'000;
  EXPECT_THAT(ReadWith(nested(100'000), options), HasSubstr("deeper"));
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(20));
}

TEST(Docx, TextBoxesInsideOneAnother) {
  std::string xml = Para("core");
  for (int i = 0; i < 60; ++i)
    xml = "<w:p><w:r><w:pict><w:txbxContent>" + xml + "</w:txbxContent></w:pict></w:r></w:p>";
  EXPECT_EQ(Read(Docx(xml)), "core\n");
}

TEST(Docx, CutOrChangedIsNoCrash) {
  const std::string whole = Docx(Para("a") + "<w:tbl><w:tr>" + Cell(Para("b")) + "</w:tr></w:tbl>");
  for (std::size_t size = 0; size < whole.size(); ++size)
    EXPECT_THAT(Read(whole.substr(0, size)), testing::StartsWith("error")) << size;
  for (std::size_t i = 0; i < whole.size(); ++i) {
    std::string changed = whole;
    changed[i] = static_cast<char>(changed[i] ^ 0x15);
    (void)Read(changed);
  }
  const std::string xml = Part("document", "<w:body>" + Para("a") + Para("b") + "</w:body>");
  for (std::size_t size = 0; size < xml.size(); ++size) {
    const std::string bytes =
        MakeArchive("zip", {{"_rels/.rels", Relations({{"officeDocument", "word/d.xml"}})},
                            {"word/d.xml", xml.substr(0, size)}});
    EXPECT_THAT(Read(bytes), testing::StartsWith("error")) << size;
  }
}

TEST(Docx, OddTreesAreNoCrash) {
  for (const char* const xml :
       {"<w:tc/>", "<w:tr/>", "<w:p><w:p>a</w:p></w:p>", "<w:txbxContent><w:p/></w:txbxContent>",
        "<w:del><w:del/></w:del>", "<mc:AlternateContent/>", "<mc:Choice/><mc:Choice/>",
        "<w:commentReference/>", "<w:r><w:t><w:t>x</w:t></w:t></w:r>", "<w:drawing><w:drawing/></w:drawing>",
        "text", "<![CDATA[x]]>", "<w:p><w:pPr><w:numPr/></w:pPr></w:p>"})
    EXPECT_THAT(Read(Docx(xml)), Not(testing::StartsWith("error"))) << xml;
}

}  // namespace
}  // namespace markings::extract
