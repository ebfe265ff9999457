#ifndef LIBMARKINGS_REDACT_INTERNAL_PROVE_WITH_H_
#define LIBMARKINGS_REDACT_INTERNAL_PROVE_WITH_H_

// You should use libmarkings/redact/prove.h. Here the engine that is put to the proof may be another one, so
// that tests can see a leaky one caught by the very code that proves the real one.

#include <functional>
#include <string_view>

#include "libmarkings/redact/derivative.h"
#include "libmarkings/redact/internal/redraw.h"
#include "libmarkings/redact/prove.h"

namespace markings::internal {

struct Engine {
  std::function<Result<Decisions>(const Policy&, std::string_view, const Document&, const Overrides*, AsOf)>
      decide = Decide;
  std::function<Result<Derivative>(const Document&, const Decisions&)> build = BuildDerivative;
};

[[nodiscard]] Result<Proof> ProveWith(const Engine& engine, const Document& document, const Policy& policy,
                                      std::string_view audience, const ProofOptions& options);

// One document, as it was or drawn anew, with all that came of it.
struct Redacted {
  const Document& document;
  const Decisions& decisions;
};

// What keeps a redraw from being compared: the stretches that were read or decided on differently (indices,
// with repetitions). With `decision`: an element whose decision differs though no rule looks at what changed.
struct Mismatch {
  std::vector<std::size_t> stretches;
  std::size_t decision = kNoElement;
  bool other = false;  // something is different
};

// Whether a document drawn anew is read as the first was: the same elements where they are to be, the same
// numbers, marks and relations, the same reference and overall mark. Linear.
[[nodiscard]] Mismatch CompareStructure(const Document& first, const Document& again,
                                        const Rendering& rendering, const std::vector<Stretch>& stretches);
// The same for decisions, once the structure is the same.
[[nodiscard]] Mismatch CompareDecisions(const Policy& policy, const Redacted& first, const Redacted& again,
                                        const Rendering& rendering, const std::vector<Stretch>& stretches);
// Where two derivatives first differ, as an offset in the first; nothing when they say the same.
struct DerivativeDifference {
  ProofDifference::What what;
  std::size_t offset;
};
[[nodiscard]] std::optional<DerivativeDifference> CompareDerivatives(const Derivative& first,
                                                                     const Derivative& again);

}  // namespace markings::internal

#endif  // LIBMARKINGS_REDACT_INTERNAL_PROVE_WITH_H_
