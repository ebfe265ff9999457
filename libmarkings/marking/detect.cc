// Every regime reads the mark; the readings are ranked by status, findings and the order of the regimes.

#include "libmarkings/marking/detect.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <deque>
#include <mutex>
#include <utility>

#include "libmarkings/marking/internal/banner_mark.h"
#include "libmarkings/marking/portion.h"
#include "libmarkings/marking/repair.h"

namespace markings {
namespace {

// A regime that the list does not name comes after those that it does.
constexpr std::array<std::string_view, 7> kFirst = {"state", "us", "cui", "nato", "uk", "au", "tlp"};

// The vocabulary of a regime by its place in the order, loaded when it is first asked for: most marks need
// the first only. Null when it does not load.
const std::shared_ptr<const Vocabulary>& VocabularyAt(std::size_t place) {
  struct Slot {
    std::once_flag once;
    std::shared_ptr<const Vocabulary> vocabulary;
  };
  static std::deque<Slot> slots(DetectionOrder().size());
  Slot& slot = slots[place];
  std::call_once(slot.once, [&] {
    if (auto loaded = Vocabulary::ForRegime(DetectionOrder()[place])) slot.vocabulary = *std::move(loaded);
  });
  return slot.vocabulary;
}

int Rank(MarkingStatus status) {
  switch (status) {
    case MarkingStatus::kValid:
      return 0;
    case MarkingStatus::kUnknown:
      return 1;
    case MarkingStatus::kMalformed:
      return 2;
    case MarkingStatus::kNone:
      break;
  }
  return 3;
}

std::size_t Errors(const ParsedMarking& mark) {
  return static_cast<std::size_t>(std::ranges::count_if(
      mark.diagnostics, [](const Diagnostic& one) { return SeverityOf(one) == Severity::kError; }));
}

// Less is better.
std::pair<int, std::size_t> Distance(const ParsedMarking& mark) {
  const bool valid = mark.status == MarkingStatus::kValid;
  return {Rank(mark.status), valid ? mark.diagnostics.size() : Errors(mark)};
}

const std::string* ControlId(const Vocabulary& vocabulary, std::size_t control) {
  return control < vocabulary.controls().size() ? &vocabulary.controls()[control].id : nullptr;
}

// Whether all that one valid mark says stands in the other, by the ids of controls and the words of the
// level.
bool Holds(const RegimeReading& all, const RegimeReading& part) {
  const Level& level = all.vocabulary->levels()[all.mark.value.level];
  const Level& other = part.vocabulary->levels()[part.mark.value.level];
  if (level.long_form != other.long_form) return false;
  if (all.mark.value.owner != Marking::kOwn || part.mark.value.owner != Marking::kOwn) return false;
  const auto& controls = part.vocabulary->controls();
  for (std::size_t i = 0; i < controls.size(); ++i) {
    if ((part.mark.value.controls >> i & 1U) == 0) continue;
    const auto same = all.vocabulary->FindControl(controls[i].id);
    if (!same || (all.mark.value.controls >> *same & 1U) == 0) return false;
  }
  return std::ranges::all_of(part.mark.value.names, [&](const MarkName& name) {
    const std::string* id = ControlId(*part.vocabulary, name.control);
    return id != nullptr && std::ranges::any_of(all.mark.value.names, [&](const MarkName& one) {
             const std::string* other_id = ControlId(*all.vocabulary, one.control);
             return other_id != nullptr && *other_id == *id && one.name == name.name;
           });
  });
}

}  // namespace

ParsedMarking ParseMark(const Vocabulary& vocabulary, std::string_view text,
                        std::optional<MarkingKind> kind) {
  if (kind == MarkingKind::kPortion || (!kind && text.starts_with('(')))
    return ParsePortion(vocabulary, text);
  ParsedMarking mark = internal::ParseBannerMark(vocabulary, text);
  if (!kind && mark.status != MarkingStatus::kValid) {
    ParsedMarking portion = ParsePortion(vocabulary, text);
    if (portion.status == MarkingStatus::kValid || mark.status == MarkingStatus::kNone)
      mark = std::move(portion);
  }
  return mark;
}

const std::vector<std::string_view>& DetectionOrder() {
  static const std::vector<std::string_view> order = [] {
    std::vector<std::string_view> names = Vocabulary::Regimes();
    std::ranges::stable_sort(
        names, {}, [](std::string_view name) { return std::ranges::find(kFirst, name) - kFirst.begin(); });
    return names;
  }();
  return order;
}

RegimeReading ReadByAnyRegime(std::string_view text, std::optional<MarkingKind> kind) {
  RegimeReading best;
  for (std::size_t i = 0; i < DetectionOrder().size(); ++i) {
    const auto& vocabulary = VocabularyAt(i);
    if (vocabulary == nullptr) continue;
    RegimeReading one{vocabulary, ParseMark(*vocabulary, text, kind)};
    const auto distance = Distance(one.mark);
    if (best.vocabulary != nullptr) {
      const auto nearest = Distance(best.mark);
      const bool stricter = distance == nearest && one.mark.status == MarkingStatus::kValid &&
                            Holds(one, best) && !Holds(best, one);
      if (distance >= nearest && !stricter) continue;
    }
    best = std::move(one);
    if (distance == std::pair(0, std::size_t{0})) break;  // nothing is nearer
  }
  return best;
}

std::shared_ptr<const Vocabulary> RegimeOfRepair(std::string_view text, std::optional<MarkingKind> kind) {
  std::shared_ptr<const Vocabulary> best;
  std::pair<std::size_t, double> nearest;
  for (std::size_t i = 0; i < DetectionOrder().size(); ++i) {
    const auto& vocabulary = VocabularyAt(i);
    if (vocabulary == nullptr) continue;
    const auto repair = RepairMark(*vocabulary, text, kind);
    if (!repair) continue;
    const std::pair distance(repair->edits.size(), -repair->confidence);
    if (best != nullptr && distance >= nearest) continue;
    best = vocabulary;
    nearest = distance;
  }
  return best;
}

std::shared_ptr<const Vocabulary> RegimeOfAll(std::span<const std::string> marks,
                                              std::optional<MarkingKind> kind) {
  std::shared_ptr<const Vocabulary> best;
  std::pair<int, std::size_t> nearest;
  for (std::size_t i = 0; i < DetectionOrder().size(); ++i) {
    const auto& vocabulary = VocabularyAt(i);
    if (vocabulary == nullptr) continue;
    std::pair<int, std::size_t> distance{0, 0};
    for (const std::string& text : marks) {
      const ParsedMarking mark = ParseMark(*vocabulary, text, kind);
      distance.first = std::max(distance.first, Rank(mark.status));
      distance.second += Errors(mark);
    }
    if (distance.first == 0) return vocabulary;
    if (best != nullptr && distance >= nearest) continue;
    best = vocabulary;
    nearest = distance;
  }
  return best;
}

}  // namespace markings
