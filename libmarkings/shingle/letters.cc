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

// What a byte is, for the quick way through a text: its letter, or one of these, which are less than any.
constexpr char kNothing = '\0';  // counts for nothing
constexpr char kOther = '\1';    // part of a character beyond ASCII
constexpr char kFirst = '\2';    // may look like another letter together with the next

const std::array<char, 256>& ByteLetters() {
  static const std::array<char, 256> kLetters = [] {
    std::array<char, 256> letters{};
    letters.fill(kOther);
    for (std::size_t byte = 0; byte < AsciiLetters().size(); ++byte) {
      const char folded = AsciiLetters()[byte];
      const bool first = folded == 'r' || folded == 'v' || folded == 'c';
      letters[byte] = folded == '\0' ? kNothing : first ? kFirst : internal::ScanLetter(folded);
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

  // Whether the next letter is the second of a character whose first was given.
  [[nodiscard]] bool NextIsSecond() const { return ahead_.letter == '\0' && rest_ != '\0'; }

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
  const std::array<char, 256>& letters = ByteLetters();
  const std::array<char, 128>& folded = AsciiLetters();
  const auto byte = [&](std::size_t place) { return static_cast<unsigned char>(text[place]); };
  std::size_t next_mark = 0, count = 0;
  const auto fill = [&](char* out, std::size_t) {
    for (std::size_t at = 0; at < text.size();) {
      char letter = letters[byte(at)];
      if (letter == kNothing) {
        ++at;
        continue;
      }
      if (count >= next_mark) {
        marks_.push_back({count, at});
        next_mark = count + kLettersOfMark;
      }
      if (letter > kFirst) {
        out[count++] = letter;
        ++at;
        continue;
      }
      std::size_t next = at + 1;
      while (letter == kFirst && next < text.size() && letters[byte(next)] == kNothing) ++next;
      if (letter == kFirst && next < text.size() && letters[byte(next)] != kOther) {
        const char pair = internal::ScanPair(folded[byte(at)], folded[byte(next)]);
        out[count++] = pair != '\0' ? pair : folded[byte(at)];
        at = pair != '\0' ? next + 1 : at + 1;
        continue;
      }
      LetterReader reader(text, at);
      FoldedLetter one;
      if (!reader.Next(one)) break;  // nothing that counts follows
      out[count++] = one.letter;
      at = one.from.end;
      if (reader.NextIsSecond() && reader.Next(one)) out[count++] = one.letter;
    }
    return count;
  };
  // (No character reads as more letters than it has bytes.)
  letters_.resize_and_overwrite(text.size(), fill);
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
