#ifndef LIBMARKINGS_TEXT_BUFFER_H_
#define LIBMARKINGS_TEXT_BUFFER_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

#include "libmarkings/export.h"
#include "libmarkings/text/encoding.h"
#include "libmarkings/text/error.h"

namespace markings {

// What a text may be at most, in bytes as they came. A text above a limit is refused with its position, never
// cut.
struct MARKINGS_API TextLimits {
  std::size_t max_bytes = std::size_t{256} << 20;     // of the whole text
  std::size_t max_line_bytes = std::size_t{1} << 20;  // of one line without its end
};

// The owned bytes of one input, known to be usable text: not empty, no NUL or other binary control
// byte, valid UTF-8, within limits. Everything parsed from it holds Spans or views into it, so a
// Buffer must outlive them; it is move-only so that there is one owner. (Moving keeps Spans valid,
// not views: a short text lies inside the object.)
//
// Thread-safety: const after construction; any number of threads may read it.
class MARKINGS_API Buffer {
 public:
  // Takes the bytes of an input. `name` is what messages call it (a path, or "-").
  // Errors: kUnusableInput with the offset of the first offending byte; for UTF-16 and Windows-1252
  // the fix names the encoding that was recognised and how to convert it.
  [[nodiscard]] static Result<Buffer> FromBytes(std::string bytes, std::string name, TextLimits limits = {});
  // The same for a document in any encoding that is known (encoding.h): what is not UTF-8 is converted. Spans
  // of errors are bytes of the input as it came. Errors: as FromBytes and DecodeText.
  [[nodiscard]] static Result<Buffer> FromInput(std::string bytes, std::string name, TextLimits limits = {});

  Buffer(Buffer&&) = default;
  Buffer& operator=(Buffer&&) = default;
  Buffer(const Buffer&) = delete;
  Buffer& operator=(const Buffer&) = delete;
  ~Buffer() = default;

  [[nodiscard]] std::string_view text() const { return text_; }
  [[nodiscard]] const std::string& name() const { return name_; }
  // What the text was converted from.
  [[nodiscard]] Encoding encoding() const { return encoding_; }
  // The byte of the input that a byte of the text came from: the same one unless the text was converted. For
  // the size of the text: the size of the input.
  [[nodiscard]] std::size_t InputOffset(std::size_t offset) const { return map_.InputOffset(text_, offset); }

 private:
  Buffer(std::string bytes, std::string name) : text_(std::move(bytes)), name_(std::move(name)) {}
  std::string text_;
  std::string name_;
  Encoding encoding_ = Encoding::kUtf8;
  SourceMap map_;
};

}  // namespace markings

#endif  // LIBMARKINGS_TEXT_BUFFER_H_
