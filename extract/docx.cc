// Reads a DOCX: which of its parts are read, in which order, and what is said of the others.

#include <array>
#include <exception>
#include <map>
#include <memory>
#include <optional>
#include <pugixml.hpp>
#include <set>
#include <utility>
#include <vector>

#include "extract/docx_styles.h"
#include "extract/docx_text.h"
#include "extract/extractor.h"
#include "extract/printable.h"
#include "extract/text_writer.h"
#include "extract/xml_part.h"
#include "extract/zip_members.h"
#include "libmarkings/text/ascii.h"

namespace markings::extract {
namespace {

using XmlDocument = std::unique_ptr<pugi::xml_document>;

constexpr std::string_view kWordNamespace = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
constexpr std::string_view kStrictNamespace = "http://purl.oclc.org/ooxml/wordprocessingml/main";

std::unexpected<Error> Unusable(std::string message) {
  return Fail(ErrorCode::kUnusableInput, {}, std::move(message),
              "save the document anew with a word processor");
}

bool IsRead(std::string_view name) {
  return (name.ends_with(".xml") || name.ends_with(".rels")) && !name.contains("/media/") &&
         !name.contains("/embeddings/") && !name.contains("/theme/");
}

// Text is found by the names of elements, so these must mean what they say, everywhere in the part.
bool NamesWordElementsSo(const pugi::xml_node& root) {
  if (!std::string_view(root.name()).starts_with("w:") || !root.attribute("xmlns:w")) return false;
  for (pugi::xml_node node = root; node; node = NextNode(node, root)) {
    for (const pugi::xml_attribute& attribute : node.attributes()) {
      const std::string_view name = attribute.name();
      if (!name.starts_with("xmlns")) continue;
      const std::string_view value = attribute.value();
      if ((value == kWordNamespace || value == kStrictNamespace) != (name == "xmlns:w")) return false;
    }
  }
  return true;
}

struct Relation {
  std::string type;  // the last part of its name: "header"
  std::string target;
};

// The relations of a part ("" for the whole) to other parts, in order.
class Package {
 public:
  Package(std::map<std::string, std::string> members, const Limits& limits)
      : members_(std::move(members)), limits_(limits) {}

  [[nodiscard]] const std::map<std::string, std::string>& members() const { return members_; }

  Result<XmlDocument> Parse(const std::string& name) const {
    const auto member = members_.find(name);
    if (member == members_.end()) return Unusable("the document lacks a part");
    return ParseXml(member->second, limits_);
  }

  Result<XmlDocument> ParseWord(const std::string& name) const {
    Result<XmlDocument> part = Parse(name);
    if (part && !NamesWordElementsSo((*part)->document_element()))
      return Unusable("a part of the document is in a form that is not read");
    return part;
  }

  Result<std::vector<std::pair<std::string, Relation>>> Relations(const std::string& part) const {
    const std::size_t slash = part.rfind('/');
    const std::string folder = slash == std::string::npos ? "" : part.substr(0, slash + 1);
    std::vector<std::pair<std::string, Relation>> relations;
    const std::string name = folder + "_rels/" + part.substr(folder.size()) + ".rels";
    if (!members_.contains(name)) return relations;
    Result<XmlDocument> parsed = Parse(name);
    if (!parsed) return std::unexpected(std::move(parsed.error()));
    for (const pugi::xml_node& node : (*parsed)->document_element().children()) {
      if (LocalName(node) != "Relationship") continue;
      if (std::string_view(node.attribute("TargetMode").value()) == "External") continue;
      const std::string_view type = node.attribute("Type").value();
      relations.emplace_back(node.attribute("Id").value(),
                             Relation{std::string(type.substr(type.rfind('/') + 1)),
                                      Resolve(folder, Lower(node.attribute("Target").value()))});
    }
    return relations;
  }

