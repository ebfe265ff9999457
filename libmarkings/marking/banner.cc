// Class lines: the class, plain or letter-spaced, then captions, SECTION nn OF nn, and ORIGIN serial, in the
// order in which they are found. A line that does not begin with a class is prose unless it has a class
// line's shape.

#include "libmarkings/marking/banner.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <utility>

#include "libmarkings/marking/internal/banner_mark.h"
#include "libmarkings/marking/internal/category_parser.h"
#include "libmarkings/marking/internal/mark_builder.h"
#include "libmarkings/marking/internal/mark_text.h"

namespace markings {
namespace {

using internal::AllDigits;
using internal::MarkText;
using internal::Word;
using enum DiagnosticCode;

constexpr std::size_t kSerialDigits = 4;  // a message's serial has at least so many
constexpr std::size_t kShapeDigits = 5;   // with an unknown class; addressees end in numbers of four
constexpr std::size_t kOriginWords = 4;   // and a post's name at most so many words
constexpr std::size_t kShapeWords = 8;    // a class line of an unknown class at most so many
constexpr std::size_t kSpacedLetters =
    5;  // single letters in a row that can be nothing but a letter-spaced word
constexpr std::size_t kProseWords = 4;  // more words in capitals after the class, and no serial: a sentence

bool IsSerial(const Word& word) { return AllDigits(word.upper) && word.upper.size() >= kSerialDigits; }
bool IsSpaced(const Word& word) {
  return word.upper.size() == 1 && IsUpper(word.upper[0]) &&
         (word.before == internal::Separator::kBlank || word.before == internal::Separator::kStart);
}
bool IsOriginWord(const Word& word) {
  return internal::HasLetter(word.upper) && std::ranges::all_of(word.upper, [](char c) {
           return IsUpper(c) || IsDigit(c) || c == '.' || c == '\'';
         });
}
// A word that no post's name ends in, so that "SECRET TALKS BEGAN IN 1974" is prose.
bool IsFunctionWord(std::string_view word) {
  static constexpr std::array kWords = {
      std::string_view("AND"), std::string_view("AT"), std::string_view("BY"),   std::string_view("FROM"),
      std::string_view("IN"),  std::string_view("OF"), std::string_view("ON"),   std::string_view("SINCE"),
      std::string_view("THE"), std::string_view("TO"), std::string_view("UNTIL")};
  return std::ranges::find(kWords, word) != kWords.end();
}

std::uint32_t ToNumber(std::string_view digits) {
  std::uint32_t number = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), number);
  return number;
}

std::string Packed(std::string_view spelling) {
  std::string packed(spelling);
  std::erase(packed, ' ');
  return packed;
}

// Whether one letter was left out, added, changed, or two neighbours swapped: a slip of the typist.
bool IsOneSlipFrom(std::string_view word, std::string_view name) {
  if (word.size() > name.size() + 1 || name.size() > word.size() + 1) return false;
  const auto [a, b] = std::ranges::mismatch(word, name);
  const std::string_view left(a, word.end());
  const std::string_view right(b, name.end());
  if (left.empty() && right.empty()) return false;
  const auto tail = [](std::string_view text, std::size_t n) {
    return text.substr(std::min(n, text.size()));
  };
  if (word.size() != name.size()) {
    return word.size() > name.size() ? tail(left, 1) == right : left == tail(right, 1);
  }
  const bool swapped =
      left.size() > 1 && left[0] == right[1] && left[1] == right[0] && tail(left, 2) == tail(right, 2);
  return swapped || tail(left, 1) == tail(right, 1);
}

class BannerReader {
 public:
  BannerReader(const Vocabulary& vocabulary, std::string_view line, Span span)
      : vocabulary_(vocabulary),
        line_(line),
        span_(span),
        split_(line, span),
        words_(split_.words().begin(), split_.words().end()) {
    banner_.mark.kind = MarkingKind::kBanner;
    banner_.mark.span = span;
  }

