// Any bytes as a portion mark, as the start of a paragraph, as a class line, and as a mark of a regime that
// writes its marks as fields too. Properties: no crash, spans within the text, an error if and only if the
// mark is unknown or malformed, and a canonical form that parses to the same value.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "fuzz/require.h"
#include "libmarkings/marking/banner.h"
#include "libmarkings/marking/forms.h"
#include "libmarkings/marking/portion.h"

namespace {

using namespace markings;

const Vocabulary& State() {
  static const auto state = Vocabulary::ForRegime("state");
  Require(state.has_value());
  return **state;
}

const Vocabulary& WithField() {
  static const auto au = Vocabulary::ForRegime("au");
  Require(au.has_value());
  return **au;
}

void CheckSound(std::string_view text, const ParsedMarking& mark) {
  Require(mark.span.begin <= mark.span.end && mark.span.end <= text.size());
  bool error = false;
  for (const Diagnostic& diagnostic : mark.diagnostics) {
    Require(diagnostic.where.begin <= diagnostic.where.end && diagnostic.where.end <= text.size());
    Require(!diagnostic.message.empty() && !diagnostic.fix.empty());
    error = error || SeverityOf(diagnostic) == Severity::kError;
  }
  Require(error == (mark.status == MarkingStatus::kUnknown || mark.status == MarkingStatus::kMalformed));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(data, data + size);
  const ParsedMarking portion = ParsePortion(State(), text);
  CheckSound(text, portion);
  Require(portion.status != MarkingStatus::kNone);
  if (portion.status == MarkingStatus::kValid) {
    const ParsedMarking again = ParsePortion(State(), CanonicalForm(State(), portion));
    Require(again.status == MarkingStatus::kValid && again.diagnostics.empty());
    Require(again.value == portion.value && again.entire_text == portion.entire_text);
  }
  const ParsedMarking found = FindPortion(State(), text);
  CheckSound(text, found);
  if (found.status == MarkingStatus::kValid) {
    const ParsedMarking alone = ParsePortion(State(), Slice(text, found.span));
    Require(alone.status == MarkingStatus::kValid && alone.value == found.value);
  }
  const ParsedBanner banner = ParseBanner(State(), text);
  CheckSound(text, banner.mark);
  Require(banner.origin.end <= text.size() && banner.serial.end <= text.size());
  if (banner.mark.status == MarkingStatus::kValid) {
    const ParsedMarking again = ParseBanner(State(), BannerForm(State(), banner.mark.value)).mark;
    Require(again.status == MarkingStatus::kValid && again.diagnostics.empty() &&
            again.value == banner.mark.value);
  }
  for (const ParsedMarking& mark : {ParseBanner(WithField(), text).mark, ParsePortion(WithField(), text)}) {
    CheckSound(text, mark);
    if (mark.status != MarkingStatus::kValid) continue;
    const std::string canonical = CanonicalForm(WithField(), mark);
    const ParsedMarking again = mark.kind == MarkingKind::kBanner ? ParseBanner(WithField(), canonical).mark
                                                                  : ParsePortion(WithField(), canonical);
    Require(again.status == MarkingStatus::kValid && again.value == mark.value);
    Require(CanonicalForm(WithField(), again) == canonical);
  }
  return 0;
}
