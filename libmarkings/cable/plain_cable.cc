// Each question here is whether some rule of the parser (parser.cc and read_*.cc) could look at a line: where
// one could, the text is not of the plain form, unless that rule itself, asked here, says that it does not.

#include "libmarkings/cable/plain_cable.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "libmarkings/cable/internal/lines.h"
#include "libmarkings/cable/internal/parser.h"
#include "libmarkings/marking/banner.h"
#include "libmarkings/marking/portion.h"
#include "libmarkings/marking/rollup.h"
#include "libmarkings/text/ascii.h"

namespace markings {
namespace {

// What the bytes of a line may mean to a rule.
enum Sign : unsigned {
  kOdd = 1,     // brackets, signs of emphasis, blanks of other sorts, controls: no plain cable has them
  kLow = 2,     // a small letter
  kParen = 4,   // ( or )
  kColon = 8,   // ends a label
  kMask = 16,   // X or x: a mask, where five of them stand in a row
  kWide = 32,   // E2: quotes and dashes, but also blanks, line ends and blocks
  kStamp = 64,  // D, L, N: what a publisher prints has one of them
  kDigit = 128,
};

constexpr std::array<std::uint8_t, 256> MakeSigns() {
  std::array<std::uint8_t, 256> signs{};
  for (std::size_t c = 0; c < signs.size(); ++c) {
    const bool control = c < 0x20 || c == 0x7F;
    // (C2 begins the no-break space, NEL and the pilcrow; E0 and up other blanks and all else that is rare.)
    if (control || c == 0xC2 || (c >= 0xE0 && c != 0xE2)) signs.at(c) = kOdd;
    if (c >= 'a' && c <= 'z') signs.at(c) = kLow;
    if (c >= '0' && c <= '9') signs.at(c) = kDigit;
  }
  const auto add = [&](std::string_view bytes, unsigned sign) {
    for (const char c : bytes) signs.at(static_cast<unsigned char>(c)) |= static_cast<std::uint8_t>(sign);
  };
  add("[]{}<>#*_\\&|=", kOdd);
  add("()", kParen);
  add(":", kColon);
  add("Xx", kMask);
  add("\xE2", kWide);
  add("DLN", kStamp);
  return signs;
}
constexpr std::array<std::uint8_t, 256> kSigns = MakeSigns();

// This loop looks at each byte of a corpus: four at a time, in two sums.
unsigned SignsOf(std::string_view line) {
  const char* at = line.data();
  const char* const end = at + line.size();
  const auto sign = [](char c) -> unsigned { return kSigns[static_cast<unsigned char>(c)]; };
  unsigned even = 0;
  unsigned odd = 0;
  for (; end - at >= 4; at += 4) {
    even |= sign(at[0]) | sign(at[2]);
    odd |= sign(at[1]) | sign(at[3]);
  }
  for (; at < end; ++at) even |= sign(*at);
  return even | odd;
}

bool StartsWith(std::string_view line, std::string_view small) {
  return line.size() >= small.size() &&
         std::ranges::equal(line.substr(0, small.size()), small,
                            [](char a, char b) { return static_cast<char>(a | 0x20) == b; });
}

// Quotes and dashes, and nothing else that begins with E2.
bool HasOnlyQuotes(std::string_view line) {
  for (std::size_t at = line.find('\xE2'); at != std::string_view::npos; at = line.find('\xE2', at + 1)) {
    if (at + 2 >= line.size() || line[at + 1] != '\x80') return false;
    const auto third = static_cast<unsigned char>(line[at + 2]);
    if (third < 0x90 || third > 0xA6) return false;
  }
  return true;
}

// Letters with blanks between: a letter-spaced word, or prose that is too odd to be told from one.
bool MayBeSpaced(std::string_view line) { return line.size() > 3 && line[1] == ' ' && line[3] == ' '; }

bool MayBeMask(std::string_view line) { return line.contains("xxxxx") || line.contains("XXXXX"); }

// Whether a rule that tells what a publisher prints could look further (format.cc, furniture.cc).
bool MayBeStamp(std::string_view line) {
  return line.contains("Case No") || line.contains("Doc No") || line.contains("RELEASE") ||
         line.contains("DoS on ") || line.contains("DENIED IN") || line.contains("Declassified/Released");
}

// Whether the last word names what is quoted: "TEXT", "TRANSLATION" (EndsInBegin).
bool MayAnnounce(std::string_view line) {
  while (!line.empty() && !IsLetter(line.back())) line.remove_suffix(1);
  const auto is = [&](std::string_view small) {
    return line.size() >= small.size() && StartsWith(line.substr(line.size() - small.size()), small);
  };
  switch (line.empty() ? '\0' : static_cast<char>(line.back() | 0x20)) {
    case 't':
      return is("text") || is("statement");
    case 'e':
      return is("quote");
    case 's':
      return is("elements") || is("points");
    case 'n':
      return is("translation");
    case 'r':
      return is("paper") || is("letter");
    default:
      return false;
  }
}

// A full stop so near a line's start may end the label of a list.
constexpr std::size_t kListLabel = 6;
// Captions and TAGS that are longer are left to the parser: what is remembered must not grow with the text.
constexpr std::size_t kMostWord = 32;
// No label with a colon, no odd number and no mark without its parenthesis reaches further.
constexpr std::size_t kLabelBytes = 32;

}  // namespace

// What was found of marks and lines that were met, by their letters. Each is asked of the library once.
struct PlainCables::Memory {
  explicit Memory(const Vocabulary& vocabulary) : starts(vocabulary) {}

