// Any text as a document, in the form that it has and in one that it is said to have. Properties: no crash,
// the elements partition the bytes, nothing that cannot be read is known, places lead back to the input in
// order, and of a text that is told to be plain without parsing it there is nothing to report.

#include <cstddef>
#include <cstdint>
#include <string>

#include "fuzz/require.h"
#include "libmarkings/cable/document.h"
#include "libmarkings/cable/plain_cable.h"
#include "libmarkings/report/json.h"

using namespace markings;

namespace {

void CheckDocument(const Document& document) {
  std::size_t at = 0;
  std::size_t input = 0;
  for (const Element element : document.elements()) {
    Require(element.span.begin == at && element.span.begin < element.span.end);
    at = element.span.end;
    Require(document.buffer().InputOffset(at) >= input);
    input = document.buffer().InputOffset(at);
    for (const Span& inner : {element.text_span, element.label_span, element.marking_span}) {
      Require(inner.begin <= inner.end);
      Require(inner.empty() || (inner.begin >= element.span.begin && inner.end <= element.span.end));
    }
    const bool unreadable = element.marking_status == MarkingStatus::kMalformed ||
                            element.marking_status == MarkingStatus::kUnknown;
    Require(!unreadable || !element.mark_known);
    Require(IsPortion(element.kind) || !element.mark_known);
  }
  Require(at == document.buffer().text().size());
  std::size_t end = 0;
  for (const Message& message : document.messages()) {
    Require(message.first >= end && message.end >= message.first);
    end = message.end;
  }
  Require(end <= document.elements().size());
  Require(!DocumentJson(document).empty());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  const auto state = Vocabulary::ForRegime("state");
  Require(state.has_value());
  auto buffer = Buffer::FromInput(bytes, "fuzz");
  if (!buffer) return 0;
  const bool plain = PlainCables(*state).IsOne(buffer->text());
  const auto document = Document::Parse(*std::move(buffer), *state);
  if (document) CheckDocument(*document);
  Require(!plain || (document && document->diagnostics().empty()));
  constexpr std::size_t kForms = 9;
  const auto form = static_cast<DocumentFormat>(size % kForms);
  const auto forced = Document::Parse(*Buffer::FromInput(bytes, "fuzz"), *state, {.format = form});
  Require(forced.has_value());
  CheckDocument(*forced);
  return 0;
}