  ParsedBanner Read() {
    if (words_.empty()) return None();
    // A dash in front is a bullet or an ornament; a slash is a marking of a kind that the vocabulary has not.
    if (split_.stray().begin < words_.front().span.begin && !split_.stray().empty() &&
        line_[split_.stray().begin] != '/') {
      return None();
    }
    if (!TakeClass() && !TakeSpacedClass()) return NoClass();
    const Span class_span{words_.front().span.begin, words_[at_ - 1].span.end};
    if (split_.too_many() || span_.size() > internal::kMaxMarkBytes) {
      if (HasLower(line_)) return None();
      return Broken(kMarkTooLong, class_span, "end the line after the class line");
    }
    internal::MarkBuilder builder(vocabulary_, banner_.mark, false);
    if (level_) builder.AddLevel(*level_, class_span);
    if (control_) builder.AddControl(*control_, class_span);
    std::size_t mark_end = class_span.end;
    bool section = false;
    while (at_ < words_.size()) {
      const Word& word = words_[at_];
      if (word.before == internal::Separator::kBroken) builder.Break(kMarkDelimiter, word.span, {}, true);
      if (TakeLevel(builder)) {
        mark_end = words_[at_ - 1].span.end;
      } else if (TakeCaption(builder)) {
        if (!origin_taken_ && !section) mark_end = words_[at_ - 1].span.end;
      } else if (TakeSection()) {
        section = true;
      } else if (origin_taken_ ? !TakeSuffix() : !TakeOrigin()) {
        if (IsProse()) return None();
        builder.AddUnknown({word.span.begin, span_.end});
        break;
      }
    }
    if (IsDoubtfulCase()) return None();
    ReportSlips(builder);
    if (!split_.stray().empty()) builder.Break(kMarkDelimiter, split_.stray(), {}, true);
    banner_.mark.span = {class_span.begin, mark_end};
    builder.Finish(banner_.mark.span, Written(class_span, mark_end));
    return banner_;
  }

 private:
  ParsedBanner None() const {
    ParsedBanner none;
    none.mark.kind = MarkingKind::kBanner;
    none.mark.span = span_;
    return none;
  }

  ParsedBanner Broken(DiagnosticCode code, Span where, std::string fix) const {
    ParsedBanner broken;
    broken.mark =
        internal::BrokenMark(vocabulary_, MarkingKind::kBanner, span_, code, where, {}, std::move(fix));
    return broken;
  }

  // The mark as it stands on the line, to compare with the canonical form: routing captions left out.
  std::string Written(Span class_span, std::size_t mark_end) const {
    std::string written(Slice(line_, class_span));
    std::size_t from = class_span.end;
    for (const Span& routing : routing_) {
      if (routing.begin >= mark_end) break;
      written += Slice(line_, {from, routing.begin});
      while (!written.empty() && internal::IsBlank(written.back())) written.pop_back();
      from = routing.end;
    }
    written += Slice(line_, {from, mark_end});
    return controls_after_ ? written + " "
                           : written;  // a control after the section or the serial is never canonical
  }

  // Portion letters are no class: "S" or "U" alone. A control is one only when written out: LIMITED OFFICIAL
  // USE.
  bool TakeClass() {
    for (std::size_t count = std::min(vocabulary_.max_spelling_words(), words_.size()); count > 0; --count) {
      const std::string name = internal::JoinWords(vocabulary_, words_, 0, count);
      if (name.empty()) continue;
      if (const auto level = vocabulary_.FindLevel(name)) {
        const Level& row = vocabulary_.levels()[*level];
        const bool written_out =
            name == row.banner || name == row.long_form || (name != row.portion && name.size() > 2);
        if (!written_out) continue;
        level_ = level;
      } else if (const auto control = vocabulary_.FindControl(name)) {
        const Control& row = vocabulary_.controls()[*control];
        if (!row.stands_for || (name != row.long_form && !name.contains(' '))) continue;
        control_ = control;
      } else {
        continue;
      }
      at_ = count;
      return true;
    }
    return false;
  }

