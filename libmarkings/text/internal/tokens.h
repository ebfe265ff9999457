#ifndef LIBMARKINGS_TEXT_INTERNAL_TOKENS_H_
#define LIBMARKINGS_TEXT_INTERNAL_TOKENS_H_

// Words and numbers of a text. For the rooms that look for names (recognise/, redact/); not installed.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace markings::internal {

// What stands between a token and the one before it.
enum class Gap : std::uint8_t {
  kGlued,     // nothing: X1234567
  kHyphen,    // a hyphen at the end of a word, a line break after it or not
  kPoint,     // one of . , / : between two digits or letters, no blank
  kBlank,     // blanks and line breaks
  kInitial,   // the full stop of an initial or a title, then blanks: "J. Roe", "Dr. Roe"
  kOther,     // commas, brackets, quotation marks: not one phrase, the same sentence
  kSentence,  // the beginning of a text or of a sentence
  kBreak,     // kBreakByte: words that were put in stand here
};

// A run of letters or a run of digits. Positions are bytes of the text it was cut from.
struct Token {
  std::size_t begin = 0, end = 0;  // a possessive 's is not part of it
  std::size_t folded = 0;          // offset into the stream's folded text
  std::uint32_t folded_size = 0;
  std::uint32_t letters = 0;  // characters, not bytes
  Gap gap = Gap::kSentence;
  bool number = false;
  bool capital = false;       // begins with a capital, or its script has none
  bool capitals = false;      // two letters or more, all capitals
  bool quote_before = false;  // a quotation mark stands in the gap
};

// Text as words and numbers, folded so that spellings of one name compare equal: lower case; Latin letters
// without their marks (U+00C0 to U+017F); full-width forms; apostrophes, soft hyphens and invisible
// characters dropped; possessive 's dropped. Numbers are their digits. Linear in the text.
class TokenStream {
 public:
  // In a text to be searched, bytes that are no text of the source are replaced by this one.
  static constexpr char kBreakByte = '\x1F';

  explicit TokenStream(std::string_view text);

  [[nodiscard]] const std::vector<Token>& tokens() const { return tokens_; }
  [[nodiscard]] std::string_view Folded(const Token& token) const {
    return std::string_view(folded_).substr(token.folded, token.folded_size);
  }
  // What it was made of, which must outlive whoever asks.
  [[nodiscard]] std::string_view text() const { return text_; }
  [[nodiscard]] bool quote_at_end() const { return quote_at_end_; }
  // Whether the letters are mostly capitals, so that a capital says nothing about a word.
  [[nodiscard]] bool mostly_capitals() const { return mostly_capitals_; }

 private:
  friend class Tokenizer;
  std::string_view text_;
  std::string folded_;
  std::vector<Token> tokens_;
  bool quote_at_end_ = false;
  bool mostly_capitals_ = false;
};

}  // namespace markings::internal

#endif  // LIBMARKINGS_TEXT_INTERNAL_TOKENS_H_
