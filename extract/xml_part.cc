#include "extract/xml_part.h"

#include <algorithm>
#include <string>

#include "extract/printable.h"
#include "libmarkings/text/utf8.h"

namespace markings::extract {
namespace {

std::unexpected<Error> Unusable(std::string message) {
  return Fail(ErrorCode::kUnusableInput, {}, std::move(message),
              "save the document anew with a word processor");
}

// Whether the declaration, if there is one, says UTF-8 (or ASCII): another parser would else read other text.
bool SaysUtf8(std::string_view bytes) {
  if (!bytes.starts_with("<?xml")) return true;
  std::string_view declaration = bytes.substr(0, bytes.find("?>"));
  const std::size_t at = declaration.find("encoding");
  if (at == std::string_view::npos) return true;
  const std::string value = Lower(declaration.substr(at, 40));
  return value.contains("\"utf-8\"") || value.contains("'utf-8'") || value.contains("\"us-ascii\"");
}

}  // namespace

Result<std::unique_ptr<pugi::xml_document>> ParseXml(std::string_view bytes, const Limits& limits) {
  constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
  if (bytes.starts_with(kByteOrderMark)) bytes.remove_prefix(kByteOrderMark.size());
  if (FindInvalidUtf8(bytes) != std::string_view::npos || bytes.contains('\0') || !SaysUtf8(bytes))
    return Unusable("it holds XML that is not UTF-8");
  if (bytes.contains("<!DOCTYPE") || bytes.contains("<!ENTITY"))
    return Unusable("it holds XML with a document type");
  constexpr unsigned kHow = pugi::parse_escapes | pugi::parse_cdata | pugi::parse_ws_pcdata |
                            pugi::parse_eol | pugi::parse_wconv_attribute;
  auto document = std::make_unique<pugi::xml_document>();
  const pugi::xml_parse_result parsed =
      document->load_buffer(bytes.data(), bytes.size(), kHow, pugi::encoding_utf8);
  if (!parsed || !document->document_element()) return Unusable("it holds XML that is not well formed");
  std::size_t depth = 1;
  for (pugi::xml_node node = document->first_child(); node;) {
    if (depth > limits.max_xml_depth && node.type() == pugi::node_element)
      return Fail(ErrorCode::kUnusableInput, {}, "it holds XML elements nested deeper than the limit",
                  "save the document anew with a word processor");
    if (const pugi::xml_node child = node.first_child()) {
      node = child;
      ++depth;
      continue;
    }
    for (; node && !node.next_sibling(); --depth) node = node.parent();
    if (node) node = node.next_sibling();
  }
  return document;
}

pugi::xml_node NextNode(const pugi::xml_node& node, const pugi::xml_node& root, bool into) {
  if (into) {
    if (const pugi::xml_node child = node.first_child()) return child;
  }
  for (pugi::xml_node at = node; at && at != root; at = at.parent()) {
    if (const pugi::xml_node next = at.next_sibling()) return next;
  }
  return {};
}

std::string_view LocalName(const pugi::xml_node& node) {
  const std::string_view name = node.name();
  const std::size_t colon = name.find(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

}  // namespace markings::extract
