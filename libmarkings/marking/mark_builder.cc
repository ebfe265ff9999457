#include "libmarkings/marking/internal/mark_builder.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <utility>

#include "libmarkings/marking/forms.h"
#include "libmarkings/marking/lattice.h"

namespace markings::internal {
namespace {

using enum DiagnosticCode;

template <class Visit>
void ForEachControl(const Vocabulary& vocabulary, std::uint64_t set, Visit visit) {
  for (; set != 0; set &= set - 1)
    visit(vocabulary.controls()[static_cast<std::size_t>(std::countr_zero(set))]);
}

}  // namespace

Marking HighestMarking(const Vocabulary& vocabulary) {
  const std::size_t controls = vocabulary.controls().size();
  const std::uint64_t all = controls >= 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << controls) - 1;
  return Normalise(vocabulary, {vocabulary.levels().size() - 1, all});
}

std::string_view HintFor(DiagnosticCode code) {
  switch (code) {
    case kMarkUnknownToken:
      return "write a token of the vocabulary";
    case kMarkTwoLevels:
      return "write the one level that is meant";
    case kMarkNoLevel:
      return "write the level first";
    case kMarkLevelLimit:
      return "leave the control out or mend the level";
    case kMarkExcludes:
      return "keep one of the two";
    case kMarkRequires:
      return "add the control that is required";
    case kMarkDelimiter:
      return "part controls by a double slash, with nothing before the first or after the last";
    case kMarkForm:
      return "write the form that this kind of mark has";
    case kMarkList:
      return "write the list as its control asks";
    case kMarkUnknownCountry:
      return "write a code of the country list";
    case kMarkOwner:
      return "write a level that this owner has, after the owner's prefix";
    case kMarkForbidden:
      return "leave the token out";
    case kMarkUnexpectedText:
      return "keep only what belongs to the marking";
    default:
      return "write the marking anew";
  }
}

void Report(ParsedMarking& mark, DiagnosticCode code, Span where, std::string message, std::string fix) {
  if (message.empty()) message = std::string(Info(code).meaning);
  mark.diagnostics.push_back({code, where, std::move(message), std::move(fix)});
}

ParsedMarking BrokenMark(const Vocabulary& vocabulary, MarkingKind kind, Span span, DiagnosticCode code,
                         Span where, std::string message, std::string fix) {
  ParsedMarking mark;
  mark.status = MarkingStatus::kMalformed;
  mark.kind = kind;
  mark.value = HighestMarking(vocabulary);
  mark.span = span;
  Report(mark, code, where, std::move(message), std::move(fix));
  return mark;
}

void MarkBuilder::Break(DiagnosticCode code, Span where, std::string message, bool mendable) {
  broken_ = true;
  mendable_ = mendable_ && mendable;
  Report(mark_, code, where, std::move(message));
}

void MarkBuilder::AddUnknown(Span where) {
  ++tokens_;
  unknown_ = true;
  Report(mark_, kMarkUnknownToken, where,
         fmt::format("no such token in the vocabulary of {}", vocabulary_.regime()));
}

void MarkBuilder::AddLevel(std::size_t level, Span where) {
  if (has_level_ && level == value_.level) {
    Report(mark_, kMarkDuplicateToken, where);
  } else if (has_level_) {
    Break(kMarkTwoLevels, where);
  } else if (tokens_ > 0 && stood_for_ && level != value_.level) {
    Break(kMarkTwoLevels, where, "a level after a control that stands for another level");
  } else if (tokens_ > 0 && !unknown_) {
    Break(kMarkOrder, where, "the level stands first", true);
  }
  if (!has_level_) value_.level = level;
  has_level_ = true;
  ++tokens_;
}

