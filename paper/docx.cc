// The parts of the package are written as XML by hand where nothing in them varies, and built where something
// does. Lengths are twentieths of a point, sizes of type half points. Source: ECMA-376, part 1.

#include "paper/docx.h"

#include <algorithm>
#include <array>
#include <pugixml.hpp>
#include <sstream>
#include <string_view>
#include <utility>
#include <vector>

#include "paper/zip_writer.h"

namespace markings::paper {
namespace {

using Block = Sheet::Block;

constexpr const char* kWord = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
constexpr const char* kLinks = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

constexpr std::string_view kContentTypes =
    R"(<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/><Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/><Override PartName="/word/header1.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml"/><Override PartName="/word/footer1.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml"/><Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>
)";

constexpr std::string_view kPackageLinks =
    R"(<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>
)";

constexpr std::string_view kDocumentLinks =
    R"(<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/header" Target="header1.xml"/><Relationship Id="rId3" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/footer" Target="footer1.xml"/></Relationships>
)";

// `LANGUAGE` is the one thing that varies.
constexpr std::string_view kStyles =
    R"(<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="DejaVu Sans Mono" w:hAnsi="DejaVu Sans Mono" w:cs="DejaVu Sans Mono" w:eastAsia="DejaVu Sans Mono"/><w:sz w:val="20"/><w:lang w:val="LANGUAGE"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:before="0" w:after="0"/></w:pPr></w:pPrDefault></w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style><w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/><w:basedOn w:val="Normal"/><w:pPr><w:keepNext/><w:outlineLvl w:val="0"/></w:pPr><w:rPr><w:b/></w:rPr></w:style><w:style w:type="paragraph" w:styleId="Heading2"><w:name w:val="heading 2"/><w:basedOn w:val="Normal"/><w:pPr><w:keepNext/><w:outlineLvl w:val="1"/></w:pPr><w:rPr><w:b/></w:rPr></w:style><w:style w:type="paragraph" w:styleId="Mark"><w:name w:val="Mark"/><w:basedOn w:val="Normal"/><w:pPr><w:jc w:val="center"/></w:pPr></w:style><w:style w:type="character" w:styleId="Cut"><w:name w:val="Cut"/><w:rPr><w:sz w:val="17"/><w:bdr w:val="single" w:sz="6" w:space="0" w:color="auto"/><w:shd w:val="clear" w:color="auto" w:fill="EBEBEB"/></w:rPr></w:style></w:styles>
)";

void Set(pugi::xml_node node, const char* name, const std::string& value) {
  node.append_attribute(name).set_value(value.c_str());
}

pugi::xml_node Add(pugi::xml_node node, const char* name) { return node.append_child(name); }

pugi::xml_node AddValue(pugi::xml_node node, const char* name, const std::string& value) {
  pugi::xml_node child = Add(node, name);
  Set(child, "w:val", value);
  return child;
}

std::string Text(const pugi::xml_document& document) {
  std::ostringstream out;
  document.save(out, "", pugi::format_raw, pugi::encoding_utf8);
  return std::move(out).str();
}

// Line ends and tabs are elements of their own.
void AddText(pugi::xml_node run, std::string_view text) {
  while (!text.empty()) {
    if (text.front() == '\n' || text.front() == '\t') {
      Add(run, text.front() == '\n' ? "w:br" : "w:tab");
      text.remove_prefix(1);
      continue;
    }
    const std::size_t end = std::min(text.find_first_of("\n\t"), text.size());
    pugi::xml_node node = Add(run, "w:t");
    Set(node, "xml:space", "preserve");
    node.text().set(std::string(text.substr(0, end)).c_str());
    text.remove_prefix(end);
  }
}

void AddRun(pugi::xml_node paragraph, std::string_view text, const char* style = nullptr, bool bold = false) {
  pugi::xml_node run = Add(paragraph, "w:r");
  if (style != nullptr || bold) {
    pugi::xml_node properties = Add(run, "w:rPr");
    if (style != nullptr) AddValue(properties, "w:rStyle", style);
    if (bold) Add(properties, "w:b");
  }
  AddText(run, text);
}

pugi::xml_node AddParagraph(pugi::xml_node body, const char* style) {
  pugi::xml_node paragraph = Add(body, "w:p");
  if (style != nullptr) AddValue(Add(paragraph, "w:pPr"), "w:pStyle", style);
  return paragraph;
}

void AddField(pugi::xml_node paragraph, const char* name) {
  pugi::xml_node field = Add(paragraph, "w:fldSimple");
  Set(field, "w:instr", name);
  AddRun(field, "1");
}