  static constexpr std::size_t kMost = 4096;  // entries of each, so that no corpus fills the memory
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>()(text); }
  };
  template <class Value>
  using ByText = std::unordered_map<std::string, Value, Hash, std::equal_to<>>;

  template <class Value, class Make>
  static const Value& Get(ByText<Value>& known, std::string_view text, Make make) {
    if (const auto found = known.find(text); found != known.end()) return found->second;
    if (known.size() >= kMost) known.clear();
    return known.emplace(std::string(text), make()).first->second;
  }

  const ClassStarts starts;
  ByText<std::optional<Marking>> portions;                  // none: not a plain mark
  ByText<std::optional<Marking>> classes;                   // class lines, their serial as zeros
  ByText<bool> captions, tags;                              // lines and items that are plain ones
  std::vector<std::pair<std::vector<Marking>, bool>> sums;  // the class line's mark first; whether they agree
};

class PlainCables::Reader {
 public:
  Reader(const Vocabulary& vocabulary, Memory& memory, std::string_view text)
      : vocabulary_(vocabulary), memory_(memory), text_(text) {}

  bool Run() {
    if (!Next() || !ReadClassLine()) return false;
    bool blank = false;
    bool more = Next();
    for (; more; more = Next()) {
      if (line_.empty()) {
        blank = true;
        continue;
      }
      if (blank && IsDigit(line_[0])) break;
      if (!ReadHeaderLine(blank)) return false;
      blank = false;
    }
    if (!more) return false;
    // (The line under way begins the first paragraph.)
    while (more) {
      if (!ReadParagraph()) return false;
      more = !ended_;
      while (more && line_.empty()) more = Next();
      if (more && !IsDigit(line_[0])) return ReadEnd() && Agrees();
    }
    return Agrees();
  }

 private:
  // The next line, without its end. False: there is none.
  bool Next() {
    if (at_ >= text_.size()) {
      ended_ = true;
      line_ = {};
      return false;
    }
    const std::size_t end = std::min(text_.find('\n', at_), text_.size());
    line_ = text_.substr(at_, end - at_);
    at_ = end + 1;
    return true;
  }

  // What no rule for stamps, masks, blanks or other lines' ends can look at.
  static bool IsClean(std::string_view line, unsigned signs) {
    return (signs & kOdd) == 0 && line.front() != ' ' && line.back() != ' ' &&
           ((signs & kMask) == 0 || !MayBeMask(line)) && ((signs & kWide) == 0 || HasOnlyQuotes(line)) &&
           ((signs & kStamp) == 0 || !MayBeStamp(line));
  }

  // Behind a mark or where none is: "CONFIDENTIAL - ENTIRE TEXT."
  [[nodiscard]] bool MayBearMark(std::string_view text) const {
    return memory_.starts.MayBegin(text) && FindPortion(vocabulary_, text).status != MarkingStatus::kNone;
  }
  // Below another line a class line in small letters is one only with a section or a serial.
  [[nodiscard]] bool MayBeBanner(std::string_view line, unsigned signs) const {
    return (signs & kDigit) != 0 && memory_.starts.MayBegin(line) &&
           ParseBanner(vocabulary_, line).mark.status != MarkingStatus::kNone;
  }

