#include "libmarkings/check/internal/banner_lists.h"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

#include "libmarkings/check/banner_lines.h"
#include "libmarkings/marking/forms.h"
#include "libmarkings/marking/portion.h"

namespace markings {

std::optional<ParsedMarking> WithListsOf(const Vocabulary& vocabulary, const ParsedMarking& portion,
                                         const Marking& banner) {
  const Grammar* grammar = vocabulary.grammar();
  if (grammar == nullptr) return std::nullopt;
  std::vector<std::uint8_t> left;
  for (std::size_t i = 0; i < vocabulary.controls().size(); ++i) {
    const auto control = static_cast<std::uint8_t>(i);
    if (!vocabulary.controls()[i].banner_list.empty() && (portion.value.controls >> i & 1U) != 0 &&
        !HasNames(portion.value.names, control))
      left.push_back(control);
  }
  const std::uint8_t owner = portion.value.owner;
  if (owner < grammar->owners.size() && grammar->owners[owner].banner_list &&
      !HasNames(portion.value.names, MarkName::kOwnerCode)) {
    if (banner.owner != owner) return std::nullopt;
    left.push_back(MarkName::kOwnerCode);
  }
  if (left.empty()) return std::nullopt;
  ParsedMarking whole = portion;
  for (const std::uint8_t control : left) {
    if (!HasNames(banner.names, control)) return std::nullopt;
    for (const MarkName& name : banner.names) {
      if (name.control == control) whole.value.names.push_back(name);
    }
  }
  // Read again in full, it says what its lists break.
  ParsedMarking again = ParsePortion(vocabulary, PortionForm(vocabulary, whole.value));
  const std::string& check = grammar->row(FormCheck::kListOfBanner).id;
  std::erase_if(whole.diagnostics, [&](const Diagnostic& one) { return one.rule == check; });
  for (Diagnostic& one : again.diagnostics) {
    const bool known = std::ranges::any_of(whole.diagnostics, [&](const Diagnostic& other) {
      return other.rule == one.rule && other.message == one.message;
    });
    if (known) continue;
    one.where = portion.span;
    whole.diagnostics.push_back(std::move(one));
  }
  whole.value = std::move(again.value);
  whole.status = again.status;
  return whole;
}

namespace internal {

void FillLists(MarkMemo& memo, std::vector<MarkedPage>& pages) {
  const auto good = [](const std::optional<FoundMark>& banner) {
    return banner && banner->mark->status == MarkingStatus::kValid;
  };
  const ParsedMarking* first = nullptr;
  for (const MarkedPage& page : pages) {
    for (const auto* banner : {&page.top, &page.bottom}) {
      if (first == nullptr && good(*banner)) first = (*banner)->mark;
    }
  }
  std::map<std::pair<const ParsedMarking*, const ParsedMarking*>, const ParsedMarking*> filled;
  for (MarkedPage& page : pages) {
    const ParsedMarking* banner = good(page.top)      ? page.top->mark
                                  : good(page.bottom) ? page.bottom->mark
                                                      : first;
    if (banner == nullptr) continue;
    for (FoundMark& portion : page.portions) {
      if (portion.mark->status != MarkingStatus::kValid || portion.mark->diagnostics.empty()) continue;
      const auto [at, fresh] = filled.try_emplace({portion.mark, banner}, portion.mark);
      if (fresh) {
        if (auto whole = WithListsOf(memo.vocabulary(), *portion.mark, banner->value))
          at->second = &memo.Keep(std::move(*whole));
      }
      portion.mark = at->second;
    }
  }
}

}  // namespace internal
}  // namespace markings
