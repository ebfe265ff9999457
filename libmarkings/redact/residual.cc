// Terms of what is withheld (internal/terms.h) are looked for in what goes out, one place at a time: a
// released unit of the derivative, or one of the texts beside it.

#include "libmarkings/redact/residual.h"

#include <algorithm>
#include <cstdint>
#include <utility>

#include "libmarkings/redact/internal/lexicon.h"
#include "libmarkings/redact/internal/protected_texts.h"
#include "libmarkings/redact/internal/terms.h"
#include "libmarkings/redact/internal/units.h"
#include "libmarkings/text/internal/tokens.h"
#include "libmarkings/text/line_index.h"

namespace markings {
namespace {

using internal::Hit;
using internal::Lexicon;
using internal::ProtectedText;
using internal::SearchedText;
using internal::TermIndex;
using internal::TermKind;
using internal::TokenStream;
using internal::UnitParts;

std::string_view Name(TermKind kind) {
  switch (kind) {
    case TermKind::kWord:
      return "word";
    case TermKind::kPhrase:
      return "phrase";
    case TermKind::kNumber:
      return "number";
    case TermKind::kName:
      return "name";
    case TermKind::kVariant:
      return "variant";
    case TermKind::kInitials:
      return "initials";
    case TermKind::kAcronym:
      return "acronym";
    case TermKind::kDate:
      return "date";
  }
  return "word";
}

// Words that stand in any cable of this vocabulary, policy and post.
Lexicon TradeWords(const Document& document, const Policy& policy) {
  Lexicon lexicon;
  for (const Level& level : document.vocabulary().levels()) {
    lexicon.AddTrade(level.banner);
    lexicon.AddTrade(level.long_form);
    lexicon.AddTrade(level.portion);
  }
  for (const Control& control : document.vocabulary().controls()) {
    lexicon.AddTrade(control.portion);
    lexicon.AddTrade(control.caption);
    lexicon.AddTrade(control.banner);
    lexicon.AddTrade(control.long_form);
  }
  for (const Caption& caption : document.vocabulary().captions()) lexicon.AddTrade(caption.name);
  for (const std::string& word : policy.common_words()) lexicon.AddTrade(word);
  // The class line shows where the cable comes from.
  if (const auto& mrn = document.header().mrn) lexicon.AddOrigin(mrn->origin);
  return lexicon;
}

SearchedText KindOf(ElementKind kind) {
  const bool title = kind == ElementKind::kSubject || kind == ElementKind::kHeading;
  return title ? SearchedText::kTitle : SearchedText::kProse;
}

TermIndex CollectTerms(const Document& document, const Decisions& decisions,
                       const std::vector<UnitParts>& units, const Lexicon& lexicon) {
  TermIndex index(lexicon);
  const Header& header = document.header();
  if (header.mrn) {
    index.IgnoreNumber(header.mrn->serial);
    index.IgnoreNumber(header.mrn->origin + " " + header.mrn->serial);
  }
  if (header.eo) index.IgnoreNumber(header.eo->order);
  const std::vector<ProtectedText> texts = internal::ProtectedTexts(document, decisions, units);
  const std::vector<std::vector<Recognition>> persons = internal::PersonsInCapitals(texts);
  for (std::size_t i = 0; i < texts.size(); ++i)
    index.AddText(texts[i].text, texts[i].role, texts[i].unit, persons[i]);
  index.Finish();
  return index;
}

// The findings of one place.
class PlaceSearch {
 public:
  PlaceSearch(const Document& document, const TermIndex& index, std::vector<ResidualFinding>& findings)
      : document_(document), index_(index), findings_(findings) {}