void MarkBuilder::AddControl(std::size_t control, Span where) {
  const Control& row = vocabulary_.controls()[control];
  const std::uint64_t bit = std::uint64_t{1} << control;
  if (row.stands_for && !has_level_) {
    if (tokens_ > 0 && !stood_for_ && !unknown_)
      Break(kMarkOrder, where, "what stands for the level stands first", true);
    value_.level = stood_for_ ? std::max(value_.level, *row.stands_for) : *row.stands_for;
    stood_for_ = true;
  }
  if ((value_.controls & bit) != 0) {
    Report(mark_, kMarkDuplicateToken, where);
  } else if (ordered_ && !row.stands_for) {
    // A control that can stand for the level has two places: the level's, and beside it among the others, as
    // in U//NF//SBU. Source: CAPCO 2016, H.1, H.9.
    if (control < last_control_)
      Break(kMarkOrder, where, fmt::format("{} stands further to the left", row.id), true);
    last_control_ = std::max(last_control_, control);
  }
  value_.controls |= bit;
  ++tokens_;
}

void MarkBuilder::SettleLevel(Span where) {
  if (has_level_ || stood_for_ || unknown_) return;
  // A control that goes with the lowest level alone leaves one level that can be meant: (FOUO) is (U//FOUO).
  bool lowest = value_.controls != 0;
  ForEachControl(vocabulary_, value_.controls,
                 [&](const Control& row) { lowest = lowest && row.max_level == 0; });
  Break(kMarkNoLevel, where, {}, lowest);
}

void MarkBuilder::CheckRules(Span where) {
  std::uint64_t written = value_.controls;
  ForEachControl(vocabulary_, value_.controls, [&](const Control& row) { written |= row.implies; });
  ForEachControl(vocabulary_, value_.controls, [&](const Control& row) {
    const std::string& level = vocabulary_.levels()[value_.level].long_form;
    const bool absorbed = row.absorbed_from && value_.level >= *row.absorbed_from;
    if (absorbed) {
      Report(mark_, kMarkNotCanonical, where, fmt::format("{} already protects as {} does", level, row.id));
    } else if (row.max_level && value_.level > *row.max_level) {
      Break(kMarkLevelLimit, where, fmt::format("{} does not go with {}", row.id, level));
    }
    ForEachControl(vocabulary_, row.excludes & written, [&](const Control& other) {
      Break(kMarkExcludes, where, fmt::format("{} and {} exclude each other", row.id, other.id));
    });
    ForEachControl(vocabulary_, row.requires_all & ~written, [&](const Control& other) {
      Break(kMarkRequires, where, fmt::format("{} requires {}", row.id, other.id));
    });
    if (row.deprecated) Report(mark_, kMarkDeprecated, where, fmt::format("{} has been replaced", row.id));
  });
}

void MarkBuilder::Finish(Span where, std::string_view written) {
  SettleLevel(where);
  if (!unknown_) CheckRules(where);
  mark_.status = broken_    ? MarkingStatus::kMalformed
                 : unknown_ ? MarkingStatus::kUnknown
                            : MarkingStatus::kValid;
  mark_.value = Normalise(vocabulary_, value_);
  const bool mendable = !unknown_ && mendable_;
  if (!mendable) {  // style is beside the point when the mark is broken
    std::erase_if(mark_.diagnostics,
                  [](const Diagnostic& d) { return Info(d.code).severity == Severity::kNote; });
  }
  const std::string canonical = mendable ? CanonicalForm(vocabulary_, mark_) : std::string();
  bool told = false;  // some diagnostic already gives the canonical form
  for (Diagnostic& diagnostic : mark_.diagnostics) {
    if (!diagnostic.fix.empty()) continue;
    diagnostic.fix = mendable ? canonical : std::string(HintFor(diagnostic.code));
    told = true;
  }
  if (mendable && !told && written != canonical) Report(mark_, kMarkNotCanonical, where, {}, canonical);
  if (mark_.status != MarkingStatus::kValid) mark_.value = HighestMarking(vocabulary_);
}

}  // namespace markings::internal
