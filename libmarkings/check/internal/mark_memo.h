#ifndef LIBMARKINGS_CHECK_INTERNAL_MARK_MEMO_H_
#define LIBMARKINGS_CHECK_INTERNAL_MARK_MEMO_H_

// Marks that were read, each once: most texts hold a few marks many times.

#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "libmarkings/marking/marking.h"
#include "libmarkings/marking/repair.h"
#include "libmarkings/marking/vocabulary.h"

namespace markings::internal {

class MarkMemo {
 public:
  explicit MarkMemo(std::shared_ptr<const Vocabulary> vocabulary) : vocabulary_(std::move(vocabulary)) {}

  [[nodiscard]] const Vocabulary& vocabulary() const { return *vocabulary_; }

  // All references hold until Forget.
  // A whole line as a banner; its spans are of `line`.
  const ParsedMarking& Banner(std::string_view line);
  // A portion mark at the very start of `text`.
  const ParsedMarking& Portion(std::string_view text);
  // A mark that the caller has put together.
  const ParsedMarking& Keep(ParsedMarking mark) { return others_.emplace_back(std::move(mark)); }
  // The roll-up of portions, whatever their order and number.
  const Marking& RollUpOf(std::span<const Marking* const> distinct);
  // What a broken mark was meant to be.
  std::optional<Repair> RepairOf(std::string_view mark, MarkingKind kind);

  // Lets go of what belongs to one text and, once it is much, of all. Not while a text is read.
  void Forget();

 private:
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>()(text); }
  };
  template <class Value>
  using Map = std::unordered_map<std::string, Value, Hash, std::equal_to<>>;

  std::shared_ptr<const Vocabulary> vocabulary_;
  Map<ParsedMarking> banners_, portions_;
  Map<Marking> roll_ups_;
  std::deque<ParsedMarking> others_;  // broken and long ones, of one text
  std::optional<MarkRepairer> repairer_;
};

}  // namespace markings::internal

#endif  // LIBMARKINGS_CHECK_INTERNAL_MARK_MEMO_H_
