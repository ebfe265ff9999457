#include "libmarkings/review/internal/rows.h"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>

#include "libmarkings/cable/mark_source.h"
#include "libmarkings/marking/forms.h"
#include "libmarkings/policy/why.h"
#include "libmarkings/review/internal/html.h"
#include "libmarkings/review/internal/why_tip.h"
#include "libmarkings/text/html.h"

namespace markings::internal {
namespace {

constexpr std::string_view kLineEnds = " \t\r\n";

// What of an element comes before its text, or after it.
Span TrimEnd(std::string_view text, Span span) {
  while (span.end > span.begin && kLineEnds.contains(text[span.end - 1])) --span.end;
  return span;
}

class RowWriter {
 public:
  RowWriter(const Document& document, const Policy& policy, const Review& review)
      : document_(document), policy_(policy), redaction_(review.redaction), in_doubt_(review.in_doubt) {}

  std::string Write(const std::vector<std::size_t>& units, const std::vector<DerivativeCell>& cells,
                    const std::vector<FormerCell>& former) {
    for (std::size_t i = 0; i < cells.size(); ++i) cell_of_.emplace(cells[i].unit, i);
    decided_.reserve(units.size());
    for (const std::size_t unit : units) {
      if (CanBeDecided(document_.elements()[unit])) decided_.push_back(unit);
    }
    whys_ = ExplainDecisions(policy_, document_, redaction_.decisions, decided_);
    marks_ = SourcesOfMarks(document_, decided_);
    std::string html;
    if (!cells.empty() && cells.front().unit == kNoElement) html += Frame("head", cells, former, 0);
    std::size_t next = 0;  // of decided_
    for (const std::size_t unit : units) {
      const bool decided = next < decided_.size() && decided_[next] == unit;
      Row(html, unit, decided ? next++ : kNoElement, cells, former);
    }
    if (cells.size() > 1 && cells.back().unit == kNoElement)
      html += Frame("foot", cells, former, cells.size() - 1);
    if (!former.empty() && !former.back().former.empty()) {
      html += "<li class=\"unit frame\"><h3>after the last portion</h3><div class=\"original\"></div>";
      html += "<div class=\"derivative\">" + Former(former.back()) + "</div></li>\n";
    }
    return html;
  }

 private:
  static std::string Former(const FormerCell& cell) {
    if (cell.same) return {};
    std::string html = "<div class=\"former\"><h4>Former release</h4><div class=\"text\">";
    if (cell.former.empty()) {
      html += "<i>nothing: this is new</i>";
    } else {
      AppendDocumentText(html, cell.former);
    }
    return html + "</div></div>";
  }

  // Stamp and class line at the head, a banner at the foot: nothing is decided there.
  static std::string Frame(std::string_view name, const std::vector<DerivativeCell>& cells,
                           const std::vector<FormerCell>& former, std::size_t cell) {
    return fmt::format(
        "<li class=\"unit frame\" data-outcome=\"computed\"><h3>{} of the derivative</h3><div "
        "class=\"original\"></div>"
        "<div class=\"derivative\"><div class=\"text\">{}</div>{}</div></li>\n",
        name, cells[cell].html, former.empty() ? "" : Former(former[cell]));
  }

  void Original(std::string& html, std::size_t unit) const {
    const std::string_view text = document_.buffer().text();
    bool first = true;
    for (const std::size_t part : document_.UnitParts(unit)) {
      const Element element = document_.elements()[part];
      if (!first) html += "<span class=\"joint\">page line</span>\n";
      first = false;
      const Span content = element.text_span;
      if (content.empty()) {
        AppendDocumentText(html, Slice(text, TrimEnd(text, element.span)));
        continue;
      }
      AppendDocumentText(html, Slice(text, {element.span.begin, content.begin}));
      html += "<span class=\"t\">";
      std::size_t at = content.begin;
      for (const MaskSpan& mask : redaction_.decisions.elements[part].masks) {
        AppendDocumentText(html, Slice(text, {at, mask.span.begin}));
        html += "<mark class=\"masked\">";
        AppendDocumentText(html, Slice(text, mask.span));
        html += "</mark>";
        at = mask.span.end;
      }
      AppendDocumentText(html, Slice(text, {at, content.end}));
      html += "</span>";
      AppendDocumentText(html, Slice(text, TrimEnd(text, {content.end, element.span.end})));
    }
  }

  std::string DerivativeHtml(std::size_t unit, const Decision& decision,
                             const std::vector<DerivativeCell>& cells,
                             const std::vector<FormerCell>& former) const {
    const auto found = cell_of_.find(unit);
    if (found == cell_of_.end()) {
      const bool in_hole = decision.outcome == Outcome::kWithhold;
      return fmt::format("<div class=\"text\"><i>{}</i></div>",
                         in_hole ? "no words of its own: it is in the cut above, or leaves without a word"
                                 : "not carried over");
    }
    return "<div class=\"text\">" + cells[found->second].html + "</div>" +
           (former.empty() ? std::string() : Former(former[found->second]));
  }

