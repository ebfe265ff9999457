#include "extract/email_text.h"

#include <algorithm>
#include <array>
#include <memory>

#include "extract/clean_text.h"
#include "extract/printable.h"
#include "libmarkings/text/ascii.h"
#include "libmarkings/text/encoding.h"
#include "libmarkings/text/utf8.h"

namespace markings::extract {
namespace {

struct Free {
  void operator()(char* text) const { g_free(text); }
};
using OwnedText = std::unique_ptr<char, Free>;

std::string FromUtf8OrWindows1252(std::string_view bytes) {
  std::string text;
  text.reserve(bytes.size());
  while (true) {
    const std::size_t bad = FindInvalidUtf8(bytes);
    text += bytes.substr(0, bad);
    if (bad == std::string_view::npos) return text;
    AppendUtf8(text, Windows1252CodePoint(static_cast<unsigned char>(bytes[bad])));
    bytes.remove_prefix(bad + 1);
  }
}

bool IsOneOf(std::string_view name, std::initializer_list<std::string_view> names) {
  return std::ranges::find(names, name) != names.end();
}

// iconv takes more than names: "//" adds options, a slash could be a path of a module.
bool IsCharsetName(std::string_view name) {
  return !name.empty() && name.size() <= 40 && std::ranges::all_of(name, [](char c) {
    return IsLetter(c) || IsDigit(c) || c == '-' || c == '_' || c == '.' || c == ':' || c == '+';
  });
}

}  // namespace

std::string DecodeCharset(std::string_view bytes, std::string_view charset) {
  const std::string name = Upper(charset);
  if (IsOneOf(name, {"", "UTF-8", "UTF8", "US-ASCII", "ASCII", "ANSI_X3.4-1968"}))
    return FromUtf8OrWindows1252(bytes);
  // What calls itself Latin 1 is windows-1252 in truth, as browsers take it (WHATWG Encoding, 4.2).
  if (IsCharsetName(name) &&
      !IsOneOf(name, {"WINDOWS-1252", "CP1252", "ISO-8859-1", "ISO8859-1", "LATIN1"})) {
    gsize size = 0;
    const OwnedText text(g_convert(bytes.data(), static_cast<gssize>(bytes.size()), "UTF-8", name.c_str(),
                                   nullptr, &size, nullptr));
    if (text != nullptr) return {text.get(), size};
  }
  return Windows1252ToUtf8(bytes);
}

std::vector<HeaderLine> Headers(GMimeObject* object, GMimeParserOptions* options) {
  std::vector<HeaderLine> lines;
  GMimeHeaderList* const headers = g_mime_object_get_header_list(object);
  const int count = g_mime_header_list_get_count(headers);
  for (int i = 0; i < count; ++i) {
    GMimeHeader* const header = g_mime_header_list_get_header_at(headers, i);
    const char* const name = g_mime_header_get_raw_name(header);
    const char* const raw = g_mime_header_get_raw_value(header);
    const OwnedText unfolded(g_mime_utils_header_unfold(raw == nullptr ? "" : raw));
    const OwnedText decoded(g_mime_utils_header_decode_text(options, unfolded ? unfolded.get() : ""));
    std::string shown = CleanLine(name == nullptr ? "" : name);
    lines.push_back({Upper(shown), shown, CleanLine(decoded ? decoded.get() : "")});
  }
  return lines;
}

bool IsAddressHeader(std::string_view name) {
  return std::ranges::find(kAddressHeaders, name, &ShownHeader::first) != kAddressHeaders.end();
}

bool IsMarkingHeader(std::string_view name) {
  constexpr std::array<std::string_view, 4> kPrefixes = {"X-CLASSIFICATION", "X-SECURITY", "X-MARKING",
                                                         "SIO-LABEL"};
  return IsOneOf(name, {"IMPORTANCE", "SENSITIVITY", "X-PROTECTIVE-MARKING"}) ||
         std::ranges::any_of(kPrefixes, [&](std::string_view prefix) { return name.starts_with(prefix); });
}

bool IsMechanicalHeader(std::string_view name) {
  return IsOneOf(name, {"MIME-VERSION", "CONTENT-TRANSFER-ENCODING"});
}

bool IsType(GMimeObject* object, const char* type, const char* subtype) {
  return g_mime_content_type_is_type(g_mime_object_get_content_type(object), type, subtype) != 0;
}

bool IsSealed(GMimeObject* part) {
  constexpr std::array kSubtypes = {"pkcs7-mime",    "x-pkcs7-mime",  "pkcs7-signature", "x-pkcs7-signature",
                                    "pgp-encrypted", "pgp-signature", "ms-tnef",         "vnd.ms-tnef"};
  return std::ranges::any_of(kSubtypes, [&](const char* type) { return IsType(part, "application", type); });
}

bool IsAttached(GMimeObject* part) {
  const char* const disposition = g_mime_object_get_disposition(part);
  return disposition != nullptr && g_ascii_strcasecmp(disposition, "attachment") == 0;
}

std::string FileName(GMimeObject* object) {
  const char* name = g_mime_object_get_content_disposition_parameter(object, "filename");
  if (name == nullptr) name = g_mime_object_get_content_type_parameter(object, "name");
  return name == nullptr ? "" : name;
}

}  // namespace markings::extract
