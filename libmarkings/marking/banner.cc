// Class lines: the class, plain or letter-spaced, then captions, SECTION nn OF nn, and ORIGIN serial.

#include "libmarkings/marking/banner.h"

#include <algorithm>
#include <charconv>

#include "libmarkings/marking/forms.h"
#include "libmarkings/marking/internal/mark_text.h"
#include "libmarkings/marking/lattice.h"

namespace markings {
namespace {

using internal::HasLower;
using internal::IsDigit;
using internal::Report;
using internal::Word;
using enum DiagnosticCode;

constexpr std::size_t kLongestName = 6;  // words of a level, control or caption
constexpr std::size_t kSerialDigits = 4;  // a message's serial has at least so many

bool AllDigits(std::string_view text) { return !text.empty() && std::ranges::all_of(text, IsDigit); }
bool IsSerial(const Word& word) { return AllDigits(word.upper) && word.upper.size() >= kSerialDigits; }
bool IsLetter(const Word& word) { return word.upper.size() == 1 && internal::IsUpper(word.upper[0]); }

std::uint32_t ToNumber(std::string_view digits) {
  std::uint32_t number = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), number);
  return number;
}

std::string JoinWords(const std::vector<Word>& words, std::size_t at, std::size_t count) {
  std::string joined = words[at].upper;
  for (std::size_t i = 1; i < count; ++i) joined += " " + words[at + i].upper;
  return joined;
}

class BannerReader {
 public:
  BannerReader(const Vocabulary& vocabulary, std::string_view line) : vocabulary_(vocabulary), line_(line) {
    banner_.mark.kind = MarkingKind::kBanner;
  }

  ParsedBanner Read() {
    std::size_t begin = 0;
    std::size_t end = line_.size();
    while (begin < end && (internal::IsBlank(line_[begin]) || line_[begin] == '\r')) ++begin;
    while (end > begin && (internal::IsBlank(line_[end - 1]) || line_[end - 1] == '\r')) --end;
    banner_.mark.span = {begin, end};
    if (begin == end) return Break(kMarkEmpty, {begin, end}, "write the class");
    if (end - begin > internal::kMaxMarkBytes) {
      return HasLower(line_) ? banner_ : Break(kMarkTooLong, {begin, end}, "break the line after the class line");
    }
    if (auto deceptive = internal::FindDeceptive(Slice(line_, banner_.mark.span))) {
      if (HasLower(line_)) return banner_;
      banner_.mark.status = MarkingStatus::kMalformed;
      deceptive->where = {deceptive->where.begin + begin, deceptive->where.end + begin};
      banner_.mark.diagnostics.push_back(std::move(*deceptive));
      return banner_;
    }
    Split({begin, end});
    if (words_.size() > internal::kMaxMarkTokens) {
      return HasLower(line_) ? banner_ : Break(kMarkTooLong, {begin, end}, "break the line after the class line");
    }
    const std::size_t taken = TakeClass();
    if (taken == 0) return NoClass();
    TakeRest(taken);
    return banner_;
  }

 private:
  // Words, parted by blanks and slashes: UNCLAS//SENSITIVE is read as UNCLAS SENSITIVE.
  void Split(Span span) {
    for (const Word& word : internal::SplitWords(line_, span)) {
      for (std::size_t begin = word.span.begin; begin < word.span.end;) {
        const std::size_t end = std::min(line_.substr(0, word.span.end).find('/', begin), word.span.end);
        if (end > begin) words_.push_back({{begin, end}, internal::ToUpper(line_.substr(begin, end - begin))});
        begin = end + 1;
      }
    }
  }

  ParsedBanner Break(DiagnosticCode code, Span where, std::string fix) {
    banner_.mark.status = code == kMarkUnknownToken ? MarkingStatus::kUnknown : MarkingStatus::kMalformed;
    Report(banner_.mark, code, where, {}, std::move(fix));
    return banner_;
  }

  // How many words the class takes; 0 when there is none. Portion letters are no class line: "S" or "U" alone.
  std::size_t TakeClass() {
    for (std::size_t count = std::min(kLongestName, words_.size()); count > 0; --count) {
      const std::string name = JoinWords(words_, 0, count);
      const auto level = vocabulary_.FindLevel(name);
      if (level && name != vocabulary_.levels()[*level].portion) {
        banner_.mark.value.level = *level;
        return count;
      }
      // Historical lines name a control that stands for a level: LIMITED OFFICIAL USE.
      const auto control = vocabulary_.FindControl(name);
      if (control && name == vocabulary_.controls()[*control].long_form && vocabulary_.controls()[*control].stands_for) {
        banner_.mark.value = {*vocabulary_.controls()[*control].stands_for, std::uint64_t{1} << *control};
        return count;
      }
    }
    return TakeSpacedClass();
  }

  // "C O N F I D E N T I A L", "T O P  S E C R E T". Takes the longest spelling that the single letters begin with.
  std::size_t TakeSpacedClass() {
    std::size_t run = 0;
    std::string letters;
    while (run < words_.size() && IsLetter(words_[run])) letters += words_[run++].upper;
    std::size_t best = 0;
    for (std::size_t i = 0; i < vocabulary_.levels().size(); ++i) {
      const Level& level = vocabulary_.levels()[i];
      const auto consider = [&](const std::string& spelling) {
        std::string packed = spelling;
        std::erase(packed, ' ');
        if (packed.size() > 2 && packed.size() > best && letters.starts_with(packed)) {
          best = packed.size();
          banner_.mark.value.level = i;
        }
      };
      consider(level.banner);
      consider(level.long_form);
      for (const std::string& alias : level.aliases) consider(alias);
    }
    // Letters left over would be read as the origin: a class nobody knows rather than a post of one letter.
    if (best > 0 && best < run) return 0;
    return best;
  }

