#ifndef LIBMARKINGS_REDACT_INTERNAL_REDRAW_OVERRIDES_H_
#define LIBMARKINGS_REDACT_INTERNAL_REDRAW_OVERRIDES_H_

// What an officer decided, for a document whose withheld text was drawn anew. You should use
// libmarkings/redact/prove.h.

#include "libmarkings/policy/overrides.h"
#include "libmarkings/redact/internal/redraw.h"

namespace markings::internal {

// Without bindings, which are to the text as it was and have been checked on it; with an officer's spans
// where the masked text is now.
[[nodiscard]] Overrides RedrawOverrides(const Overrides& overrides, const Document& document,
                                        const Decisions& decisions, const Rendering& rendering);

}  // namespace markings::internal

#endif  // LIBMARKINGS_REDACT_INTERNAL_REDRAW_OVERRIDES_H_
