#ifndef LIBMARKINGS_CABLE_INTERNAL_FORMAT_H_
#define LIBMARKINGS_CABLE_INTERNAL_FORMAT_H_

// Which form a document has, by what stands in it.

#include <optional>
#include <string_view>
#include <vector>

#include "libmarkings/cable/document_format.h"
#include "libmarkings/cable/internal/line_list.h"

namespace markings::internal {

// Which forms' apparatus is read as such. Forms lie inside one another: a FOIA release of an e-mail that
// forwards a SMART message.
struct FormatTraits {
  bool foia = false;
  bool archive = false;
  bool smart = false;
  bool frus = false;
  bool messages = false;
  bool memo = false;
  bool cable = false;  // a telegram or SMART message, whatever lies around it
};

struct FoundFormat {
  DocumentFormat format = DocumentFormat::kPlain;
  FormatTraits traits;
  std::vector<FormatEvidence> evidence;
};

// Looks at each line once, and at a few after a line that could head a message. A forced form has the traits
// of that form alone; foia and web have those of what lies in them too.
[[nodiscard]] FoundFormat FindFormat(std::string_view text, const Lines& lines,
                                     std::optional<DocumentFormat> forced);

// "From:", "Sent:", "Subject:": the bytes of the label of an e-mail's field, quoting signs before it, 0 for
// none.
[[nodiscard]] std::size_t MessageLabel(std::string_view line);
// The same of a memo ("TO:", "THROUGH:") and of a SMART message ("Pass Line:", "Drafted By:").
[[nodiscard]] std::size_t MemoLabel(std::string_view line);
[[nodiscard]] std::size_t SmartLabel(std::string_view line);
// "*** Current Classification ***", "Document Number:": a line of an archive's record.
[[nodiscard]] std::size_t AttributeLabel(std::string_view line);
// The name in a label: letters, in capitals, nothing else. "Date!DTG: " is "DATEDTG".
[[nodiscard]] std::string LabelName(std::string_view label);
// "-----Original Message-----", "Begin forwarded message:".
[[nodiscard]] bool IsMessageSeparator(std::string_view line);
// Whether a message begins at a line: "From:" and, near below, "Sent:", "To:" or "Subject:".
[[nodiscard]] bool BeginsMessage(std::string_view text, const Lines& lines, std::size_t at);

}  // namespace markings::internal

#endif  // LIBMARKINGS_CABLE_INTERNAL_FORMAT_H_
