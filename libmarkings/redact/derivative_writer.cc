#include "libmarkings/redact/internal/derivative_writer.h"

#include <algorithm>

namespace markings::internal {
namespace {

bool IsLineBlank(char c) { return c == ' ' || c == '\t' || c == '\r'; }

}  // namespace

Span DerivativeWriter::Insert(std::string_view words, std::size_t element) {
  const std::size_t begin = text_.size();
  if (words.empty()) return {begin, begin};
  text_ += words;
  Piece* last = pieces_.empty() ? nullptr : &pieces_.back();
  if (last != nullptr && last->kind == Piece::Kind::kInserted && last->element == element) {
    last->span.end = text_.size();
  } else {
    pieces_.push_back({Piece::Kind::kInserted, {begin, text_.size()}, {}, element});
  }
  return {begin, text_.size()};
}

void DerivativeWriter::Keep(Span source, std::size_t element) {
  const std::size_t begin = text_.size();
  text_ += document_.Text(source);
  unit_begun_ = true;
  Piece* last = pieces_.empty() ? nullptr : &pieces_.back();
  if (last != nullptr && last->kind == Piece::Kind::kKept && last->element == element &&
      last->source.end == source.begin) {
    last->span.end = text_.size();
    last->source.end = source.end;
    return;
  }
  pieces_.push_back({Piece::Kind::kKept, {begin, text_.size()}, source, element});
}

void DerivativeWriter::FlushBreaks(std::size_t element, bool reflow) {
  if (breaks_ == 0 && blank_ && unit_begun_) Insert(" ", element);
  blank_ = false;
  if (breaks_ > 0 && unit_begun_) {
    if (breaks_ > 1) {
      Insert("\n\n", element);
    } else if (!reflow) {
      Insert("\n", element);
    } else {
      // A word broken at a hyphen goes on; " -" at a line's end is a dash and keeps its blank.
      const std::size_t size = text_.size();
      const bool hyphen =
          size >= 2 && text_[size - 1] == '-' && !IsLineBlank(text_[size - 2]) && text_[size - 2] != '-';
      if (!hyphen) Insert(" ", element);
    }
  }
  breaks_ = 0;
}

void DerivativeWriter::CopyLines(Span source, bool at_end, std::size_t element, bool reflow) {
  const std::string_view text = document_.buffer().text();
  std::size_t at = source.begin;
  while (at < source.end) {
    const std::size_t found = text.find('\n', at);
    const bool line_end = found < source.end;
    Span line{at, line_end ? found : source.end};
    if (line_end || at_end) {
      while (line.end > line.begin && IsLineBlank(text[line.end - 1])) --line.end;
    }
    if (reflow && breaks_ > 0) {
      while (line.begin < line.end && IsLineBlank(text[line.begin])) ++line.begin;
    }
    if (!line.empty()) {
      FlushBreaks(element, reflow);
      Keep(line, element);
    }
    if (line_end) ++breaks_;
    at = line_end ? found + 1 : source.end;
  }
}

std::vector<Span> DerivativeWriter::Copy(Span source, std::span<const Cut> cuts, std::size_t element,
                                         bool reflow) {
  std::vector<Span> words(cuts.size());
  std::size_t at = source.begin;
  for (std::size_t i = 0; i < cuts.size(); ++i) {
    const Cut& cut = cuts[i];
    const Span span{std::max(cut.span.begin, at), std::min(cut.span.end, source.end)};
    if (span.begin >= span.end) continue;
    CopyLines({at, span.begin}, false, element, reflow);
    if (!cut.words.empty()) {
      FlushBreaks(element, reflow);
      words[i] = Insert(cut.words, element);
      unit_begun_ = true;
    }
    at = span.end;
  }
  CopyLines({at, source.end}, true, element, reflow);
  return words;
}

void DerivativeWriter::Join(Joint joint) {
  if (joint == Joint::kLine) breaks_ = std::max<std::size_t>(breaks_, 1);
  blank_ = joint == Joint::kBlank;
}

void DerivativeWriter::EndUnit() {
  breaks_ = 0;
  blank_ = false;
  unit_begun_ = false;
}

}  // namespace markings::internal
