// Any text as a cable. Properties: no crash, the elements partition the bytes, and nothing that cannot be
// read is known.

#include <cstddef>
#include <cstdint>
#include <string>

#include "fuzz/require.h"
#include "libmarkings/cable/document.h"
#include "libmarkings/report/json.h"

using namespace markings;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  auto buffer = Buffer::FromBytes(std::string(reinterpret_cast<const char*>(data), size), "fuzz");
  if (!buffer) return 0;
  const auto state = Vocabulary::ForRegime("state");
  Require(state.has_value());
  const auto document = Document::Parse(*std::move(buffer), *state);
  if (!document) return 0;
  std::size_t at = 0;
  for (const Element& element : document->elements()) {
    Require(element.span.begin == at && element.span.begin < element.span.end);
    at = element.span.end;
    for (const Span& inner : {element.text_span, element.label_span, element.marking_span}) {
      Require(inner.begin <= inner.end);
      Require(inner.empty() || (inner.begin >= element.span.begin && inner.end <= element.span.end));
    }
    const bool unreadable = element.marking_status == MarkingStatus::kMalformed ||
                            element.marking_status == MarkingStatus::kUnknown;
    Require(!unreadable || !element.mark_known);
    Require(IsPortion(element.kind) || !element.mark_known);
  }
  Require(at == document->buffer().text().size());
  Require(!DocumentJson(*document).empty());
  return 0;
}