  // `base` is where `text` begins in what `lines` counts; null: the text is its own line 1.
  void Search(std::string_view place, std::string_view text, SearchedText kind, const LineIndex* lines,
              std::size_t base) {
    const TokenStream stream(text);
    const std::vector<Hit> hits = index_.Search(stream, kind);
    for (std::size_t i = 0; i < hits.size();) {
      Hit merged = hits[i++];
      // Terms that overlap are one finding: a name inside a phrase inside a sentence.
      for (; i < hits.size() && hits[i].first_token <= merged.last_token; ++i) {
        merged.last_token = std::max(merged.last_token, hits[i].last_token);
        merged.kind = std::max(merged.kind, hits[i].kind);
        merged.from.insert(merged.from.end(), hits[i].from.begin(), hits[i].from.end());
        Tidy(merged.from);
      }
      Tidy(merged.from);
      const std::size_t begin = stream.tokens()[merged.first_token].begin;
      Add(place, begin, lines == nullptr ? Position{1, begin + 1} : lines->At(base + begin), merged.kind,
          merged.from);
    }
    if (kind != SearchedText::kFileName || !hits.empty()) return;
    // A file name may run its words together.
    std::string squeezed;
    for (const internal::Token& token : stream.tokens()) squeezed += stream.Folded(token);
    if (const std::vector<std::uint32_t> from = index_.SearchInside(squeezed); !from.empty()) {
      Add(place, 0, Position{1, 1}, TermKind::kName, from);
    }
  }

 private:
  static void Tidy(std::vector<std::uint32_t>& from) {
    std::ranges::sort(from);
    const auto [first, last] = std::ranges::unique(from);
    from.erase(first, last);
    if (from.size() > internal::kMaxFrom) from.resize(internal::kMaxFrom);
  }

  void Add(std::string_view place, std::size_t begin, Position position, TermKind kind,
           const std::vector<std::uint32_t>& from) {
    ResidualFinding finding;
    finding.id = std::string(place) + ":" + std::to_string(begin + 1);
    finding.place = place;
    finding.line = position.line;
    finding.column = position.column;
    finding.kind = Name(kind);
    for (const std::uint32_t unit : from) finding.from.push_back(document_.elements()[unit].id());
    findings_.push_back(std::move(finding));
  }

  const Document& document_;
  const TermIndex& index_;
  std::vector<ResidualFinding>& findings_;
};

void SearchDerivative(const Document& document, const Derivative& derivative, PlaceSearch& search) {
  const LineIndex lines(derivative.text);
  const std::vector<Piece>& pieces = derivative.pieces;
  std::string text;
  for (std::size_t i = 0; i < pieces.size();) {
    const std::size_t element = pieces[i].element;
    const std::size_t base = pieces[i].span.begin;
    bool kept = false;
    text.clear();
    for (; i < pieces.size() && pieces[i].element == element; ++i) {
      const std::string_view words = Slice(derivative.text, pieces[i].span);
      kept = kept || pieces[i].kind == Piece::Kind::kKept;
      if (pieces[i].kind == Piece::Kind::kKept || words.find_first_not_of(" \n") == std::string_view::npos) {
        text += words;
      } else {
        text.append(words.size(), TokenStream::kBreakByte);  // our own words tell nothing and join nothing
      }
    }
    if (kept && element < document.elements().size())
      search.Search(document.elements()[element].id(), text, KindOf(document.elements()[element].kind),
                    &lines, base);
  }
}

}  // namespace

std::vector<ResidualFinding> FindResidual(const Document& document, const Policy& policy,
                                          const Decisions& decisions, const Derivative& derivative,
                                          std::span<const OutgoingText> outgoing,
                                          const Overrides* overrides) {
  std::vector<ResidualFinding> findings;
  const std::vector<UnitParts> units = internal::CollectUnits(document, decisions);
  const Lexicon lexicon = TradeWords(document, policy);
  const TermIndex index = CollectTerms(document, decisions, units, lexicon);
  if (index.empty()) return findings;
  PlaceSearch search(document, index, findings);
  SearchDerivative(document, derivative, search);
  for (const OutgoingText& text : outgoing) {
    const SearchedText kind = text.place == kFileNamePlace ? SearchedText::kFileName : SearchedText::kProse;
    search.Search(text.place, text.text, kind, nullptr, 0);
  }
  if (overrides != nullptr) {
    for (ResidualFinding& finding : findings) {
      finding.waived = std::ranges::any_of(
          overrides->waivers, [&](const Waiver& waiver) { return waiver.finding == finding.id; });
    }
  }
  return findings;
}

}  // namespace markings
