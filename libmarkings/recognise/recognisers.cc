#include "libmarkings/recognise/recognisers.h"

#include <algorithm>
#include <map>

#include "libmarkings/recognise/internal/forms.h"
#include "libmarkings/recognise/internal/persons.h"
#include "libmarkings/text/internal/tokens.h"

namespace markings {
namespace {

// Of those that overlap the surest is kept; of equals the longest, then the first.
std::vector<Recognition> WithoutOverlap(std::vector<Recognition> found) {
  std::ranges::sort(found, [](const Recognition& a, const Recognition& b) {
    if (a.confidence != b.confidence) return a.confidence > b.confidence;
    if (a.span.size() != b.span.size()) return a.span.size() > b.span.size();
    return a.span.begin < b.span.begin;
  });
  std::map<std::size_t, Recognition> kept;  // by beginning
  for (const Recognition& one : found) {
    const auto after = kept.lower_bound(one.span.begin);
    if (after != kept.end() && after->first < one.span.end) continue;
    if (after != kept.begin() && std::prev(after)->second.span.end > one.span.begin) continue;
    kept.emplace_hint(after, one.span.begin, one);
  }
  std::vector<Recognition> sorted;
  sorted.reserve(kept.size());
  for (const auto& [begin, one] : kept) sorted.push_back(one);
  return sorted;
}

}  // namespace

std::vector<Recognition> Recognisers::Find(std::string_view text, EntityKinds which) const {
  const internal::TokenStream stream(text);
  internal::FormText forms(text, stream, which);
  internal::FindForms(forms);
  std::vector<Recognition> found = std::move(forms.found());
  if (which.Has(EntityKind::kPerson)) internal::FindPersons(text, stream, names_, found);
  std::erase_if(found, [](const Recognition& one) { return one.confidence < kLeast; });
  return WithoutOverlap(std::move(found));
}

}  // namespace markings
