#include "libmarkings/redact/internal/organisations.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace markings::internal {
namespace {

bool IsConnector(std::string_view word) {
  constexpr std::array<std::string_view, 8> kConnectors = {"and", "de", "des", "du",
                                                           "for", "la", "of",  "the"};
  return std::ranges::binary_search(kConnectors, word);
}

// What people join, beside the heads of policies/words, which serve the recognisers as well.
bool IsBody(std::string_view word) {
  constexpr std::array<std::string_view, 22> kBodies = {
      "assembly",    "board",   "brigade",   "brotherhood", "cartel",  "circle", "club",      "coalition",
      "cooperative", "faction", "guild",     "league",      "militia", "office", "orchestra", "partnership",
      "society",     "squad",   "syndicate", "team",        "troupe",  "union"};
  return std::ranges::binary_search(kBodies, word);
}

class NameReader {
 public:
  NameReader(const TokenStream& stream, const std::vector<WordClass>& classes)
      : stream_(stream), tokens_(stream.tokens()), classes_(classes), capitals_(stream.mostly_capitals()) {}

  std::vector<OrganisationName> Run(std::size_t begin) {
    for (std::size_t i = begin; i < tokens_.size();) {
      const std::size_t end = RunEnd(i);
      if (end > i) Names(i, end);
      i = std::max(end, i + 1);
    }
    return std::move(names_);
  }

 private:
  bool IsPart(std::size_t i) const {
    const Token& token = tokens_[i];
    if (token.number || !token.capital || token.letters < 2) return false;
    return !capitals_ || classes_[i] != WordClass::kFunction;
  }

  // The end of the run of words that begins with i.
  std::size_t RunEnd(std::size_t i) const {
    constexpr std::size_t kConnectors = 2;  // "Union of the Workers"
    std::size_t end = i;
    while (end < tokens_.size() && (end == i || JoinsName(tokens_[end].gap))) {
      if (IsPart(end)) {
        ++end;
        continue;
      }
      if (capitals_ || end == i) break;
      std::size_t next = end;
      while (next < tokens_.size() && next < end + kConnectors && JoinsName(tokens_[next].gap) &&
             IsConnector(stream_.Folded(tokens_[next])))
        ++next;
      if (next == end || next >= tokens_.size() || !JoinsName(tokens_[next].gap) || !IsPart(next)) break;
      end = next + 1;
    }
    return end;
  }

  // Whether a name may begin with token i of a run.
  bool MayBegin(std::size_t i, std::size_t run) const {
    if (!IsPart(i) || classes_[i] == WordClass::kFunction) return false;
    return capitals_ || i == run || !tokens_[i - 1].capital || classes_[i - 1] == WordClass::kFunction;
  }

  void Names(std::size_t begin, std::size_t end) {
    constexpr std::size_t kMostWords = 10, kShortest = 3;
    for (std::size_t last = begin + kShortest - 1; last < end; ++last) {
      const bool head = IsOrganisationHead(stream_.Folded(tokens_[last]));
      if (!head && (capitals_ || last + 1 < end)) continue;
      bool shortest = true;
      const std::size_t least = last + 1 - begin > kMostWords ? last + 1 - kMostWords : begin;
      for (std::size_t first = last - 1; first-- > least;) {
        if (!MayBegin(first, begin)) continue;
        // In capitals any three words before "party" make three letters; those that stand apart are a name.
        if (capitals_ && last + 1 - first == kShortest && first != begin) {
          names_.push_back({first, last + 1, head, false});
          shortest = false;
          continue;
        }
        names_.push_back({first, last + 1, head && (!capitals_ || shortest), true});
        shortest = false;
      }
    }
  }

  const TokenStream& stream_;
  const std::vector<Token>& tokens_;
  const std::vector<WordClass>& classes_;
  bool capitals_;
  std::vector<OrganisationName> names_;
};

}  // namespace

bool IsOrganisationHead(std::string_view folded) { return IsHeadWord(folded) || IsBody(folded); }

std::vector<OrganisationName> OrganisationNames(const TokenStream& stream,
                                                const std::vector<WordClass>& classes, std::size_t begin) {
  return NameReader(stream, classes).Run(begin);
}

std::string FirstLetters(const TokenStream& stream, std::size_t begin, std::size_t end) {
  std::string letters;
  for (std::size_t i = begin; i < end; ++i) {
    const Token& token = stream.tokens()[i];
    if (token.capital && !token.number) letters += stream.Folded(token).substr(0, 1);
  }
  return letters;
}

}  // namespace markings::internal
