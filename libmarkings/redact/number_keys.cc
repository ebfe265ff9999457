// The keys under which numbers and references are compared.

#include <algorithm>
#include <string>
#include <utility>

#include "libmarkings/redact/internal/terms.h"

namespace markings::internal {
namespace {

std::string_view WithoutZeros(std::string_view digits) {
  const std::size_t first = digits.find_first_not_of('0');
  return first == std::string_view::npos ? std::string_view() : digits.substr(first);
}

// 1900 to 2099 in four digits: a year says nothing alone.
bool IsYear(std::string_view digits) {
  return digits.size() == 4 && (digits.starts_with("19") || digits.starts_with("20"));
}

bool IsPostWord(const Token& token) { return !token.number && token.capital && token.letters >= 3; }

constexpr std::size_t kLongest = 40;   // digits of one key: longer runs are compared by their parts
constexpr std::size_t kTelephone = 7;  // digits of the shortest number that is looked for over blanks

// Nothing but blanks, brackets and separators between two groups of digits: "+1 (202) 555-0123".
bool GroupsOn(const TokenStream& stream, std::size_t i) {
  const std::vector<Token>& tokens = stream.tokens();
  if (i >= tokens.size() || !tokens[i].number) return false;
  if (tokens[i].gap == Gap::kHyphen || tokens[i].gap == Gap::kPoint || tokens[i].gap == Gap::kBlank)
    return true;
  if (tokens[i].gap != Gap::kOther) return false;
  const std::string_view between =
      stream.text().substr(tokens[i - 1].end, tokens[i].begin - tokens[i - 1].end);
  constexpr std::size_t kMost = 3;
  return between.size() <= kMost && between.find_first_not_of(" ()-_\n") == std::string_view::npos;
}

class KeyReader {
 public:
  KeyReader(const TokenStream& stream, const Lexicon& lexicon)
      : stream_(stream), tokens_(stream.tokens()), lexicon_(lexicon) {}

  std::vector<NumberKey> Run() {
    for (std::size_t i = 0; i < tokens_.size();) {
      if (!tokens_[i].number) {
        ++i;
        continue;
      }
      AddReference(i);
      i = AddGroups(i);
    }
    return std::move(keys_);
  }

 private:
  void Add(std::string_view digits, std::size_t first, std::size_t last) {
    const std::string_view bare = WithoutZeros(digits);
    if (digits.size() >= 4 && digits.size() <= kLongest && bare.size() >= 3 && !IsYear(digits))
      keys_.push_back({std::string(bare), first, last});
  }

  // The post before number i and the number.
  void AddReference(std::size_t i) {
    constexpr std::size_t kLongestSerial = 8;
    if (i == 0 || !IsPostWord(tokens_[i - 1])) return;
    const bool glued = tokens_[i].gap == Gap::kGlued;
    if (!glued && tokens_[i].gap != Gap::kBlank) return;
    const std::string_view digits = stream_.Folded(tokens_[i]);
    const std::string_view post = stream_.Folded(tokens_[i - 1]);
    const bool capitals = tokens_[i - 1].capitals;
    if (IsYear(digits) && !capitals) return;  // "Geneva 2003"
    const WordClass word = lexicon_.Classify(post, capitals);
    const bool home = capitals && (post == "state" || post == "secstate");
    const bool named =
        word == WordClass::kDistinct || word == WordClass::kName || glued || home || lexicon_.IsOrigin(post);
    const std::size_t shortest = capitals ? 2 : 3;
    if (!named || digits.size() < shortest || digits.size() > kLongestSerial || WithoutZeros(digits).empty())
      return;
    keys_.push_back({std::string(post) + "#" + std::string(WithoutZeros(digits)), i - 1, i});
  }

  // A run of groups from i: joined by separators it is one number, by blanks it may be one. Returns its end.
  std::size_t AddGroups(std::size_t i) {
    std::string joined(stream_.Folded(tokens_[i]));
    std::string all = joined;
    std::vector<std::pair<std::size_t, std::size_t>> groups = {{0, i}};  // of `all`, token
    std::size_t tight = i;  // where the run joined by separators begins
    std::size_t end = i + 1;
    Add(joined, i, i);
    for (; GroupsOn(stream_, end); ++end) {
      const std::string_view digits = stream_.Folded(tokens_[end]);
      Add(digits, end, end);
      if (tokens_[end].gap != Gap::kHyphen && tokens_[end].gap != Gap::kPoint) {
        if (tight + 1 < end) Add(joined, tight, end - 1);
        joined.clear();
        tight = end;
      }
      if (all.size() <= kLongest) groups.emplace_back(all.size(), end);
      if (joined.size() <= kLongest) joined += digits;
      if (all.size() <= kLongest) all += digits;
    }
    if (tight + 1 < end) Add(joined, tight, end - 1);
    if (end == i + 1 || all.size() > kLongest) return end;
    AddParts(all, groups, end);
    return end;
  }

  // Groups that follow each other inside a run: the same telephone without the country's or the area's
  // number, or with what else a file name counts by. Of a long row of groups only what ends it.
  void AddParts(std::string_view all, const std::vector<std::pair<std::size_t, std::size_t>>& groups,
                std::size_t end) {
    constexpr std::size_t kFewGroups = 8;
    for (std::size_t first = 0; first < groups.size(); ++first) {
      const std::size_t from = groups.size() > kFewGroups ? groups.size() : first + 2;
      for (std::size_t last = from; last <= groups.size(); ++last) {
        const bool whole = last == groups.size();
        const std::size_t size = (whole ? all.size() : groups[last].first) - groups[first].first;
        if (size >= kTelephone && last - first >= 2) {
          Add(all.substr(groups[first].first, size), groups[first].second,
              (whole ? end : groups[last].second) - 1);
        }
      }
    }
  }

  const TokenStream& stream_;
  const std::vector<Token>& tokens_;
  const Lexicon& lexicon_;
  std::vector<NumberKey> keys_;
};

}  // namespace

std::vector<NumberKey> NumberKeys(const TokenStream& stream, const Lexicon& lexicon) {
  return KeyReader(stream, lexicon).Run();
}

}  // namespace markings::internal