  // "C O N F I D E N T I A L", "T O P  S E C R E T": the longest spelling that the single letters begin with.
  // What is left of them is a letter-spaced caption, SECTION, or the origin.
  bool TakeSpacedClass() {
    std::size_t run = 0;
    while (run < words_.size() && IsSpaced(words_[run])) letters_ += words_[run++].upper;
    std::size_t best = 2;
    const auto consider = [&](const std::string& spelling) {
      const std::string packed = Packed(spelling);
      if (packed.size() <= best || !letters_.starts_with(packed)) return false;
      best = packed.size();
      return true;
    };
    for (std::size_t i = 0; i < vocabulary_.levels().size(); ++i) {
      const Level& row = vocabulary_.levels()[i];
      bool found = consider(row.banner);
      found = consider(row.long_form) || found;
      for (const std::string& alias : row.aliases) found = consider(alias) || found;
      if (found) level_ = i;
    }
    for (std::size_t i = 0; i < vocabulary_.controls().size(); ++i) {
      const Control& row = vocabulary_.controls()[i];
      if (row.stands_for && consider(row.long_form)) {
        control_ = i;
        level_.reset();
      }
    }
    if (!level_ && !control_) return false;
    spaced_ = true;
    Pack(best, run);
    at_ = best;
    return true;
  }

  // Joins the single letters [from, to) into words: captions and SECTION as the vocabulary spells them, the
  // rest whole.
  void Pack(std::size_t from, std::size_t to) {
    std::vector<Word> packed(words_.begin(), words_.begin() + static_cast<std::ptrdiff_t>(from));
    const std::string_view letters = letters_;
    while (from < to) {
      const std::string_view rest = letters.substr(from, to - from);
      std::size_t size = rest.starts_with(kSection) ? kSection.size() : 0;
      for (const Caption& caption : vocabulary_.captions()) {
        if (rest.starts_with(caption.name)) size = std::max(size, caption.name.size());
      }
      if (size == 0) size = rest.size();
      packed.push_back({{words_[from].span.begin, words_[from + size - 1].span.end},
                        letters.substr(from, size),
                        internal::Separator::kBlank,
                        false});
      from += size;
    }
    packed.insert(packed.end(), words_.begin() + static_cast<std::ptrdiff_t>(to), words_.end());
    words_ = std::move(packed);
  }

  // No class that the vocabulary knows: prose, or the shape of a class line?
  ParsedBanner NoClass() {
    std::size_t run = 0;
    while (run < words_.size() && IsSpaced(words_[run])) ++run;
    const std::string_view text = Slice(line_, span_.size() > internal::kMaxMarkBytes ? Span{} : span_);
    const bool capitals = !text.empty() && !HasLower(text);
    const bool ends = run == words_.size() || IsSerial(words_.back());
    const bool spaced = run >= kSpacedLetters && capitals && ends;
    const bool shaped = capitals && words_.size() >= 3 && words_.size() <= kShapeWords &&
                        IsSerial(words_.back()) && words_.back().upper.size() >= kShapeDigits &&
                        std::ranges::all_of(words_.begin(), words_.end() - 1, IsOriginWord) &&
                        !IsFunctionWord(words_[words_.size() - 2].upper);
    if (!spaced && !shaped) return None();
    ParsedBanner unknown =
        Broken(kMarkUnknownToken, words_.front().span, "write a class that the vocabulary holds");
    unknown.mark.status = MarkingStatus::kUnknown;
    return unknown;
  }

  // A second class on the line, which the builder judges.
  bool TakeLevel(internal::MarkBuilder& builder) {
    for (std::size_t count = std::min(vocabulary_.max_spelling_words(), words_.size() - at_); count > 0;
         --count) {
      const std::string name = internal::JoinWords(vocabulary_, words_, at_, count);
      const auto level = name.size() > 2 ? vocabulary_.FindLevel(name) : std::nullopt;
      if (!level) continue;
      builder.AddLevel(*level, {words_[at_].span.begin, words_[at_ + count - 1].span.end});
      at_ += count;
      return true;
    }
    return false;
  }

  bool TakeCaption(internal::MarkBuilder& builder) {
    for (std::size_t count = std::min(vocabulary_.max_spelling_words(), words_.size() - at_); count > 0;
         --count) {
      const std::string name = internal::JoinWords(vocabulary_, words_, at_, count);
      if (name.empty()) continue;
      const auto caption = vocabulary_.FindCaption(name);
      const auto control = caption || name.size() == 1 ? std::nullopt : vocabulary_.FindControl(name);
      if (!caption && !control) continue;
      const Span where{words_[at_].span.begin, words_[at_ + count - 1].span.end};
      std::uint64_t controls = control ? std::uint64_t{1} << *control : 0;
      if (caption) {
        banner_.captions.push_back(*caption);
        controls = vocabulary_.captions()[*caption].controls;
        if (controls == 0) routing_.push_back(where);
      }
      for (std::size_t i = 0; i < vocabulary_.controls().size(); ++i) {
        if (((controls >> i) & 1U) != 0) builder.AddControl(i, where);
      }
      controls_after_ = controls_after_ || (controls != 0 && (origin_taken_ || banner_.section_count != 0));
      at_ += count;
      return true;
    }
    return false;
  }

