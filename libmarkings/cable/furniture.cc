// Taking furniture off the lines. A line of a release is looked at in chunks, what two blanks or more set
// apart: what stands in the margin stands behind such a gap. Chunks are taken off from the right as long as
// each has the exact form of something that a publisher prints. Source of the forms: CABLES of this
// project, 2.6, 4.1, 4.2.

#include "libmarkings/cable/internal/furniture.h"
#include "libmarkings/cable/internal/lines.h"

#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <string>
#include <utility>

#include "libmarkings/text/ascii.h"

namespace markings {

std::string_view Name(RedactionStyle style) {
  switch (style) {
    case RedactionStyle::kMarginCode:
      return "margin_code";
    case RedactionStyle::kMask:
      return "mask";
    case RedactionStyle::kBracket:
      break;
  }
  return "bracket";
}

namespace internal {
namespace {

using re2::RE2;
using re2::StringPiece;

constexpr std::size_t kMostChunkBytes = 200;

StringPiece Piece(std::string_view text) { return {text.data(), text.size()}; }

bool Matches(std::string_view text, const RE2& form) {
  return text.size() <= kMostChunkBytes && RE2::FullMatch(Piece(text), form);
}

std::string Captured(std::string_view text, const RE2& form) {
  StringPiece found;
  if (!RE2::PartialMatch(Piece(text), form, &found)) return {};
  return {found.data(), found.size()};
}

// What the margin may hold, with the statute or agency that (b)(3) names, and as scanners misread it.
#define MARKINGS_CODE R"((?:B[1-9](?: ?\([A-F]\))?|1\.4 ?\([A-H]\)|\(b\)\([1-9]\)(?:\([A-F]\))?))"
#define MARKINGS_CODES MARKINGS_CODE "(?:,? " MARKINGS_CODE ")*"
#define MARKINGS_STATUTE R"((?:(?: (?:CIA|FBI|NSA|INA|PERS/ORG|[A-Z]{3,12}ACT ?\d{0,4}))+))"

bool IsCodes(std::string_view chunk) {
  static const RE2 kCodes(MARKINGS_CODE MARKINGS_STATUTE "?(?:[,;/ ]+" MARKINGS_CODE MARKINGS_STATUTE
                                                         "?)*[,;]?");
  static const RE2 kStatuteAlone("[A-Z]{3,12}ACT ?\\d{4}(?:[,;/ ]+" MARKINGS_CODE ")*");
  return Matches(chunk, kCodes) || Matches(chunk, kStatuteAlone);
}

// "Be", "BS": a code as a scanner misread it, far out in the margin.
bool IsMisreadCode(std::string_view chunk, std::size_t gap) {
  constexpr std::size_t kFarOut = 16;
  static const RE2 kMisread(R"(B[SeiGb]|Bl|1\.4\([A-H]|1\.4 ?\([a-h]\))");
  return gap >= kFarOut && Matches(chunk, kMisread);
}

bool OpensStamp(std::string_view chunk) {
  static const RE2 kOpen(R"(\[?RELEASE(?: IN(?: PART)?)?)");
  return Matches(chunk, kOpen);
}

bool EndsStamp(std::string_view chunk) {
  static const RE2 kEnd(R"((?:IN )?(?:FULL|PART)(?: .{0,40})?)");
  return Matches(chunk, kEnd) &&
         (chunk.ends_with("FULL") || chunk.ends_with("PART") ||
          IsCodes(Trimmed(chunk.substr(
              chunk.find("PART") == std::string_view::npos ? chunk.size() : chunk.find("PART") + 4))));
}

// The lines of a release's banner when it stands in five lines, and what a committee stamped beside them.
bool IsBannerLine(std::string_view chunk, bool below_banner) {
  static const RE2 kAnywhere(
      R"(U\.?S\.? Department of State|Case No\.? ?[A-Z]{1,2}-\d{4}-\d{4,6}|Doc No\.? ?C\d{7,9}|)"
      R"(STATE DEPT\.? ?-+ ?PRODUCED TO [A-Z ]{3,60}COMM\.?|)"
      R"(SUBJECT TO AGREEMENT ON SENSITIVE INFORMATION & REDACTIONS\.? NO FOIA WAIVER\.?|STATE-[A-Z0-9]{3}\d{7})");
  static const RE2 kBelow(R"(Date:? ?\d{2}/\d{2}/\d{4})");
  return Matches(chunk, kAnywhere) || (below_banner && Matches(chunk, kBelow));
}

bool IsReviewPart(std::string_view chunk) {
  static const RE2 kPart(
      R"((?:—|–|-| |,|;|Class:|[A-Z]{3,12}(?: [A-Z]{3,12})?|Reason:|1\.4 ?\([A-Ha-h]\)|Declassify|on:|on|\d{2}[/-]\d{2}[/-]\d{4})+)");
  // A class alone is none: it counts where the line above ended in "Class:".
  static const RE2 kSays(R"(Class:|Reason:|1\.4|Declassify|on:|\d{2}[/-])");
  return Matches(chunk, kPart) && RE2::PartialMatch(Piece(chunk), kSays);
}

// A word of capitals, as a class or a release's banner is.
bool IsCapitalWord(std::string_view chunk) {
  static const RE2 kWord(R"([A-Z]{3,14}(?: [A-Z]{3,14})?)");
  return Matches(chunk, kWord);
}

struct Chunk {
  std::size_t begin = 0, end = 0;  // bytes into the text
  std::size_t gap = 0;             // blanks before it
};

void CutChunks(std::string_view text, Span line, std::vector<Chunk>& chunks) {
  chunks.clear();
  constexpr std::size_t kTab = 8;
  std::size_t at = line.begin;
  std::size_t gap = 0;
  std::size_t begin = line.begin;
  std::size_t gap_before = 0;
  std::size_t last = line.begin;  // behind the last byte that is no blank
  for (; at < line.end; ++at) {
    if (text[at] == ' ' || text[at] == '\t') {
      gap += text[at] == '\t' ? kTab : 1;
      continue;
    }
    if (gap >= 2 && last > begin) {
      chunks.push_back({begin, last, gap_before});
      begin = at;
      gap_before = gap;
    }
    gap = 0;
    last = at + 1;
  }
  if (last > begin) chunks.push_back({begin, last, gap_before});
}

class FurnitureCutter {
 public:
  FurnitureCutter(std::string_view text, Lines lines, const FormatTraits& traits,
                  const std::vector<SourceRegion>& regions)
      : text_(text), lines_(std::move(lines)), traits_(traits), regions_(regions) {}

