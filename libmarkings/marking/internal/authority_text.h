#ifndef LIBMARKINGS_MARKING_INTERNAL_AUTHORITY_TEXT_H_
#define LIBMARKINGS_MARKING_INTERNAL_AUTHORITY_TEXT_H_

// Not installed: what the readers of authority.cc, authority_date.cc and authority_instruction.cc share.
// Users want libmarkings/marking/authority.h.

#include <re2/re2.h>

#include <optional>
#include <string_view>
#include <vector>

#include "libmarkings/marking/authority.h"
#include "libmarkings/text/ascii.h"

namespace markings::internal {

// A place in a text, from which patterns take what they match. Patterns see bytes, not characters, so that
// any text at all can be read; case does not count in them.
class AuthorityCursor {
 public:
  AuthorityCursor(std::string_view text, Span range) : text_(text), at_(range.begin), end_(range.end) {}

  [[nodiscard]] std::size_t at() const { return at_; }
  [[nodiscard]] std::string_view rest() const { return text_.substr(at_, end_ - at_); }
  [[nodiscard]] Span RestOfLine() const;
  [[nodiscard]] Span SpanOf(re2::StringPiece piece) const {
    const auto begin = static_cast<std::size_t>(piece.data() - text_.data());
    return {begin, begin + piece.size()};
  }
  void MoveTo(std::size_t at) { at_ = at; }

  // Whether the pattern matches here; then the cursor stands after it.
  template <class... Pieces>
  bool Take(const re2::RE2& pattern, Pieces*... pieces) {
    re2::StringPiece in(text_.data() + at_, end_ - at_);
    if (!re2::RE2::Consume(&in, pattern, pieces...)) return false;
    at_ = end_ - in.size();
    return true;
  }

 private:
  std::string_view text_;
  std::size_t at_, end_;
};

// Options of all patterns here: bytes, any case.
[[nodiscard]] const re2::RE2::Options& AuthorityPatterns();

[[nodiscard]] std::string_view View(re2::StringPiece piece);
// Without blanks at both ends, and without dashes and closing punctuation at the end.
[[nodiscard]] Span TrimValue(std::string_view text, Span span);

// A date right here, in any of its forms; the cursor then stands after it.
[[nodiscard]] std::optional<AuthorityDate> TakeDate(AuthorityCursor& cursor, DateOrder order);

// What a value says of the end of classification. Lines that do not belong to it are left out.
[[nodiscard]] Declassify ReadDeclassify(std::string_view text, Span value, DateOrder order);

[[nodiscard]] std::vector<AuthorityReason> ReadReasons(std::string_view text, Span value);
[[nodiscard]] AuthorityDowngrade ReadDowngrade(std::string_view text, Span value, DateOrder order);

}  // namespace markings::internal

#endif  // LIBMARKINGS_MARKING_INTERNAL_AUTHORITY_TEXT_H_
