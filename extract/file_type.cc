// What a file is, by its bytes.

#include "extract/file_type.h"

#include <algorithm>
#include <array>
#include <string>

#include "extract/extractor.h"
#include "libmarkings/text/ascii.h"
#include "libmarkings/text/buffer.h"
#include "libmarkings/text/encoding.h"

namespace markings::extract {
namespace {

constexpr std::size_t kHead = 1024;  // where the signs of a PDF and of a web page must stand

bool SameLetters(std::string_view text, std::string_view lower) {
  return text.size() == lower.size() &&
         std::ranges::equal(text, lower, [](char a, char b) { return Capital(a) == Capital(b); });
}

// ---- ZIP ----

std::size_t Number(std::string_view bytes, std::size_t at, std::size_t size) {
  std::size_t value = 0;
  for (std::size_t i = size; i-- > 0;) value = value << 8U | static_cast<unsigned char>(bytes[at + i]);
  return value;
}

// Whether the directory of the file names the parts of a DOCX. Layout: PKWARE APPNOTE 6.3, 4.3.12 and 4.3.16.
bool NamesDocx(std::string_view bytes) {
  constexpr std::size_t kEnd = 22, kEntry = 46, kMostComment = 65535, kMostEntries = 65536;
  const std::string_view tail = bytes.substr(bytes.size() - std::min(bytes.size(), kEnd + kMostComment));
  const std::size_t end = tail.rfind("PK\x05\x06");
  if (end == std::string_view::npos || tail.size() - end < kEnd) return false;
  std::size_t at = Number(tail, end + 16, 4);
  bool types = false;
  bool document = false;
  for (std::size_t i = 0; i < kMostEntries && at <= bytes.size() && bytes.size() - at >= kEntry; ++i) {
    if (!bytes.substr(at).starts_with("PK\x01\x02")) break;
    const std::size_t size = Number(bytes, at + 28, 2);
    const std::string_view name = bytes.substr(at + kEntry, size);
    types = types || name == "[Content_Types].xml";
    document = document || name == "word/document.xml";
    if (types && document) return true;
    at += kEntry + size + Number(bytes, at + 30, 2) + Number(bytes, at + 32, 2);
  }
  return false;
}

// ---- HTML ----

// The first letters of UTF-16 as bytes, so that a web page in it is known as one.
std::string Narrowed(std::string_view bytes, Encoding encoding) {
  std::string narrow;
  const std::size_t first = encoding == Encoding::kUtf16Be ? 1 : 0;
  for (std::size_t i = 0; i + 1 < std::min(bytes.size(), 2 * kHead); i += 2) {
    const bool ascii = bytes[i + 1 - first] == '\0';
    narrow += ascii ? bytes[i + first] : '\x7F';
  }
  if (!narrow.empty() && narrow.front() == '\x7F') narrow.erase(0, 1);  // the byte order mark
  return narrow;
}

bool IsHtml(std::string_view bytes) {
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
  constexpr std::size_t kMostPassedOver = std::size_t{64} << 10;
  std::string_view text = bytes.substr(0, kMostPassedOver);
  const auto pass = [&](std::string_view open, std::string_view close) {
    if (!text.starts_with(open)) return false;
    const std::size_t end = text.find(close, open.size());
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + close.size());
    return true;
  };
  do {
    text.remove_prefix(std::min(text.find_first_not_of(" \t\r\n\f"), text.size()));
  } while (pass("<!--", "-->") || pass("<?", ">"));
  constexpr std::array<std::string_view, 4> kSigns = {"<!doctype html", "<html", "<head", "<body"};
  return std::ranges::any_of(kSigns, [&](std::string_view sign) {
    if (text.size() <= sign.size() || !SameLetters(text.substr(0, sign.size()), sign)) return false;
    constexpr std::string_view kAfter = " \t\r\n\f>/";
    return kAfter.find(text[sign.size()]) != std::string_view::npos;
  });
}

// ---- e-mail ----

constexpr bool IsFieldName(char c) { return IsLetter(c) || IsDigit(c) || c == '-' || c == '_'; }

// The first lines are header fields, all of them, up to a blank line, and they are an e-mail's. What a
// program prints of an e-mail ("Sent:" stands where the date does) and the header of a cable are text.
bool IsEmail(std::string_view bytes) {
  constexpr std::array<std::string_view, 4> kSure = {"mime-version", "received", "message-id", "return-path"};
  constexpr std::array<std::string_view, 6> kCable = {"mrn",    "tags", "captions", "classification",
                                                      "action", "sent"};
  std::size_t fields = 0;
  bool sure = false, from = false, date = false, cable = false;
  std::string_view rest = bytes.substr(0, std::size_t{1} << 20);
  while (true) {
    const std::size_t feed = rest.find('\n');
    if (feed == std::string_view::npos) return false;
    std::string_view line = rest.substr(0, feed);
    rest.remove_prefix(feed + 1);
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line.empty()) break;
    if (line.front() == ' ' || line.front() == '\t') {  // the field before it goes on
      if (fields == 0) return false;
      continue;
    }
    const std::size_t colon = line.find(':');
    if (colon == 0 || colon == std::string_view::npos) return false;
    const std::string_view name = line.substr(0, colon);
    if (!std::ranges::all_of(name, IsFieldName)) return false;
    const auto is = [&](std::string_view one) { return SameLetters(name, one); };
    ++fields;
    sure = sure || std::ranges::any_of(kSure, is);
    cable = cable || std::ranges::any_of(kCable, is);
    from = from || is("from");
    date = date || is("date");
  }
  return fields >= 2 && (sure || (from && date && !cable));
}

bool IsTar(std::string_view bytes) {
  constexpr std::size_t kMagicAt = 257;
  constexpr std::array<std::string_view, 3> kPacked = {"\x1F\x8B",
                                                       "\xFD"
                                                       "7zXZ",
                                                       "\x28\xB5\x2F\xFD"};
  if (std::ranges::any_of(kPacked, [&](std::string_view magic) { return bytes.starts_with(magic); }))
    return true;
  if (bytes.starts_with("BZh") && bytes.size() > 10 && bytes.substr(4, 6) == "1AY&SY") return true;
  return bytes.size() > kMagicAt && bytes.substr(kMagicAt).starts_with("ustar");
}

}  // namespace

std::optional<FileType> DetectPackedType(std::string_view bytes) {
  if (bytes.substr(0, kHead).find("%PDF-") != std::string_view::npos) return FileType::kPdf;
  if (bytes.starts_with("PK\x03\x04") || bytes.starts_with("PK\x05\x06"))
    return NamesDocx(bytes) ? FileType::kDocx : FileType::kZip;
  if (IsTar(bytes)) return FileType::kTar;
  const Encoding encoding = DetectEncoding(bytes.substr(0, 4));
  const bool wide = encoding == Encoding::kUtf16Le || encoding == Encoding::kUtf16Be;
  if (wide ? IsHtml(Narrowed(bytes, encoding)) : IsHtml(bytes)) return FileType::kHtml;
  if (IsEmail(bytes)) return FileType::kEmail;
  return std::nullopt;
}

std::optional<FileType> DetectFileType(std::string_view bytes) {
  if (const auto packed = DetectPackedType(bytes)) return packed;
  if (Buffer::FromInput(std::string(bytes), "")) return FileType::kText;
  return std::nullopt;
}

}  // namespace markings::extract
