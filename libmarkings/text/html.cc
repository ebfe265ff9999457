#include "libmarkings/text/html.h"

namespace markings {

void AppendEscapedHtml(std::string& html, std::string_view text) {
  for (const char c : text) {
    switch (c) {
      case '&':
        html += "&amp;";
        break;
      case '<':
        html += "&lt;";
        break;
      case '>':
        html += "&gt;";
        break;
      case '"':
        html += "&quot;";
        break;
      case '\'':
        html += "&#39;";
        break;
      case '\r':
        html += "&#13;";
        break;
      default:
        html += c;
    }
  }
}

std::string EscapedHtml(std::string_view text) {
  std::string html;
  html.reserve(text.size());
  AppendEscapedHtml(html, text);
  return html;
}

}  // namespace markings