  // SECTION 01 OF 03, also with the word or the blanks mangled: SECTIO 01 OF 03, SECION 01 OF 03, SECTION
  // 01O02, 1F03.
  bool TakeSection() {
    if (banner_.section_count != 0 || !IsSectionLabel(words_[at_].upper)) return false;
    std::string numbers;
    std::size_t next = at_ + 1;
    for (bool done = false; next < words_.size() && !done && numbers.size() < 12; ++next) {
      const std::string_view word = words_[next].upper;
      if (word != "OF" && word != "O" && word != "F" && !IsDigit(word.front())) return false;
      numbers += word;
      done = IsDigit(word.back()) && numbers.find_first_not_of("0123456789") != std::string::npos;
    }
    const std::string_view text = numbers;
    const std::size_t first = std::min(text.find_first_not_of("0123456789"), text.size());
    const std::size_t last = std::min(text.find_first_of("0123456789", first), text.size());
    const std::string_view count = text.substr(last);
    if (first == 0 || first > 3 || count.empty() || count.size() > 3 || !AllDigits(count)) return false;
    banner_.section = ToNumber(text.substr(0, first));
    banner_.section_count = ToNumber(count);
    at_ = next;
    return true;
  }

  bool IsClass(std::string_view word) const {
    return word.size() > 2 && vocabulary_.FindLevel(word).has_value();
  }

  static bool IsSectionLabel(std::string_view word) {
    return word.starts_with(kSection.substr(0, 5)) || IsOneSlipFrom(word, kSection);
  }

  bool TakeOrigin() {
    if (IsSectionLabel(words_[at_].upper)) return false;  // a section that cannot be read is no post
    std::size_t serial = at_;
    while (serial < words_.size() && serial - at_ <= kOriginWords && !IsSerial(words_[serial])) {
      if (!IsOriginWord(words_[serial]) || IsClass(words_[serial].upper)) return false;
      ++serial;
    }
    if (serial == at_ || serial >= words_.size() || serial - at_ > kOriginWords) return false;
    if (IsFunctionWord(words_[serial - 1].upper)) return false;
    banner_.origin = {words_[at_].span.begin, words_[serial - 1].span.end};
    banner_.serial = words_[serial].span;
    origin_at_ = at_;
    origin_taken_ = true;
    at_ = serial + 1;
    return true;
  }

  // What may follow the serial: TOSEC nnnnnn, SUSPECTED DUPLICATE nnnn.
  bool TakeSuffix() {
    const bool duplicate =
        words_[at_].upper == "SUSPECTED" && at_ + 1 < words_.size() && words_[at_ + 1].upper == "DUPLICATE";
    if (!duplicate && words_[at_].upper != "TOSEC") return false;
    const std::size_t number = at_ + (duplicate ? 2 : 1);
    if (number >= words_.size() || !AllDigits(words_[number].upper)) return false;
    at_ = number + 1;
    return true;
  }

  // A line that begins with a class word and goes on as nothing of a class line: a sentence, or a line to
  // worry about?
  bool IsProse() const {
    if (spaced_) return false;
    const std::string_view rest = line_.substr(words_[at_].span.begin, span_.end - words_[at_].span.begin);
    const bool year =
        IsSerial(words_.back()) && IsFunctionWord(words_[words_.size() - 2].upper);  // "... BEGAN IN 1974"
    const bool sentence = words_.size() - at_ > kProseWords && !IsSerial(words_.back());
    return HasLower(rest) || year || sentence;
  }

