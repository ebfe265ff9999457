#include "libmarkings/cms/internal/der.h"

#include <fmt/format.h>

#include <string>
#include <utility>
#include <vector>

namespace markings::internal {
namespace {

struct Header {
  unsigned char tag = 0;
  std::size_t size = 0;    // of tag and length
  std::size_t length = 0;  // of the content
};

// What is wrong with a header; null when it was read.
const char* ReadHeader(std::string_view text, Header& header) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  if (text.size() < 2) return "it ends within an element";
  header.tag = byte(0);
  if ((header.tag & 0x1f) == 0x1f) return "it holds a tag number over 30";
  if (header.tag == 0) return "it holds an element without a type";
  const unsigned char first = byte(1);
  if (first == 0x80) return "it has an element of indefinite length";
  if (first < 0x80) {
    header.size = 2;
    header.length = first;
  } else {
    const std::size_t count = first & 0x7fU;
    // Four bytes of length: no text that is read here is larger.
    if (count > 4) return "an element is longer than any that is read";
    if (text.size() < 2 + count) return "it ends within an element";
    std::size_t length = 0;
    for (std::size_t i = 0; i < count; ++i) length = length << 8 | byte(2 + i);
    if (length < 0x80 || byte(2) == 0) return "the length of an element is not in its shortest form";
    header.size = 2 + count;
    header.length = length;
  }
  if (header.length > text.size() - header.size) return "an element is longer than what holds it";
  return nullptr;
}

}  // namespace

Result<void> CheckDer(std::string_view text, const DerLimits& limits, ErrorCode code) {
  const auto refuse = [&](std::size_t at, std::string message, std::string fix) {
    return Fail(code, {at, std::min(at + 1, text.size())}, std::move(message), std::move(fix));
  };
  constexpr const char* kAgain = "get the file again, as it was made";
  if (text.size() > limits.bytes) {
    return refuse(0, fmt::format("it has more than {} bytes", limits.bytes), "only smaller files are read");
  }
  std::vector<std::size_t> ends;  // of the constructed elements that are open, innermost last
  ends.reserve(limits.depth);
  std::size_t at = 0, elements = 0;
  do {
    const std::size_t end = ends.empty() ? text.size() : ends.back();
    Header header;
    if (const char* fault = ReadHeader(text.substr(at, end - at), header)) {
      // What other tools write so can be written again.
      const bool indefinite = end - at >= 2 && static_cast<unsigned char>(text[at + 1]) == 0x80;
      return refuse(at, fault,
                    indefinite ? "make it without -stream, or write it again with openssl cms -cmsout "
                                 "-inform DER -outform DER"
                               : kAgain);
    }
    if (++elements > limits.elements) {
      return refuse(at, fmt::format("it has more than {} elements", limits.elements), kAgain);
    }
    at += header.size;
    if ((header.tag & 0x20) != 0) {
      if (ends.size() == limits.depth) {
        return refuse(at, fmt::format("its elements are more than {} deep", limits.depth), kAgain);
      }
      ends.push_back(at + header.length);
    } else {
      at += header.length;
    }
    while (!ends.empty() && at == ends.back()) ends.pop_back();
  } while (!ends.empty());
  if (at != text.size()) return refuse(at, "something follows its end", "cut it off, or get the file again");
  return {};
}

std::string DerHeader(unsigned char tag, std::size_t length) {
  std::string bytes(1, static_cast<char>(tag));
  if (length < 0x80) return bytes + static_cast<char>(length);
  std::string digits;
  for (std::size_t left = length; left > 0; left >>= 8U)
    digits.insert(digits.begin(), static_cast<char>(left & 0xff));
  return bytes + static_cast<char>(0x80 | digits.size()) + digits;
}

std::optional<DerElement> DerReader::Read() {
  Header header;
  if (ReadHeader(text_, header) != nullptr) return std::nullopt;
  const DerElement element{header.tag, text_.substr(header.size, header.length),
                           text_.substr(0, header.size + header.length)};
  text_.remove_prefix(element.whole.size());
  return element;
}

std::optional<DerElement> DerReader::Read(unsigned char tag) {
  if (!NextIs(tag)) return std::nullopt;
  return Read();
}

std::optional<std::string_view> DerReader::Content(unsigned char tag) {
  const auto element = Read(tag);
  if (!element) return std::nullopt;
  return element->content;
}

std::optional<std::uint32_t> DerReader::Number() {
  DerReader ahead = *this;
  const auto content = ahead.Content(kInteger);
  if (!content || content->empty() || content->size() > 4) return std::nullopt;
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>((*content)[i]); };
  if (byte(0) >= 0x80) return std::nullopt;
  if (content->size() > 1 && byte(0) == 0 && byte(1) < 0x80) return std::nullopt;
  std::uint32_t number = 0;
  for (std::size_t i = 0; i < content->size(); ++i) number = number << 8 | byte(i);
  *this = ahead;
  return number;
}

}  // namespace markings::internal
