#ifndef LIBMARKINGS_PROOF_INTERNAL_FIELDS_H_
#define LIBMARKINGS_PROOF_INTERNAL_FIELDS_H_

// Lines of words with one blank between: what the files of this room are made of. You should use
// libmarkings/proof/attestation.h.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string_view>

#include "libmarkings/text/digits.h"
#include "libmarkings/text/error.h"

namespace markings::internal {

// As markings::ReadDecimal, of a type.
template <class Number>
[[nodiscard]] std::optional<Number> ReadDecimalAs(std::string_view word) {
  const auto number = ReadDecimal(word);
  if (!number || *number > std::numeric_limits<Number>::max()) return std::nullopt;
  return static_cast<Number>(*number);
}

// Goes over a text line by line and over a line word by word. The text outlives it.
class Fields {
 public:
  explicit Fields(std::string_view text) : text_(text) {}

  // The next line, without its LF. False at the end of the text, and before an unfinished line.
  bool NextLine() {
    const std::size_t end = text_.find('\n', next_);
    if (end == std::string_view::npos) return false;
    line_ = {next_, end};
    at_ = next_;
    next_ = end + 1;
    return true;
  }
  [[nodiscard]] bool at_end() const { return next_ == text_.size(); }
  [[nodiscard]] Span line() const { return line_; }  // where it lies in the text
  // What is left of the text after this line.
  [[nodiscard]] std::size_t next() const { return next_; }

  // The next word of the line: up to a blank or the end. Empty: there is none, or two blanks follow each
  // other.
  std::string_view Word() {
    if (at_ > line_.end) return {};
    const std::size_t end = std::min(text_.find(' ', at_), line_.end);
    const std::string_view word = text_.substr(at_, end - at_);
    at_ = end + 1;
    return word;
  }
  template <class Number>
  std::optional<Number> Decimal() {
    return ReadDecimalAs<Number>(Word());
  }
  // Whether the whole line was taken.
  [[nodiscard]] bool line_done() const { return at_ == line_.end + 1; }

 private:
  std::string_view text_;
  Span line_;
  std::size_t at_ = 0, next_ = 0;
};

}  // namespace markings::internal

#endif  // LIBMARKINGS_PROOF_INTERNAL_FIELDS_H_
