#include "libmarkings/report/sheet_html.h"

#include <fmt/format.h>

#include <string_view>

#include "libmarkings/report/csp_source.h"
#include "libmarkings/text/html.h"

namespace markings {
namespace {

using Block = Sheet::Block;

constexpr std::string_view kStyle = R"(
:root { color-scheme: light dark; }
body { margin: 2em auto; padding: 0 1em; max-width: 84ch; font-family: "DejaVu Sans Mono", monospace; line-height: 1.4; }
body.wide { max-width: 120ch; font-family: "DejaVu Sans", sans-serif; }
header, footer { text-align: center; }
.banner { font-weight: bold; }
h1, h2, main p { font-size: 1em; white-space: pre-wrap; overflow-wrap: anywhere; margin: 0; }
.gap { margin-top: 1em !important; }
.box { display: inline-block; box-sizing: border-box; width: 22em; max-width: 100%; padding: 0 .4em; border: 1px solid;
  font-size: .85em; vertical-align: baseline; }
table { border-collapse: collapse; width: 100%; margin-top: 1em; font-size: .85em; }
caption { text-align: left; padding: .3em 0; }
th, td { border: 1px solid; padding: .2em .4em; text-align: left; vertical-align: top; overflow-wrap: anywhere; }
@media print { body { margin: 0; max-width: none; } .box { break-inside: avoid; } tr { break-inside: avoid; } }
)";

std::string Cells(std::string_view tag, const std::vector<std::string>& cells) {
  std::string row = "<tr>";
  for (const std::string& cell : cells) {
    row += fmt::format("<{}>{}</{}>", tag, EscapedHtml(cell), tag.substr(0, tag.find(' ')));
  }
  return row + "</tr>\n";
}

std::string Runs(const std::vector<Sheet::Run>& runs) {
  std::string html;
  for (const Sheet::Run& run : runs) {
    html +=
        run.box ? fmt::format("<span class=\"box\">{}</span>", EscapedHtml(run.text)) : EscapedHtml(run.text);
  }
  return html;
}

std::string BlockHtml(const Block& block) {
  if (block.kind == Block::Kind::kTable) {
    std::string html = "<table>\n<caption>" + Runs(block.runs) + "</caption>\n<thead>\n";
    html += Cells("th scope=\"col\"", block.head) + "</thead>\n<tbody>\n";
    for (const std::vector<std::string>& row : block.rows) html += Cells("td", row);
    return html + "</tbody>\n</table>\n";
  }
  const bool text = block.kind == Block::Kind::kText;
  const std::string_view tag = text ? "p" : block.kind == Block::Kind::kTitle ? "h1" : "h2";
  // (Direction by each block's own first letter, as on paper.)
  return fmt::format("<{0} dir=\"auto\"{1}>{2}</{0}>\n", tag, block.line_ends > 1 ? " class=\"gap\"" : "",
                     Runs(block.runs));
}

std::string Marks(std::string_view tag, const Sheet& sheet, bool banner_first) {
  const std::string banner = fmt::format("<p class=\"banner\">{}</p>\n", EscapedHtml(sheet.banner));
  const std::string stamp = fmt::format("<p>{}</p>\n", EscapedHtml(sheet.stamp));
  return fmt::format("<{0}>\n{1}{2}</{0}>\n", tag, banner_first ? banner : stamp,
                     banner_first ? stamp : banner);
}

}  // namespace

std::string SheetHtml(const Sheet& sheet) {
  std::string html = fmt::format(
      "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src {}; "
      "base-uri 'none'; form-action 'none'\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
      "<meta name=\"dcterms.created\" content=\"{}\">\n<title>{}</title>\n<style>{}</style>\n</head>\n"
      "<body{}>\n",
      EscapedHtml(sheet.language), CspSource(kStyle), EscapedHtml(sheet.date), EscapedHtml(sheet.title),
      kStyle, sheet.landscape ? " class=\"wide\"" : "");
  html += Marks("header", sheet, true) + "<main>\n";
  for (const Block& block : sheet.blocks) html += BlockHtml(block);
  return html + "</main>\n" + Marks("footer", sheet, false) + "</body>\n</html>\n";
}

}  // namespace markings
