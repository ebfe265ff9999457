#include "libmarkings/consistency/passage_text.h"

#include <algorithm>
#include <utility>

#include "libmarkings/consistency/document_print.h"

namespace markings {
namespace {

// Portions whose words are the author's. Fields, TAGS, references, authorities, signatures and headings are
// forms: they are the same in many documents, and nobody marks them by what they say.
bool IsPassage(ElementKind kind) {
  switch (kind) {
    case ElementKind::kNote:
    case ElementKind::kSubject:
    case ElementKind::kParagraph:
    case ElementKind::kSubparagraph:
    case ElementKind::kQuoted:
    case ElementKind::kSourceNote:
      return true;
    default:
      return false;
  }
}

bool IsBlank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

}  // namespace

PassageText::PassageText(const Document& document) {
  const ElementList& elements = document.elements();
  std::uint32_t letters = 0;
  std::size_t head = kNoElement;  // of the passage that is being read
  std::string text;               // of the run that is
  std::vector<Piece> pieces;
  const auto close = [&] {
    if (pieces.empty()) return;
    auto owned = std::make_unique<const std::string>(std::exchange(text, {}));
    auto compared = std::make_unique<const ComparedLetters>(*owned);
    const std::uint32_t begin = letters;
    letters += static_cast<std::uint32_t>(compared->letters().size());
    passages_.back().end = letters;
    const auto passage = static_cast<std::uint32_t>(passages_.size()) - 1;
    if (letters > begin)
      runs_.push_back({passage, begin, letters, std::move(owned), std::move(compared), std::move(pieces)});
    pieces.clear();
  };
  for (std::size_t i = 0; i < elements.size(); ++i) {
    const ElementKind kind = elements.KindAt(i);
    if (kind == ElementKind::kRedaction) {
      close();
      const bool inside = head != kNoElement && elements.HeadOf(i) == head;
      const std::uint32_t passage = inside ? static_cast<std::uint32_t>(passages_.size()) - 1 : kNoPassage;
      if (cuts_.empty() || cuts_.back().at != letters || cuts_.back().passage != passage)
        cuts_.push_back({i, letters, passage});
      continue;
    }
    if (!IsPassage(kind)) continue;
    if (elements.HeadOf(i) != head) {
      close();
      head = elements.HeadOf(i);
      passages_.push_back({head, letters, letters});
    }
    const Span span = elements.TextSpanAt(i);
    if (span.empty()) continue;
    if (pieces.empty()) {
      // (A cut on a line of its own inside a passage: that the passage goes on behind it shows only now.)
      const auto here = static_cast<std::uint32_t>(passages_.size()) - 1;
      for (auto cut = cuts_.rbegin(); cut != cuts_.rend() && cut->at == letters; ++cut) {
        if (cut->passage == kNoPassage && letters > passages_[here].begin) cut->passage = here;
      }
    }
    if (!text.empty()) text += '\n';
    pieces.push_back({text.size(), span});
    text += document.Text(span);
  }
  close();
}

std::vector<PassageText::Run>::const_iterator PassageText::RunOf(std::uint32_t letter) const {
  return std::ranges::upper_bound(runs_, letter, {}, &Run::end);
}

// The byte of the document that a byte of a run's text is; `end`: the one behind the byte before it.
std::size_t PassageText::ByteOf(const Run& run, std::size_t at, bool end) {
  const std::size_t byte = end ? at - 1 : at;
  const auto next = std::ranges::upper_bound(run.pieces, byte, {}, &Piece::at);
  const Piece& piece = *(next - 1);
  return piece.span.begin + (at - piece.at);
}

Span PassageText::SpanOf(std::uint32_t begin, std::uint32_t end) const {
  if (begin >= end || runs_.empty() || begin >= runs_.back().end) return {};
  const auto first = RunOf(begin);
  const auto last = RunOf(std::min(end, runs_.back().end) - 1);
  const Span from = first->letters->SpanOf(begin - first->begin, std::min(end, first->end) - first->begin);
  const Span to = last->letters->SpanOf(std::max(begin, last->begin) - last->begin,
                                        std::min(end, last->end) - last->begin);
  return {ByteOf(*first, from.begin, false), ByteOf(*last, to.end, true)};
}

std::size_t PassageText::WordsIn(std::uint32_t begin, std::uint32_t end) const {
  std::size_t words = 0;
  for (auto run = RunOf(begin); run != runs_.end() && run->begin < end; ++run) {
    const std::uint32_t from = std::max(begin, run->begin) - run->begin;
    const std::uint32_t to = std::min(end, run->end) - run->begin;
    if (from >= to) continue;
    const std::string_view text = Slice(*run->text, run->letters->SpanOf(from, to));
    bool inside = false;
    for (const char c : text) {
      if (!IsBlank(c) && !inside) ++words;
      inside = !IsBlank(c);
    }
  }
  return words;
}

}  // namespace markings