  // "Secret talks began 2004": small letters count as a class line only with a serial that no year looks
  // like.
  bool IsDoubtfulCase() const {
    if (spaced_ || !origin_taken_ || !HasLower(Slice(line_, banner_.origin))) return false;
    const std::string_view serial = Slice(line_, banner_.serial);
    return serial.size() == kSerialDigits && serial.front() != '0';
  }

  // A word of the origin that is one slip away from a caption is more likely that caption than a post.
  void ReportSlips(internal::MarkBuilder& builder) const {
    if (!origin_taken_) return;
    for (std::size_t i = origin_at_; i < words_.size() && words_[i].span.end <= banner_.origin.end; ++i) {
      const std::string_view word = words_[i].upper;
      const bool slip =
          word.size() >= 5 && std::ranges::any_of(vocabulary_.captions(), [&](const Caption& caption) {
            return caption.name.size() >= 5 && IsOneSlipFrom(word, caption.name);
          });
      if (slip) builder.AddUnknown(words_[i].span);
    }
  }

  static constexpr std::string_view kSection = "SECTION";

  const Vocabulary& vocabulary_;
  std::string_view line_;
  Span span_;
  MarkText split_;
  std::vector<Word> words_;
  std::string letters_;  // of a letter-spaced class; words may view it
  std::optional<std::size_t> level_, control_;
  std::vector<Span> routing_;
  std::size_t at_ = 0;
  std::size_t origin_at_ = 0;
  bool spaced_ = false;
  bool origin_taken_ = false;
  bool controls_after_ = false;
  ParsedBanner banner_;
};

}  // namespace

namespace {

std::string_view WithoutLineEnd(std::string_view line) {
  while (!line.empty() && line.back() == '\n') line.remove_suffix(1);
  return line;
}

ParsedMarking ReadMark(const Vocabulary& vocabulary, std::string_view line, Span span) {
  if (vocabulary.grammar() == nullptr) return BannerReader(vocabulary, line, span).Read().mark;
  return internal::ParseCategories(vocabulary, MarkingKind::kBanner, line, span, span);
}

// As much of a line as can be a mark.
std::string_view Near(std::string_view line, Span span) {
  return Slice(line, {span.begin, std::min(span.end, span.begin + internal::kMaxMarkBytes)});
}

// A line with look-alikes is judged by what it looks like, then refused by what it is. Nothing for others.
std::optional<ParsedMarking> RefuseDeceptive(const Vocabulary& vocabulary, std::string_view line, Span span) {
  const std::string_view near = Near(line, span);
  if (IsPrintable(near)) return std::nullopt;
  auto deceptive = internal::FindDeceptive(near);
  if (!deceptive) return std::nullopt;
  const std::string seen = internal::Skeleton(near).text;
  const Span seen_span = internal::Trim(seen, {0, seen.size()});
  if (ReadMark(vocabulary, seen, seen_span).status == MarkingStatus::kNone) {
    ParsedMarking prose;
    prose.kind = MarkingKind::kBanner;
    prose.span = span;
    return prose;
  }
  const Span where{span.begin + deceptive->where.begin, span.begin + deceptive->where.end};
  return internal::BrokenMark(vocabulary, MarkingKind::kBanner, span, kMarkDeceptive, where,
                              std::move(deceptive->message), std::move(deceptive->fix));
}

}  // namespace

ParsedMarking internal::ParseBannerMark(const Vocabulary& vocabulary, std::string_view line) {
  line = WithoutLineEnd(line);
  const Span span = Trim(line, {0, line.size()});
  if (!IsPrintable(Near(line, span))) {  // (most are, and make no room for an answer that is not given)
    if (auto refused = RefuseDeceptive(vocabulary, line, span)) return *std::move(refused);
  }
  return ReadMark(vocabulary, line, span);
}

ParsedBanner ParseBanner(const Vocabulary& vocabulary, std::string_view line) {
  ParsedBanner banner;
  if (vocabulary.grammar() != nullptr) {
    banner.mark = internal::ParseBannerMark(vocabulary, line);
    return banner;
  }
  line = WithoutLineEnd(line);
  const Span span = internal::Trim(line, {0, line.size()});
  auto refused = RefuseDeceptive(vocabulary, line, span);
  if (!refused) return BannerReader(vocabulary, line, span).Read();
  banner.mark = *std::move(refused);
  return banner;
}

}  // namespace markings
