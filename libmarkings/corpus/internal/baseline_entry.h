#ifndef LIBMARKINGS_CORPUS_INTERNAL_BASELINE_ENTRY_H_
#define LIBMARKINGS_CORPUS_INTERNAL_BASELINE_ENTRY_H_

#include <optional>
#include <string>
#include <string_view>

#include "libmarkings/corpus/baseline.h"

namespace markings::internal {

// Whether a text holds a control character: it would reach terminals, and lines have no other form.
[[nodiscard]] bool HasControl(std::string_view text);

// What is wrong with the words of an entry, its reason and who accepted it, if anything.
[[nodiscard]] std::optional<std::string> FaultInWords(const BaselineEntry& entry);

}  // namespace markings::internal

#endif  // LIBMARKINGS_CORPUS_INTERNAL_BASELINE_ENTRY_H_
