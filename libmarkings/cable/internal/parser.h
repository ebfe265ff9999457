#ifndef LIBMARKINGS_CABLE_INTERNAL_PARSER_H_
#define LIBMARKINGS_CABLE_INTERNAL_PARSER_H_

// Cuts a cable into elements, line by line, once from front to back. Users want cable/document.h.

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "libmarkings/cable/document.h"
#include "libmarkings/cable/internal/format.h"
#include "libmarkings/cable/internal/line_list.h"
#include "libmarkings/cable/internal/lines.h"
#include "libmarkings/check/banner_lines.h"
#include "libmarkings/marking/banner.h"
#include "libmarkings/text/ascii.h"

namespace markings {

// The words that a spelling of the vocabulary may begin with, in any letters: a quick way to say that a line
// is no class line, by its first two letters nearly always. Letter-spaced lines are not its business.
class ClassStarts {
 public:
  explicit ClassStarts(const Vocabulary& vocabulary);
  [[nodiscard]] bool MayBegin(std::string_view line) const {
    return line.size() >= 2 && (!IsLetter(line[0]) || !IsLetter(line[1]) ||
                                (pairs_[Pair(line[0], line[1])] && HasFirstWord(line)));
  }

 private:
  [[nodiscard]] bool HasFirstWord(std::string_view line) const;
  static std::size_t Pair(char a, char b) {
    return (static_cast<std::size_t>(a) & 0x1F) << 5 | (static_cast<std::size_t>(b) & 0x1F);
  }
  std::array<bool, 1024> pairs_{};
  std::vector<std::string> words_;  // in capitals, sorted; those of long ones cut
};

class CableParser {
 public:
  // `forced`: the form that somebody said the document has.
  CableParser(Document& document, std::optional<DocumentFormat> forced)
      : document_(document),
        elements_(*document_.elements_),
        text_(document.buffer_.text()),
        vocabulary_(*document.vocabulary_),
        class_starts_(vocabulary_),
        forced_(forced) {
    if (vocabulary_.grammar() != nullptr) banner_lines_.emplace(document.vocabulary_);
  }

  // Fills the document, always whole. False: nothing in it speaks for any form.
  [[nodiscard]] bool Parse();

 private:
  enum class Stage : std::uint8_t { kPreamble, kHeader, kBody };

  // parser.cc: the lines, one after the other
  void FindClassLine();
  void FindTail();
  void ReadLine();
  void ReadBlank();
  bool ReadApparatus(std::string_view line);
  bool ReadBannerLine(std::string_view line);
  bool ReadSecondBanner(std::string_view line);
  bool ReadPageLine(std::string_view line);
  void ReadBanner(const ParsedBanner& banner);

  // categories.cc: documents of regimes with banner categories
  [[nodiscard]] ParsedBanner BannerOf(std::string_view line, bool among_text);
  [[nodiscard]] ParsedBanner SpacedBannerOf(std::string_view line);
  bool ReadCategoryBanner(std::string_view line);
  bool ReadAuthority(std::string_view line);
  void FillBannerLists();
  void NoteInnerMarks();

  // parser.cc again
  std::size_t NextTextLine(std::size_t from) const;

  // read_furniture.cc: what others put on the page
  void ReadFurniture();
  void ReadRedaction(internal::LineRole role);
  void ReadReview();
  void ReadRegion(internal::LineRole role);
  void ReadRest();

  // read_message.cc: e-mails, memos, SMART messages, archive records, source notes
  bool ReadMessageLine(std::string_view line);
  bool GoOn();
  void ExtendToBlank();
  void NoteMark(std::string_view line);
  void BeginMessage();
  bool ReadMessageField(std::string_view line);
  bool FieldsGoOn() const;
  bool ReadSmartField(std::string_view line);
  bool ReadMemoField(std::string_view line);
  bool ReadAttribute(std::string_view line);
  bool ReadStatedClass(std::string_view line);
  bool ReadEditionTitle(std::string_view line);
  bool ReadSourceNote(std::string_view line);
  void OpenField(ElementKind kind, std::size_t label);
  [[nodiscard]] std::size_t FieldLabel(std::string_view line) const;

  // read_header.cc: fields between the class line and the body
  bool ReadHeaderField(std::string_view line);
  bool ReadLabelled(std::string_view line);
  bool ReadAddress(std::string_view line);
  bool ReadCaptions(std::string_view line);
  void ReadCaptionPosition(std::string_view line);
  void FindCaptionsIn(std::size_t element);
  void AddCaption(std::size_t caption, std::size_t element);
  void AddUnknownCaption(std::string name, std::size_t element);
  void ReadWrapped(ElementKind kind, std::size_t label);
  void ExtendWrapped(ElementKind kind);
  bool CutJoined(std::string_view line, std::size_t from);
  bool ReadJoinedPageLine(std::string_view line);
  [[nodiscard]] std::optional<std::size_t> LooseTags(std::string_view line) const;
  void ReadCaptionField(std::string_view line, std::size_t element);
  bool PassingGoesOn() const;
  [[nodiscard]] bool BearsMark(std::string_view line) const;
  bool StartsElement(std::string_view line) const;

  // read_body.cc: numbered and other text
  bool ReadBodyLine(std::string_view line);
  void ReadPlainLine(std::string_view line);
  bool ReadNumbered(std::string_view line);
  bool ReadListItem(std::string_view line);
  bool ReadMarkedLine(std::string_view all);
  [[nodiscard]] std::size_t MarkedLabel(std::string_view line) const;
  bool ReadHeading(std::string_view line);
  void ReadSignature();
  void OpenQuoted(bool announced);
  void ReadQuotedLine(std::string_view line);
  [[nodiscard]] bool BreaksQuoted() const;
  void TakeLateMark();
  void CutJoinedParagraph();
  void LookAhead();
  bool IsHeading(std::string_view line) const;
  std::size_t ParentOf(char style);
  void LeaveParagraph();  // what follows does not belong to the paragraph above

