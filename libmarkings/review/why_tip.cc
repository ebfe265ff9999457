#include "libmarkings/review/internal/why_tip.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <string_view>

#include "libmarkings/review/internal/html.h"
#include "libmarkings/text/html.h"

namespace markings::internal {
namespace {

constexpr std::size_t kNearest = 3;  // rules that did not hold: more would hide those that did

std::string_view Effect(const RuleAccount& account) {
  if (!account.effect) return "built in";
  switch (*account.effect) {
    case RuleEffect::kRelease:
      return "release";
    case RuleEffect::kWithhold:
      return "withhold";
    case RuleEffect::kMask:
      return "mask";
  }
  return {};
}

std::string Item(const RuleAccount& account, std::string_view more) {
  std::string html = fmt::format("<li><b>{}</b> ({})", EscapedHtml(account.rule), Effect(account));
  if (!more.empty()) html += ", " + EscapedHtml(more);
  if (!account.reason.empty()) html += ": " + EscapedHtml(account.reason);
  return html + "</li>";
}

void AppendList(std::string& html, std::string_view title, const std::string& items) {
  if (!items.empty()) html += fmt::format("<p>{}</p><ul>{}</ul>", title, items);
}

std::string_view Origin(MarkOrigin origin) {
  switch (origin) {
    case MarkOrigin::kNone:
      return "it has none and comes by none";
    case MarkOrigin::kOwn:
      return "written on it";
    case MarkOrigin::kParent:
      return "of the portion above";
    case MarkOrigin::kWholeText:
      return "of the whole text";
    case MarkOrigin::kMessage:
      return "of its message";
    case MarkOrigin::kDocument:
      return "of the document";
  }
  return {};
}

}  // namespace

std::string WhyTip(const Decision& decision, const Why& why, const MarkSource& mark, bool in_doubt) {
  std::string html =
      fmt::format("<p>Mark: {}{}{}{}</p>", EscapedHtml(mark.mark), mark.mark.empty() ? "" : ", ",
                  Origin(mark.origin), mark.element.empty() ? "" : ", from " + EscapedHtml(mark.element));
  if (in_doubt) html += "<p><b>The mark is in doubt: withheld until you decide.</b></p>";
  std::string by, masked, beaten, nearest;
  for (const RuleAccount& account : why.by) by += Item(account, {});
  for (const RuleAccount& account : why.masked)
    masked += Item(account, fmt::format("{} {}", account.places, account.places == 1 ? "place" : "places"));
  for (const RuleAccount& account : why.beaten) beaten += Item(account, {});
  for (std::size_t i = 0; i < std::min(why.failed.size(), kNearest); ++i)
    nearest += Item(why.failed[i], "failed at " + why.failed[i].failed);
  AppendList(html, "Decided by", by);
  AppendList(html, "Masked by", masked);
  AppendList(html, "Spoke for release and were beaten", beaten);
  AppendList(html, "Came nearest and did not hold", nearest);
  if (!decision.statute.empty()) html += fmt::format("<p>Statute: {}</p>", EscapedHtml(decision.statute));
  if (decision.pending) html += "<p>No exemption code: somebody has to give one.</p>";
  return html;
}

}  // namespace markings::internal