  Lines Run() {
    for (at_ = 0; at_ < lines_.size(); ++at_) {
      lines_.ForgetBefore(at_);
      CutLine();
    }
    return std::move(out_);
  }

 private:
  std::string_view View(const Chunk& chunk) const { return Slice(text_, {chunk.begin, chunk.end}); }

  void CutLine() {
    Line line = lines_[at_];
    if (InRegion(line)) return;
    if (traits_.messages) line.text = Span{SkipQuoteSigns(line.text), line.text.end};
    const std::string_view view = Slice(text_, line.text);
    if (view.starts_with("\xEF\xBF\xBC")) return Add(line.all, line.text, LineRole::kUnread);
    if (view.empty()) {
      stamp_open_ = below_banner_ = false;
      out_.Add(line);
      return;
    }
    if (traits_.archive) {
      if (IsArchiveNotice(view)) return Add(line.all, line.text, LineRole::kReleaseBanner);
      if (IsDistribution(view) || BeginsDistribution(view))
        return Add(line.all, line.text, LineRole::kDistribution);
    }
    std::size_t end = line.text.end;
    if (traits_.foia) end = CutRelease(line);
    CutRedactions(line, end);
    for (const Line& piece : margin_) out_.Add(piece);
    margin_.clear();
  }

  // "> > " before a line that an e-mail quotes is none of its text: marks and numbers stand behind it.
  std::size_t SkipQuoteSigns(Span line) const {
    std::size_t at = line.begin;
    std::size_t text = at;
    while (at < line.end && text_[at] == '>') {
      ++at;
      while (at < line.end && text_[at] == ' ') ++at;
      text = at;
    }
    return text;
  }

  // "71", alone on the line above the offices.
  bool BeginsDistribution(std::string_view line) const {
    return line.size() == 2 && IsDigit(line[0]) && IsDigit(line[1]) && at_ + 1 < lines_.size() &&
           IsDistribution(Slice(text_, lines_[at_ + 1].text));
  }

  bool InRegion(const Line& line) {
    while (region_ < regions_.size() && regions_[region_].span.end <= line.all.begin) ++region_;
    if (region_ == regions_.size() || regions_[region_].span.begin >= line.all.end) return false;
    Add(line.all, line.text, regions_[region_].unread ? LineRole::kUnread : LineRole::kHidden);
    return true;
  }

  void Add(Span all, Span text, LineRole role, bool rest = false) {
    if (all.begin < all.end) out_.Add({all, text, role, rest});
  }

