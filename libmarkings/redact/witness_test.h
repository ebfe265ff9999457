#ifndef LIBMARKINGS_REDACT_WITNESS_TEST_H_
#define LIBMARKINGS_REDACT_WITNESS_TEST_H_

#include <span>
#include <string>

#include "libmarkings/export.h"
#include "libmarkings/policy/compare.h"
#include "libmarkings/policy/policy.h"

namespace markings {

// A witness as a [[test]] table to be added to a policy file. It expects what `policy` decides now on the
// element that the witness is about, so it holds as it stands: who finds that wrong changes the policy or the
// expectation. `name` must be unique among the policy's tests. Errors: those of Document::Parse and Redact.
// Thread-safe.
[[nodiscard]] MARKINGS_API Result<std::string> TestFromWitness(const Policy& policy, const Witness& witness,
                                                               const std::string& name,
                                                               std::span<const std::string> audiences);

}  // namespace markings

#endif  // LIBMARKINGS_REDACT_WITNESS_TEST_H_
