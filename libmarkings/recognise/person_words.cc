// Which words may be parts of names. In a line of capitals only the lists and the form of a word tell;
// elsewhere a word without a capital is none.

#include <algorithm>
#include <array>
#include <string>

#include "libmarkings/recognise/internal/persons.h"
#include "libmarkings/recognise/internal/word_table.h"
#include "libmarkings/text/ascii.h"

namespace markings::internal {
namespace {

bool IsParticle(std::string_view folded) {
  static constexpr std::array<std::string_view, 32> kParticles = {
      "abd", "abu",   "af",  "al", "av", "ben", "bin", "bint", "da",  "das", "de",
      "del", "della", "der", "di", "do", "dos", "du",  "el",   "ibn", "la",  "le",
      "mac", "o",     "st",  "ul", "ur", "van", "vom", "von",  "zu",  "zur"};
  return std::ranges::binary_search(kParticles, folded);
}
constexpr std::array<std::string_view, 4> kLaterParticles = {"den", "het", "ten", "ter"};  // van den, van ter

// Endings of English words that are in no list; names of that form are in the lists (Ahmed, Sterling).
bool EndsAsOrdinaryWord(std::string_view folded) {
  static constexpr std::array<std::string_view, 36> kEndings = {
      "ical", "atic",  "ative", "hood", "ional", "ist", "ology", "ship", "ward",   "wide", "able", "ally",
      "ance", "aries", "ation", "ed",   "ence",  "ers", "ful",   "ible", "ically", "ies",  "ing",  "ings",
      "ions", "ism",   "isms",  "ists", "ities", "ity", "ively", "ized", "ments",  "ment", "ness", "tion"};
  return folded.size() >= 6 &&
         std::ranges::any_of(kEndings, [&](std::string_view ending) { return folded.ends_with(ending); });
}

bool HasVowel(std::string_view folded) {
  return std::ranges::any_of(folded, [](char c) {
    return static_cast<unsigned char>(c) >= 0x80 || std::string_view("aeiouy").contains(c);
  });
}

constexpr int kMostRouting = 60;       // lines of addressees
constexpr std::size_t kFullLine = 30;  // bytes; values in a SMART header wrap at about 32

class NameWordReader {
 public:
  NameWordReader(std::string_view text, const TokenStream& stream, const Gazetteer& names)
      : text_(text), stream_(stream), tokens_(stream.tokens()), names_(names), words_(tokens_.size()) {}

  std::vector<NameWord> Run() {
    for (std::size_t i = 0; i < tokens_.size(); ++i) ReadGap(i);
    if (!words_.empty()) words_.back().ends_line = true;
    for (std::size_t begin = 0; begin < words_.size();) {
      std::size_t end = begin + 1;
      while (end < words_.size() && !words_[end].begins_line) ++end;
      ReadLine(begin, end);
      begin = end;
    }
    JoinWrapped();
    HideAddresses();
    return std::move(words_);
  }

 private:
  [[nodiscard]] std::string_view GapBefore(std::size_t i) const {
    const std::size_t from = i == 0 ? 0 : tokens_[i - 1].end;
    return text_.substr(from, tokens_[i].begin - from);
  }

  // Ends of lines: LF, CR LF, and CR alone as in files of old Macs.
  static std::ptrdiff_t LinesIn(std::string_view gap) {
    return std::max(std::ranges::count(gap, '\n'), std::ranges::count(gap, '\r'));
  }

  void ReadGap(std::size_t i) {
    NameWord& word = words_[i];
    const std::string_view gap = GapBefore(i);
    const auto lines = LinesIn(gap);
    word.begins_line = i == 0 || lines > 0;
    if (i > 0) words_[i - 1].ends_line = lines > 0;
    word.joint = JointOf(tokens_[i].gap, gap);
    // A name goes on over the end of a line that is full, not of one that stands by itself.
    const bool short_line = lines == 1 && i > 0 && tokens_[i - 1].end - line_begin_ < kFullLine;
    if (lines > 0) line_begin_ = tokens_[i].begin;
    if (short_line && word.joint == Joint::kBlank) word.joint = Joint::kBreak;
    if (lines > 1 || (lines == 0 && gap.size() > 4 && word.joint == Joint::kBlank))
      word.joint = Joint::kBreak;
  }

