#include "libmarkings/proof/internal/shown_units.h"

#include <algorithm>

namespace markings::internal {
namespace {

// What stands where, by the pieces that are exact copies. Only those that come in the order of the original
// count.
class Copies {
 public:
  explicit Copies(const Derivative& derivative) {
    std::size_t last = 0;
    for (const Piece& piece : derivative.pieces) {
      if (piece.kind != Piece::Kind::kKept || piece.source.begin < last) continue;
      kept_.push_back(piece);
      last = piece.source.end;
    }
  }
  // The stretch of the derivative from the copy of the first byte to that of the last; nothing when one of
  // the two was not copied.
  [[nodiscard]] std::optional<Span> Find(Span source) const {
    const auto begin = PlaceOf(source.begin), last = PlaceOf(source.end - 1);
    if (!begin || !last) return std::nullopt;
    return Span{*begin, *last + 1};
  }

 private:
  [[nodiscard]] std::optional<std::size_t> PlaceOf(std::size_t byte) const {
    const auto after =
        std::ranges::upper_bound(kept_, byte, {}, [](const Piece& piece) { return piece.source.begin; });
    if (after == kept_.begin()) return std::nullopt;
    const Piece& piece = *(after - 1);
    if (byte >= piece.source.end) return std::nullopt;
    return piece.span.begin + (byte - piece.source.begin);
  }

  std::vector<Piece> kept_;
};

struct Finder {
  std::string_view original, derivative;
  const std::vector<OriginalUnit>& units;
  std::vector<std::optional<Span>> shown;

  // Units with something to read in them.
  void FindWritten(const Copies& copies) {
    std::size_t at = 0, last = 0;
    for (std::size_t i = 0; i < units.size(); ++i) {
      const std::string_view text = original.substr(at, units[i].length);
      Span source{at, at + text.size()};
      at = source.end;
      if (units[i].kind == UnitKind::kDecoy || IsAllBlank(text)) continue;
      while (IsBlankByte(original[source.begin])) ++source.begin;
      while (IsBlankByte(original[source.end - 1])) --source.end;
      const auto place = copies.Find(source);
      if (!place || place->begin < last) continue;
      if (!IsLaidOut(text, derivative.substr(place->begin, place->size()))) continue;
      shown[i] = place;
      last = place->end;
    }
  }

  // Blank units whose neighbours with something in them both show, and nothing but blanks stands between the
  // two: so a run of text is proved without a gap. All of the blanks go to the first.
  void FindBlank() {
    std::optional<std::size_t> before;
    std::vector<std::size_t> blanks;
    std::size_t at = 0;
    for (std::size_t i = 0; i < units.size(); ++i) {
      const std::string_view text = original.substr(at, units[i].length);
      at += text.size();
      if (units[i].kind == UnitKind::kDecoy) continue;
      if (IsAllBlank(text)) {
        blanks.push_back(i);
        continue;
      }
      if (before && shown[*before] && shown[i]) {
        Span gap{shown[*before]->end, shown[i]->begin};
        if (IsAllBlank(derivative.substr(gap.begin, gap.size()))) {
          for (const std::size_t blank : blanks) shown[blank] = std::exchange(gap, {gap.end, gap.end});
        }
      }
      before = i;
      blanks.clear();
    }
  }
};

}  // namespace

bool IsRejoined(char before, std::string_view gap) { return before == '-' && gap.contains('\n'); }

bool IsAllBlank(std::string_view text) { return std::ranges::all_of(text, IsBlankByte); }

bool IsLaidOut(std::string_view original, std::string_view shown) {
  std::size_t i = 0, k = 0;
  const auto skip = [](std::string_view text, std::size_t& at) {
    const std::size_t begin = at;
    while (at < text.size() && IsBlankByte(text[at])) ++at;
    return text.substr(begin, at - begin);
  };
  skip(original, i);
  skip(shown, k);
  while (i < original.size() && k < shown.size()) {
    const std::string_view gap = skip(original, i), shown_gap = skip(shown, k);
    if (i == original.size() || k == shown.size()) break;
    // (A gap never begins the text: blanks there were skipped.)
    const bool rejoined = !gap.empty() && shown_gap.empty() && IsRejoined(original[i - gap.size() - 1], gap);
    if (gap.empty() != shown_gap.empty() && !rejoined) return false;
    if (original[i++] != shown[k++]) return false;
  }
  return IsAllBlank(original.substr(i)) && IsAllBlank(shown.substr(k));
}

std::vector<std::optional<Span>> FindShown(std::string_view original, const std::vector<OriginalUnit>& units,
                                           const Derivative& derivative) {
  Finder finder{original, derivative.text, units, std::vector<std::optional<Span>>(units.size())};
  finder.FindWritten(Copies(derivative));
  finder.FindBlank();
  return std::move(finder.shown);
}

}  // namespace markings::internal
