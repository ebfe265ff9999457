#include "libmarkings/redact/internal/lexicon.h"

#include <cstddef>

#include "libmarkings/text/internal/tokens.h"

namespace markings::internal {

extern const std::string_view kEnglishWords;      // policies/words/english.txt
extern const std::string_view kNameWords;         // policies/words/names.txt
extern const std::string_view kTradeWords;        // policies/words/trade.txt
extern const std::string_view kPlaceWords;        // policies/words/places.txt
extern const std::string_view kNationalityWords;  // policies/words/nationalities.txt
extern const std::string_view kFunctionWords;     // policies/words/function.txt
extern const std::string_view kTitleWords;        // policies/words/titles.txt
extern const std::string_view kHeadWords;         // policies/words/heads.txt
extern const std::string_view kCityWords;         // policies/words/cities.txt

bool HoldsLine(std::string_view sorted_lines, std::string_view word) {
  if (word.empty()) return false;
  std::size_t low = 0;
  std::size_t high = sorted_lines.size();  // both stand at the beginning of a line
  while (low < high) {
    const std::size_t middle = low + (high - low) / 2;
    const std::size_t before = sorted_lines.substr(0, middle).rfind('\n');
    const std::size_t begin = before == std::string_view::npos ? 0 : before + 1;
    std::size_t end = sorted_lines.find('\n', begin);
    if (end == std::string_view::npos) end = sorted_lines.size();
    const int order = sorted_lines.substr(begin, end - begin).compare(word);
    if (order == 0) return true;
    if (order < 0) {
      low = end + 1;
    } else {
      high = begin;
    }
  }
  return false;
}

bool IsTitleWord(std::string_view folded) { return HoldsLine(kTitleWords, folded); }
bool IsHeadWord(std::string_view folded) { return HoldsLine(kHeadWords, folded); }
bool IsPlaceWord(std::string_view folded) {
  return HoldsLine(kPlaceWords, folded) || HoldsLine(kCityWords, folded);
}

namespace {

WordClass LookUp(std::string_view folded) {
  if (HoldsLine(kFunctionWords, folded)) return WordClass::kFunction;
  if (HoldsLine(kTradeWords, folded) || HoldsLine(kPlaceWords, folded)) return WordClass::kTrade;
  if (HoldsLine(kNationalityWords, folded)) return WordClass::kNationality;
  if (HoldsLine(kNameWords, folded)) return WordClass::kName;
  if (HoldsLine(kEnglishWords, folded)) return WordClass::kEnglish;
  return WordClass::kDistinct;
}

}  // namespace

void Lexicon::AddTrade(std::string_view text) {
  const TokenStream stream(text);
  for (const Token& token : stream.tokens()) {
    known_.insert_or_assign(std::string(stream.Folded(token)), WordClass::kTrade);
    added_.emplace(stream.Folded(token));
  }
}

void Lexicon::AddOrigin(std::string_view text) {
  AddTrade(text);
  const TokenStream stream(text);
  for (const Token& token : stream.tokens()) origin_.emplace(stream.Folded(token));
}

WordClass Lexicon::Classify(std::string_view folded, bool capitals) const {
  // A cable writes "GOK" for the government of a country whose name begins with K.
  if (capitals && folded.size() == 3 && folded.starts_with("go")) return WordClass::kTrade;
  const auto found = known_.find(folded);
  if (found != known_.end()) return found->second;
  return known_.emplace(std::string(folded), LookUp(folded)).first->second;
}

}  // namespace markings::internal
