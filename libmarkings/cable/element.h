#ifndef LIBMARKINGS_CABLE_ELEMENT_H_
#define LIBMARKINGS_CABLE_ELEMENT_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "libmarkings/export.h"
#include "libmarkings/marking/marking.h"
#include "libmarkings/text/span.h"

namespace markings {

// What a stretch of a cable is. Portions hold content and bear a marking, their own or one they come
// by; the others are apparatus: they bear none and are released, recomputed or dropped by kind.
enum class ElementKind : std::uint8_t {
  // apparatus
  kHeader,  // transmission id, DE, ZNR, DTG, FM/TO/INFO and their addressees: only lines of exactly that form
  kBanner,  // a class line, wherever it recurs
  kCaption,       // one caption
  kEo,            // E.O. line
  kUnderline,     // the row of - or = under a heading
  kContinuation,  // page and section lines that land anywhere, also inside a sentence
  kEnd,           // NNNN
  kBlank,         // blank lines
  kDistribution,  // office distribution and number lines of an archive's copy: "ACTION EUR-12 INFO OCT-01"
  // What whoever published the document put on it. It says nothing of the document's own protection.
  kReleaseBanner,  // page headers and footers, stamps ("RELEASE IN PART B6"), archive notices
  kReviewMarking,  // the reviewer's marking: "Classified by ... Class: ... Reason: ... Declassify on: ..."
  kRedaction,      // what somebody else took out: "[1 line not declassified]", XXXXXXXX, a margin code
  // portions
  kNote,     // text before the class line that is none of the above
  kField,    // a labelled line of an e-mail, memo, SMART message or archive record: names stand in it
  kPassing,  // passing instruction; also an unknown caption, which may be a name
  kTags,     // TAGS line
  kSubject,
  kReference,  // REF lines
  // Classified by / Reason lines, unnumbered or as paragraph 1 (then with its number, id "p1"); also an E.O.
  // line with anything in it but the strict form, such as a name.
  kClassifiedBy,
  kHeading,
  kParagraph,     // numbered, or unnumbered text of the body
  kSubparagraph,  // a. (1) -- - * and so on under a paragraph, an item of a list above, or nothing
  kQuoted,        // BEGIN TEXT .. END TEXT
  kSignature,
  kSourceNote,  // the note that says where a printed document lies and how it was marked
  // Never released, whatever a rule or an officer says: nobody who looks at the document sees it, or nobody
  // has read it.
  kHidden,  // a comment, a tracked deletion, hidden text, properties of a file
  kUnread,  // an image, an attachment, a page without a text layer
};

[[nodiscard]] MARKINGS_API std::string_view Name(ElementKind kind);  // "classified_by"
[[nodiscard]] MARKINGS_API std::optional<ElementKind> FindElementKind(std::string_view name);
[[nodiscard]] constexpr bool IsPortion(ElementKind kind) { return kind >= ElementKind::kNote; }
[[nodiscard]] constexpr bool NeverReleased(ElementKind kind) { return kind >= ElementKind::kHidden; }

// How an element came by its effective marking.
enum class MarkOrigin : std::uint8_t {
  kNone,       // apparatus, or a portion of a document that has no marking to give
  kOwn,        // written on it
  kParent,     // the numbered paragraph that it belongs to
  kWholeText,  // "1. (C - ENTIRE TEXT)"
  kMessage,    // the overall marking of the message of a thread that it stands in
  kDocument,   // the document's overall marking
};

[[nodiscard]] MARKINGS_API std::string_view Name(
    MarkOrigin origin);  // "own", "parent", "whole-text", "message", "document", "none"

inline constexpr std::size_t kNoElement = static_cast<std::size_t>(-1);

class ElementList;

// One stretch of the input. Elements stand in document order and their spans partition the bytes. A value
// made when it is asked for (element_list.h): what it says stays true, and id() and marking() may be asked,
// as long as its Document lives.
class MARKINGS_API Element {
 public:
  std::size_t index = 0;  // its place in the list
  ElementKind kind = ElementKind::kBlank;
  Span span;        // all bytes of the element, line ends included
  Span text_span;   // its content: without label, number, mark, trailing blanks and line ends
  Span label_span;  // the label or number as written ("SUBJECT:", "17.", "a."), empty: none
  std::optional<std::uint32_t> number;  // paragraph number, after repair
  bool number_repaired = false;
  Span marking_span;  // the mark as written, parentheses included; empty: none written
  MarkingStatus marking_status = MarkingStatus::kNone;  // of what is written on the element itself
  bool mark_known = false;  // false: unknown or malformed, or nothing to inherit. Never release on it
  MarkOrigin mark_origin = MarkOrigin::kNone;
  std::size_t parent =
      kNoElement;  // index of the element it belongs to: sub-paragraph, quoted text, underline
  std::size_t continues = kNoElement;  // index of the first part, when a page line split it
  std::size_t section = kNoElement;    // index of the heading above it

  // Unique: "p7", "p7.1", "subject", "passing2", "heading1", "blank3"; a second "p7" is "p7~2", the second
  // part of a "p7" that was split is "p7+2". Made anew by each call.
  [[nodiscard]] std::string id() const;
  // Effective; counts only when mark_known.
  [[nodiscard]] const Marking& marking() const;

 private:
  friend class CableParser;
  friend class ElementList;
  const ElementList* list_ = nullptr;
  std::uint32_t marking_ = 0;  // its place among the list's
  std::uint32_t ordinal_ = 0;  // among those whose ids begin alike, from 1
};

}  // namespace markings

#endif  // LIBMARKINGS_CABLE_ELEMENT_H_
