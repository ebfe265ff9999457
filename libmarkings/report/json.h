#ifndef LIBMARKINGS_REPORT_JSON_H_
#define LIBMARKINGS_REPORT_JSON_H_

#include <cstddef>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "libmarkings/cable/document.h"
#include "libmarkings/export.h"
#include "libmarkings/marking/banner.h"
#include "libmarkings/marking/clearance.h"
#include "libmarkings/marking/marking.h"
#include "libmarkings/marking/repair.h"
#include "libmarkings/marking/rollup.h"
#include "libmarkings/policy/policy.h"
#include "libmarkings/redact/redaction.h"

namespace markings {

// The JSON of results. Each begins with its "schema"; each schema is published in docs/schema. All are
// without a line end; `indent` below 0 is one line.
[[nodiscard]] MARKINGS_API std::string MarkingJson(const Vocabulary& vocabulary, std::string_view input,
                                                   const ParsedMarking& mark,
                                                   int indent = -1);  // markings/marking/1
// What else may be said of a marking. Not owned.
struct MARKINGS_API MarkingExtras {
  const RollUpReport* roll_up = nullptr;
  const Access* access = nullptr;
  const std::optional<Repair>* repair =
      nullptr;  // of a mark that is not valid: its repair, or that there is none
};
// The same, appended to a string.
MARKINGS_API void AppendMarkingJson(std::string& out, const Vocabulary& vocabulary, std::string_view input,
                                    const ParsedMarking& mark, const MarkingExtras& extras = {});
// A page of the text, where the file has pages.
struct MARKINGS_API SourcePage {
  struct Line {
    Span span;
    double x = 0, y = 0, width = 0, height = 0;  // points from the upper left corner of the page
  };
  Span span;
  bool readable = true;  // false: nothing of it was read
  bool by_ocr = false;   // its text was recognised from an image
  double width = 0, height = 0;
  std::vector<Line> lines;
};
// Where the text of a document comes from. Views must live through the call.
struct MARKINGS_API DocumentSource {
  std::string_view name;           // of the input; empty: that of the document's buffer
  std::string_view type = "text";  // of the file that the text stands in
  std::string_view member;         // its place in the input; empty: it is the input
  std::span<const SourcePage> pages;
  bool lines = false;      // write the lines of pages, with their places
  bool extracted = false;  // spans are bytes of the text that was read out of it, not of the input
};
// Takes a text piece by piece. What a piece holds is gone when it returns.
using TextSink = std::function<void(std::string_view)>;
[[nodiscard]] MARKINGS_API std::string DocumentJson(const Document& document,
                                                    int indent = 2);  // markings/document/1
// The same, piece by piece: it may be a hundred times the document's size.
MARKINGS_API void WriteDocumentJson(const Document& document, const DocumentSource& source, int indent,
                                    const TextSink& sink);
// An input that holds several documents. `member` of `no_cables` is the place of a text that is no cable,
// with what is said of it.
struct MARKINGS_API InputSource {
  std::string_view name;
  std::size_t bytes = 0;
  std::string_view type;
};
struct MARKINGS_API SourcedDocument {
  const Document* document = nullptr;  // not owned
  DocumentSource source;
};
struct MARKINGS_API NoCable {
  std::string_view member, message, fix;
};
// markings/documents/1
MARKINGS_API void WriteDocumentsJson(const InputSource& input, std::span<const SourcedDocument> documents,
                                     std::span<const NoCable> no_cables, int indent, const TextSink& sink);
[[nodiscard]] MARKINGS_API std::string ExplainJson(const Document& document, const Policy& policy,
                                                   const Redaction& redaction,
                                                   int indent = 2);  // markings/explain/1

}  // namespace markings

#endif  // LIBMARKINGS_REPORT_JSON_H_
