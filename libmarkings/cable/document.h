#ifndef LIBMARKINGS_CABLE_DOCUMENT_H_
#define LIBMARKINGS_CABLE_DOCUMENT_H_

// A parsed cable.
//
//   auto buffer = Buffer::FromBytes(bytes, "cable.txt");
//   auto document = Document::Parse(std::move(*buffer), *Vocabulary::ForRegime("state"));
//   for (const Element& e : document->elements()) ... document->Text(e.text_span) ...
//
// The elements partition the bytes of the input: the first begins at 0, each begins where the one
// before ends, the last ends at the size of the text.

#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "libmarkings/cable/element.h"
#include "libmarkings/cable/header.h"
#include "libmarkings/export.h"
#include "libmarkings/marking/marking.h"
#include "libmarkings/marking/rollup.h"
#include "libmarkings/marking/vocabulary.h"
#include "libmarkings/text/buffer.h"

namespace markings {

enum class DocumentFormat : std::uint8_t { kTelegram, kWebCopy };
[[nodiscard]] MARKINGS_API std::string_view Name(DocumentFormat format);  // "telegram", "web"

// Owns its Buffer; views into it live as long as the Document. Move-only. Thread-safe for reading.
class MARKINGS_API Document {
 public:
  // Parses a cable. Never fails on content: oddities are diagnostics() and, where they leave the
  // protection in doubt, in_doubt(). Linear in the text, no recursion.
  // Errors: kUnusableInput only for what is no cable at all (neither class line nor numbered paragraph,
  // nor any header field).
  [[nodiscard]] static Result<Document> Parse(Buffer buffer, std::shared_ptr<const Vocabulary> vocabulary);

  [[nodiscard]] const Buffer& buffer() const { return buffer_; }
  [[nodiscard]] const Vocabulary& vocabulary() const { return *vocabulary_; }
  [[nodiscard]] std::shared_ptr<const Vocabulary> shared_vocabulary() const { return vocabulary_; }
  [[nodiscard]] DocumentFormat format() const { return format_; }
  [[nodiscard]] const Header& header() const { return header_; }
  [[nodiscard]] const std::vector<Element>& elements() const { return elements_; }
  [[nodiscard]] std::string_view Text(Span span) const& { return Slice(buffer_.text(), span); }
  std::string_view Text(Span span) && = delete;  // the view would outlive its text

  // The content of an element and of the parts that continue it, page lines taken out, joined as it reads:
  // a line break is a blank; a part that ends inside a word joins without one. What rules look at.
  [[nodiscard]] std::string UnitText(std::size_t element) const;
  // The elements of the unit that an element heads, in order, itself first.
  [[nodiscard]] std::vector<std::size_t> UnitParts(std::size_t head) const;

  // The index of the element with that id, or kNoElement.
  [[nodiscard]] std::size_t Find(std::string_view id) const;

  // Own marking: class line and captions. kNone: the document has no class line.
  [[nodiscard]] MarkingStatus banner_status() const { return banner_status_; }
  [[nodiscard]] const Marking& banner() const { return banner_; }
  // The join of the marks written on portions; portions_known() is false when one cannot be read.
  [[nodiscard]] const Marking& roll_up() const { return roll_up_; }
  [[nodiscard]] bool roll_up_known() const { return roll_up_known_; }
  // The join of banner and roll-up, what unmarked portions come by. Counts only when overall_known().
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
  Header header_;
  std::vector<Element> elements_;
  MarkingStatus banner_status_ = MarkingStatus::kNone;
  Marking banner_, roll_up_, overall_;
  bool roll_up_known_ = true;
  bool overall_known_ = false;
  bool has_unknown_caption_ = false;
  std::vector<Diagnostic> diagnostics_;
  std::unordered_map<std::string, std::size_t> by_id_;
  std::unordered_map<std::size_t, std::vector<std::size_t>> parts_;  // of units that a page line split
};

}  // namespace markings

#endif  // LIBMARKINGS_CABLE_DOCUMENT_H_
