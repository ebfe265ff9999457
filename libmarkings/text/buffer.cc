#include "libmarkings/text/buffer.h"

#include <fmt/core.h>

#include <cstdint>
#include <cstring>
#include <string_view>

#include "libmarkings/text/utf8.h"

// Three linear passes, each at memory speed on ASCII: control bytes and UTF-8 by words of eight bytes, then
// lines by memchr. The first offending byte decides what is reported.

namespace markings {
namespace {

constexpr std::uint64_t Repeat(unsigned char byte) { return 0x0101010101010101ULL * byte; }

bool IsBinaryControl(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte < 0x20 && c != '\t' && c != '\n' && c != '\r' && c != '\f';
}

// Whether some byte of the word is below 0x20 (bytes from 0x80 up never count). Exact for "some or none".
bool HasControl(std::uint64_t word) { return ((word - Repeat(0x20)) & ~word & Repeat(0x80)) != 0; }

std::size_t FindBinaryControl(std::string_view text) {
  std::size_t i = 0;
  while (text.size() - i >= sizeof(std::uint64_t)) {
    std::uint64_t word = 0;
    std::memcpy(&word, text.data() + i, sizeof(word));
    if (HasControl(word)) {  // mostly a line end
      for (std::size_t k = i; k < i + sizeof(word); ++k) {
        if (IsBinaryControl(text[k])) return k;
      }
    }
    i += sizeof(word);
  }
  for (; i < text.size(); ++i) {
    if (IsBinaryControl(text[i])) return i;
  }
  return std::string_view::npos;
}

Error Unusable(Span where, std::string message, std::string fix) {
  return {ErrorCode::kUnusableInput, where, std::move(message), std::move(fix), {}};
}

Span ByteAt(std::size_t offset) { return {offset, offset + 1}; }

// The offset of the first line that is too long, at the first byte over the limit.
std::size_t FindLongLine(std::string_view text, std::size_t limit) {
  std::size_t begin = 0;
  while (text.size() - begin > limit) {
    const std::size_t found = text.substr(begin, limit + 2).find('\n');  // two: CR LF may follow the limit
    if (found == std::string_view::npos) return begin + limit;
    std::size_t size = found;
    if (size > 0 && text[begin + size - 1] == '\r') --size;
    if (size > limit) return begin + limit;
    begin += found + 1;
  }
  return std::string_view::npos;
}

Error NotUtf8(std::string_view text, std::size_t offset) {
  // Windows-1252 is the usual culprit: text that is ASCII but for single bytes from 0x80 up. Any other text
  // in a one-byte encoding looks the same, so the message says what it looks like, and no more.
  const auto high = [&](std::size_t i) {
    return i < text.size() && static_cast<unsigned char>(text[i]) >= 0x80;
  };
  const bool single = !high(offset + 1) || !high(offset + 2);
  const auto byte = static_cast<unsigned char>(text[offset]);
  std::string message = fmt::format("byte 0x{:02x} is not valid UTF-8", byte);
  if (single) {
    return Unusable(ByteAt(offset), message + " and looks like Windows-1252",
                    "convert it first: iconv -f WINDOWS-1252 -t UTF-8");
  }
  return Unusable(ByteAt(offset), std::move(message),
                  "convert it to UTF-8 first: iconv -f ITS-ENCODING -t UTF-8");
}

}  // namespace

Result<Buffer> Buffer::FromBytes(std::string bytes, std::string name, TextLimits limits) {
  const std::string_view text = bytes;
  if (text.size() > limits.max_bytes) {
    return std::unexpected(
        Unusable(ByteAt(limits.max_bytes),
                 fmt::format("text of {} bytes is over the limit of {}", text.size(), limits.max_bytes),
                 "split it into one file for each document"));
  }
  if (text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF")) {
    return std::unexpected(Unusable({0, 2}, "text is UTF-16", "convert it first: iconv -f UTF-16 -t UTF-8"));
  }
  const std::size_t control = FindBinaryControl(text);
  const std::size_t invalid = FindInvalidUtf8(text);
  if (control < invalid) {
    // A NUL beside each letter of the first few: UTF-16 without its mark.
    const bool utf16 = text[control] == '\0' && control < 2 && text.size() >= 4 &&
                       text[control ^ 1U] != '\0' &&
                       text[control + 2 < text.size() ? control + 2 : control] == '\0';
    if (utf16) {
      return std::unexpected(
          Unusable(ByteAt(control), "text looks like UTF-16",
                   fmt::format("convert it first: iconv -f UTF-16{} -t UTF-8", control == 1 ? "LE" : "BE")));
    }
    return std::unexpected(
        Unusable(ByteAt(control),
                 fmt::format("binary data: control byte 0x{:02x}", static_cast<unsigned char>(text[control])),
                 "give the text of the document, not its binary file"));
  }
  if (invalid != std::string_view::npos) return std::unexpected(NotUtf8(text, invalid));
  const std::size_t long_line = FindLongLine(text, limits.max_line_bytes);
  if (long_line != std::string_view::npos) {
    return std::unexpected(Unusable(ByteAt(long_line),
                                    fmt::format("line is over the limit of {} bytes", limits.max_line_bytes),
                                    "break the text into lines"));
  }
  if (text.find_first_not_of(" \t\r\n\f") == std::string_view::npos) {
    return std::unexpected(Unusable({}, "text is empty", "give a document with text in it"));
  }
  return Buffer(std::move(bytes), std::move(name));
}

}  // namespace markings