  static Joint JointOf(Gap gap, std::string_view between) {
    if (between.starts_with("'s") || between.starts_with("’s")) return Joint::kOther;
    switch (gap) {
      case Gap::kGlued:
        return between.empty() ? Joint::kGlued : Joint::kOther;
      case Gap::kBlank:
        return Joint::kBlank;
      case Gap::kHyphen:
        return Joint::kHyphen;
      case Gap::kInitial:
        return Joint::kPoint;
      case Gap::kSentence:
      case Gap::kBreak:
        return Joint::kBreak;
      default:
        break;
    }
    if (between.contains('(') || between.contains('[')) return Joint::kOpen;
    if (between.starts_with(',')) return Joint::kComma;
    if (between == "/") return Joint::kSlash;
    return Joint::kOther;
  }

  void ReadLine(std::size_t begin, std::size_t end) {
    std::size_t upper = 0, lower = 0;
    for (std::size_t i = begin; i < end; ++i) {
      if (tokens_[i].number || tokens_[i].letters < 2) continue;
      ++(tokens_[i].capitals ? upper : lower);
    }
    if (upper + lower > 0) line_capitals_ = upper > 0 && lower * 3 <= upper;
    bool hidden = IsRouting(begin);
    bool by_line = false, visitor = false;
    for (std::size_t i = begin; i < end; ++i) {
      NameWord& word = words_[i];
      const std::string_view folded = stream_.Folded(tokens_[i]);
      word.capital = tokens_[i].capital;
      word.capitals = tokens_[i].capitals;
      word.line_capitals = line_capitals_;
      word.by_line = by_line;
      if (hidden && EndsRouting(i)) hidden = in_tags_ = in_header_ = false;
      if (folded == "by" && i > begin && i < begin + 3) by_line = true;
      const bool addressed = folded == "from" || folded == "to" || folded == "cc" || folded == "bcc";
      if (i == begin && addressed && text_.substr(tokens_[i].end).starts_with(':')) by_line = true;
      if (tokens_[i].number) {
        word.part = NamePart::kNumber;
        continue;
      }
      word.bits = WordTable::Shared().Find(folded);
      if (names_.Holds(folded)) word.bits |= kListedBit;
      // Of an address or of subjects nothing is a name, but whom "OVIP" is about.
      if (visitor && word.joint == Joint::kComma && !GapBefore(i).contains('(') && !in_brackets_)
        visitor = false;
      in_brackets_ = visitor && (in_brackets_ || GapBefore(i).contains('(')) && !GapBefore(i).contains(')');
      if (!hidden || visitor) word.part = PartOf(i, folded);
      word.ordinary = word.part == NamePart::kUnknown && word.line_capitals && EndsAsOrdinaryWord(folded);
      if (folded == "ovip") visitor = true;
    }
    in_brackets_ = false;
  }

  // Whether the line that begins with a token is one of addressees or of subjects in a header.
  bool IsRouting(std::size_t token) {
    const std::string_view folded = stream_.Folded(tokens_[token]);
    const bool blank_before = LinesIn(GapBefore(token)) > 1;
    const bool label = text_.substr(tokens_[token].end).starts_with(':') || line_capitals_;
    if (blank_before || folded == "subject" || folded == "subj" || folded == "ref" || folded == "refs" ||
        tokens_[token].number)
      in_tags_ = false;
    if (folded == "tags" && label) in_tags_ = true;
    if (line_capitals_ && folded == "fm" && token + 1 < tokens_.size()) {
      const std::string_view from =
          stream_.Folded(tokens_[token + 1]);  // not "FM KRELLIN", the foreign minister
      in_header_ = (WordTable::Shared().Find(from) & (kTradeBit | kHeadBit)) != 0;
    }
    if (blank_before || folded == "subject" || folded == "subj" || folded == "tags" || folded == "unclas" ||
        folded == "e" || folded == "eo")
      in_header_ = false;
    routing_lines_ = in_tags_ || in_header_ ? routing_lines_ + 1 : 0;
    if (routing_lines_ > kMostRouting) in_tags_ = in_header_ = false;
    return in_tags_ || in_header_;
  }

  // Web copies join lines: the subject, or the text, may follow on the line of the TAGS. What is hidden here
  // is never found, so it ends early rather than late.
  [[nodiscard]] bool EndsRouting(std::size_t token) const {
    if (tokens_[token].number) return in_tags_;
    if (!text_.substr(tokens_[token].end).starts_with(':')) return false;
    const std::string_view folded = stream_.Folded(tokens_[token]);
    return folded != "tags" && folded != "fm" && folded != "to" && folded != "info";
  }

