#include "extract/text_writer.h"

#include <algorithm>
#include <cstddef>
#include <span>
#include <utility>

#include "extract/printable.h"
#include "libmarkings/text/ascii.h"

namespace markings::extract {
namespace {

// Whether a cell begins as a marked paragraph does: "(S) ...", "3. (C//NF) ...", "a) (U) ...".
bool StartsWithMark(std::string_view cell) {
  constexpr std::size_t kLabel = 8;
  for (std::size_t i = 0; i + 1 < cell.size() && i < kLabel; ++i) {
    if (cell[i] == '(' && IsUpper(cell[i + 1])) return true;
  }
  return false;
}

}  // namespace

TextWriter::TextWriter(Budget& budget, std::string name, FileType type) : budget_(budget) {
  document_.name = std::move(name);
  document_.type = type;
}

void TextWriter::Refuse(Error error) {
  if (!error_) error_ = std::move(error);
}

bool TextWriter::Spend(std::size_t bytes) {
  if (error_) return false;
  if (Result<void> spent = budget_.SpendText(bytes); !spent) error_ = std::move(spent.error());
  return !error_;
}

void TextWriter::CloseGap(std::string_view next) {
  const Gap gap = std::exchange(gap_, Gap::kNone);
  if (gap == Gap::kNone) return;
  if (gap == Gap::kCell && !line_.empty() && !line_.contains('\n') && !StartsWithMark(next)) {
    if (Spend(3)) line_ += " | ";
    return;
  }
  Write(std::min(asides_before_gap_, asides_.size()));
  if (gap == Gap::kParagraph) blank_due_ = true;
}

void TextWriter::Add(std::string_view text) {
  if (text.empty() || error_) return;
  std::string clean = std::exchange(label_, {});
  AppendPrintable(text, clean);
  CloseGap(clean);
  if (!Spend(clean.size())) return;
  line_ += clean;
  open_aside_ = false;
}

void TextWriter::AddLabel(std::string_view label) {
  if (!error_) label_ += label;
}

// (Where a cell has just ended, these begin the next.)
void TextWriter::EndLine() {
  if (gap_ == Gap::kNone) gap_ = Gap::kLine;
  asides_before_gap_ = asides_.size();
}

void TextWriter::EndParagraph() {
  if (gap_ != Gap::kCell) gap_ = Gap::kParagraph;
  asides_before_gap_ = asides_.size();
}

void TextWriter::EndCell() {
  if (!line_.empty()) gap_ = Gap::kCell;
  asides_before_gap_ = asides_.size();
}

bool TextWriter::AtLineStart() const { return gap_ != Gap::kNone || line_.empty() || line_.back() == '\n'; }

void TextWriter::Write(std::size_t asides) {
  open_aside_ = false;
  if (error_) return;
  const bool paragraph = std::exchange(gap_, Gap::kNone) == Gap::kParagraph;
  while (!line_.empty() && (line_.back() == ' ' || line_.back() == '\t' || line_.back() == '\n'))
    line_.pop_back();
  std::string& text = document_.text;
  if (!line_.empty()) {
    if (!Spend(2)) return;
    if (blank_due_ && !text.empty()) text += '\n';
    blank_due_ = false;
    text += std::exchange(line_, {});
    text += '\n';
  }
  blank_due_ = blank_due_ || paragraph;
  for (const Aside& aside : std::span(asides_).first(asides)) {
    // (A page end would end the line that the region is to cover.)
    std::string lines(Trim(aside.text));
    std::ranges::replace(lines, '\f', '\n');
    if (lines.empty()) continue;
    const std::size_t begin = text.size();
    text += lines;
    text += '\n';
    document_.regions.push_back(
        {.span = {begin, text.size()}, .of = aside.of, .kind = aside.kind, .page = {}});
  }
  asides_.erase(asides_.begin(), asides_.begin() + static_cast<std::ptrdiff_t>(asides));
  asides_before_gap_ = 0;
}

void TextWriter::AddHidden(std::string_view kind, std::string_view text) {
  if (text.empty() || error_) return;
  const std::string clean = Printable(text);
  const bool joins = open_aside_ && !asides_.empty() && asides_.back().of == RegionClass::kHidden &&
                     asides_.back().kind == kind;
  if (!Spend(clean.size() + (joins ? 0 : 1))) return;
  if (joins)
    asides_.back().text += clean;
  else
    asides_.push_back({RegionClass::kHidden, std::string(kind), clean});
  open_aside_ = true;
}

void TextWriter::AddUnread(std::string_view kind) {
  if (!Spend(kObjectCharacter.size() + 1)) return;
  asides_.push_back({RegionClass::kUnread, std::string(kind), std::string(kObjectCharacter)});
  open_aside_ = false;
}

Result<Document> TextWriter::Finish() {
  Flush();
  constexpr std::string_view kBlank = " \t\n\f\xC2\xA0";  // the last two are the bytes of the no-break space
  if (document_.text.find_first_not_of(kBlank) == std::string::npos) {
    AddUnread("object");
    Flush();
  }
  if (error_) return std::unexpected(*std::move(error_));
  return std::move(document_);
}

}  // namespace markings::extract
