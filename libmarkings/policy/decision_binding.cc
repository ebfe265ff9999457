#include "libmarkings/policy/decision_binding.h"

#include "libmarkings/policy/internal/binding.h"
#include "libmarkings/policy/internal/fit.h"

namespace markings {

std::string DecisionsNameOf(const Document& document) { return internal::DocumentName(document); }

std::string NewDecisionSalt() { return internal::NewSalt(); }

std::string BindDecision(const Document& document, std::string_view salt, std::size_t unit) {
  return internal::Binding(salt, document, unit);
}

}  // namespace markings
