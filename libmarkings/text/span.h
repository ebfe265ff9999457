#ifndef LIBMARKINGS_TEXT_SPAN_H_
#define LIBMARKINGS_TEXT_SPAN_H_

#include <cstddef>
#include <string_view>

#include "libmarkings/export.h"

namespace markings {

// A half-open range of bytes [begin, end) into the text it was made from. A span does not own or
// keep alive that text; it is meaningless beside any other text.
struct MARKINGS_API Span {
  std::size_t begin = 0;
  std::size_t end = 0;

  [[nodiscard]] constexpr std::size_t size() const { return end - begin; }
  [[nodiscard]] constexpr bool empty() const { return begin == end; }
  [[nodiscard]] constexpr bool Contains(std::size_t offset) const { return begin <= offset && offset < end; }
  friend constexpr bool operator==(const Span&, const Span&) = default;
};

// The bytes of `text` that `span` names. The span must lie within the text; a span that does not is
// cut to what lies within it, so that a wrong span can never read past the end.
[[nodiscard]] constexpr std::string_view Slice(std::string_view text, Span span) {
  const std::size_t begin = span.begin < text.size() ? span.begin : text.size();
  const std::size_t end = span.end < text.size() ? span.end : text.size();
  return text.substr(begin, end > begin ? end - begin : 0);
}

}  // namespace markings

#endif  // LIBMARKINGS_TEXT_SPAN_H_