  // "UNCLAS KALVOR 000123", of capitals.
  bool ReadClassLine() {
    constexpr std::size_t kSerial = 6;
    constexpr std::size_t kMost = 64;
    if (line_.size() > kMost || line_.size() < kSerial + 2 || !IsClean(line_, SignsOf(line_))) return false;
    const std::string_view words = line_.substr(0, line_.size() - kSerial);
    const std::string_view serial = line_.substr(words.size());
    if (!std::ranges::all_of(serial, IsDigit) || words.back() != ' ' ||
        !std::ranges::all_of(words, [](char c) { return IsUpper(c) || c == ' '; }))
      return false;
    const auto& mark = Memory::Get(memory_.classes, words, [&]() -> std::optional<Marking> {
      const ParsedBanner banner = ParseBanner(vocabulary_, line_);
      const bool plain = banner.mark.status == MarkingStatus::kValid && banner.mark.diagnostics.empty() &&
                         banner.captions.empty() && banner.section == 0 && !banner.origin.empty() &&
                         !banner.serial.empty();
      return plain ? std::optional(banner.mark.value) : std::nullopt;
    });
    if (!mark) return false;
    marks_.push_back(*mark);
    return true;
  }

  bool ReadHeaderLine(bool blank) {
    constexpr std::string_view kSubject = "SUBJECT: ";
    constexpr std::string_view kReference = "REF: ";
    constexpr std::string_view kTags = "TAGS: ";
    const unsigned signs = SignsOf(line_);
    if (!IsClean(line_, signs)) return false;
    if (line_.starts_with("E.O. ")) {
      fields_ = true;
      constexpr std::size_t kDigits = 5;
      return line_.size() == 15 && std::ranges::all_of(line_.substr(5, kDigits), IsDigit) &&
             line_.ends_with(": N/A");
    }
    if (line_.starts_with(kTags)) {
      fields_ = true;
      return ReadTags(line_.substr(kTags.size()));
    }
    if (line_.starts_with(kSubject)) {
      fields_ = true;
      if (subject_) return false;
      subject_ = true;
      return ReadSubject(line_.substr(kSubject.size()));
    }
    if (line_.starts_with(kReference)) return fields_ && IsFieldText(line_.substr(kReference.size()));
    return blank && !fields_ && IsRouting();
  }

  // Text of a field that nothing can be joined to (CutJoined).
  [[nodiscard]] bool IsFieldText(std::string_view text) const {
    return !text.empty() && (SignsOf(text) & (kParen | kColon)) == 0 && !text.contains(" OF ") &&
           !text.contains("PAGE ") && text.front() != ' ';
  }

  [[nodiscard]] bool IsRouting() const {
    return line_.size() <= kMostWord && Memory::Get(memory_.captions, line_, [&] {
             const bool word = std::ranges::all_of(line_, IsUpper);
             const auto caption = word ? vocabulary_.FindCaption(line_) : std::nullopt;
             return caption && vocabulary_.captions()[*caption].controls == 0 &&
                    vocabulary_.captions()[*caption].effect == CaptionEffect::kRouting &&
                    ParseBanner(vocabulary_, line_).mark.status == MarkingStatus::kNone;
           });
  }

  bool ReadTags(std::string_view items) {
    while (!items.empty()) {
      const std::size_t end = std::min(items.find(", "), items.size());
      const std::string_view item = items.substr(0, end);
      const bool plain = item.size() <= kMostWord && Memory::Get(memory_.tags, item, [&] {
                           return std::ranges::all_of(item, IsUpper) && item.size() >= 2 &&
                                  vocabulary_.IsTag(item) && !vocabulary_.IsTag(std::string(item) + " (");
                         });
      if (!plain) return false;
      if (end == items.size()) return true;
      items.remove_prefix(end + 2);
    }
    return false;
  }

  bool ReadSubject(std::string_view text) {
    if (text.starts_with('(') && !TakeMark(text)) return false;
    return IsFieldText(text) && text.back() != 'Z' && !IsDigit(text.back()) && !MayBearMark(text) &&
           internal::FindListItem(text).label == 0;
  }

  // "(U) " off the text, where it is a mark that there is nothing to say of.
  bool TakeMark(std::string_view& text) {
    constexpr std::size_t kMost = 24;
    const std::size_t close = text.substr(0, kMost).find(')');
    if (close == std::string_view::npos || close + 2 >= text.size() || text[close + 1] != ' ') return false;
    const std::string_view written = text.substr(0, close + 1);
    const auto& mark = Memory::Get(memory_.portions, written, [&]() -> std::optional<Marking> {
      const ParsedMarking found = FindPortion(vocabulary_, std::string(written) + " Word and words.");
      const bool plain = found.status == MarkingStatus::kValid && found.diagnostics.empty() &&
                         !found.entire_text && found.span == Span{0, written.size()};
      return plain ? std::optional(found.value) : std::nullopt;
    });
    if (!mark) return false;
    if (std::find(marks_.begin() + 1, marks_.end(), *mark) == marks_.end()) marks_.push_back(*mark);
    text.remove_prefix(close + 2);
    return true;
  }

