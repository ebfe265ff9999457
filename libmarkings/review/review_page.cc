#include "libmarkings/review/review_page.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "libmarkings/marking/authority.h"
#include "libmarkings/marking/forms.h"
#include "libmarkings/policy/decision_binding.h"
#include "libmarkings/report/csp_source.h"
#include "libmarkings/review/internal/derivative_cells.h"
#include "libmarkings/review/internal/former.h"
#include "libmarkings/review/internal/html.h"
#include "libmarkings/review/internal/page_data.h"
#include "libmarkings/review/internal/rows.h"
#include "libmarkings/review/internal/template.h"
#include "libmarkings/text/html.h"

namespace markings {

namespace internal {
extern const std::string_view kReviewHtml, kReviewCss, kReviewModel, kReviewToml, kReviewRows, kReviewDialog,
    kReviewFindings;
}  // namespace internal

namespace {

// What the document is marked as a whole; where that is not known, the page says so and is to be kept as if
// it were the highest there is.
std::string Banner(const Document& document, const Review& review) {
  if (!document.overall_known() || review.document_in_doubt) {
    const std::vector<Level>& levels = document.vocabulary().levels();
    return fmt::format("MARKING NOT KNOWN: HANDLE AS {}",
                       levels.empty() ? "THE HIGHEST" : levels.back().long_form);
  }
  return BannerForm(document.vocabulary(), document.overall());
}

std::string Facts(const Policy& policy, const Review& review) {
  const Redaction& redaction = review.redaction;
  std::string facts = fmt::format("{}, banner {}. Policy {} {}.", redaction.derivative.stamp,
                                  redaction.derivative.banner_line, policy.name(), policy.version());
  if (redaction.decisions.as_of) facts += fmt::format(" Decided as of {}.", Name(*redaction.decisions.as_of));
  return EscapedHtml(facts);
}

std::string Doubts(const Review& review) {
  std::string html;
  if (review.document_in_doubt) {
    html +=
        "<p class=\"warning\">The document's class line is in doubt: it counts as the highest there is until "
        "you "
        "say what the document is.</p>";
  }
  if (!review.stale_waivers.empty()) {
    html += "<p class=\"warning\">Waivers that name no finding any more, left out of what is exported: ";
    bool first = true;
    for (const Waiver& waiver : review.stale_waivers) {
      html += (first ? "" : ", ") + EscapedHtml(waiver.finding);
      first = false;
    }
    html += ".</p>";
  }
  for (const std::string& note : review.redaction.decisions.notes)
    html += fmt::format("<p class=\"facts\">Note: {}</p>", EscapedHtml(note));
  return html;
}

}  // namespace

std::string ReviewPage(const Document& document, const Policy& policy, const Review& review,
                       const ReviewOptions& options) {
  const Redaction& redaction = review.redaction;
  const std::vector<std::size_t> units = internal::UnitsWithRows(document);
  const auto cells = internal::DerivativeCells(redaction.derivative, redaction.findings);
  std::vector<internal::FormerCell> former;
  if (options.former) former = internal::CompareWithFormer(*options.former, redaction.derivative.text, cells);
  const std::string script =
      fmt::format("{}\n{}\n{}\n{}\n{}", internal::kReviewModel, internal::kReviewToml, internal::kReviewRows,
                  internal::kReviewDialog, internal::kReviewFindings);
  const std::string name = EscapedHtml(options.name.empty() ? DecisionsNameOf(document) : options.name);
  const std::string banner = EscapedHtml(Banner(document, review));
  const std::string script_hash = CspSource(script);
  const std::string style_hash = CspSource(internal::kReviewCss);
  const std::string audience = EscapedHtml(redaction.decisions.audience->title);
  const std::string facts = Facts(policy, review);
  const std::string doubts = Doubts(review);
  const std::string rows = internal::Rows(document, policy, review, units, cells, former);
  const std::string data =
      internal::JsonForScript(internal::PageData(document, policy, review, options, units));
  const std::array<std::pair<std::string_view, std::string_view>, 11> values = {
      {{"script_hash", script_hash},
       {"style_hash", style_hash},
       {"style", internal::kReviewCss},
       {"name", name},
       {"audience", audience},
       {"banner", banner},
       {"facts", facts},
       {"doubts", doubts},
       {"rows", rows},
       {"data", data},
       {"script", script}}};
  return internal::Fill(internal::kReviewHtml, values);
}

}  // namespace markings
