#ifndef LIBMARKINGS_POLICY_INTERNAL_GROUNDS_H_
#define LIBMARKINGS_POLICY_INTERNAL_GROUNDS_H_

// By what a portion is decided, put into the words of a decision. Users want policy/decision.h.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "libmarkings/policy/decision.h"

namespace markings::internal {

struct UnitVerdict;

// What keeps a portion in, whatever rules say.
enum class Bar : std::uint8_t { kNone, kUnmarked, kUnknownMark, kClearance };
inline constexpr std::size_t kBars = 4;

// As in Decision. Without `released` the portion is withheld.
struct Grounds {
  bool released = false;
  SharedList<std::string> rules, codes;
  SharedList<BeatenRule> also;
  std::string statute;
  SharedText reason;
};

// Puts them together, once for all units that have the same verdict and bar. For one document, one thread.
class GroundsBook {
 public:
  explicit GroundsBook(bool unknown_caption) : unknown_caption_(unknown_caption) {}

  // Valid as long as the verdict.
  [[nodiscard]] const Grounds& Of(const UnitVerdict& verdict, Bar bar);
  // Of what belongs to a portion that is withheld.
  [[nodiscard]] Grounds Below(const UnitVerdict& verdict, Bar bar, const Decision& parent);
  // One text for all who give that reason, which must outlive this.
  [[nodiscard]] SharedText Reason(std::string_view reason);

 private:
  [[nodiscard]] Grounds Make(const UnitVerdict& verdict, Bar bar, const Decision* parent);

  const bool unknown_caption_;
  std::unordered_map<std::string_view, SharedText> reasons_;
};

void AddUnique(std::vector<std::string>& to, const std::vector<std::string>& from);

}  // namespace markings::internal

#endif  // LIBMARKINGS_POLICY_INTERNAL_GROUNDS_H_
