#include "libmarkings/policy/internal/entities.h"

#include <algorithm>

#include "libmarkings/recognise/recognisers.h"

namespace markings::internal {

std::string_view UnitWord(EntityKind kind) {
  switch (kind) {
    case EntityKind::kPerson:
      return "name";
    case EntityKind::kEmail:
      return "e-mail";
    case EntityKind::kTelephone:
      return "telephone";
    case EntityKind::kSsn:
      return "social security number";
    case EntityKind::kPassport:
      return "passport number";
    case EntityKind::kVisa:
      return "visa number";
    case EntityKind::kIp:
      return "network address";
    case EntityKind::kCoordinates:
      return "coordinates";
    case EntityKind::kBirthDate:
      return "date of birth";
    case EntityKind::kIban:
      return "account number";
    case EntityKind::kCard:
      return "card number";
    case EntityKind::kMrn:
      return "reference";
    case EntityKind::kCaseNumber:
      break;
  }
  return "case number";
}

void UnitReader::Add(std::size_t head, std::string_view text) {
  const std::string_view label = document_.Text(document_.elements()[head].label_span);
  if (!label.empty()) all_.append(label).append(" ");
  units_.push_back({all_.size(), all_.size() + text.size()});
  all_.append(text).append("\n\n");
}

std::vector<std::vector<Recognition>> UnitReader::Find(EntityKinds kinds) const {
  std::vector<std::vector<Recognition>> found(units_.size());
  static const Recognisers kRecognisers;
  std::size_t unit = 0;
  for (const Recognition& one : kRecognisers.Find(all_, kinds)) {
    while (unit < units_.size() && units_[unit].end <= one.span.begin) ++unit;
    // What goes over the end of a unit is of all that it touches.
    for (std::size_t at = unit; at < units_.size() && units_[at].begin < one.span.end; ++at) {
      Recognition& here = found[at].emplace_back(one);
      here.span = {std::max(one.span.begin, units_[at].begin) - units_[at].begin,
                   std::min(one.span.end, units_[at].end) - units_[at].begin};
      if (here.span.empty()) found[at].pop_back();
    }
  }
  return found;
}

}  // namespace markings::internal