  // elements.cc: making elements
  Element& Open(ElementKind kind, std::size_t label_bytes);
  Element& OpenPart(std::size_t head);  // goes on with an element that a page line split
  void Extend();                        // the current line belongs to the open element
  void Close();
  void AddSingle(ElementKind kind);  // one line, an element of its own
  void TakeMark(std::size_t index, bool at_end);
  [[nodiscard]] std::size_t SkipToMark(std::string_view text) const;
  [[nodiscard]] std::string_view Now() const { return Slice(text_, lines_[at_].text); }
  [[nodiscard]] std::string_view LineAt(std::size_t line) const { return Slice(text_, lines_[line].text); }
  [[nodiscard]] std::size_t HeadOf(std::size_t index) const {
    const std::size_t head = elements_[index].continues;
    return head == kNoElement ? index : head;
  }

  // marks.cc: what each element bears in the end
  void FillMarks();
  void SortDiagnostics();
  void CheckBanners();
  void CompareRollUp();
  void RollUpPortions();
  void MarkQuoted(std::size_t index);
  void JoinAbove(Element& element);
  [[nodiscard]] std::size_t GoverningWholeText(std::size_t index) const;

  // messages.cc: messages, reviewers' markings and source notes, from their elements
  void EndMessages();
  void FillMessages();
  void MarkMessages();
  void AddSourceBanner(std::size_t index);
  void JoinReviews();
  void Inherit(std::size_t index);
  void Report(DiagnosticCode code, Span where, std::string message = {}, std::string fix = {});

  // fields.cc: what the header says
  void FillHeader();
  void FillTags(Span all);
  [[nodiscard]] std::size_t TagName(std::size_t begin, std::size_t end, std::size_t limit) const;
  [[nodiscard]] std::vector<Span> CutTags(Span item) const;
  void AddTag(std::string code, Span span);
  [[nodiscard]] std::size_t LongerTag(std::size_t begin, std::size_t end, std::size_t limit) const;
  void DemoteEoLines();
  void FillEo(std::size_t index);
  void FillField(std::size_t index);
  void FillReferences(const std::string& text);
  void FillAddressees();

  Document& document_;
  ElementList& elements_;
  std::string_view text_;
  const Vocabulary& vocabulary_;
  const ClassStarts class_starts_;
  std::optional<BannerLines> banner_lines_;  // of a vocabulary with banner categories
  internal::Lines lines_;
  std::size_t at_ = 0;                   // current line
  std::size_t class_line_ = kNoElement;  // line index of the first class line
  std::size_t tail_ = 0;                 // line index from which only signature, class line and NNNN stand
  std::size_t signature_line_ = kNoElement;
  std::array<std::size_t, 9> last_quote_end_{};  // line index of the last END of each kind, plus 1
  std::size_t open_ = kNoElement;                // element that lines are added to
  std::size_t unit_ = kNoElement;                // portion that a page line may have split
  std::size_t paragraph_ = kNoElement;           // what list items belong to
  std::size_t heading_ = kNoElement;
  struct Level {
    char style;
    std::size_t element;
    char letter;
  };
  std::vector<Level> levels_;  // of the lists under way, each style once
  std::size_t quoted_ = kNoElement;
  std::size_t redacted_unit_ = kNoElement;  // a unit that a redaction stands in
  std::vector<bool> caption_seen_;
  std::size_t unknown_captions_ = 0;
  std::size_t joined_cuts_ = 0;    // lines that were cut at a field joined to them
  std::uint32_t list_number_ = 0;  // of a numbered list inside a paragraph
  std::uint32_t last_number_ = 0;
  std::uint32_t withheld_paragraphs_ = 0;  // since the last number, by brackets
  Stage stage_ = Stage::kPreamble;
  internal::Quote quote_ = internal::Quote::kNone;        // what ends the quoted text
  internal::Quote quote_ahead_ = internal::Quote::kNone;  // announced at the end of the line before
  bool any_number_ = false;
  bool any_field_ = false;
  bool page_split_ = false;      // a page line stands between unit_ and the current line
  bool blank_in_split_ = false;  // and a blank line beside it
  bool blank_before_ = true;
  bool again_ = false;  // the rest of the current line is to be read as a line
  bool in_address_ = false;
  bool in_references_ = false;
  bool in_fields_ = false;     // of an e-mail or a memo
  bool smart_fields_ = false;  // of the message under way
  bool smart_header_ = false;  // its first fields were filled in
  bool attributes_ = false;    // the attributes of an archive's record: to the end
  bool memo_over_ = false;
  bool review_open_ = false;
  bool captions_over_ = false;  // E.O., TAGS or SUBJECT was seen: no caption position any more
  bool any_mark_ = false;
  bool text_above_ = false;  // some portion stands above the current line
  const std::optional<DocumentFormat> forced_;
  internal::FormatTraits traits_;
  struct Banner {
    std::size_t element;
    MarkingStatus status;
    Marking value;
  };
  std::vector<Banner> banners_;
  struct NotedMark {
    std::size_t element;
    Marking value;
  };
  std::vector<NotedMark> noted_marks_;  // where none can stand: they raise, and mark nothing
  std::vector<std::size_t> reports_ = std::vector<std::size_t>(AllDiagnostics().size());  // by code
  std::vector<Marking> whole_text_marks_;
  std::vector<std::size_t> whole_text_;  // paragraphs whose mark governs all later unmarked ones
};

}  // namespace markings

#endif  // LIBMARKINGS_CABLE_INTERNAL_PARSER_H_
