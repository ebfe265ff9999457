#include "libmarkings/cable/mark_source.h"

#include <algorithm>
#include <map>

#include "libmarkings/marking/forms.h"
#include "libmarkings/marking/lattice.h"
#include "libmarkings/marking/portion.h"

namespace markings {
namespace {

class SourceFinder {
 public:
  explicit SourceFinder(const Document& document) : document_(document), elements_(document.elements()) {
    for (const Element element : elements_) {
      if (IsWholeText(element)) whole_text_.push_back(element.index);
    }
  }

  MarkSource Of(std::size_t unit) {
    const Element element = elements_[unit];
    MarkSource source = element.mark_origin == MarkOrigin::kParent ? FromParent(element) : Direct(element);
    source.origin = element.mark_origin;
    source.mark = element.mark_known ? PortionForm(document_.vocabulary(), element.marking()) : std::string();
    return source;
  }

 private:
  bool IsWholeText(const Element& element) const {
    return element.kind == ElementKind::kParagraph && element.marking_status == MarkingStatus::kValid &&
           ParsePortion(document_.vocabulary(), document_.Text(element.marking_span)).entire_text;
  }

  static void Take(const Element& from, MarkSource& source) {
    source.element = from.id();
    source.where = from.marking_span.empty() ? from.text_span : from.marking_span;
  }

  // Up to the one that does not come by its mark from above; there are as many steps as styles of lists.
  MarkSource FromParent(Element element) {
    while (element.mark_origin == MarkOrigin::kParent && element.parent != kNoElement)
      element = elements_[element.parent];
    MarkSource source = Direct(element);
    source.element = element.id();
    return source;
  }

  MarkSource Direct(const Element& element) {
    MarkSource source;
    switch (element.mark_origin) {
      case MarkOrigin::kNone:
      case MarkOrigin::kParent:
        break;
      case MarkOrigin::kOwn:
        Take(element, source);
        break;
      case MarkOrigin::kWholeText: {
        // (Every whole-text mark above counts; the last is the one that the parser looks for.)
        const auto after = std::ranges::lower_bound(whole_text_, element.index);
        if (after != whole_text_.begin()) Take(elements_[*std::prev(after)], source);
        break;
      }
      case MarkOrigin::kMessage:
        return ClassLineOf(document_.MessageOf(element.index));
      case MarkOrigin::kDocument:
        return ClassLineOf(kNoElement);
    }
    return source;
  }

  // Of a message, or of the document: kNoElement. Looked for once.
  const MarkSource& ClassLineOf(std::size_t message) {
    const auto [at, fresh] = class_lines_.try_emplace(message);
    MarkSource& source = at->second;
    if (!fresh) return source;
    const bool all = message == kNoElement;
    const std::size_t first = all ? 0 : document_.messages()[message].first;
    const std::size_t end = all ? elements_.size() : document_.messages()[message].end;
    const Marking& banner = all ? document_.banner() : document_.messages()[message].banner;
    for (std::size_t i = first; i < end; ++i) {
      const Element element = elements_[i];
      if (source.element.empty() && element.kind == ElementKind::kBanner) Take(element, source);
      const bool own = IsPortion(element.kind) && element.continues == kNoElement &&
                       element.marking_status == MarkingStatus::kValid;
      if (own && source.raised_by.empty() && !Dominates(document_.vocabulary(), banner, element.marking())) {
        source.raised_by = element.id();
      }
    }
    if (all && source.element.empty() && !document_.review_markings().empty())
      Take(elements_[document_.review_markings().front().element], source);
    return source;
  }

  const Document& document_;
  const ElementList& elements_;
  std::vector<std::size_t> whole_text_;
  std::map<std::size_t, MarkSource> class_lines_;
};

}  // namespace

std::vector<MarkSource> SourcesOfMarks(const Document& document, std::span<const std::size_t> units) {
  SourceFinder finder(document);
  std::vector<MarkSource> sources;
  sources.reserve(units.size());
  for (const std::size_t unit : units) sources.push_back(finder.Of(unit));
  return sources;
}

}  // namespace markings
