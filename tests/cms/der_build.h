#ifndef TESTS_CMS_DER_BUILD_H_
#define TESTS_CMS_DER_BUILD_H_

// Taking a DER text apart and putting it together again with one thing changed.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace markings::testing {

struct Node {
  unsigned char tag = 0;
  std::string value;        // of a primitive
  std::vector<Node> parts;  // of a constructed one
  Node& at(std::size_t i) { return parts.at(i); }
};

inline std::size_t HeaderSize(std::string_view der, std::size_t& length) {
  const auto first = static_cast<unsigned char>(der.at(1));
  length = first;
  if (first < 0x80) return 2;
  length = 0;
  for (std::size_t i = 0; i < (first & 0x7fU); ++i)
    length = length << 8 | static_cast<unsigned char>(der.at(2 + i));
  return 2 + (first & 0x7fU);
}

inline Node TakeApart(std::string_view& der) {
  std::size_t length = 0;
  const std::size_t header = HeaderSize(der, length);
  Node node{static_cast<unsigned char>(der[0]), {}, {}};
  std::string_view content = der.substr(header, length);
  der.remove_prefix(header + length);
  if ((node.tag & 0x20) == 0) {
    node.value = content;
  } else {
    while (!content.empty()) node.parts.push_back(TakeApart(content));
  }
  return node;
}

inline Node Parse(std::string_view der) { return TakeApart(der); }

inline std::string Wrap(unsigned char tag, const std::string& content) {
  std::string der(1, static_cast<char>(tag));
  if (content.size() < 0x80) {
    der += static_cast<char>(content.size());
  } else {
    std::string digits;
    for (std::size_t left = content.size(); left > 0; left >>= 8U) {
      digits.insert(digits.begin(), static_cast<char>(left & 0xffU));
    }
    der += static_cast<char>(0x80U | digits.size()) + digits;
  }
  return der + content;
}

inline std::string Write(const Node& node) {
  if ((node.tag & 0x20) == 0) return Wrap(node.tag, node.value);
  std::string content;
  for (const Node& part : node.parts) content += Write(part);
  return Wrap(node.tag, content);
}

}  // namespace markings::testing

#endif  // TESTS_CMS_DER_BUILD_H_
