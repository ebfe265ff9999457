// One pass over the code points. A token is open while letters (or digits) follow each other; what lies
// between two tokens is summed up in one Gap.

#include "libmarkings/text/internal/tokens.h"

#include <algorithm>
#include <array>

#include "libmarkings/text/utf8.h"

namespace markings::internal {
namespace {

enum class Kind : std::uint8_t {
  kLetter,
  kDigit,
  kApostrophe,
  kHyphen,
  kBlank,
  kStop,
  kPoint,
  kQuote,
  kIgnored,
  kBreak,
  kOther
};

struct Character {
  Kind kind = Kind::kOther;
  bool upper = false;
  bool cased = false;
  std::array<char, 4> folded{};  // what it reads as
  std::uint32_t folded_size = 0;
};

// U+00C0..U+00FF and U+0100..U+017F without their marks; a capital stands for both cases, '*' for no letter,
// digits for letters that read as two. Source: Unicode 15 UnicodeData.txt, decompositions; the rest by usual
// transliteration.
constexpr std::string_view kLatin1 =
    "aaaaaa1ceeeeiiii"   // C0
    "2nooooo*ouuuuy34"   // D0: eth, thorn, sharp s
    "aaaaaa1ceeeeiiii"   // E0
    "2nooooo*ouuuuy3y";  // F0
constexpr std::string_view kLatinA =
    "aaaaaaccccccccdd"   // 100
    "ddeeeeeeeeeegggg"   // 110
    "gggghhhhiiiiiiii"   // 120
    "ii55jjkkklllllll"   // 130
    "lllnnnnnnnnnoooo"   // 140
    "oo66rrrrrrssssss"   // 150
    "ssttttttuuuuuuuu"   // 160
    "uuuuwwyyyzzzzzzs";  // 170

std::string_view Pair(char code) {
  switch (code) {
    case '1':
      return "ae";
    case '2':
      return "d";
    case '3':
      return "th";
    case '4':
      return "ss";
    case '5':
      return "ij";
    case '6':
      return "oe";
    default:
      return {};
  }
}

void Fold(Character& c, std::string_view letters) {
  c.folded_size = static_cast<std::uint32_t>(letters.copy(c.folded.data(), c.folded.size()));
}

void FoldTo(Character& c, char32_t value) {
  // UTF-8 of a letter outside ASCII; at most four bytes.
  const auto put = [&c](unsigned byte) { c.folded[c.folded_size++] = static_cast<char>(byte); };
  const auto tail = [&](unsigned shift) { put(0x80U | ((value >> shift) & 0x3FU)); };
  if (value < 0x80) {
    put(static_cast<unsigned>(value));
  } else if (value < 0x800) {
    put(0xC0U | static_cast<unsigned>(value >> 6));
    tail(0);
  } else if (value < 0x10000) {
    put(0xE0U | static_cast<unsigned>(value >> 12));
    tail(6);
    tail(0);
  } else {
    put(0xF0U | static_cast<unsigned>(value >> 18));
    tail(12);
    tail(6);
    tail(0);
  }
}

Character Ascii(char32_t value) {
  Character c;
  const char byte = static_cast<char>(value);
  if ((value | 0x20U) >= 'a' && (value | 0x20U) <= 'z') {
    c.kind = Kind::kLetter;
    c.cased = true;
    c.upper = value < 'a';
    const char lower = static_cast<char>(value | 0x20U);
    Fold(c, {&lower, 1});
  } else if (value >= '0' && value <= '9') {
    c.kind = Kind::kDigit;
    Fold(c, {&byte, 1});
  } else if (byte == TokenStream::kBreakByte) {
    c.kind = Kind::kBreak;
  } else if (value <= ' ') {
    c.kind = Kind::kBlank;
  } else {
    switch (byte) {
      case '\'':
      case '`':
        c.kind = Kind::kApostrophe;
        break;
      case '-':
        c.kind = Kind::kHyphen;
        break;
      case '.':
      case '!':
      case '?':
      case ':':
        c.kind = Kind::kStop;
        break;
      case ',':
      case '/':
        c.kind = Kind::kPoint;
        break;
      case '"':
        c.kind = Kind::kQuote;
        break;
      default:
        break;
    }
  }
  return c;
}

Character Letter(char32_t value, bool upper, bool cased) {
  Character c;
  c.kind = Kind::kLetter;
  c.upper = upper;
  c.cased = cased;
  FoldTo(c, value);
  return c;
}

Character Classify(char32_t value) {
  if (value < 0x80) return Ascii(value);
  if (value >= 0xFF01 && value <= 0xFF5E) return Ascii(value - 0xFEE0);  // full-width forms
  Character c;
  if (value >= 0xC0 && value <= 0x17F) {
    const char base = value < 0x100 ? kLatin1[value - 0xC0] : kLatinA[value - 0x100];
    if (base == '*') return c;  // the signs of multiplication and division
    c.kind = Kind::kLetter;
    c.cased = true;
    const bool odd_capitals = (value >= 0x139 && value <= 0x148) || (value >= 0x179 && value <= 0x17E);
    c.upper = value < 0x100 ? value < 0xDF : (value % 2 == 1) == odd_capitals;
    const std::string_view pair = Pair(base);
    Fold(c, pair.empty() ? std::string_view(&base, 1) : pair);
    return c;
  }
  if (value == 0xA0 || (value >= 0x2000 && value <= 0x200A) || value == 0x202F || value == 0x3000 ||
      value == 0x2028 || value == 0x2029 || value == 0x85) {
    c.kind = Kind::kBlank;
  } else if (value == 0xAD || (value >= 0x200B && value <= 0x200F) || (value >= 0x202A && value <= 0x202E) ||
             (value >= 0x2060 && value <= 0x206F) || value == 0xFEFF || (value >= 0x300 && value <= 0x36F)) {
    c.kind = Kind::kIgnored;
  } else if (value == 0x2018 || value == 0x2019 || value == 0x2BC || value == 0x2BB || value == 0xB4) {
    c.kind = Kind::kApostrophe;
  } else if (value == 0x201C || value == 0x201D || value == 0x201E || value == 0xAB || value == 0xBB) {
    c.kind = Kind::kQuote;
  } else if (value == 0x2010 || value == 0x2011) {
    c.kind = Kind::kHyphen;
  } else if ((value >= 0x391 && value <= 0x3A9) || (value >= 0x410 && value <= 0x42F)) {
    return Letter(value + 0x20, true, true);  // Greek and Cyrillic
  } else if (value >= 0x400 && value <= 0x40F) {
    return Letter(value + 0x50, true, true);
  } else if ((value >= 0x3AC && value <= 0x3CE) || (value >= 0x430 && value <= 0x45F)) {
    return Letter(value, false, true);
  } else if (value >= 0x180 && (value < 0x2000 || value >= 0x2C00)) {
    return Letter(value, true,
                  false);  // scripts without cases, and cases not known here: never less than a capital
  }
  return c;
}

// Titles whose full stop ends no sentence.
bool IsTitle(std::string_view folded) {
  static constexpr std::array<std::string_view, 22> kTitles = {
      "adm", "amb", "brig", "capt", "col", "dr",   "fr",  "gen", "gov", "hon", "jr",
      "lt",  "maj", "mr",   "mrs",  "ms",  "prof", "rep", "rev", "sen", "sgt", "st"};
  return std::ranges::binary_search(kTitles, folded);
}

}  // namespace

class Tokenizer {
 public:
  Tokenizer(std::string_view text, TokenStream& out) : text_(text), out_(out) {}

