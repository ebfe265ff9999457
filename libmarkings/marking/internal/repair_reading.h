#ifndef LIBMARKINGS_MARKING_INTERNAL_REPAIR_READING_H_
#define LIBMARKINGS_MARKING_INTERNAL_REPAIR_READING_H_

// What a reading of a mangled mark (repair_search.h) means: the valid marking, and what was changed. Users
// want marking/repair.h.

#include <optional>
#include <string>

#include "libmarkings/marking/internal/repair_search.h"
#include "libmarkings/marking/marking.h"

namespace markings::internal {

struct RepairedMark {
  std::string canonical;
  Marking value;
};

// The marking that a reading stands for, in canonical form; nothing when there is no valid one.
[[nodiscard]] std::optional<RepairedMark> MarkOf(const RepairModel& model, MarkingKind kind,
                                                 std::string_view text, const Reading& reading);

}  // namespace markings::internal

#endif  // LIBMARKINGS_MARKING_INTERNAL_REPAIR_READING_H_