void AddBlock(pugi::xml_node body, const Block& block) {
  // A gap is a line of its own, so that the text that is read out of the document is that of the sheet.
  if (block.line_ends > 1) AddParagraph(body, nullptr);
  const char* style = block.kind == Block::Kind::kTitle     ? "Heading1"
                      : block.kind == Block::Kind::kHeading ? "Heading2"
                                                            : nullptr;
  pugi::xml_node paragraph = AddParagraph(body, style);
  for (const Sheet::Run& run : block.runs) AddRun(paragraph, run.text, run.box ? "Cut" : nullptr);
}

void AddSection(pugi::xml_node body, PaperSize size) {
  pugi::xml_node section = Add(body, "w:sectPr");
  for (const auto& [name, id] : {std::pair("w:headerReference", "rId2"), {"w:footerReference", "rId3"}}) {
    pugi::xml_node reference = Add(section, name);
    Set(reference, "w:type", "default");
    Set(reference, "r:id", id);
  }
  pugi::xml_node page = Add(section, "w:pgSz");
  Set(page, "w:w", size == PaperSize::kA4 ? "11906" : "12240");
  Set(page, "w:h", size == PaperSize::kA4 ? "16838" : "15840");
  pugi::xml_node margins = Add(section, "w:pgMar");
  for (const char* side : {"w:top", "w:right", "w:bottom", "w:left"}) Set(margins, side, "1080");
  for (const char* side : {"w:header", "w:footer"}) Set(margins, side, "600");
}

std::string DocumentPart(const Sheet& sheet, PaperSize size) {
  pugi::xml_document document;
  pugi::xml_node root = document.append_child("w:document");
  Set(root, "xmlns:w", kWord);
  Set(root, "xmlns:r", kLinks);
  pugi::xml_node body = Add(root, "w:body");
  for (const Block& block : sheet.blocks) AddBlock(body, block);
  AddSection(body, size);
  return Text(document);
}

std::string HeaderPart(const Sheet& sheet) {
  pugi::xml_document document;
  pugi::xml_node root = document.append_child("w:hdr");
  Set(root, "xmlns:w", kWord);
  AddRun(AddParagraph(root, "Mark"), sheet.banner, nullptr, true);
  AddRun(AddParagraph(root, "Mark"), sheet.stamp);
  return Text(document);
}

std::string FooterPart(const Sheet& sheet) {
  pugi::xml_document document;
  pugi::xml_node root = document.append_child("w:ftr");
  Set(root, "xmlns:w", kWord);
  pugi::xml_node number = AddParagraph(root, "Mark");
  AddRun(number, sheet.title + "  Page ");
  AddField(number, "PAGE");
  AddRun(number, " of ");
  AddField(number, "NUMPAGES");
  AddRun(AddParagraph(root, "Mark"), sheet.stamp);
  AddRun(AddParagraph(root, "Mark"), sheet.banner, nullptr, true);
  return Text(document);
}

std::string CorePart(const Sheet& sheet) {
  pugi::xml_document document;
  pugi::xml_node root = document.append_child("cp:coreProperties");
  Set(root, "xmlns:cp", "http://schemas.openxmlformats.org/package/2006/metadata/core-properties");
  Set(root, "xmlns:dc", "http://purl.org/dc/elements/1.1/");
  Set(root, "xmlns:dcterms", "http://purl.org/dc/terms/");
  Set(root, "xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance");
  Add(root, "dc:title").text().set(sheet.title.c_str());
  Add(root, "dc:language").text().set(sheet.language.c_str());
  pugi::xml_node created = Add(root, "dcterms:created");
  Set(created, "xsi:type", "dcterms:W3CDTF");
  created.text().set(sheet.date.c_str());
  return Text(document);
}

std::string StylesPart(const Sheet& sheet) {
  constexpr std::string_view kPlace = "LANGUAGE";
  std::string styles(kStyles);
  styles.replace(styles.find(kPlace), kPlace.size(), sheet.language);
  return styles;
}

}  // namespace

Result<std::string> SheetDocx(const Sheet& sheet, PaperSize size) {
  const auto is_table = [](const Block& block) { return block.kind == Block::Kind::kTable; };
  if (std::ranges::any_of(sheet.blocks, is_table))
    return Fail(ErrorCode::kInternal, {}, "a sheet with a table is no such document", "report this");
  return WriteZip({{"[Content_Types].xml", std::string(kContentTypes)},
                   {"_rels/.rels", std::string(kPackageLinks)},
                   {"docProps/core.xml", CorePart(sheet)},
                   {"word/document.xml", DocumentPart(sheet, size)},
                   {"word/_rels/document.xml.rels", std::string(kDocumentLinks)},
                   {"word/styles.xml", StylesPart(sheet)},
                   {"word/header1.xml", HeaderPart(sheet)},
                   {"word/footer1.xml", FooterPart(sheet)}});
}

}  // namespace markings::paper
