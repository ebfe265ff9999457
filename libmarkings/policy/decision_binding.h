#ifndef LIBMARKINGS_POLICY_DECISION_BINDING_H_
#define LIBMARKINGS_POLICY_DECISION_BINDING_H_

// What an editor of decisions needs beside the document: the name that a decisions file has for it, a salt,
// and what binds a decision to the text that it was made on (docs/formats/decisions.md, Bindings). Whoever
// has salt and binding can test guesses at the text: they stay where the document stays. Thread-safe.

#include <cstddef>
#include <string>
#include <string_view>

#include "libmarkings/cable/document.h"
#include "libmarkings/export.h"

namespace markings {

// `document` of its decisions file: its MRN, or its file name when it has none.
[[nodiscard]] MARKINGS_API std::string DecisionsNameOf(const Document& document);

// 32 random bytes. Throws std::bad_alloc where the system gives none.
[[nodiscard]] MARKINGS_API std::string NewDecisionSalt();

// `binds` of a decision on the unit that an element heads: 64 hexadecimal digits. `salt`: 32 bytes
// (Overrides::salt). Linear in the unit's text.
[[nodiscard]] MARKINGS_API std::string BindDecision(const Document& document, std::string_view salt,
                                                    std::size_t unit);

}  // namespace markings

#endif  // LIBMARKINGS_POLICY_DECISION_BINDING_H_
