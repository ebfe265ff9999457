#include "libmarkings/check/internal/mark_memo.h"

#include <algorithm>
#include <array>
#include <bit>

#include "libmarkings/marking/banner.h"
#include "libmarkings/marking/portion.h"
#include "libmarkings/marking/rollup.h"

namespace markings::internal {
namespace {

constexpr std::size_t kKept = std::size_t{1} << 16;  // marks
constexpr std::size_t kLongest = 128;                // bytes of a portion mark that is remembered

const ParsedMarking kNoMark;

}  // namespace

const ParsedMarking& MarkMemo::Banner(std::string_view line) {
  if (const auto found = banners_.find(line); found != banners_.end()) return found->second;
  ParsedMarking mark = ParseBanner(*vocabulary_, line).mark;
  if (mark.status == MarkingStatus::kNone) return kNoMark;
  return banners_.emplace(line, std::move(mark)).first->second;
}

const ParsedMarking& MarkMemo::Portion(std::string_view text) {
  const std::size_t close = text.substr(0, kLongest).find(')');
  const bool whole = !text.empty() && text.front() == '(' && close != std::string_view::npos;
  const std::string_view written = whole ? text.substr(0, close + 1) : std::string_view();
  if (whole) {
    if (const auto found = portions_.find(written); found != portions_.end()) return found->second;
  }
  ParsedMarking mark = FindPortion(*vocabulary_, text);
  if (mark.status == MarkingStatus::kNone) return kNoMark;
  const bool own = whole && mark.status == MarkingStatus::kValid && mark.span == Span{0, written.size()};
  return own ? portions_.emplace(written, std::move(mark)).first->second : Keep(std::move(mark));
}

const Marking& MarkMemo::RollUpOf(std::span<const Marking* const> distinct) {
  // (Marks live as long as the memo, so that their addresses name them.)
  std::string key;
  for (const Marking* one : distinct) {
    const auto bytes =
        std::bit_cast<std::array<char, sizeof(std::uintptr_t)>>(std::bit_cast<std::uintptr_t>(one));
    key.append(bytes.data(), bytes.size());
  }
  if (const auto found = roll_ups_.find(key); found != roll_ups_.end()) return found->second;
  std::vector<Marking> portions;
  portions.reserve(distinct.size());
  for (const Marking* one : distinct) portions.push_back(*one);
  return roll_ups_.emplace(std::move(key), RollUp(*vocabulary_, portions)).first->second;
}

std::optional<Repair> MarkMemo::RepairOf(std::string_view mark, MarkingKind kind) {
  if (!repairer_) repairer_.emplace(*vocabulary_);
  return repairer_->Mend(mark, kind);
}

void MarkMemo::Forget() {
  others_.clear();
  if (banners_.size() + portions_.size() + roll_ups_.size() < kKept) return;
  banners_.clear();
  portions_.clear();
  roll_ups_.clear();
}

}  // namespace markings::internal
