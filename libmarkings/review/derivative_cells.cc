#include "libmarkings/review/internal/derivative_cells.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <unordered_set>
#include <utility>

#include "libmarkings/review/internal/html.h"
#include "libmarkings/text/html.h"
#include "libmarkings/text/line_index.h"

namespace markings::internal {
namespace {

constexpr std::string_view kBlanks = " \n";

struct FoundAt {
  std::size_t begin = 0;
  std::size_t number = 0;  // of the finding, from 1
};

// Where findings begin in the derivative, in order. Those of other outgoing texts have no place in it.
std::vector<FoundAt> PlacesOf(const Derivative& derivative, const std::vector<ResidualFinding>& findings) {
  const LineIndex lines(derivative.text);
  std::unordered_set<std::string_view> units;
  for (const Unit& unit : derivative.units) units.insert(unit.id);
  std::vector<FoundAt> places;
  for (std::size_t i = 0; i < findings.size(); ++i) {
    const ResidualFinding& finding = findings[i];
    if (units.contains(finding.place))
      places.push_back({lines.OffsetOf({finding.line, finding.column}), i + 1});
  }
  std::ranges::stable_sort(places, {}, &FoundAt::begin);
  return places;
}

class CellWriter {
 public:
  CellWriter(const Derivative& derivative, std::vector<FoundAt> places)
      : text_(derivative.text), places_(std::move(places)) {}

  void Kept(Span span, std::string& html) {
    while (span.begin < span.end) {
      while (next_ < places_.size() && places_[next_].begin < span.begin) ++next_;
      const std::size_t found = next_ < places_.size() ? std::min(places_[next_].begin, span.end) : span.end;
      AppendDocumentText(html, Slice(text_, {span.begin, found}));
      if (found == span.end) return;
      // To the end of the word: how long the finding is its report does not say.
      std::size_t end = std::min(text_.find_first_of(kBlanks, found), span.end);
      if (end == found) end = found + 1;
      std::size_t close = 0;
      for (; next_ < places_.size() && places_[next_].begin < end; ++next_, ++close) {
        html += fmt::format("<mark class=\"finding\" id=\"finding-{}\">", places_[next_].number);
      }
      AppendDocumentText(html, Slice(text_, {found, end}));
      for (; close > 0; --close) html += "</mark>";
      span.begin = end;
    }
  }

  // Words of the library: what stands in brackets is a box.
  void Inserted(Span span, std::string& html) const {
    const std::string_view words = Slice(text_, span);
    const std::size_t open = words.find('['), close = words.rfind(']');
    if (open == std::string_view::npos || close == std::string_view::npos || close < open) {
      AppendEscapedHtml(html, words);
      return;
    }
    AppendEscapedHtml(html, words.substr(0, open));
    html += "<span class=\"cut\">";
    AppendEscapedHtml(html, words.substr(open, close + 1 - open));
    html += "</span>";
    AppendEscapedHtml(html, words.substr(close + 1));
  }

 private:
  std::string_view text_;
  std::vector<FoundAt> places_;
  std::size_t next_ = 0;
};

// The piece without the blanks that stand at its ends in its cell.
Span Trimmed(std::string_view text, Span span, bool first, bool last) {
  while (first && span.begin < span.end && kBlanks.contains(text[span.begin])) ++span.begin;
  while (last && span.end > span.begin && kBlanks.contains(text[span.end - 1])) --span.end;
  return span;
}

}  // namespace

std::vector<DerivativeCell> DerivativeCells(const Derivative& derivative,
                                            const std::vector<ResidualFinding>& findings) {
  CellWriter writer(derivative, PlacesOf(derivative, findings));
  std::vector<DerivativeCell> cells;
  const std::vector<Piece>& pieces = derivative.pieces;
  for (std::size_t i = 0; i < pieces.size();) {
    std::size_t end = i + 1;
    while (end < pieces.size() && pieces[end].element == pieces[i].element) ++end;
    DerivativeCell cell{pieces[i].element, {}, {}};
    bool any = false;
    for (std::size_t at = i; at < end; ++at) {
      const Span span = Trimmed(derivative.text, pieces[at].span, !any, at + 1 == end);
      if (span.empty()) continue;
      if (pieces[at].kind == Piece::Kind::kKept) {
        writer.Kept(span, cell.html);
      } else {
        writer.Inserted(span, cell.html);
      }
      cell.span = any ? Span{cell.span.begin, span.end} : span;
      any = true;
    }
    if (any) cells.push_back(std::move(cell));
    i = end;
  }
  return cells;
}

}  // namespace markings::internal
