#ifndef LIBMARKINGS_CMS_INTERNAL_DER_H_
#define LIBMARKINGS_CMS_INTERNAL_DER_H_

// Reading DER without any library, before one sees it: you should use libmarkings/cms/cms_signature.h or
// cms_sealed.h. Source: ITU-T X.690 (2021), sections 8.1 and 10.1.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "libmarkings/text/error.h"
#include "libmarkings/text/span.h"

namespace markings::internal {

// Tags, as their one byte.
inline constexpr unsigned char kInteger = 0x02, kBitString = 0x03, kOctetString = 0x04, kNull = 0x05,
                               kObjectId = 0x06, kSequence = 0x30, kSet = 0x31;
// [n], constructed (EXPLICIT, or IMPLICIT of what is constructed) and primitive.
[[nodiscard]] constexpr unsigned char Context(unsigned n) { return static_cast<unsigned char>(0xa0 | n); }
[[nodiscard]] constexpr unsigned char ContextPrimitive(unsigned n) {
  return static_cast<unsigned char>(0x80 | n);
}

struct DerLimits {
  std::size_t bytes = 0;   // of the whole
  std::size_t depth = 24;  // of constructed elements in one another
  std::size_t elements = 1U << 16U;
};

// Whether the text is one element with well-formed elements inside it and nothing after it: every length
// definite, in its shortest form and within its parent; no tag numbers over 30; within the limits. Walks with
// a stack of its own, so that no depth of input is a depth of calls. `code` is that of the errors; what the
// primitive elements hold is not looked at.
[[nodiscard]] Result<void> CheckDer(std::string_view text, const DerLimits& limits, ErrorCode code);

// Tag and length of an element whose content has that many bytes.
[[nodiscard]] std::string DerHeader(unsigned char tag, std::size_t length);

struct DerElement {
  unsigned char tag = 0;
  std::string_view content;  // without tag and length
  std::string_view whole;    // with them
};

// The elements of a text in their order. Views into the text that it was made of. A read that does not find
// what it asks for leaves the reader where it was.
class DerReader {
 public:
  explicit DerReader(std::string_view text) : text_(text) {}
  [[nodiscard]] bool AtEnd() const { return text_.empty(); }
  [[nodiscard]] bool NextIs(unsigned char tag) const {
    return !text_.empty() && static_cast<unsigned char>(text_.front()) == tag;
  }
  [[nodiscard]] std::optional<DerElement> Read();
  [[nodiscard]] std::optional<DerElement> Read(unsigned char tag);
  // The content of the next element with this tag; nothing when it is another.
  [[nodiscard]] std::optional<std::string_view> Content(unsigned char tag);
  // A whole number of at most four bytes that is not negative, in its shortest form.
  [[nodiscard]] std::optional<std::uint32_t> Number();

 private:
  std::string_view text_;
};

}  // namespace markings::internal

#endif  // LIBMARKINGS_CMS_INTERNAL_DER_H_
