#include "libmarkings/text/buffer.h"

#include <fmt/core.h>

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <optional>
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

// Whether all of it is printable ASCII and line feeds, which is text by any measure. (A loop without a
// branch: a compiler takes sixteen bytes at once.)
bool IsPlain(std::string_view text) {
  unsigned char odd = 0;
  for (const char c : text) {
    const auto over = static_cast<unsigned char>(static_cast<unsigned char>(c) - 0x20);
    odd |= over > 0x5E ? (c == '\n' ? 0 : 1) : 0;
  }
  return odd == 0;
}

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

// The offset of the first line that is too long, at the first byte over the limit. Lines end as in LineIndex.
std::size_t FindLongLine(std::string_view text, std::size_t limit) {
  std::size_t begin = 0;
  while (text.size() - begin > limit) {
    const std::string_view window = text.substr(begin, limit + 2);  // two: CR LF may follow the limit
    const std::size_t feed = window.find('\n');
    if (feed != std::string_view::npos && (feed <= limit || window[feed - 1] == '\r')) {
      begin += feed + 1;
      continue;
    }
    // The last of the CRs, so that each byte is looked at twice at most.
    const std::size_t carriage = window.substr(0, limit + 1).rfind('\r');
    if (carriage == std::string_view::npos) return begin + limit;
    begin += carriage + 1;
  }
  return std::string_view::npos;
}

// The same for UTF-16, by units of two bytes.
std::size_t FindLongLine16(std::string_view input, std::size_t limit, bool big) {
  std::size_t begin = 0;
  for (std::size_t i = 0; i + 1 < input.size(); i += 2) {
    const bool ascii = input[big ? i : i + 1] == '\0';
    const char c = input[big ? i + 1 : i];
    if (ascii && (c == '\n' || c == '\r')) {
      begin = i + 2;
    } else if (i + 2 - begin > limit) {
      return begin + limit;
    }
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

Error TooLarge(std::size_t size, std::size_t limit) {
  return Unusable(ByteAt(limit), fmt::format("text of {} bytes is over the limit of {}", size, limit),
                  "split it into one file for each document");
}

Error LongLine(std::size_t offset, std::size_t limit) {
  return Unusable(ByteAt(offset), fmt::format("line is over the limit of {} bytes", limit),
                  "break the text into lines");
}

Error Binary(Span where, char control) {
  return Unusable(where,
                  fmt::format("binary data: control byte 0x{:02x}", static_cast<unsigned char>(control)),
                  "give the text of the document, not its binary file");
}

bool IsBlank(std::string_view text) { return text.find_first_not_of(" \t\r\n\f") == std::string_view::npos; }

Error Empty() { return Unusable({}, "text is empty", "give a document with text in it"); }

// Whether it is a text by a look that nearly every text passes.
bool IsSureText(std::string_view text, const TextLimits& limits) {
  return text.size() <= std::min(limits.max_bytes, limits.max_line_bytes) && IsPlain(text) && !IsBlank(text);
}

// What makes it no text.
std::optional<Error> FindFault(std::string_view text, const TextLimits& limits) {
  if (text.size() > limits.max_bytes) return TooLarge(text.size(), limits.max_bytes);
  if (text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF")) {
    return Unusable({0, 2}, "text is UTF-16", "convert it first: iconv -f UTF-16 -t UTF-8");
  }
  const std::size_t control = FindBinaryControl(text);
  const std::size_t invalid = FindInvalidUtf8(text);
  if (control < invalid) {
    const Encoding encoding = control < 2 && text[control] == '\0' ? DetectEncoding(text) : Encoding::kUtf8;
    if (encoding == Encoding::kUtf16Le || encoding == Encoding::kUtf16Be) {
      return Unusable(ByteAt(control), "text looks like UTF-16",
                      fmt::format("convert it first: iconv -f UTF-16{} -t UTF-8",
                                  encoding == Encoding::kUtf16Le ? "LE" : "BE"));
    }
    return Binary(ByteAt(control), text[control]);
  }
  if (invalid != std::string_view::npos) return NotUtf8(text, invalid);
  const std::size_t long_line = FindLongLine(text, limits.max_line_bytes);
  if (long_line != std::string_view::npos) return LongLine(long_line, limits.max_line_bytes);
  if (IsBlank(text)) return Empty();
  return std::nullopt;
}

}  // namespace

Result<Buffer> Buffer::FromBytes(std::string bytes, std::string name, TextLimits limits) {
  if (!IsSureText(bytes, limits)) {
    if (auto fault = FindFault(bytes, limits)) return std::unexpected(*std::move(fault));
  }
  return Buffer(std::move(bytes), std::move(name));
}

Result<Buffer> Buffer::FromInput(std::string bytes, std::string name, TextLimits limits) {
  if (bytes.size() > limits.max_bytes) return std::unexpected(TooLarge(bytes.size(), limits.max_bytes));
  if (IsSureText(bytes, limits)) return Buffer(std::move(bytes), std::move(name));
  const Encoding encoding = DetectEncoding(bytes);
  if (encoding == Encoding::kUtf8) {
    if (auto fault = FindFault(bytes, limits)) return std::unexpected(*std::move(fault));
    return Buffer(std::move(bytes), std::move(name));
  }
  std::size_t long_line = 0;
  if (encoding == Encoding::kWindows1252) {
    // Before converting: a binary file is called that, whatever other bytes are in it.
    const std::size_t control = FindBinaryControl(bytes);
    if (control != std::string_view::npos) return std::unexpected(Binary(ByteAt(control), bytes[control]));
    long_line = FindLongLine(bytes, limits.max_line_bytes);
  } else {
    long_line = FindLongLine16(bytes, limits.max_line_bytes, encoding == Encoding::kUtf16Be);
  }
  if (long_line != std::string_view::npos) return std::unexpected(LongLine(long_line, limits.max_line_bytes));
  auto decoded = DecodeText(std::move(bytes), encoding);
  if (!decoded) return std::unexpected(std::move(decoded).error());
  Buffer buffer(std::move(decoded->text), std::move(name));
  buffer.encoding_ = encoding;
  buffer.map_ = std::move(decoded->map);
  const std::size_t control = FindBinaryControl(buffer.text_);
  if (control != std::string_view::npos) {
    const Span where = {buffer.InputOffset(control), buffer.InputOffset(control + 1)};
    return std::unexpected(Binary(where, buffer.text_[control]));
  }
  if (IsBlank(buffer.text_)) return std::unexpected(Empty());
  return buffer;
}

}  // namespace markings
