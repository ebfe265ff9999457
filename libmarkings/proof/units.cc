// The units of a document: label, mark, content and what stands between, element by element.

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <limits>
#include <utility>

#include "libmarkings/proof/attestation.h"
#include "libmarkings/text/ascii.h"

namespace markings {
namespace {

bool IsBlank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\f' || c == '\v'; }

UnitKind ContentKind(ElementKind kind) {
  switch (kind) {
    case ElementKind::kHeader:
      return UnitKind::kHeader;
    case ElementKind::kBanner:
    case ElementKind::kCaption:
      return UnitKind::kBanner;
    case ElementKind::kSignature:
      return UnitKind::kSignature;
    case ElementKind::kBlank:
      return UnitKind::kSeparator;
    default:
      return UnitKind::kBody;
  }
}

class Cutter {
 public:
  Cutter(const Document& document, UnitGrain grain) : document_(document), grain_(grain) {}

  void Cut(const Element& element, bool mandatory) {
    mandatory_ = mandatory;
    struct Part {
      Span span;
      UnitKind kind;
    };
    std::array<Part, 3> parts = {Part{element.label_span, UnitKind::kNumber},
                                 Part{element.marking_span, UnitKind::kMark},
                                 Part{element.text_span, ContentKind(element.kind)}};
    std::ranges::sort(parts, {}, [](const Part& part) { return part.span.begin; });
    std::size_t at = element.span.begin;
    for (const Part& part : parts) {
      // A mark may lie within the text that it marks.
      const Span span{std::max(part.span.begin, at), std::min(part.span.end, element.span.end)};
      if (part.span.empty() || span.begin >= span.end) continue;
      Add({at, span.begin}, ContentKind(element.kind));
      Add(span, part.kind);
      at = span.end;
    }
    Add({at, element.span.end}, ContentKind(element.kind));
  }

  std::vector<OriginalUnit> Take() { return std::move(units_); }
  [[nodiscard]] std::size_t size() const { return units_.size(); }

 private:
  // What is all blank is a separator, whatever it belongs to; so are the blanks at the ends of what is not.
  void Add(Span span, UnitKind kind) {
    const std::string_view text = document_.Text(span);
    std::size_t begin = 0, end = text.size();
    while (begin < end && IsBlank(text[begin])) ++begin;
    while (end > begin && IsBlank(text[end - 1])) --end;
    Push(begin, UnitKind::kSeparator);
    if (grain_ == UnitGrain::kElement) {
      Push(end - begin, kind);
    } else {
      PushWords(text.substr(begin, end - begin), kind);
    }
    Push(text.size() - end, UnitKind::kSeparator);
  }

  void PushWords(std::string_view text, UnitKind kind) {
    for (std::size_t at = 0; at < text.size();) {
      const bool blank = IsBlank(text[at]);
      std::size_t end = at;
      while (end < text.size() && IsBlank(text[end]) == blank) ++end;
      Push(end - at, blank ? UnitKind::kSeparator : kind);
      at = end;
    }
  }

  void Push(std::size_t length, UnitKind kind) {
    if (length == 0) return;
    units_.push_back({kind, mandatory_, static_cast<std::uint32_t>(length)});
  }

  const Document& document_;
  UnitGrain grain_;
  bool mandatory_ = false;
  std::vector<OriginalUnit> units_;
};

}  // namespace

Result<std::vector<OriginalUnit>> UnitsOf(const Document& document, const AttestOptions& options) {
  if (document.buffer().text().size() > std::numeric_limits<std::uint32_t>::max()) {
    return Fail(ErrorCode::kUnusableInput, {}, "the text is longer than 4 GiB", "attest its parts");
  }
  std::vector<std::size_t> mandatory;
  for (const std::string& id : options.mandatory) {
    const std::size_t index = document.Find(id);
    if (index == kNoElement) {
      return Fail(ErrorCode::kUnusableInput, {}, fmt::format("the document has no element \"{}\"", id),
                  "markings parse lists the ids");
    }
    mandatory.push_back(index);
  }
  Cutter cutter(document, options.grain);
  for (const Element element : document.elements()) {
    cutter.Cut(element, std::ranges::find(mandatory, element.index) != mandatory.end());
    if (cutter.size() > kMostUnits) {
      return Fail(ErrorCode::kUnusableInput, element.span, "the text has more units than an attestation may",
                  "attest its parts, or by elements");
    }
  }
  return cutter.Take();
}

}  // namespace markings