  void Run() {
    out_.folded_.reserve(text_.size());
    for (std::size_t at = 0; at < text_.size();) {
      const auto byte = static_cast<unsigned char>(text_[at]);
      const CodePoint point = byte < 0x80 ? CodePoint{byte, 1} : DecodeUtf8(text_, at);
      const std::size_t size = point.size == 0 ? 1 : point.size;
      Take(Classify(point.value), at, size);
      at += size;
    }
    Close();
    out_.quote_at_end_ = quote_;
    // Two thirds: a paragraph of a telegram in capitals may hold a mark or a word in lower case.
    out_.mostly_capitals_ = cased_ >= 2 && upper_ * 3 >= cased_ * 2;
  }

 private:
  void Take(const Character& c, std::size_t at, std::size_t size) {
    switch (c.kind) {
      case Kind::kIgnored:
        return;
      case Kind::kLetter:
        if (open_ && token_.number) Close();
        Extend(c, at, size, false);
        return;
      case Kind::kDigit:
        if (open_ && !token_.number) Close();
        Extend(c, at, size, true);
        return;
      case Kind::kApostrophe:
        if (open_ && !token_.number && apostrophe_ == 0) {  // O'Hara; or a closing quotation mark, or 's
          apostrophe_ = at;
          apostrophe_folded_ = out_.folded_.size();
          apostrophe_letters_ = token_.letters;
          return;
        }
        Close();
        Between(Gap::kOther, c.kind);
        return;
      default:
        Close();
        Between(GapOf(c.kind, at), c.kind);
    }
  }

