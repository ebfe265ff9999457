#ifndef LIBMARKINGS_MARKING_INTERNAL_MARK_BUILDER_H_
#define LIBMARKINGS_MARKING_INTERNAL_MARK_BUILDER_H_

// Puts one marking together from its tokens and judges the rules that hold between them. Users want
// marking/portion.h or marking/banner.h.

#include <string>
#include <string_view>

#include "libmarkings/marking/marking.h"
#include "libmarkings/marking/vocabulary.h"

namespace markings::internal {

// Appends a diagnostic, with the table's meaning when there is no message.
void Report(ParsedMarking& mark, DiagnosticCode code, Span where, std::string message = {},
            std::string fix = {});

// A mark that is broken from the start: its value is the highest there is, so that a caller who forgets to
// look at the status cannot lower protection.
[[nodiscard]] ParsedMarking BrokenMark(const Vocabulary& vocabulary, MarkingKind kind, Span span,
                                       DiagnosticCode code, Span where, std::string message = {},
                                       std::string fix = {});

// The highest marking that there is: what stands for one that cannot be read.
[[nodiscard]] Marking HighestMarking(const Vocabulary& vocabulary);

// How to mend what has no single canonical form.
[[nodiscard]] std::string_view HintFor(DiagnosticCode code);

class MarkBuilder {
 public:
  // `mark` has its kind and span; `ordered`: controls must stand in the vocabulary's order (portions;
  // captions may stand in any).
  MarkBuilder(const Vocabulary& vocabulary, ParsedMarking& mark, bool ordered)
      : vocabulary_(vocabulary), mark_(mark), ordered_(ordered) {}

  void AddLevel(std::size_t level, Span where);
  void AddControl(std::size_t control, Span where);
  void AddUnknown(Span where);
  // Something is broken. With `mendable` the tokens still say what is meant, so the canonical form is its
  // fix.
  void Break(DiagnosticCode code, Span where, std::string message = {}, bool mendable = false);

  // Judges what holds between the tokens, sets status and value, and compares `written` with the canonical
  // form.
  void Finish(Span where, std::string_view written);

 private:
  void SettleLevel(Span where);
  void CheckRules(Span where);

  const Vocabulary& vocabulary_;
  ParsedMarking& mark_;
  bool ordered_;
  bool has_level_ = false;
  bool stood_for_ = false;  // the level comes from a control
  bool broken_ = false;
  bool unknown_ = false;
  bool mendable_ = true;
  std::size_t tokens_ = 0;
  std::size_t last_control_ = 0;
  Marking value_;
};

}  // namespace markings::internal

#endif  // LIBMARKINGS_MARKING_INTERNAL_MARK_BUILDER_H_
