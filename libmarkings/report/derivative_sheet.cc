// The pieces of a derivative are what a block is made of: those of one element that follow one another are
// one block. What stands between elements (line ends, the head) belongs to none.

#include "libmarkings/report/derivative_sheet.h"

#include <algorithm>
#include <string>
#include <utility>

namespace markings {
namespace {

using Block = Sheet::Block;

class SheetMaker {
 public:
  SheetMaker(const Document& document, const Derivative& derivative)
      : document_(document), derivative_(derivative) {}

  std::vector<Block> Make() {
    for (const Piece& piece : derivative_.pieces) {
      if (piece.element != element_ || piece.element == kNoElement) End();
      element_ = piece.element;
      if (piece.element == kNoElement) {
        AddBetween(piece.span);
      } else {
        Add(piece.span);
      }
    }
    End();
    return std::move(blocks_);
  }

 private:
  // Text of no element: each of its paragraphs is a block, and line ends stand before the next one.
  void AddBetween(Span span) {
    const std::string_view text = derivative_.text;
    for (std::size_t at = span.begin; at < span.end;) {
      if (text[at] == '\n') {
        End();
        ++line_ends_;
        ++at;
        continue;
      }
      std::size_t end = std::min(text.find("\n\n", at), span.end);
      while (text[end - 1] == '\n') --end;
      Add({at, end});
      at = end;
    }
  }

  void Add(Span span) {
    for (const Deletion* next = NextDeletion(span); next != nullptr; next = NextDeletion(span)) {
      AddRun({span.begin, next->words.begin}, false);
      AddRun(next->words, true);
      span.begin = next->words.end;
      ++deletion_;
    }
    AddRun(span, false);
  }

  // (The words of one lie within one piece.)
  const Deletion* NextDeletion(Span span) const {
    if (deletion_ == derivative_.deletions.size()) return nullptr;
    const Deletion& next = derivative_.deletions[deletion_];
    return next.words.begin >= span.begin && next.words.end <= span.end ? &next : nullptr;
  }

  void AddRun(Span span, bool box) {
    if (span.empty()) return;
    std::string text(std::string_view(derivative_.text).substr(span.begin, span.size()));
    if (!box && !runs_.empty() && !runs_.back().box) {
      runs_.back().text += text;
    } else {
      runs_.push_back({std::move(text), box});
    }
  }

  void End() {
    if (runs_.empty()) return;
    Block block;
    block.kind = KindOfBlock();
    block.line_ends = line_ends_;
    block.runs = std::exchange(runs_, {});
    blocks_.push_back(std::move(block));
    line_ends_ = 0;
  }

  Block::Kind KindOfBlock() {
    if (element_ == kNoElement) return Block::Kind::kText;
    const ElementKind kind = document_.elements()[element_].kind;
    // (A file of several messages has several subjects.)
    if (kind == ElementKind::kSubject)
      return std::exchange(titled_, true) ? Block::Kind::kHeading : Block::Kind::kTitle;
    return kind == ElementKind::kHeading ? Block::Kind::kHeading : Block::Kind::kText;
  }

  const Document& document_;
  const Derivative& derivative_;
  std::vector<Block> blocks_;
  std::vector<Sheet::Run> runs_;  // of the block that is being made
  std::size_t element_ = kNoElement;
  std::size_t line_ends_ = 0;
  std::size_t deletion_ = 0;  // the next one
  bool titled_ = false;
};

}  // namespace

Sheet DerivativeSheet(const Document& document, const Derivative& derivative, std::string_view stem,
                      std::string_view date) {
  Sheet sheet;
  sheet.title = stem;
  sheet.language = "en";
  sheet.date = date;
  sheet.banner = derivative.banner_line;
  sheet.stamp = derivative.stamp;
  sheet.blocks = SheetMaker(document, derivative).Make();
  MakeShowable(sheet);
  return sheet;
}

}  // namespace markings
