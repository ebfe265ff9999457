#ifndef LIBMARKINGS_TEXT_ENCODING_H_
#define LIBMARKINGS_TEXT_ENCODING_H_

// The encodings that texts come in, and their way to UTF-8. Places are told in bytes of the input as it came.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "libmarkings/export.h"
#include "libmarkings/text/error.h"
#include "libmarkings/text/line_index.h"

namespace markings {

enum class Encoding : std::uint8_t { kUtf8, kUtf16Le, kUtf16Be, kWindows1252 };
[[nodiscard]] MARKINGS_API std::string_view Name(
    Encoding encoding);  // "utf-8", "utf-16le", …, "windows-1252"

// The encoding by byte order mark and content. kUtf8 is also the answer where none fits: decoding then says
// what is wrong. kWindows1252 only for bytes that are no UTF-8 anywhere: not one sequence of several bytes in
// them is valid UTF-8, and nowhere four accented letters stand in a row, as they do in Cyrillic or Greek.
// Linear.
[[nodiscard]] MARKINGS_API Encoding DetectEncoding(std::string_view input);

// The code point of a byte of Windows-1252; 0xFFFD for the five that it does not assign.
[[nodiscard]] MARKINGS_API char32_t Windows1252CodePoint(unsigned char byte);

// From offsets in a converted text to offsets in the input it was made of. Holds 8 bytes for each 512 of the
// text, and no view of it. Thread-safe for reading.
class MARKINGS_API SourceMap {
 public:
  SourceMap() = default;  // of a text that was not converted
  // `text` is well-formed UTF-8 that an input in `encoding` was converted to.
  SourceMap(std::string_view text, Encoding encoding);

  // Where the character begins in the input that holds the byte at `offset` of `text`, the text that this was
  // made with; past its end: the size of the input. At most 512 bytes are looked at.
  [[nodiscard]] std::size_t InputOffset(std::string_view text, std::size_t offset) const;

 private:
  [[nodiscard]] std::size_t InputBytes(std::string_view piece) const;

  Encoding encoding_ = Encoding::kUtf8;
  std::vector<std::size_t> before_;  // [k]: input bytes of the characters that begin before 512 * k
};

// An input in UTF-8. A byte order mark stays, as U+FEFF.
struct MARKINGS_API DecodedText {
  std::string text;
  Encoding encoding = Encoding::kUtf8;
  SourceMap map;
};

// Converts all of an input from `encoding`; kUtf8 is taken as it is, unchecked. Errors: kUnusableInput with
// the place in the input of a surrogate that is alone, of a character that is cut off, of a byte that
// Windows-1252 lacks.
[[nodiscard]] MARKINGS_API Result<DecodedText> DecodeText(std::string input, Encoding encoding);

// The line, and the column in bytes, of an offset of an input in whichever encoding it is.
[[nodiscard]] MARKINGS_API Position InputPosition(std::string_view input, std::size_t offset);

}  // namespace markings

#endif  // LIBMARKINGS_TEXT_ENCODING_H_
