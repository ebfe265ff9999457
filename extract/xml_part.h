#ifndef EXTRACT_XML_PART_H_
#define EXTRACT_XML_PART_H_

// One XML part of a document, parsed.

#include <cstddef>
#include <memory>
#include <pugixml.hpp>
#include <string_view>

#include "extract/extractor.h"
#include "libmarkings/text/error.h"

namespace markings::extract {

// Errors: kUnusableInput: not UTF-8, not well formed, with a document type (which could define entities),
// with more elements inside one another than Limits::max_xml_depth.
[[nodiscard]] Result<std::unique_ptr<pugi::xml_document>> ParseXml(std::string_view bytes,
                                                                   const Limits& limits);

// The node after `node` when a tree is read from its beginning, children before siblings, within `root`; null
// at the end. `into` false leaves out what is in `node`.
[[nodiscard]] pugi::xml_node NextNode(const pugi::xml_node& node, const pugi::xml_node& root,
                                      bool into = true);

// An element's name without its prefix.
[[nodiscard]] std::string_view LocalName(const pugi::xml_node& node);

}  // namespace markings::extract

#endif  // EXTRACT_XML_PART_H_
