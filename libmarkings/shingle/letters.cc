// Two readers, one on the other: the first gives folded letters with their bytes, the second makes one letter
// of two that look like it. The second looks one letter ahead and keeps nothing else, so that it can begin
// anew at any letter: the map back to bytes is a mark now and then, and reading from there again.

#include "libmarkings/shingle/letters.h"

#include <algorithm>
#include <array>

#include "libmarkings/text/internal/folded_character.h"
#include "libmarkings/text/internal/scan_letters.h"
#include "libmarkings/text/utf8.h"

namespace markings {
namespace {

using internal::CharacterKind;
using internal::FoldedCharacter;

constexpr std::size_t kLettersOfMark = 256;

// The folded letter or digit of an ASCII byte; 0 for what counts for nothing.
const std::array<char, 128>& AsciiLetters() {
  static const std::array<char, 128> kLetters = [] {
    std::array<char, 128> letters{};
    for (std::size_t byte = 0; byte < letters.size(); ++byte) {
      const FoldedCharacter& folded = internal::FoldedAscii()[byte];
      if (folded.kind == CharacterKind::kLetter || folded.kind == CharacterKind::kDigit)
        letters[byte] = folded.folded[0];
    }
    return letters;
  }();
  return kLetters;
}

struct FoldedLetter {
  char letter = '\0';
  bool second = false;  // of one character that reads as two
  Span from;
};

class LetterReader {
 public:
  LetterReader(std::string_view text, std::size_t at) : text_(text), at_(at), ascii_(AsciiLetters()) {}

  // False at the end.
  bool Next(FoldedLetter& out) {
    if (ahead_.letter == '\0' && !Fold(ahead_)) return false;
    out = ahead_;
    ahead_.letter = '\0';
    if (out.letter == 'r' || out.letter == 'v' || out.letter == 'c') {
      const char pair = Fold(ahead_) ? internal::ScanPair(out.letter, ahead_.letter) : '\0';
      if (pair != '\0') {
        out.letter = pair;
        out.from.end = ahead_.from.end;
        ahead_.letter = '\0';
        return true;
      }
    }
    out.letter = internal::ScanLetter(out.letter);
    return true;
  }

 private:
  bool Fold(FoldedLetter& out) {
    if (rest_ != '\0') {
      out = {rest_, true, last_};
      rest_ = '\0';
      return true;
    }
    while (at_ < text_.size()) {
      const auto byte = static_cast<unsigned char>(text_[at_]);
      if (byte < ascii_.size()) {
        const std::size_t begin = at_++;
        if (ascii_[byte] == '\0') continue;
        out = {ascii_[byte], false, {begin, at_}};
        return true;
      }
      if (FoldOther(out)) return true;
    }
    return false;
  }

  bool FoldOther(FoldedLetter& out) {
    const CodePoint point = DecodeUtf8(text_, at_);
    const std::size_t begin = at_;
    at_ += std::max<std::size_t>(point.size, 1);
    const FoldedCharacter folded = internal::FoldCharacter(point.value);
    if (folded.kind != CharacterKind::kLetter && folded.kind != CharacterKind::kDigit) return false;
    last_ = {begin, at_};
    const std::string_view letters(folded.folded.data(), folded.folded_size);
    if (static_cast<unsigned char>(letters.front()) >= ascii_.size()) {
      constexpr unsigned kHigh = 0x80;
      out = {static_cast<char>(kHigh | (DecodeUtf8(letters, 0).value % kHigh)), false, last_};
      return true;
    }
    out = {letters[0], false, last_};
    if (letters.size() > 1) rest_ = letters[1];
    return true;
  }

  std::string_view text_;
  std::size_t at_;
  const std::array<char, 128>& ascii_;
  FoldedLetter ahead_;
  char rest_ = '\0';  // the second letter of the character at last_
  Span last_;
};

}  // namespace

ComparedLetters::ComparedLetters(std::string_view text) : text_(text) {
  letters_.reserve(text.size());
  LetterReader reader(text, 0);
  FoldedLetter one;
  std::size_t next_mark = 0;
  while (reader.Next(one)) {
    if (letters_.size() >= next_mark && !one.second) {
      marks_.push_back({letters_.size(), one.from.begin});
      next_mark = letters_.size() + kLettersOfMark;
    }
    letters_ += one.letter;
  }
}

Span ComparedLetters::SpanOfOne(std::size_t letter) const {
  const auto after = std::ranges::upper_bound(marks_, letter, {}, &Mark::letter);
  if (after == marks_.begin()) return {};
  const Mark& mark = *(after - 1);
  LetterReader reader(text_, mark.byte);
  FoldedLetter one;
  for (std::size_t at = mark.letter; reader.Next(one); ++at) {
    if (at == letter) return one.from;
  }
  return {};
}

Span ComparedLetters::SpanOf(std::size_t begin, std::size_t end) const {
  if (begin >= end || end > letters_.size()) return {};
  return {SpanOfOne(begin).begin, SpanOfOne(end - 1).end};
}

}  // namespace markings
