#include "cli/choice.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "cli/near.h"
#include "libmarkings/marking/vocabulary.h"

namespace markings::cli {

void WordList::Check(const std::vector<std::string>& given, char end) const {
  for (const std::string& one : given) {
    std::string word = one.substr(0, end == '\0' ? one.size() : one.find(end));
    if (std::ranges::find(words_, word) == words_.end()) throw NotAWord(std::move(word), words_);
  }
}

std::string NoneOf(const std::vector<std::string>& words) {
  if (words.size() == 2) return fmt::format("neither {} nor {}", words[0], words[1]);
  return fmt::format("none of {}", fmt::join(words, ", "));
}

std::string DidYouMean(std::string_view given, const std::vector<std::string>& words) {
  const std::string_view near = Nearest(given, words);
  return near.empty() ? std::string() : fmt::format("did you mean {}?", near);
}

std::vector<std::string> RegimeWords(bool automatic) {
  const std::vector<std::string_view> regimes = Vocabulary::Regimes();
  std::vector<std::string> words(regimes.begin(), regimes.end());
  if (automatic) words.insert(words.begin(), "auto");
  return words;
}

}  // namespace markings::cli