  [[nodiscard]] NamePart PartOf(std::size_t i, std::string_view folded) const {
    const Token& token = tokens_[i];
    const NameWord& word = words_[i];
    const std::uint16_t bits = word.bits;
    if (token.letters == 1) return token.capital ? NamePart::kInitial : NamePart::kNone;
    const bool listed = (bits & kListedBit) != 0;
    const bool later = i > 0 && words_[i - 1].part == NamePart::kParticle &&
                       std::ranges::find(kLaterParticles, folded) != kLaterParticles.end();
    if (!listed && (IsParticle(folded) || later)) return NamePart::kParticle;
    if (!token.capital || (bits & kFunctionBit) != 0) return NamePart::kNone;
    if (listed) return NamePart::kSurname;
    if ((bits & kHeadBit) != 0 && (bits & kPlaceBit) != 0) return NamePart::kNone;  // San Pedro
    if (token.capitals && folded.size() == 3 && folded.starts_with("go")) return NamePart::kNone;
    const bool name = (bits & (kGivenBit | kSurnameBit)) != 0;
    constexpr std::uint16_t kOrdinary = kTradeBit | kPlaceBit | kTitleBit | kHeadBit | kSayingBit;
    if (!name && (bits & kCommonNameBit) != 0)
      return (bits & kOrdinary) != 0 ? NamePart::kNone : NamePart::kCommon;
    if (!name && bits != 0) return NamePart::kNone;
    if (!name) return UnknownPart(token, word, folded);
    if ((bits & (kOrdinary | kEnglishBit | kCommonNameBit)) != 0) return NamePart::kCommon;
    return (bits & kGivenBit) != 0 ? NamePart::kGiven : NamePart::kSurname;
  }

  static NamePart UnknownPart(const Token& token, const NameWord& word, std::string_view folded) {
    if (!HasVowel(folded)) return NamePart::kNone;
    // USBERLIN, AMKALVOR: missions, as addresses write them.
    if (word.line_capitals && (folded.starts_with("us") || folded.starts_with("am")) && folded.size() > 5 &&
        (WordTable::Shared().Find(folded.substr(2)) & kPlaceBit) != 0)
      return NamePart::kNone;
    if (word.capitals && !word.line_capitals)
      return token.letters <= 5 ? NamePart::kAcronym : NamePart::kUnknown;
    return NamePart::kUnknown;
  }

  // "HAR-\nBOUR" is one word; so is a name that is broken there.
  void JoinWrapped() {
    std::string joined;
    for (std::size_t i = 1; i < words_.size(); ++i) {
      if (words_[i].joint != Joint::kHyphen || GapBefore(i).find_first_of(" \n") == std::string_view::npos)
        continue;
      words_[i].wrapped = true;
      joined.assign(stream_.Folded(tokens_[i - 1])).append(stream_.Folded(tokens_[i]));
      const std::uint16_t bits = WordTable::Shared().Find(joined);
      const bool name = (bits & (kGivenBit | kSurnameBit)) != 0 || names_.Holds(joined);
      if (bits != 0 && !name) {
        words_[i - 1].part = words_[i].part = NamePart::kNone;
      } else if (name) {
        words_[i - 1].bits = words_[i].bits = bits;
        words_[i - 1].part = words_[i].part = (bits & kGivenBit) != 0 ? NamePart::kGiven : NamePart::kSurname;
      } else if (words_[i - 1].part == NamePart::kUnknown && words_[i].part != NamePart::kNumber) {
        words_[i].part = NamePart::kUnknown;
      }
    }
  }

  // Names in e-mail addresses are found as such: all words between two blanks with an @ among them.
  void HideAddresses() {
    static constexpr std::string_view kBlanks = " \n\t<>()";
    std::size_t token = 0;
    for (std::size_t at = text_.find('@'); at != std::string_view::npos;) {
      const std::size_t before = text_.find_last_of(kBlanks, at);
      const std::size_t begin = before == std::string_view::npos ? 0 : before;
      const std::size_t end = std::min(text_.find_first_of(kBlanks, at), text_.size());
      while (token < tokens_.size() && tokens_[token].end <= begin) ++token;
      for (; token < tokens_.size() && tokens_[token].begin < end; ++token)
        words_[token].part = NamePart::kNone;
      at = text_.find('@', end);
    }
  }

  std::string_view text_;
  const TokenStream& stream_;
  const std::vector<Token>& tokens_;
  const Gazetteer& names_;
  std::vector<NameWord> words_;
  std::size_t line_begin_ = 0;
  int routing_lines_ = 0;
  bool line_capitals_ = false;
  bool in_tags_ = false, in_header_ = false, in_brackets_ = false;
};

}  // namespace

std::vector<NameWord> ReadNameWords(std::string_view text, const TokenStream& stream,
                                    const Gazetteer& names) {
  return NameWordReader(text, stream, names).Run();
}

}  // namespace markings::internal
