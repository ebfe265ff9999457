#ifndef LIBMARKINGS_CABLE_DOCUMENT_FORMAT_H_
#define LIBMARKINGS_CABLE_DOCUMENT_FORMAT_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "libmarkings/export.h"
#include "libmarkings/text/span.h"

namespace markings {

// The form that a document has. What reads as another's apparatus is text in a document that is none of that
// form: a margin code counts in a FOIA release alone. Source: CABLES of this project, 2.1 to 2.8, 4.1, 4.2.
enum class DocumentFormat : std::uint8_t {
  kTelegram,  // a cable to 2009: class line, captions, E.O., TAGS, SUBJECT, numbered paragraphs
  kSmart,     // a message of 2010 and later: labelled fields ("MRN:", "Date/DTG:", "Pass Line:")
  kArchive,   // a telegram of 1973-79 as the National Archives publish it, with its record's attributes
  kFoia,      // released under FOIA: page headers, stamps, codes in the margin; whatever lies below them
  kFrus,      // printed in an edition: a source note, bracketed omissions
  kWeb,       // a copy from a web page, with what is left of its markup
  kEmail,     // e-mail messages, one inside the other
  kMemo,      // TO, FROM, SUBJECT
  kPlain,     // text without any of these
};
// "telegram", "smart", "archive", "foia", "frus", "web", "email", "memo", "plain"
[[nodiscard]] MARKINGS_API std::string_view Name(DocumentFormat format);
[[nodiscard]] MARKINGS_API std::optional<DocumentFormat> FindDocumentFormat(std::string_view name);

// One thing that speaks for a form, and where it stands. `what` never quotes the document.
struct MARKINGS_API FormatEvidence {
  DocumentFormat format = DocumentFormat::kPlain;
  std::string what;
  Span where;
};

}  // namespace markings

#endif  // LIBMARKINGS_CABLE_DOCUMENT_FORMAT_H_
