#include <fmt/format.h>

#include <string>
#include <string_view>

#include "cli/io.h"
#include "cli/policy_diff.h"
#include "libmarkings/text/html.h"

namespace markings::cli {
namespace {

constexpr std::string_view kStyle =
    "body{font:15px/1.5 sans-serif;max-width:72em;margin:2em auto;padding:0 1em;color:#222;background:#fff}"
    "table{border-collapse:collapse;margin:1em 0;width:100%}"
    "th,td{border:1px solid #bbb;padding:.3em .6em;text-align:left;vertical-align:top}"
    "th{background:#eee}.more td:nth-child(5){background:#fde2e0}.less td:nth-child(5){background:#e0ecfd}"
    "td.n{text-align:right}code{font-family:monospace}";

// Names come from files and folders: nothing of them is markup. Control characters are replaced first.
std::string Safe(std::string_view text) { return EscapedHtml(Printable(text)); }

std::string SideText(const DiffSide& side) {
  return fmt::format("<code>{}</code> ({} {})", Safe(side.file), Safe(side.name), Safe(side.version));
}

std::string AudienceHtml(const AudienceDiff& diff) {
  std::string html = fmt::format("<h2>Audience {}</h2>\n", Safe(diff.audience));
  html +=
      fmt::format("<p>Of {} elements {} are shown more of, {} less and {} otherwise, in {} documents.</p>\n",
                  diff.elements, CountOf(diff, Change::kMore), CountOf(diff, Change::kLess),
                  CountOf(diff, Change::kOtherwise), diff.documents.size());
  if (diff.documents.empty()) return html;
  html += "<table>\n<tr><th>From</th><th>To</th><th>Elements</th></tr>\n";
  for (const auto& [between, count] : diff.transitions) {
    html += fmt::format("<tr><td>{}</td><td>{}</td><td class=\"n\">{}</td></tr>\n", Safe(between.first),
                        Safe(between.second), count);
  }
  html +=
      "</table>\n<table>\n<tr><th>Document</th><th>Element</th><th>Mark</th><th>From</th><th>To</th>"
      "<th>Rules before</th><th>Rules after</th></tr>\n";
  for (const AudienceDiff::OfDocument& document : diff.documents) {
    for (const ElementChange& change : document.changes) {
      html += fmt::format(
          "<tr class=\"{}\"><td>{}</td><td>{} "
          "({})</td><td>{}</td><td>{}</td><td>{}</td><td>{}</td><td>{}</td>"
          "</tr>\n",
          Name(change.change), Safe(document.document), Safe(change.id), Safe(change.kind),
          change.mark.empty() ? "none" : Safe(change.mark), Safe(OutcomeText(change.first)),
          Safe(OutcomeText(change.second)), Safe(Listed(change.first.rules)),
          Safe(Listed(change.second.rules)));
    }
  }
  return html + "</table>\n";
}

std::string PathsHtml(std::string_view title, const std::vector<std::pair<std::string, std::string>>& paths) {
  if (paths.empty()) return {};
  std::string html = fmt::format("<h2>{}</h2>\n<ul>\n", title);
  for (const auto& [path, reason] : paths) html += fmt::format("<li>{}: {}</li>\n", Safe(path), Safe(reason));
  return html + "</ul>\n";
}

}  // namespace

std::string DiffHtml(const CorpusDiff& diff) {
  std::string html = fmt::format(
      "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src "
      "'unsafe-inline'\">\n<title>What a change of policy "
      "changes</title>\n<style>{}</style>\n</head>\n<body>\n"
      "<h1>What a change of policy changes</h1>\n<p>{} &rarr; {}</p>\n"
      "<p>{} documents were compared, {} were not read, {} are in doubt. No text of a document stands "
      "here.</p>\n",
      kStyle, SideText(diff.first), SideText(diff.second), diff.documents, diff.unread.size(),
      diff.in_doubt.size());
  for (const std::string& audience : diff.only_first)
    html += fmt::format("<p>{}: an audience of the first policy only.</p>\n", Safe(audience));
  for (const std::string& audience : diff.only_second)
    html += fmt::format("<p>{}: an audience of the second policy only.</p>\n", Safe(audience));
  for (const AudienceDiff& one : diff.audiences) html += AudienceHtml(one);
  html += PathsHtml("Not read", diff.unread);
  html += PathsHtml("In doubt", diff.in_doubt);
  return html + "</body>\n</html>\n";
}

}  // namespace markings::cli