  void Row(std::string& html, std::size_t unit, std::size_t decided, const std::vector<DerivativeCell>& cells,
           const std::vector<FormerCell>& former) const {
    const Element element = document_.elements()[unit];
    const Decision& decision = redaction_.decisions.elements[unit];
    const std::string id = EscapedHtml(element.id());
    const bool controls = TakesDecisions(element);
    html += fmt::format("<li class=\"unit {} {}\" id=\"u{}\" data-id=\"{}\" data-outcome=\"{}\"{}{}>",
                        MarkClass(document_.vocabulary(), decision), controls ? "portion" : "apparatus", unit,
                        id, Name(decision.outcome), decision.overridden ? " data-overridden" : "",
                        decision.pending ? " data-pending" : "");
    html += "<div class=\"bar\">";
    if (controls)
      html += fmt::format("<input type=\"checkbox\" class=\"pick\" aria-label=\"choose {}\">", id);
    html += fmt::format("<h3 id=\"h{}\" tabindex=\"-1\"><span class=\"id\">{}</span>", unit, id);
    if (IsPortion(element.kind)) {
      html +=
          fmt::format(" <span class=\"mark\">{}</span>",
                      decision.mark_known ? EscapedHtml(PortionForm(document_.vocabulary(), decision.marking))
                                          : "no mark");
    }
    html += fmt::format(" <span class=\"kind\">{}</span></h3>", Name(element.kind));
    if (decided == kNoElement) {
      html += fmt::format("<span class=\"outcome {}\">{}</span>", Name(decision.outcome),
                          EscapedHtml(OutcomeWords(decision)));
    } else {
      html += fmt::format(
          "<span class=\"why\"><button type=\"button\" class=\"outcome {}\" "
          "aria-describedby=\"w{}\">{}</button>"
          "<span class=\"tip\" role=\"tooltip\" id=\"w{}\">{}</span></span>",
          Name(decision.outcome), unit, EscapedHtml(OutcomeWords(decision)), unit,
          WhyTip(decision, whys_[decided], marks_[decided], std::ranges::binary_search(in_doubt_, unit)));
    }
    if (controls) {
      html += fmt::format(
          "<span class=\"decided\" hidden></span>"
          "<button type=\"button\" class=\"decide\" aria-label=\"decide {}\">Decide</button>"
          "<label class=\"looked\"><input type=\"checkbox\" aria-label=\"looked at {}\"> looked at</label>",
          id, id);
    }
    html += "</div><div class=\"original\"><div class=\"text\">";
    Original(html, unit);
    html += "</div></div><div class=\"derivative\">" + DerivativeHtml(unit, decision, cells, former);
    html += "</div></li>\n";
  }

  const Document& document_;
  const Policy& policy_;
  const Redaction& redaction_;
  const std::vector<std::size_t>& in_doubt_;
  std::unordered_map<std::size_t, std::size_t> cell_of_;  // by unit
  std::vector<std::size_t> decided_;                      // units with controls
  std::vector<Why> whys_;                                 // of decided_
  std::vector<MarkSource> marks_;
};

}  // namespace

std::string MarkClass(const Vocabulary& vocabulary, const Decision& decision) {
  if (!decision.mark_known) return "mx";
  const std::size_t level = decision.marking.level;
  if (level == 0 && decision.marking.controls != 0) return "m0c";
  // Fewer levels than colours: the highest has the last colour.
  const std::size_t levels = std::max<std::size_t>(vocabulary.levels().size(), 2);
  return fmt::format("m{}", std::min<std::size_t>(level * 5 / (levels - 1), 5));
}

bool TakesDecisions(const Element& element) {
  return element.continues == kNoElement && IsPortion(element.kind) && !NeverReleased(element.kind);
}

std::vector<std::size_t> UnitsWithRows(const Document& document) {
  std::vector<std::size_t> units;
  for (const Element element : document.elements()) {
    if (element.continues == kNoElement && element.kind != ElementKind::kBlank)
      units.push_back(element.index);
  }
  return units;
}

std::string OutcomeWords(const Decision& decision) {
  std::string words;
  switch (decision.outcome) {
    case Outcome::kRelease:
      words = "released";
      break;
    case Outcome::kMask:
      words = "released, masked";
      break;
    case Outcome::kWithhold:
      words = "withheld";
      break;
    case Outcome::kDrop:
      words = "dropped";
      break;
  }
  for (const std::string& code : decision.codes) words += " " + code;
  if (decision.pending) words += ", no code";
  if (decision.overridden) words += ", by hand";
  return words;
}

std::string Rows(const Document& document, const Policy& policy, const Review& review,
                 const std::vector<std::size_t>& units, const std::vector<DerivativeCell>& cells,
                 const std::vector<FormerCell>& former) {
  return RowWriter(document, policy, review).Write(units, cells, former);
}

}  // namespace markings::internal
