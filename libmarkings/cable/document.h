#ifndef LIBMARKINGS_CABLE_DOCUMENT_H_
#define LIBMARKINGS_CABLE_DOCUMENT_H_

// A parsed cable.
//
//   auto buffer = Buffer::FromBytes(bytes, "cable.txt");
//   auto document = Document::Parse(std::move(*buffer), *Vocabulary::ForRegime("state"));
//   for (const Element e : document->elements()) ... document->Text(e.text_span) ...
//
// The elements partition the bytes of the input: the first begins at 0, each begins where the one
// before ends, the last ends at the size of the text.

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "libmarkings/cable/document_format.h"
#include "libmarkings/cable/element.h"
#include "libmarkings/cable/element_list.h"
#include "libmarkings/cable/header.h"
#include "libmarkings/cable/release_marks.h"
#include "libmarkings/export.h"
#include "libmarkings/marking/marking.h"
#include "libmarkings/marking/rollup.h"
#include "libmarkings/marking/vocabulary.h"
#include "libmarkings/text/buffer.h"

namespace markings {

// A stretch of extracted text, whole lines of it, that is no text on a page.
struct MARKINGS_API SourceRegion {
  Span span;            // bytes into the text
  bool unread = false;  // nothing was read from what it stands for; else: read, and hidden from a reader
  std::string kind;     // "comment", "deletion", "hidden_text"; "image", "attachment", "embedded_file", ...
};

struct MARKINGS_API ParseOptions {
  // (Initialised, so that one may be written without the others.) Forced; none: found by what stands in the
  // text.
  std::optional<DocumentFormat> format{};  // NOLINT(readability-redundant-member-init)
  // In order, not overlapping.
  std::vector<SourceRegion> regions{};  // NOLINT(readability-redundant-member-init)
  bool any_form = false;                // a text of no form that is known is one of plain form
};

// Owns its Buffer; views into it live as long as the Document. Move-only. Thread-safe for reading.
class MARKINGS_API Document {
 public:
  // Parses a document with a vocabulary of either style: class lines and captions, or banner categories.
  // Never fails on content: oddities are diagnostics() and, where they leave the
  // protection in doubt, Info(code).in_doubt. Linear in the text, no recursion.
  // Errors: kUnusableInput for what is of no known form at all (neither class line nor numbered paragraph,
  // portion mark or field), unless options.format says what it is; and for regions that are out of order.
  [[nodiscard]] static Result<Document> Parse(Buffer buffer, std::shared_ptr<const Vocabulary> vocabulary,
                                              ParseOptions options = {});

  [[nodiscard]] const Buffer& buffer() const { return buffer_; }
  [[nodiscard]] const Vocabulary& vocabulary() const { return *vocabulary_; }
  [[nodiscard]] std::shared_ptr<const Vocabulary> shared_vocabulary() const { return vocabulary_; }
  [[nodiscard]] DocumentFormat format() const { return format_; }
  [[nodiscard]] bool format_forced() const { return format_forced_; }
  // What speaks for which form, at most one of a sort, in order of the text.
  [[nodiscard]] const std::vector<FormatEvidence>& format_evidence() const { return format_evidence_; }
  [[nodiscard]] const Header& header() const { return header_; }
  [[nodiscard]] const ElementList& elements() const { return *elements_; }
  [[nodiscard]] std::string_view Text(Span span) const& { return Slice(buffer_.text(), span); }
  std::string_view Text(Span span) && = delete;  // the view would outlive its text

  // The content of an element and of the parts that continue it, page lines taken out, joined as it reads:
  // a line break is a blank; a part that ends inside a word joins without one. What rules look at.
  [[nodiscard]] std::string UnitText(std::size_t element) const;
  // Adds it to a text, in which it stands by itself.
  void AppendUnitText(std::size_t element, std::string& text) const;
  // The elements of the unit that an element heads, in order, itself first.
  [[nodiscard]] std::vector<std::size_t> UnitParts(std::size_t head) const;

  // What others put on the document. Their order is that of the text.
  [[nodiscard]] const ReleaseBanner& release_banner() const { return release_banner_; }
  [[nodiscard]] const std::vector<ReviewMarking>& review_markings() const { return review_markings_; }
  [[nodiscard]] const std::vector<ForeignRedaction>& foreign_redactions() const {
    return foreign_redactions_;
  }
  // The messages of a thread, in order of the text: the latest first, as threads stand. Empty: no e-mail.
  [[nodiscard]] const std::vector<Message>& messages() const { return messages_; }
  // The message that an element belongs to, kNoElement for none.
  [[nodiscard]] std::size_t MessageOf(std::size_t element) const;
  // What the regions of the options said of an element of kind hidden or unread: "comment". Else empty.
  [[nodiscard]] std::string_view RegionKind(std::size_t element) const;

  // The index of the element with that id, or kNoElement.
  [[nodiscard]] std::size_t Find(std::string_view id) const { return elements_->Find(id); }

  // Own marking: class line and captions. kNone: the document has no class line.
  [[nodiscard]] MarkingStatus banner_status() const { return banner_status_; }
  [[nodiscard]] const Marking& banner() const { return banner_; }
  // The roll-up of the marks written on portions, when any is; roll_up_known() is false when one cannot be
  // read.
  [[nodiscard]] bool any_portion_marked() const { return any_portion_marked_; }
  [[nodiscard]] const Marking& roll_up() const { return roll_up_; }
  [[nodiscard]] bool roll_up_known() const { return roll_up_known_; }
  // The roll-up of banner, portions and reviewers' markings, what unmarked portions come by. Counts only when
  // overall_known().
  [[nodiscard]] const Marking& overall() const { return overall_; }
  [[nodiscard]] bool overall_known() const { return overall_known_; }
  [[nodiscard]] bool has_unknown_caption() const { return has_unknown_caption_; }

  [[nodiscard]] const std::vector<Diagnostic>& diagnostics() const { return diagnostics_; }

 private:
  friend class CableParser;
  Document(Buffer buffer, std::shared_ptr<const Vocabulary> vocabulary)
      : buffer_(std::move(buffer)), vocabulary_(std::move(vocabulary)) {}

  Buffer buffer_;
  std::shared_ptr<const Vocabulary> vocabulary_;
  DocumentFormat format_ = DocumentFormat::kTelegram;
  bool format_forced_ = false;
  std::vector<FormatEvidence> format_evidence_;
  ReleaseBanner release_banner_;
  std::vector<ReviewMarking> review_markings_;
  std::vector<ForeignRedaction> foreign_redactions_;
  std::vector<Message> messages_;
  std::vector<SourceRegion> regions_;
  Header header_;
  std::unique_ptr<ElementList> elements_ = std::make_unique<ElementList>();  // which elements point to
  MarkingStatus banner_status_ = MarkingStatus::kNone;
  Marking banner_, roll_up_, overall_;
  bool roll_up_known_ = true;
  bool any_portion_marked_ = false;
  bool overall_known_ = false;
  bool has_unknown_caption_ = false;
  std::vector<Diagnostic> diagnostics_;
  struct Part {
    std::uint32_t head;
    std::uint32_t part;
  };
  std::vector<Part> parts_;  // of units that a page line split, by their heads
};

}  // namespace markings

#endif  // LIBMARKINGS_CABLE_DOCUMENT_H_
