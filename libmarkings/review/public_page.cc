#include "libmarkings/review/public_page.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "libmarkings/review/internal/derivative_cells.h"
#include "libmarkings/review/internal/html.h"
#include "libmarkings/review/internal/template.h"

namespace markings {

namespace internal {
extern const std::string_view kPublicHtml, kPublicCss;
}  // namespace internal

namespace {

// The exemptions that the derivative uses, in the policy's order.
std::vector<const Exemption*> Used(const Policy& policy, const Derivative& derivative) {
  std::vector<const Exemption*> used;
  for (const Exemption& exemption : policy.exemptions()) {
    if (std::ranges::find(derivative.codes, exemption.code) != derivative.codes.end())
      used.push_back(&exemption);
  }
  return used;
}

std::string ExemptionsHtml(const std::vector<const Exemption*>& used) {
  if (used.empty()) return {};
  std::string html = "<section><h2>Why something is withheld</h2>\n<dl>\n";
  for (const Exemption* exemption : used) {
    html += fmt::format("<dt>{}</dt><dd>{}</dd>\n", internal::Escaped(exemption->code),
                        internal::Escaped(exemption->title));
  }
  return html + "</dl></section>\n";
}

}  // namespace

PublicPage MakePublicPage(const Document& document, const Policy& policy, const Redaction& redaction,
                          const Overrides* overrides, const std::string& name) {
  PublicPage page;
  const Derivative& derivative = redaction.derivative;
  const std::vector<const Exemption*> used = Used(policy, derivative);
  std::vector<OutgoingText> outgoing = {{std::string(kFileNamePlace), name}};
  for (const Exemption* exemption : used)
    outgoing.push_back({fmt::format("exemption:{}", exemption->code), exemption->title});
  page.findings = FindResidual(document, policy, redaction.decisions, derivative, outgoing, overrides);

  std::string head, portions, foot;
  const std::vector<internal::DerivativeCell> cells = internal::DerivativeCells(derivative, {});
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (cells[i].unit != kNoElement) {
      portions += "<li class=\"text\">" + cells[i].html + "</li>\n";
    } else if (i == 0) {
      head = cells[i].html;
    } else {
      foot = "<div class=\"text\">" + cells[i].html + "</div>\n";
    }
  }
  std::size_t shown = 0, masked = 0, cuts = 0;
  for (const Unit& unit : derivative.units) {
    shown += unit.outcome == Outcome::kRelease ? 1 : 0;
    masked += unit.outcome == Outcome::kMask ? 1 : 0;
    cuts += unit.outcome == Outcome::kWithhold ? 1 : 0;
  }
  const std::string facts = internal::Escaped(
      fmt::format("{}, for {}. Shown whole: {}; shown in part: {}; places where something is withheld: {}.",
                  derivative.stamp, redaction.decisions.audience->title, shown, masked, cuts));
  const std::string style_hash = internal::CspHash(internal::kPublicCss);
  const std::string title = internal::Escaped(name), banner = internal::Escaped(derivative.banner_line);
  const std::string exemptions = ExemptionsHtml(used);
  const std::array<std::pair<std::string_view, std::string_view>, 9> values = {
      {{"style_hash", style_hash},
       {"style", internal::kPublicCss},
       {"name", title},
       {"banner", banner},
       {"facts", facts},
       {"head", head},
       {"portions", portions},
       {"foot", foot},
       {"exemptions", exemptions}}};
  page.html = internal::Fill(internal::kPublicHtml, values);
  return page;
}

}  // namespace markings
