#include "libmarkings/recognise/recognition.h"

#include <algorithm>
#include <array>
#include <cstddef>

namespace markings {
namespace {

constexpr std::array<std::string_view, kEntityKinds> kKindNames = {
    "person",      "email",      "telephone", "ssn",  "passport", "visa",       "ip",
    "coordinates", "birth_date", "iban",      "card", "mrn",      "case_number"};
constexpr std::array<std::string_view, 10> kEvidenceNames = {"form",       "checksum", "context",  "title",
                                                             "given_name", "surname",  "initials", "repeated",
                                                             "listed",     "unknown"};

}  // namespace

std::string_view Name(EntityKind kind) { return kKindNames[static_cast<std::size_t>(kind)]; }

std::optional<EntityKind> FindEntityKind(std::string_view name) {
  const auto* const found = std::ranges::find(kKindNames, name);
  if (found == kKindNames.end()) return std::nullopt;
  return static_cast<EntityKind>(found - kKindNames.begin());
}

std::string_view Name(Evidence evidence) { return kEvidenceNames[static_cast<std::size_t>(evidence)]; }

EntityKinds AllEntityKinds() {
  EntityKinds all;
  for (int kind = 0; kind < kEntityKinds; ++kind) all.Add(static_cast<EntityKind>(kind));
  return all;
}

}  // namespace markings
