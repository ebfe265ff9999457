#ifndef LIBMARKINGS_REDACT_INTERNAL_LEXICON_H_
#define LIBMARKINGS_REDACT_INTERNAL_LEXICON_H_

// You should use libmarkings/redact/residual.h.

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

namespace markings::internal {

// How much a word tells by standing in two places. The lists are data: policies/words/README.md.
enum class WordClass : std::uint8_t {
  kFunction,  // the, of, which
  kTrade,  // embassy, summary, a country, a month, a caption of the vocabulary, a common word of the policy
  kNationality,  // Uzbek: in prose it stands everywhere, in a title it says whom the text is about
  kEnglish,      // an ordinary word that is nobody's name: prosecutor
  kName,         // an ordinary word that is a common name too: Brown, Mark
  kDistinct,     // in no list
};

// Folded words (tokens.h) by class. The compiled-in lists are searched in place: nothing is built at
// start-up. Thread-safe once filled.
class Lexicon {
 public:
  // Words of the text count as trade words from now on: a policy's own, the vocabulary's, the cable's own
  // post.
  void AddTrade(std::string_view text);
  // The cable's own post: trade words, and the name of a post wherever a serial follows.
  void AddOrigin(std::string_view text);

  // `capitals`: the word is written in capitals, where GOX is the government of X.
  [[nodiscard]] WordClass Classify(std::string_view folded, bool capitals) const;
  // Whether a word was added, by AddTrade or AddOrigin; by AddOrigin.
  [[nodiscard]] bool IsAdded(std::string_view folded) const { return added_.contains(folded); }
  [[nodiscard]] bool IsOrigin(std::string_view folded) const { return origin_.contains(folded); }

 private:
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view key) const { return std::hash<std::string_view>()(key); }
  };
  std::unordered_set<std::string, Hash, std::equal_to<>> added_, origin_;
  mutable std::unordered_map<std::string, WordClass, Hash, std::equal_to<>> known_;
};

// Folded words by the lists that the recognisers read by: titles and offices, which stand before a name; what
// makes a place, a ship or an organisation of the words beside it; countries and cities.
[[nodiscard]] bool IsTitleWord(std::string_view folded);
[[nodiscard]] bool IsHeadWord(std::string_view folded);
[[nodiscard]] bool IsPlaceWord(std::string_view folded);

// Whether a sorted list of lines holds the word. Logarithmic in the list.
[[nodiscard]] bool HoldsLine(std::string_view sorted_lines, std::string_view word);

}  // namespace markings::internal

#endif  // LIBMARKINGS_REDACT_INTERNAL_LEXICON_H_