  // From its number to the next blank line.
  bool ReadParagraph() {
    const auto label = internal::FindNumber(line_);
    constexpr std::size_t kDigits = 3;
    if (!label || label->begin != 0 || label->digits > kDigits || label->number != number_ + 1) return false;
    ++number_;
    std::string_view text = line_.substr(label->label);
    if (!text.starts_with(" (")) return false;
    text.remove_prefix(1);
    // (A number of the form "1." with a sign before its stop is longer than it looks.)
    if (label->label != label->digits + 1 || !TakeMark(text) || !IsLetter(text.front()) || !IsProse(text) ||
        MayBearMark(text) ||
        (std::string_view("cdrCDR").contains(text.front()) && internal::IsClassifiedBy(text)))
      return false;
    while (Next() && !line_.empty()) {
      if (!IsProse(line_)) return false;
    }
    return true;
  }

  // A line that only goes on with the paragraph above it.
  bool IsProse(std::string_view line) const {
    const unsigned signs = SignsOf(line);
    if ((signs & kLow) == 0 || !IsClean(line, signs)) return false;
    const char first = line.front();
    if (!IsLetter(first) && !IsDigit(first) && first != '"' && first != '$') return false;
    const std::string_view head = line.substr(0, kLabelBytes);
    if ((signs & (kParen | kColon)) != 0) {
      if (head.find_first_of("():") != std::string_view::npos || !HasLower(head)) return false;
      // "... ended. 7. (S) ...": a paragraph that a web copy joined to this line.
      for (std::size_t at = line.find('('); at != std::string_view::npos; at = line.find('(', at + 1)) {
        std::size_t before = at;
        while (line[before - 1] == ' ') --before;
        if (line[before - 1] == '.') return false;
      }
    }
    if (line.substr(0, kListLabel).contains('.') &&
        (internal::FindListItem(line).label > 0 || internal::FindNumber(line)))
      return false;
    if ((StartsWith(line, "begin") || StartsWith(line, "q")) &&
        internal::BeginsQuoted(line) != internal::Quote::kNone)
      return false;
    if (line.starts_with("MEMORANDUM")) return false;
    return !MayBeBanner(line, signs) && !MayBeSpaced(line) &&
           !(MayAnnounce(line) && internal::EndsInBegin(line) != internal::Quote::kNone);
  }

  // A surname, NNNN, and nothing more.
  bool ReadEnd() {
    bool more = true;
    if (line_ != "NNNN") {
      if (!std::ranges::all_of(line_, IsUpper) || !internal::IsSignature(line_) ||
          memory_.starts.MayBegin(line_) || vocabulary_.FindCaption(line_))
        return false;
      more = Next();
      if (more && !line_.empty()) return false;
      while (more && line_.empty()) more = Next();
      if (!more) return true;
      if (line_ != "NNNN") return false;
    }
    while (Next()) {
      if (!line_.empty()) return false;
    }
    return true;
  }

  // Whether the class line says what the portions come to.
  bool Agrees() {
    if (marks_.size() < 2) return false;
    for (const auto& [marks, agree] : memory_.sums) {
      if (marks == marks_) return agree;
    }
    std::vector<Marking> portions;
    for (std::size_t i = 1; i < marks_.size(); ++i) AddMark(portions, marks_[i]);
    std::vector<Marking> banner;
    AddMark(banner, marks_[0]);
    const bool agree = CheckBanner(vocabulary_, RollUp(vocabulary_, banner), RollUp(vocabulary_, portions)) ==
                       BannerCheck::kEqual;
    constexpr std::size_t kMost = 64;
    if (memory_.sums.size() >= kMost) memory_.sums.clear();
    memory_.sums.emplace_back(marks_, agree);
    return agree;
  }

  const Vocabulary& vocabulary_;
  Memory& memory_;
  std::string_view text_, line_;
  std::size_t at_ = 0;  // where the next line begins
  bool ended_ = false;
  bool fields_ = false;  // one of E.O., TAGS and SUBJECT was read: no captions any more
  bool subject_ = false;
  std::uint32_t number_ = 0;
  std::vector<Marking> marks_;  // of the class line, then of the portions, each once
};

PlainCables::PlainCables(std::shared_ptr<const Vocabulary> vocabulary)
    : vocabulary_(std::move(vocabulary)), memory_(std::make_unique<Memory>(*vocabulary_)) {}
PlainCables::~PlainCables() = default;

bool PlainCables::IsOne(std::string_view text) {
  return vocabulary_->grammar() == nullptr && Reader(*vocabulary_, *memory_, text).Run();
}

}  // namespace markings