 private:
  static std::string Resolve(std::string folder, std::string_view target) {
    if (target.starts_with('/')) return SafeName(target);
    while (target.starts_with("../")) {
      target.remove_prefix(3);
      if (!folder.empty()) folder.pop_back();
      folder.resize(folder.rfind('/') == std::string::npos ? 0 : folder.rfind('/') + 1);
    }
    return SafeName(folder + std::string(target));
  }

  std::map<std::string, std::string> members_;
  const Limits& limits_;
};

Result<std::string> FindMainPart(const Package& package) {
  auto relations = package.Relations("");
  if (!relations) return std::unexpected(std::move(relations.error()));
  std::string main;
  for (const auto& [id, relation] : *relations) {
    if (relation.type != "officeDocument") continue;
    if (!main.empty()) return Unusable("the document has two bodies");
    main = relation.target;
  }
  if (main.empty()) return Unusable("the document names no body");
  return main;
}

// What a header looks like as far as it is text alone, with its styles, which may hide it; nullopt: it is
// more.
std::optional<std::string> PlainLook(const pugi::xml_node& root) {
  static const std::set<std::string_view> kPlain = {"w:p",   "w:r",        "w:t",           "w:tab",
                                                    "w:br",  "w:proofErr", "w:bookmarkEnd", "w:bookmarkStart",
                                                    "w:pPr", "w:rPr",      "w:pStyle",      "w:rStyle"};
  std::string look = AllDocxText(root);
  for (pugi::xml_node node = root.first_child(); node; node = NextNode(node, root)) {
    const std::string_view name = node.name();
    const bool property = std::string_view(node.parent().name()).ends_with("Pr");
    if (name == "w:pStyle" || name == "w:rStyle") look += '\n' + std::string(node.attribute("w:val").value());
    if (name == "w:numPr" || name == "w:vanish" || name == "w:webHidden") return std::nullopt;
    if (!name.empty() && !property && !kPlain.contains(name)) return std::nullopt;
  }
  return look;
}

class DocxReader {
 public:
  DocxReader(Package package, std::string name, Budget& budget)
      : package_(std::move(package)), writer_(budget, std::move(name), FileType::kDocx) {}

  Result<Document> Read() {
    Result<std::string> main = FindMainPart(package_);
    if (!main) return std::unexpected(std::move(main.error()));
    auto relations = package_.Relations(*main);
    if (!relations) return std::unexpected(std::move(relations.error()));
    relations_ = *std::move(relations);
    if (Result<void> read = ReadBody(*main); !read) return std::unexpected(std::move(read.error()));
    AddOtherParts();
    if (Result<void> read = AddProperties(); !read) return std::unexpected(std::move(read.error()));
    return writer_.Finish();
  }

 private:
  // The one part of a type, null when there is none.
  Result<XmlDocument> ParseOne(std::string_view type) const {
    for (const auto& [id, relation] : relations_) {
      if (relation.type == type) return package_.ParseWord(relation.target);
    }
    return nullptr;
  }

  Result<void> ReadBody(const std::string& main) {
    Result<XmlDocument> body = package_.ParseWord(main);
    if (!body) return std::unexpected(std::move(body.error()));
    const pugi::xml_node root = (*body)->document_element();
    if (std::string_view(root.name()) != "w:document") return Unusable("the document has no body");
    std::array<Result<XmlDocument>, 3> parts = {ParseOne("styles"), ParseOne("numbering"),
                                                ParseOne("comments")};
    for (Result<XmlDocument>& part : parts) {
      if (!part) return std::unexpected(std::move(part.error()));
    }
    const auto root_of = [](const Result<XmlDocument>& part) {
      return *part ? (*part)->document_element() : pugi::xml_node();
    };
    const DocxStyles styles(root_of(parts[0]));
    DocxNumbering numbering(root_of(parts[1]), styles);
    DocxText text(writer_, styles, numbering);
    text.TakeComments(root_of(parts[2]));
    if (Result<void> read = ReadAll("header", root, text); !read) return read;
    text.Write(root, false);
    for (const std::string_view type : {"footer", "footnotes", "endnotes"}) {
      if (Result<void> read = ReadAll(type, root, text); !read) return read;
    }
    text.WriteLeftComments();
    pictures_ = text.pictures();
    return {};
  }

