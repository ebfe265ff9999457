#ifndef EXTRACT_TEXT_WRITER_H_
#define EXTRACT_TEXT_WRITER_H_

// Puts a document of a format with paragraphs and tables (DOCX, HTML) down as lines. What is seen is one
// stream of text; what is not - comments, deletions, images - is kept aside until the line at hand has ended,
// and then stands below it in lines of its own.
//
// The first limit that is reached is kept: after it nothing is added, and Finish returns it.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "extract/extraction.h"
#include "extract/extractor.h"

namespace markings::extract {

class TextWriter {
 public:
  TextWriter(Budget& budget, std::string name, FileType type);

  // Text that is seen, as it stands; it may hold line ends.
  void Add(std::string_view text);
  // What stands before the next text that is seen, wherever a line begins for it: the number of a list.
  void AddLabel(std::string_view label);
  void DropLabel() { label_.clear(); }
  // What follows stands on a line of its own, after an empty line, or in the next cell of a row.
  void EndLine();
  void EndParagraph();
  void EndCell();
  // A row is one line. It is broken where it has to be: between the paragraphs of a cell, and before a cell
  // that begins with a mark, which would else pass for text under the mark of the cell before it.
  void StartRow() { Flush(); }
  void EndRow() { Flush(); }
  // Ends the line at hand now, and writes what was kept aside.
  void Flush() { Write(asides_.size()); }

  // Text that is not seen, below the line at hand. Stretches of one kind with no other text between are one.
  void AddHidden(std::string_view kind, std::string_view text);
  void EndHidden() { open_aside_ = false; }
  void AddUnread(std::string_view kind);

  [[nodiscard]] bool AtLineStart() const;
  [[nodiscard]] bool HasAsides() const { return !asides_.empty(); }
  [[nodiscard]] bool failed() const { return error_.has_value(); }
  void Refuse(Error error);

  // The document. Call once.
  [[nodiscard]] Result<Document> Finish();

 private:
  enum class Gap : std::uint8_t { kNone, kCell, kLine, kParagraph };
  struct Aside {
    RegionClass of;
    std::string kind;
    std::string text;
  };

  bool Spend(std::size_t bytes);
  // Ends the line at hand, and writes so many of what was kept aside.
  void Write(std::size_t asides);
  void CloseGap(std::string_view next);

  Budget& budget_;
  Document document_;
  std::string line_;  // what is at hand, without its last line end
  std::string label_;
  std::vector<Aside> asides_;
  Gap gap_ = Gap::kNone;
  std::size_t asides_before_gap_ = 0;  // these belong to the line at hand, the others to the next
  bool blank_due_ = false;
  bool open_aside_ = false;  // the last aside may be added to
  std::optional<Error> error_;
};

}  // namespace markings::extract

#endif  // EXTRACT_TEXT_WRITER_H_
