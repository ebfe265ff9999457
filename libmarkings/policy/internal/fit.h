#ifndef LIBMARKINGS_POLICY_INTERNAL_FIT_H_
#define LIBMARKINGS_POLICY_INTERNAL_FIT_H_

// Whether what was decided fits a document: you should use Overrides::CheckFits.

#include <cstddef>
#include <cstdint>
#include <string>
#include <unordered_map>

#include "libmarkings/cable/document.h"
#include "libmarkings/policy/overrides.h"

namespace markings::internal {

struct Fit {
  enum class State : std::uint8_t {
    kFits,
    kStale,      // its element has changed since it was decided
    kMissing,    // there is no such element, it is a part of another or no portion
    kBadSpans,   // they do not lie in the element's text
    kUnmatched,  // carried over from another copy without an answer in this one
  };
  State state = State::kFits;
  std::string message, fix;
};

// Holds entries of one file against a document; both must outlive it. The text of an element is read once,
// however many entries it has.
class FitChecker {
 public:
  FitChecker(const std::string& salt, const Document& document) : salt_(salt), document_(document) {}
  [[nodiscard]] Fit Check(const Override& decision);
  // The commitment to the unit that an element heads.
  [[nodiscard]] const std::string& BindingOf(std::size_t head);

 private:
  const std::string& salt_;
  const Document& document_;
  std::unordered_map<std::size_t, std::string> bindings_, texts_;  // by element
};

// What is said of an entry that was carried over and not settled.
[[nodiscard]] Fit FitWhereUnmatched();
// The name that a decisions file has for a document: its MRN, or its file name when it has none.
[[nodiscard]] std::string DocumentName(const Document& document);
// Errors: kBadOverrides when they are for another document.
[[nodiscard]] Result<void> CheckDocument(const Overrides& overrides, const Document& document);

}  // namespace markings::internal

#endif  // LIBMARKINGS_POLICY_INTERNAL_FIT_H_
