// One pass over the code points. A token is open while letters (or digits) follow each other; what lies
// between two tokens is summed up in one Gap.

#include "libmarkings/text/internal/tokens.h"

#include <algorithm>
#include <array>

#include "libmarkings/text/internal/folded_character.h"
#include "libmarkings/text/utf8.h"

namespace markings::internal {
namespace {

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
    const auto& ascii = FoldedAscii();
    for (std::size_t at = 0; at < text_.size();) {
      const auto byte = static_cast<unsigned char>(text_[at]);
      if (byte < ascii.size()) {
        Take(ascii[byte], at++, 1);
        continue;
      }
      const CodePoint point = DecodeUtf8(text_, at);
      const std::size_t size = point.size == 0 ? 1 : point.size;
      Take(FoldCharacter(point.value), at, size);
      at += size;
    }
    Close();
    out_.quote_at_end_ = quote_;
    // Two thirds: a paragraph of a telegram in capitals may hold a mark or a word in lower case.
    out_.mostly_capitals_ = cased_ >= 2 && upper_ * 3 >= cased_ * 2;
  }

 private:
  void Take(const FoldedCharacter& c, std::size_t at, std::size_t size) {
    switch (c.kind) {
      case CharacterKind::kIgnored:
        return;
      case CharacterKind::kLetter:
        if (open_ && token_.number) Close();
        Extend(c, at, size, false);
        return;
      case CharacterKind::kDigit:
        if (open_ && !token_.number) Close();
        Extend(c, at, size, true);
        return;
      case CharacterKind::kApostrophe:
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
  Gap GapOf(CharacterKind kind, std::size_t at) const {
    switch (kind) {
      case CharacterKind::kBlank:
        return Gap::kBlank;
      case CharacterKind::kHyphen:
        return Gap::kHyphen;
      case CharacterKind::kPoint:
        return Gap::kPoint;
      case CharacterKind::kBreak:
        return Gap::kBreak;
      case CharacterKind::kStop:
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

  void Between(Gap gap, CharacterKind kind) {
    if (kind == CharacterKind::kQuote) quote_ = true;
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

  void Extend(const FoldedCharacter& c, std::size_t at, std::size_t size, bool number) {
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