  // Not a class that the vocabulary knows: prose, or the shape of a class line?
  ParsedBanner NoClass() {
    std::size_t run = 0;
    while (run < words_.size() && IsLetter(words_[run])) ++run;
    const bool spaced = run >= 5;
    const bool shaped = words_.size() >= 3 && words_.size() <= 8 && words_.back().upper.size() >= 5 &&
                        AllDigits(words_.back().upper) && !HasLower(line_) &&
                        std::ranges::all_of(words_, [](const Word& word) {
                          return std::ranges::all_of(word.upper, [](char c) { return internal::IsUpper(c) || IsDigit(c); });
                        });
    if (!spaced && !shaped) return banner_;
    return Break(kMarkUnknownToken, words_.front().span, "write a class that the vocabulary knows");
  }

  bool TakeCaption(std::size_t& at) {
    for (std::size_t count = std::min(kLongestName, words_.size() - at); count > 0; --count) {
      const std::string name = JoinWords(words_, at, count);
      if (const auto caption = vocabulary_.FindCaption(name)) {
        banner_.captions.push_back(*caption);
        banner_.mark.value.controls |= vocabulary_.captions()[*caption].controls;
        at += count;
        return true;
      }
      if (const auto control = vocabulary_.FindControl(name); control && name.size() > 1) {
        banner_.mark.value.controls |= std::uint64_t{1} << *control;
        at += count;
        return true;
      }
    }
    return false;
  }

  // SECTION 01 OF 03, also with the word or the blanks mangled: SECTIO 01 OF 03, SECTION 01O02, SECTION 1F03.
  bool TakeSection(std::size_t& at) {
    const std::string& label = words_[at].upper;
    if (!label.starts_with("SECTI") && label != "SECION") return false;
    std::string rest;
    std::size_t next = at + 1;
    while (next < words_.size() && next < at + 4 && rest.size() < 12) {
      const std::string& word = words_[next].upper;
      if (word != "OF" && !IsDigit(word.front())) break;
      if (!rest.empty() && IsDigit(rest.back()) && AllDigits(word)) break;  // the serial
      rest += word;
      ++next;
    }
    const std::size_t first = std::min(rest.find_first_not_of("0123456789"), rest.size());
    const std::size_t last = std::min(rest.find_first_of("0123456789", first), rest.size());
    if (first == 0 || last == rest.size() || first > 3 || rest.size() - last > 3) return false;
    banner_.section = ToNumber(std::string_view(rest).substr(0, first));
    banner_.section_count = ToNumber(std::string_view(rest).substr(last));
    at = next;
    return true;
  }

  // ORIGIN serial [TOSEC nnnnnn | SUSPECTED DUPLICATE nnnn] to the end of the line.
  bool TakeOrigin(std::size_t at) {
    std::size_t serial = at;
    while (serial < words_.size() && !IsSerial(words_[serial])) ++serial;
    if (serial == at || serial >= words_.size() || serial - at > kLongestName) return false;
    for (std::size_t i = at; i < serial; ++i) {
      const bool letters = std::ranges::all_of(words_[i].upper, [](char c) { return internal::IsUpper(c) || c == '.' || c == '-' || c == '\''; });
      if (!letters) return false;
    }
    const std::size_t after = serial + 1;
    const bool tosec = after + 2 == words_.size() && words_[after].upper == "TOSEC" && AllDigits(words_[after + 1].upper);
    const bool duplicate = after + 3 == words_.size() && words_[after].upper == "SUSPECTED" && words_[after + 1].upper == "DUPLICATE" &&
                           AllDigits(words_[after + 2].upper);
    if (after != words_.size() && !tosec && !duplicate) return false;
    banner_.origin = {words_[at].span.begin, words_[serial - 1].span.end};
    banner_.serial = words_[serial].span;
    return true;
  }

  void TakeRest(std::size_t class_words) {
    std::size_t at = class_words;
    while (at < words_.size() && (TakeCaption(at) || TakeSection(at))) {
    }
    if (at < words_.size() && !TakeOrigin(at)) {
      // Small letters, and no serial: a sentence that begins with the word.
      if (HasLower(line_.substr(words_[at].span.begin))) {
        const Span span = banner_.mark.span;
        banner_ = {};
        banner_.mark.kind = MarkingKind::kBanner;
        banner_.mark.span = span;
        return;
      }
      Break(kMarkUnknownToken, words_[at].span, "write only captions, SECTION nn OF nn, and the post with its number after the class");
      return;
    }
    ParsedMarking& mark = banner_.mark;
    const Span class_span{words_.front().span.begin, words_[class_words - 1].span.end};
    mark.status = MarkingStatus::kValid;
    internal::FinishMarking(vocabulary_, mark, class_span);
    // Only the class itself is compared: letter-spacing is the norm of classified cables, but not the canonical form.
    const std::string& canonical = vocabulary_.levels()[mark.value.level].banner;
    if (mark.diagnostics.empty() && Slice(line_, class_span) != canonical) {
      Report(mark, kMarkNotCanonical, class_span, {}, canonical);
    }
  }

  const Vocabulary& vocabulary_;
  std::string_view line_;
  std::vector<Word> words_;
  ParsedBanner banner_;
};

}  // namespace

ParsedBanner ParseBanner(const Vocabulary& vocabulary, std::string_view line) { return BannerReader(vocabulary, line).Read(); }

}  // namespace markings
