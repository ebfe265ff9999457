#include "extract/html_encoding.h"

#include <iconv.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstddef>

#include "extract/printable.h"
#include "libmarkings/text/utf8.h"

namespace markings::extract {
namespace {

constexpr std::string_view kUtf8 = "utf-8";
constexpr std::string_view kWindows = "windows-1252";

// What browsers take each name for. One that they do not know is refused: they would show another text.
constexpr std::array<std::array<std::string_view, 2>, 38> kEncodings = {{
    {"utf-8", "utf-8"},
    {"utf8", "utf-8"},
    {"us-ascii", "windows-1252"},
    {"ascii", "windows-1252"},
    {"latin1", "windows-1252"},
    {"iso-8859-1", "windows-1252"},
    {"iso8859-1", "windows-1252"},
    {"iso_8859-1", "windows-1252"},
    {"windows-1252", "windows-1252"},
    {"cp1252", "windows-1252"},
    {"utf-16", "utf-8"},
    {"utf-16le", "utf-8"},  // (a meta element in ASCII says it: it is not)
    {"utf-16be", "utf-8"},
    {"iso-8859-2", "iso-8859-2"},
    {"iso-8859-3", "iso-8859-3"},
    {"iso-8859-4", "iso-8859-4"},
    {"iso-8859-5", "iso-8859-5"},
    {"iso-8859-6", "iso-8859-6"},
    {"iso-8859-7", "iso-8859-7"},
    {"iso-8859-8", "iso-8859-8"},
    {"iso-8859-9", "cp1254"},
    {"iso-8859-10", "iso-8859-10"},
    {"iso-8859-13", "iso-8859-13"},
    {"iso-8859-15", "iso-8859-15"},
    {"windows-1250", "cp1250"},
    {"windows-1251", "cp1251"},
    {"windows-1253", "cp1253"},
    {"windows-1254", "cp1254"},
    {"windows-1255", "cp1255"},
    {"windows-1256", "cp1256"},
    {"windows-1257", "cp1257"},
    {"windows-1258", "cp1258"},
    {"koi8-r", "koi8-r"},
    {"koi8-u", "koi8-u"},
    {"macintosh", "macintosh"},
    {"euc-kr", "cp949"},
    {"big5", "big5-hkscs"},
    {"gb18030", "gb18030"},
}};

// The encoding that a meta element within the first bytes names, small letters; "" for none.
std::string NamedEncoding(std::string_view bytes) {
  constexpr std::size_t kNear = 4096;
  const std::string head = Lower(bytes.substr(0, kNear));
  for (std::size_t at = head.find("<meta"); at != std::string::npos; at = head.find("<meta", at + 1)) {
    const std::string_view tag = std::string_view(head).substr(at, head.find('>', at) - at);
    std::size_t begin = tag.find("charset");
    if (begin == std::string_view::npos) continue;
    begin = tag.find_first_not_of(" \t\r\n", begin + std::string_view("charset").size());
    if (begin == std::string_view::npos || tag[begin] != '=') continue;
    begin = tag.find_first_not_of(" \t\r\n\"'", begin + 1);
    if (begin == std::string_view::npos) continue;
    return std::string(tag.substr(begin, tag.find_first_of(" \t\r\n\"';/", begin) - begin));
  }
  return "";
}

Result<std::string> Convert(std::string_view bytes, const char* encoding) {
  const iconv_t converter = iconv_open("UTF-8", encoding);
  // (iconv's own value of failure.)
  if (converter == reinterpret_cast<iconv_t>(-1))  // NOLINT(performance-no-int-to-ptr)
    return Fail(ErrorCode::kUnusableInput, {}, "the page has an encoding that is not known",
                "save it as UTF-8");
  std::string text;
  std::array<char, 4096> block{};
  std::string copy(bytes);
  char* in = copy.data();
  std::size_t left = copy.size();
  while (left > 0) {
    char* out = block.data();
    std::size_t room = block.size();
    const std::size_t status = iconv(converter, &in, &left, &out, &room);
    const int error = errno;
    text.append(block.data(), block.size() - room);
    if (status != static_cast<std::size_t>(-1) || error == E2BIG) continue;
    text += kReplacement;
    ++in;
    --left;
  }
  iconv_close(converter);
  return text;
}

Result<std::string> Decode(std::string_view bytes) {
  if (bytes.starts_with("\xEF\xBB\xBF")) return std::string(bytes.substr(3));
  if (bytes.starts_with("\xFF\xFE")) return Convert(bytes.substr(2), "UTF-16LE");
  if (bytes.starts_with("\xFE\xFF")) return Convert(bytes.substr(2), "UTF-16BE");
  std::string_view encoding = FindInvalidUtf8(bytes) == std::string_view::npos ? kUtf8 : kWindows;
  if (const std::string named = NamedEncoding(bytes); !named.empty()) {
    const auto* const found = std::ranges::find(
        kEncodings, named, [](const std::array<std::string_view, 2>& row) { return row[0]; });
    if (found == kEncodings.end())
      return Fail(ErrorCode::kUnusableInput, {}, "the page has an encoding that is not known",
                  "save it as UTF-8");
    encoding = (*found)[1];
  }
  if (encoding == kUtf8) return std::string(bytes);
  if (encoding == kWindows) return Windows1252ToUtf8(bytes);
  return Convert(bytes, std::string(encoding).c_str());
}

}  // namespace

Result<std::string> HtmlToUtf8(std::string_view bytes) {
  Result<std::string> text = Decode(bytes);
  if (!text) return text;
  return Printable(*text);
}

}  // namespace markings::extract
