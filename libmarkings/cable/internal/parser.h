#ifndef LIBMARKINGS_CABLE_INTERNAL_PARSER_H_
#define LIBMARKINGS_CABLE_INTERNAL_PARSER_H_

// Cuts a cable into elements, line by line, once from front to back. Users want cable/document.h.

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "libmarkings/cable/document.h"
#include "libmarkings/cable/internal/lines.h"
#include "libmarkings/marking/banner.h"

namespace markings {

class CableParser {
 public:
  explicit CableParser(Document& document)
      : document_(document), text_(document.buffer_.text()), vocabulary_(*document.vocabulary_) {}

  // Fills the document. False: nothing in it is of a cable.
  [[nodiscard]] bool Parse();

 private:
  enum class Stage : std::uint8_t { kPreamble, kHeader, kBody };

  // parser.cc: the lines, one after the other
  void FindClassLine();
  void FindTail();
  void ReadLine();
  bool ReadApparatus(std::string_view line);
  bool ReadHeaderField(std::string_view line);
  bool ReadBodyLine(std::string_view line);
  void ReadPlainLine(std::string_view line);
  void ReadBanner(const ParsedBanner& banner);
  void ReadNumbered(const internal::NumberLabel& label);
  void ReadQuoted();
  void ReadTags(std::size_t label);
  std::size_t ListLabelNow(std::string_view line);
  bool IsHeading(std::string_view line) const;
  bool StartsElement(std::string_view line) const;
  std::size_t NextTextLine(std::size_t from) const;

  // elements.cc: making elements
  Element& Open(ElementKind kind, std::size_t label_bytes);
  void Extend();  // the current line belongs to the open element
  void Close();
  void AddSingle(ElementKind kind);  // one line, an element of its own
  void TakeMark(Element& element, bool at_end);
  void FillIds();
  [[nodiscard]] std::string_view Now() const { return Slice(text_, lines_[at_].text); }

  // marks.cc: what each element bears in the end
  void FillMarks();
  void SortDiagnostics();
  void CheckBanners();
  void RollUpPortions();
  void MarkQuoted(std::size_t index);
  void Inherit(std::size_t index);
  void Report(DiagnosticCode code, Span where, std::string message = {}, std::string fix = {});

  // fields.cc: what the header says
  void FillHeader();
  void FillTags(const Element& element);
  void DemoteEoLines();
  void FillEo(std::size_t index);
  void FillReferences(const std::string& text);
  void FillAddressees();

  Document& document_;
  std::string_view text_;
  const Vocabulary& vocabulary_;
  std::vector<internal::Line> lines_;
  std::size_t at_ = 0;  // current line
  Stage stage_ = Stage::kPreamble;
  std::size_t class_line_ = kNoElement;  // line index of the first class line
  std::size_t tail_ = 0;                 // line index from which only signature, class line and NNNN stand
  std::size_t signature_line_ = kNoElement;
  std::size_t last_quote_end_ = 0;      // line index of the last END TEXT
  std::size_t open_ = kNoElement;       // element that lines are added to
  std::size_t unit_ = kNoElement;       // portion that a page line may have split
  std::size_t paragraph_ = kNoElement;  // last numbered paragraph
  std::size_t heading_ = kNoElement;
  std::size_t unknown_captions_ = 0;
  char last_letter_ = 0;  // of the last list label in parentheses
  std::uint32_t last_number_ = 0;
  bool any_number_ = false;
  bool any_field_ = false;
  bool page_split_ = false;  // a page line stands between unit_ and the current line
  bool blank_before_ = true;
  bool in_address_ = false;
  bool captions_over_ = false;  // E.O., TAGS or SUBJECT was seen: no caption position any more
  bool web_ = false;
  struct Banner {
    std::size_t element;
    MarkingStatus status;
    Marking value;
  };
  std::vector<Banner> banners_;
  bool any_mark_ = false;
  std::size_t whole_text_ = kNoElement;  // the paragraph whose mark governs all later unmarked ones
};

}  // namespace markings

#endif  // LIBMARKINGS_CABLE_INTERNAL_PARSER_H_
