#ifndef LIBMARKINGS_MARKING_INTERNAL_MARK_TEXT_H_
#define LIBMARKINGS_MARKING_INTERNAL_MARK_TEXT_H_

// What portion marks and banner lines have in common: limits, words with what parts them, longest match
// against the vocabulary, look-alikes. Users want marking/portion.h or marking/banner.h.

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "libmarkings/marking/marking.h"
#include "libmarkings/marking/vocabulary.h"
#include "libmarkings/text/ascii.h"

namespace markings::internal {

inline constexpr std::size_t kMaxMarkBytes = 4096;
inline constexpr std::size_t kMaxMarkTokens = 256;

[[nodiscard]] constexpr bool IsBlank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\f'; }
// The place of the first of some characters, or the text's size. Marks are short: a loop, where
// string_view::find_first_of makes a call for each character.
template <char... kAny>
[[nodiscard]] constexpr std::size_t FindAny(std::string_view text, std::size_t from = 0) {
  while (from < text.size() && ((text[from] != kAny) && ...)) ++from;
  return from;
}
[[nodiscard]] bool HasLetter(std::string_view text);
[[nodiscard]] bool AllDigits(std::string_view text);  // and not empty
[[nodiscard]] Span Trim(std::string_view text, Span span);

// What parts a word from the one before it.
enum class Separator : std::uint8_t {
  kStart,
  kBlank,
  kDoubleSlash,  // the standard one between controls
  kSlash,
  kHyphen,  // also an en or em dash, which word processors put in its place
  kBroken,  // "/ /", "///", "/-": nothing that parts controls
};

struct Word {
  Span span;               // into the text
  std::string_view upper;  // in capitals; a view into its MarkText
  Separator before = Separator::kStart;
  bool loose = false;  // blanks beside a slash or hyphen
};

// A stretch of text cut into words at blanks, slashes and hyphens. Owns the capitals that its words view.
class MarkText {
 public:
  // Stops after kMaxMarkTokens + 1 words.
  MarkText(std::string_view text, Span span);
  MarkText(const MarkText&) = delete;
  MarkText& operator=(const MarkText&) = delete;
  MarkText(MarkText&&) = delete;
  MarkText& operator=(MarkText&&) = delete;
  ~MarkText() = default;

  [[nodiscard]] const std::vector<Word>& words() const { return words_; }
  [[nodiscard]] bool too_many() const { return words_.size() > kMaxMarkTokens; }
  // A separator before the first word or after the last; empty when there is none.
  [[nodiscard]] Span stray() const { return stray_; }

 private:
  std::string upper_;
  std::vector<Word> words_;
  Span stray_;
};

// The words [at, at + count) with single blanks, for a look-up; empty when they are not parted by blanks
// alone or are longer than any spelling.
[[nodiscard]] std::string JoinWords(const Vocabulary& vocabulary, std::span<const Word> words, std::size_t at,
                                    std::size_t count);

struct Token {
  enum class Kind : std::uint8_t { kLevel, kControl, kUnknown };
  Kind kind = Kind::kUnknown;
  std::size_t index = 0;  // of the level or control
  Span span;
  Separator before = Separator::kStart;
  bool loose = false;
};

// The tokens of a mark, longest spelling first. Linear: the longest spelling has a fixed number of words.
[[nodiscard]] std::vector<Token> ReadTokens(const Vocabulary& vocabulary, std::span<const Word> words);

// Takes "- ENTIRE TEXT" off the end of the words.
[[nodiscard]] bool TakeWholeText(const Vocabulary& vocabulary, std::span<const Word>& words);

// The first character that a marking may never hold: a look-alike, an invisible one, a control character, a
// byte that is not UTF-8. Its message names it.
[[nodiscard]] std::optional<Diagnostic> FindDeceptive(std::string_view text);
// A text as it looks: look-alikes as the ASCII characters they pass for, invisible ones left out, others as
// '?'.
struct SkeletonText {
  std::string text;
  std::vector<std::size_t>
      ends;  // for each byte of it, where the character that it stands for ends in the original
};
[[nodiscard]] SkeletonText Skeleton(std::string_view text);

}  // namespace markings::internal

#endif  // LIBMARKINGS_MARKING_INTERNAL_MARK_TEXT_H_