  // The parts of one type. Headers and footers that look the same are one; those that no section has, nobody
  // sees.
  Result<void> ReadAll(std::string_view type, const pugi::xml_node& body, DocxText& text) {
    const bool by_section = type == "header" || type == "footer";
    std::set<std::string> used;
    const std::string reference = "w:" + std::string(type) + "Reference";
    for (pugi::xml_node node = body; node && by_section; node = NextNode(node, body)) {
      if (node.name() == reference) used.insert(node.attribute("r:id").value());
    }
    std::set<std::string> looks;
    for (const auto& [id, relation] : relations_) {
      if (relation.type != type) continue;
      Result<XmlDocument> part = package_.ParseWord(relation.target);
      if (!part) return std::unexpected(std::move(part.error()));
      const pugi::xml_node root = (*part)->document_element();
      const bool hidden = by_section && !used.contains(id);
      const std::optional<std::string> look = by_section && !hidden ? PlainLook(root) : std::nullopt;
      if (look && !looks.insert(*look).second) continue;
      text.Write(root, hidden);
    }
    return {};
  }

  // Files within it, and text that belongs to no page.
  void AddOtherParts() {
    std::size_t pictures = 0;
    writer_.EndParagraph();
    for (const auto& [name, bytes] : package_.members()) {
      if (name.contains("/embeddings/")) writer_.AddUnread("embedded_file");
      if (name.ends_with("/vbaproject.bin") || name.ends_with("/glossary/document.xml") ||
          name.contains("/activex/") || (name.starts_with("customxml/item") && HasText(bytes)))
        writer_.AddUnread("object");
      if (name.contains("/media/") && ++pictures > pictures_) writer_.AddUnread("image");
    }
  }

  // Between the elements of a part, in whatever way it is read.
  static bool HasText(std::string_view xml) {
    bool in_element = false;
    for (const char c : xml) {
      if (c == '<') in_element = true;
      const auto byte = static_cast<unsigned char>(c);
      if (!in_element &&
          (IsLetter(c) || IsDigit(c) || (byte >= 0x80 && byte != 0xBB && byte != 0xBF && byte != 0xEF)))
        return true;
      if (c == '>') in_element = false;
    }
    return xml.contains("<![CDATA[") || xml.contains('\0');
  }

  // Title, author, company: names stand in them.
  Result<void> AddProperties() {
    for (const char* const name : {"docprops/core.xml", "docprops/app.xml", "docprops/custom.xml"}) {
      if (!package_.members().contains(name)) continue;
      Result<XmlDocument> part = package_.Parse(name);
      if (!part) return std::unexpected(std::move(part.error()));
      const pugi::xml_node root = (*part)->document_element();
      for (pugi::xml_node node = root; node; node = NextNode(node, root)) {
        const std::string_view value = Trim(node.value());
        if (value.find_first_not_of("0123456789.-+:TZ") == std::string_view::npos)
          continue;  // a date or a number
        writer_.AddHidden("hidden_text", value);
        writer_.EndHidden();
      }
    }
    return {};
  }

  Package package_;
  TextWriter writer_;
  std::vector<std::pair<std::string, Relation>> relations_;  // of the body, by id
  std::size_t pictures_ = 0;
};

Result<Document> Read(std::string_view bytes, const std::string& name, Budget& budget) {
  auto members = ReadZipMembers(bytes, IsRead, budget);
  if (!members) return std::unexpected(std::move(members.error()));
  return DocxReader(Package(*std::move(members), budget.limits()), name, budget).Read();
}

}  // namespace

Result<void> ReadDocx(std::string_view bytes, const std::string& name, Budget& budget, Extraction& out) {
  try {
    Result<Document> document = Read(bytes, name, budget);
    if (!document) return std::unexpected(std::move(document.error()));
    out.documents.push_back(*std::move(document));
    return {};
  } catch (const std::exception&) {
    return Unusable("the document cannot be read");
  }
}

}  // namespace markings::extract
