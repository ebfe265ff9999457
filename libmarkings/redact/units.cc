#include "libmarkings/redact/internal/units.h"

namespace markings::internal {
namespace {

// Withheld wins, then masked: parts of one unit never lower what another part asks for.
int Protection(Outcome outcome) {
  switch (outcome) {
    case Outcome::kWithhold:
      return 3;
    case Outcome::kMask:
      return 2;
    case Outcome::kDrop:
      return 1;
    case Outcome::kRelease:
      return 0;
  }
  return 3;
}

}  // namespace

std::vector<UnitParts> CollectUnits(const Document& document, const Decisions& decisions) {
  const ElementList& elements = document.elements();
  std::vector<UnitParts> units;
  std::vector<std::size_t> unit_of(elements.size(), kNoElement);
  for (std::size_t i = 0; i < elements.size(); ++i) {
    const Outcome outcome =
        i < decisions.elements.size() ? decisions.elements[i].outcome : Outcome::kWithhold;
    const std::size_t first = elements[i].continues;
    if (first < i && unit_of[first] != kNoElement) {
      UnitParts& unit = units[unit_of[first]];
      unit_of[i] = unit_of[first];
      unit.parts.push_back(i);
      if (Protection(outcome) > Protection(unit.outcome)) unit.outcome = outcome;
      continue;
    }
    unit_of[i] = units.size();
    units.push_back({{i}, outcome});
  }
  return units;
}

}  // namespace markings::internal