  // What of a line is furniture of a release, as pieces in margin_. Returns where its text ends.
  std::size_t CutRelease(const Line& line) {
    const std::string_view view = Slice(text_, line.text);
    if (IsReleaseHeader(view)) {
      margin_.push_back({line.all, line.text, LineRole::kReleaseBanner, false});
      below_banner_ = true;
      return line.text.begin;
    }
    CutChunks(text_, line.text, chunks_);
    std::size_t taken = chunks_.size();
    const bool whole_banner = chunks_.size() == 1 && IsCapitalWord(View(chunks_[0])) && BannerFollows();
    bool opened_stamp = false;
    bool review = false;
    bool class_open = false;
    std::vector<LineRole> roles(chunks_.size(), LineRole::kText);
    while (taken > 0) {
      const Chunk& chunk = chunks_[taken - 1];
      const bool first = taken == 1;
      const std::string_view piece = View(chunk);
      LineRole role = LineRole::kText;
      const bool beside_banner =
          chunks_.size() > 1 && roles[1] == LineRole::kReleaseBanner && BannerFollows();
      const bool stamp = IsReleaseStamp(piece) || (stamp_open_ && EndsStamp(piece));
      const bool opens = !stamp && OpensStamp(piece) && (piece != "RELEASE" || StampFollows());
      if (stamp || opens || IsBannerLine(piece, below_banner_) ||
          (first && IsCapitalWord(piece) && (whole_banner || beside_banner))) {
        role = LineRole::kReleaseBanner;
        opened_stamp = opened_stamp || opens;
      } else if (IsCodes(piece) || IsMisreadCode(piece, chunk.gap)) {
        role = stamp_open_ ? LineRole::kReleaseBanner : LineRole::kMarginCode;
      } else if (BeginsReview(piece) || (review_lines_ > 0 && IsReviewPart(piece)) ||
                 (class_open_ && IsCapitalWord(piece))) {
        role = LineRole::kReviewMarking;
        review = review || BeginsReview(piece);
        class_open = class_open || piece.ends_with("Class:");
      }
      if (role == LineRole::kText) break;
      // Furniture at the line's left is furniture only when all of the line is.
      roles[--taken] = role;
    }
    if (taken == 1 && chunks_.size() > 1 && below_banner_ && IsBannerLine(View(chunks_[0]), true)) {
      roles[0] = LineRole::kReleaseBanner;
      taken = 0;
    }
    class_open_ = class_open;
    constexpr std::size_t kReviewLines = 4;  // a reviewer's marking wraps over two to four lines
    if (review)
      review_lines_ = kReviewLines;
    else if (review_lines_ > 0)
      --review_lines_;
    const bool any_banner = std::ranges::find(roles, LineRole::kReleaseBanner) != roles.end();
    below_banner_ = any_banner;
    const bool stamp = any_banner && std::ranges::any_of(chunks_, [&](const Chunk& chunk) {
                         return View(chunk).contains("RELEASE IN") || View(chunk).contains("PART");
                       });
    stamp_open_ = opened_stamp || stamp;
    for (std::size_t i = taken; i < chunks_.size(); ++i) {
      const bool last = i + 1 == chunks_.size();
      const Span all{i == 0 ? line.all.begin : chunks_[i].begin, last ? line.all.end : chunks_[i + 1].begin};
      margin_.push_back({all, {chunks_[i].begin, chunks_[i].end}, roles[i], false});
    }
    return taken == chunks_.size() ? line.text.end : taken == 0 ? line.text.begin : chunks_[taken].begin;
  }

  // A class alone on a line is the release's where the next line says whose.
  bool BannerFollows() const {
    return at_ + 1 < lines_.size() &&
           Slice(text_, lines_[at_ + 1].text).starts_with("U.S. Department of State");
  }

  // "RELEASE" alone is a word, but over "IN FULL".
  bool StampFollows() const {
    return at_ + 1 < lines_.size() && EndsStamp(Slice(text_, lines_[at_ + 1].text));
  }