  // What one character between tokens makes of the gap.
  Gap GapOf(Kind kind, std::size_t at) const {
    switch (kind) {
      case Kind::kBlank:
        return Gap::kBlank;
      case Kind::kHyphen:
        return Gap::kHyphen;
      case Kind::kPoint:
        return Gap::kPoint;
      case Kind::kBreak:
        return Gap::kBreak;
      case Kind::kStop:
        return StopGap(at);
      default:
        return Gap::kOther;
    }
  }

  Gap StopGap(std::size_t at) const {
    const bool blank_after = at + 1 >= text_.size() || static_cast<unsigned char>(text_[at + 1]) <= ' ';
    if (!out_.tokens_.empty() && text_[at] == '.' && gap_ == Gap::kGlued) {
      const Token& last = out_.tokens_.back();
      if (!last.number && (last.letters == 1 || IsTitle(out_.Folded(last)))) return Gap::kInitial;
    }
    const bool closing =
        !blank_after && (text_[at + 1] == '"' || text_[at + 1] == ')' || text_[at + 1] == '\'');
    return blank_after || closing ? Gap::kSentence : Gap::kPoint;
  }

  void Between(Gap gap, Kind kind) {
    if (kind == Kind::kQuote) quote_ = true;
    if (gap == Gap::kBlank && (gap_ == Gap::kInitial || gap_ == Gap::kHyphen))
      return;  // "J. Roe", "Roe-\nSmith"
    if (gap_ == Gap::kGlued) {
      gap_ = gap;
    } else if (gap == Gap::kHyphen || gap == Gap::kPoint || gap == Gap::kInitial) {
      gap_ = std::max(gap_, Gap::kOther);  // a second mark: " - ", "--", "..."
    } else if (gap == Gap::kBlank) {
      if (gap_ == Gap::kPoint) gap_ = Gap::kOther;
    } else {
      gap_ = std::max(gap_, gap);
    }
  }

  void Extend(const Character& c, std::size_t at, std::size_t size, bool number) {
    if (!open_) {
      token_ = Token{};
      token_.begin = at;
      token_.folded = out_.folded_.size();
      token_.number = number;
      token_.gap = gap_;
      token_.quote_before = quote_;
      token_.capital = !number && (c.upper || !c.cased);
      lower_ = false;
      open_ = true;
    }
    ++token_.letters;
    token_.end = at + size;
    out_.folded_.append(c.folded.data(), c.folded_size);
    if (number) return;
    if (c.cased && !c.upper) lower_ = true;
    cased_ += c.cased ? 1 : 0;
    upper_ += c.cased && c.upper ? 1 : 0;
  }

  void Close() {
    if (!open_) return;
    open_ = false;
    // A possessive: "Roe's". What follows the apostrophe is one s.
    if (apostrophe_ != 0 && token_.letters == apostrophe_letters_ + 1 && out_.folded_.back() == 's') {
      out_.folded_.resize(apostrophe_folded_);
      token_.end = apostrophe_;
      --token_.letters;
    }
    apostrophe_ = 0;
    token_.folded_size = static_cast<std::uint32_t>(out_.folded_.size() - token_.folded);
    token_.capitals = !token_.number && token_.letters >= 2 && token_.capital && !lower_;
    out_.tokens_.push_back(token_);
    gap_ = Gap::kGlued;
    quote_ = false;
  }

  std::string_view text_;
  TokenStream& out_;
  Token token_;
  bool open_ = false;
  bool lower_ = false;
  bool quote_ = false;
  Gap gap_ = Gap::kSentence;
  std::size_t apostrophe_ = 0;  // 0: none; an apostrophe inside a word never stands at 0
  std::size_t apostrophe_folded_ = 0;
  std::uint32_t apostrophe_letters_ = 0;
  std::size_t cased_ = 0, upper_ = 0;
};

TokenStream::TokenStream(std::string_view text) : text_(text) { Tokenizer(text, *this).Run(); }

}  // namespace markings::internal
