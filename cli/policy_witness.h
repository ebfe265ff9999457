#ifndef CLI_POLICY_WITNESS_H_
#define CLI_POLICY_WITNESS_H_

// What `policy compare` and `policy diff` say of a comparison.

#include <string>

#include "cli/policy_actions.h"
#include "libmarkings/policy/compare.h"

namespace markings::cli {

// " a paragraph marked (SBU): release by sbu-out against withhold ? by clearance", then the cable, indented.
[[nodiscard]] std::string WitnessText(const Comparison& comparison);
// {"verdict", "kind", "mark", "first", "second", "witness"}
[[nodiscard]] PolicyJson ComparisonJson(const Comparison& comparison);

// Writes the tests that were made of witnesses, when --tests asks for it.
[[nodiscard]] ExitCode WriteTests(const PolicySettings& settings, const std::string& tests, ExitCode code);

}  // namespace markings::cli

#endif  // CLI_POLICY_WITNESS_H_