  // The text of the line up to `end`, cut at each redaction that stands in it.
  void CutRedactions(const Line& line, std::size_t end) {
    const bool whole = margin_.empty();
    const std::size_t all_end = whole ? line.all.end : end;
    if (end <= line.text.begin && !whole) return;
    std::size_t begin = line.text.begin;
    std::size_t all_begin = line.all.begin;
    bool rest = false;
    Span found;
    while (FindRedaction(begin, end, found)) {
      const std::string_view before = Trimmed(Slice(text_, {begin, found.begin}));
      if (before.empty()) {
        found.begin = all_begin;  // blanks before it go with it
      } else {
        AddText({all_begin, found.begin}, before, rest);
      }
      const bool last = Trimmed(Slice(text_, {found.end, end})).empty();
      const std::size_t piece_end = last ? all_end : found.end;
      const std::string_view words = Trimmed(Slice(text_, {found.begin, found.end}));
      Add({found.begin, piece_end}, SpanOf(words), LineRole::kRedaction, rest);
      rest = true;
      begin = all_begin = last ? end : found.end;
      if (last) return;
    }
    if (all_begin < all_end) AddText({all_begin, all_end}, Trimmed(Slice(text_, {begin, end})), rest);
  }

  Span SpanOf(std::string_view view) const {
    const auto begin = static_cast<std::size_t>(view.data() - text_.data());
    return {begin, begin + view.size()};
  }
  void AddText(Span all, std::string_view text, bool rest) {
    out_.Add({all, SpanOf(text), LineRole::kText, rest});
  }

  // The next redaction in [from, end).
  bool FindRedaction(std::size_t from, std::size_t end, Span& found) const {
    for (std::size_t at = from; at < end; ++at) {
      const char c = text_[at];
      std::size_t length = 0;
      if (c == '[') {
        length = BracketAt(at, end);
      } else if (c == 'X' || c == 'x') {
        std::size_t run = at;
        while (run < end && text_[run] == c) ++run;
        constexpr std::size_t kShortest = 5;
        const bool alone = (at == 0 || !IsWordByte(text_[at - 1])) && (run == end || !IsWordByte(text_[run]));
        if (run - at >= kShortest && alone) length = run - at;
        if (length == 0) at = run - 1;
      } else if (static_cast<unsigned char>(c) == 0xE2) {
        std::size_t run = at;
        while (run + 3 <= end && text_.substr(run, 3) == "\xE2\x96\x88") run += 3;  // full block
        if (run > at + 3) length = run - at;
        if (length == 0 && run > at) at = run - 1;
      }
      if (length == 0) continue;
      found = {at, at + length};
      return true;
    }
    return false;
  }

  static bool IsWordByte(char c) { return IsLetter(c) || IsDigit(c); }

  // The bytes of a bracketed redaction: words of the notation only, so that no text can hide in one.
  std::size_t BracketAt(std::size_t at, std::size_t end) const {
    constexpr std::size_t kLongest = 120;
    const std::string_view near = text_.substr(at, std::min(kLongest, end - at));
    const std::size_t close = near.find(']');
    if (close == std::string_view::npos) return 0;
    if (near.starts_with("[[")) {  // the form of data sets
      static const RE2 kRedactedEx(R"(\[\[REDACTED(?:-EX )" MARKINGS_CODE "(?: " MARKINGS_CODE R"()*)?)");
      const bool form = Matches(near.substr(0, close), kRedactedEx);
      return form && near.substr(close + 1).starts_with(']') ? close + 2 : 0;
    }
    const std::string_view inner = near.substr(1, close - 1);
    // A masked span that bears a number.
    static const RE2 kPseudonym(
        "(?:PERSON|NAME|E-MAIL|TELEPHONE|(?:SOCIAL SECURITY|PASSPORT|VISA|ACCOUNT|CARD|CASE) NUMBER|"
        "NETWORK ADDRESS|COORDINATES|DATE OF BIRTH|REFERENCE)"
        R"((?: \d{1,4}(?:: )" MARKINGS_CODES ")?|: " MARKINGS_CODES ")");
    if (Matches(inner, kPseudonym)) return close + 1;
    if (!inner.contains("not declassified") && !inner.contains("withheld") && inner != "REDACTED" &&
        inner != "redacted")
      return 0;
    static const RE2 kDeclassified(
        R"((?i:(?:\d{1,4}|less|than|more|about|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|)"
        R"(a|half|and|of|source|text|the|lines?(?:\(s\))?|pages?|paragraphs?|names?|places?|words?|sentences?|)"
        R"(handling|restrictions?|folder|title|figures?|amounts?|dollar|dates?|attachments?|documents?|codes?|)"
        R"(numbers?|portions?|remainder|not|declassified|1/2|[()½-]| )+))");
    static const RE2 kWithheld(
        R"((?:(?:1|header lines|executive order line|note|passing instruction|TAGS|subject|references|)"
        R"(classification authority|heading|sub-paragraphs?|paragraphs?|quoted text|signature|name|lines?|\d{1,4}|)"
        R"(e-mail|telephone|(?:social security|passport|visa|account|card|case) number|network address|)"
        R"(coordinates|date of birth|reference|fields?|source note|1 item that was not read) )*)"
        "withheld(?:: " MARKINGS_CODES ")?");
    const bool form = inner == "REDACTED" || inner == "redacted" || Matches(inner, kDeclassified) ||
                      Matches(inner, kWithheld);
    return form ? close + 1 : 0;
  }

  std::string_view text_;
  Lines lines_;
  const FormatTraits& traits_;
  const std::vector<SourceRegion>& regions_;
  Lines out_;
  std::vector<Line> margin_;
  std::vector<Chunk> chunks_;
  std::size_t at_ = 0;
  std::size_t region_ = 0;
  std::size_t review_lines_ = 0;
  bool stamp_open_ = false, class_open_ = false, below_banner_ = false;
};

std::uint32_t NumberNamed(std::string_view word) {
  static constexpr std::array<std::string_view, 13> kWords = {
      "", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"};
  std::uint32_t number = 0;
  std::from_chars(word.data(), word.data() + word.size(), number);
  for (std::uint32_t i = 1; i < kWords.size(); ++i) {
    if (kWords.at(i) == word) number = i;
  }
  return number;
}

}  // namespace

Lines CutFurniture(std::string_view text, Lines lines, const FormatTraits& traits,
                   const std::vector<SourceRegion>& regions) {
  return FurnitureCutter(text, std::move(lines), traits, regions).Run();
}

bool IsReleaseHeader(std::string_view line) {
  // The number of the document may be printed over the banner's word.
  static const RE2 kForm(
      R"((?:[A-Z]{0,12}CLASSIFIED |[^ ]{0,3}(?: [^ ]){0,12} ?>?[A-Z]{0,9}IFIED )?U\.?S\.? Department of State )"
      R"(Case No\.? ?[A-Z]{1,2}-\d{4}-\d{4,6} Doc No\.? ?C\d{7,9} Date:? ?\d{2}/\d{2}/\d{4}.{0,8})");
  return Matches(line, kForm);
}

bool IsReleaseNumber(std::string_view line) {
  static const RE2 kForm(R"((?:Case No\.? ?[A-Z]{1,2}-\d{4}-\d{4,6}|Doc No\.? ?C\d{7,9})(?:(?:  |\t).*)?)");
  return Matches(line, kForm);
}

bool IsReleaseStamp(std::string_view chunk) {
  static const RE2 kWords(R"(\[?(?:RELEASE IN (?:FULLI?|PART?)|DENIED IN FULL)[\]|]? ?\|?)");
  static const RE2 kCoded(R"(\[?RELEASE IN PART? ?[,:]? ?(.{1,60}))");
  if (Matches(chunk, kWords)) return true;
  StringPiece codes;
  static const RE2 kMisread(R"((?:B[SeiG1-9](?:\([A-F]\))?[, ]*)+[\]|]?)");
  return chunk.size() <= kMostChunkBytes && RE2::FullMatch(Piece(chunk), kCoded, &codes) &&
         (IsCodes(Trimmed({codes.data(), codes.size()})) || RE2::FullMatch(codes, kMisread));
}

bool IsArchiveNotice(std::string_view line) {
  static const RE2 kForm(
      R"((?:[A-Z][a-z]+ [A-Z]\. [A-Z][a-z]+,? )?Declassified/Released US Department of State)"
      R"((?: EO Systematic Review)?(?: \d{1,2} [A-Za-z]{3,9} \d{4})?)");
  return Matches(line, kForm);
}

bool IsDistribution(std::string_view line) {
  static const RE2 kForm(
      R"((?:\d{2} ?)?(?:(?:(?:ACTION|ORIGIN|INFO) +)?[A-Z]{1,5}-\d{2} *){1,24}(?:/ ?\d{3} ?[A-Z]{1,3}\d?)?|)"
      R"(/ ?\d{3} ?[A-Z]{1,3}|-{10,} *\d{6}Z?(?: *\d{6}Z)?(?: ?/\d{2})?)");
  return Matches(line, kForm);
}

bool BeginsReview(std::string_view piece) {
  static const RE2 kForm(
      R"(Classified by [A-Z]{2,4}, ?A/[A-Z]{2,4}, ?DoS on \d{2}[/-]\d{2}[/-]\d{4}(?:(?:—|–|-| |,|;|Class:|[A-Z]{3,12}(?: [A-Z]{3,12})?|Reason:|1\.4 ?\([A-Ha-h]\)|Declassify|on:|on|\d{2}[/-]\d{2}[/-]\d{4})*))");
  return Matches(piece, kForm);
}

void ReadReleaseBanner(std::string_view piece, ReleaseBanner& banner) {
  static const RE2 kCase(R"(Case No\.? ?([A-Z]{1,2}-\d{4}-\d{4,6}))");
  static const RE2 kDocument(R"(Doc No\.? ?(C\d{7,9}))");
  static const RE2 kDate(R"(Date:? ?(\d{2}/\d{2}/\d{4}))");
  static const RE2 kReview(R"((EO Systematic Review \d{1,2} [A-Za-z]{3,9} \d{4}))");
  static const RE2 kStamp(R"((RELEASE IN (?:FULL|PART?)|DENIED IN FULL))");
  const auto first = [&](std::string& field, const RE2& form) {
    if (field.empty()) field = Captured(piece, form);
  };
  first(banner.case_number, kCase);
  first(banner.document_number, kDocument);
  first(banner.date, kDate);
  first(banner.review, kReview);
  first(banner.stamp, kStamp);
  if (banner.stamp.ends_with("PAR")) banner.stamp += 'T';  // as a scanner cut it
  static const RE2 kWord(R"(^([A-Z]{8,14})(?: U\.?S\.? Department|$))");
  first(banner.marking, kWord);
  if (banner.stamp.empty() && OpensStamp(piece)) banner.stamp = "RELEASE IN";
  const std::string_view end = piece.starts_with("IN ") ? piece.substr(3) : piece;
  if (banner.stamp == "RELEASE IN" && (end.starts_with("PART") || end.starts_with("FULL")))
    banner.stamp += end.starts_with("PART") ? " PART" : " FULL";
  const bool coded = piece.contains("PART") || IsCodes(piece);
  if (!coded) return;
  for (std::string& code : ReadCodes(piece)) {
    if (std::ranges::find(banner.codes, code) == banner.codes.end()) banner.codes.push_back(std::move(code));
  }
}

void ReadReviewMarking(std::string_view piece, ReviewMarking& marking) {
  // A class stands behind its label, or alone where the label ended the line above.
  static const RE2 kLevel(R"((?:Class: ?|^)([A-Z]{3,12}(?: [A-Z]{3,12})?)(?: ?(?:—|–|-)|$))");
  static const RE2 kUntil(R"(on: ?(\d{2}[/-]\d{2}[/-]\d{4}))");
  static const RE2 kDate(R"(^(\d{2}[/-]\d{2}[/-]\d{4})$)");
  static const RE2 kReason(R"((1\.4 ?\([A-Ha-h]\)))");
  if (marking.level.empty()) marking.level = Captured(piece, kLevel);
  if (marking.declassify_on.empty()) marking.declassify_on = Captured(piece, kUntil);
  if (marking.declassify_on.empty()) marking.declassify_on = Captured(piece, kDate);
  StringPiece rest = Piece(piece);
  StringPiece reason;
  while (RE2::FindAndConsume(&rest, kReason, &reason)) marking.reasons.emplace_back(reason);
}

std::vector<std::string> ReadCodes(std::string_view piece) {
  static const RE2 kOne("(" MARKINGS_CODE MARKINGS_STATUTE "?)");
  std::vector<std::string> codes;
  StringPiece rest = Piece(piece);
  StringPiece code;
  while (RE2::FindAndConsume(&rest, kOne, &code)) codes.emplace_back(code);
  return codes;
}

ForeignRedaction ReadRedaction(std::string_view piece) {
  ForeignRedaction redaction;
  if (!piece.starts_with('[')) {
    redaction.style = RedactionStyle::kMask;
    return redaction;
  }
  static const RE2 kAmount(
      R"(\[(\w+)(?: and a half)? (line|paragraph|page|name|place|word|sentence|document))");
  static const RE2 kUnit(R"(\b(line|paragraph|page|name|place|word|sentence|title|restriction|text)s?\b)");
  StringPiece number;
  StringPiece unit;
  if (RE2::PartialMatch(Piece(piece), kAmount, &number, &unit)) {
    redaction.amount = NumberNamed({number.data(), number.size()});
    redaction.unit = std::string(unit);
  } else {
    redaction.unit = Captured(piece, kUnit);
  }
  redaction.codes = ReadCodes(piece);
  return redaction;
}

}  // namespace internal
}  // namespace markings
