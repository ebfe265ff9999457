// The search for terms in a text that goes out, and the keys under which hyphenated words are compared.

#include <algorithm>
#include <string>
#include <utility>

#include "libmarkings/redact/internal/terms.h"

namespace markings::internal {
namespace {

// Whether a word stands where it is the same name again. `capitals`: all of the text is in capitals.
bool Stands(Strength strength, const TokenStream& stream, std::size_t at, SearchedText text) {
  const Token& token = stream.tokens()[at];
  switch (strength) {
    case Strength::kAny:
      return true;
    case Strength::kCapital:
      return token.capital || text == SearchedText::kFileName;
    case Strength::kMidCapital:
      if (text != SearchedText::kFileName && !stream.mostly_capitals() && token.capital && !token.capitals &&
          token.gap < Gap::kSentence)
        return true;
      [[fallthrough]];
    case Strength::kAnchored:
      return token.capital && BehindTitleOrInitial(stream, at);
    case Strength::kTitle:
      return text == SearchedText::kTitle;
  }
  return true;
}

}  // namespace

std::vector<JoinedWord> JoinedWords(const TokenStream& stream) {
  std::vector<JoinedWord> words;
  const std::vector<Token>& tokens = stream.tokens();
  for (std::size_t i = 0; i + 1 < tokens.size(); ++i) {
    if (tokens[i].number) continue;
    JoinedWord word{std::string(stream.Folded(tokens[i])), tokens[i].letters, i, i};
    // Two or three parts: a name of more is found by its parts.
    for (std::size_t j = i + 1; j < tokens.size() && j <= i + 2; ++j) {
      if (tokens[j].number || tokens[j].gap != Gap::kHyphen) break;
      word.folded += stream.Folded(tokens[j]);
      word.letters += tokens[j].letters;
      word.last_token = j;
      words.push_back(word);
    }
  }
  return words;
}

const Term* TermIndex::FindFuzzy(std::string_view folded) const {
  if (folded.size() + 1 < kMinFuzzy || folded.size() > kMaxFuzzy + 1) return nullptr;
  if (lexicon_.Classify(folded, false) != WordClass::kDistinct) return nullptr;  // an ordinary word is itself
  const auto look = [&](std::string_view key) -> const Term* {
    const std::uint64_t hash = std::hash<std::string_view>()(key);
    for (auto at = std::ranges::lower_bound(near_, hash, {}, [](const auto& entry) { return entry.first; });
         at != near_.end() && at->first == hash; ++at) {
      if (!WithinOneEdit(*at->second, folded)) continue;
      const auto term = words_.find(*at->second);
      if (term != words_.end() && term->second.strength == Strength::kAny) return &term->second;
    }
    return nullptr;
  };
  if (const Term* term = look(folded)) return term;
  std::string shorter;
  for (std::size_t i = 0; i < folded.size(); ++i) {
    shorter.assign(folded);
    shorter.erase(i, 1);
    if (const Term* term = look(shorter)) return term;
  }
  return nullptr;
}

// "the Relkovs".
const Term* TermIndex::FindFamily(std::string_view folded) const {
  constexpr std::size_t kShortest = 5;
  if (folded.size() < kShortest || !folded.ends_with('s')) return nullptr;
  const auto found = words_.find(folded.substr(0, folded.size() - 1));
  const bool named = found != words_.end() && found->second.strength == Strength::kAny;
  return named && lexicon_.Classify(folded, false) == WordClass::kDistinct ? &found->second : nullptr;
}

void TermIndex::SearchWords(const TokenStream& stream, SearchedText text, std::vector<Hit>& hits) const {
  const std::vector<Token>& tokens = stream.tokens();
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const Token& token = tokens[i];
    if (token.number || token.letters < 2) continue;
    const std::string_view folded = stream.Folded(token);
    const auto found = words_.find(folded);
    const Term* term = found == words_.end() ? nullptr : &found->second;
    if (term != nullptr && !Stands(term->strength, stream, i, text)) term = nullptr;
    if (term == nullptr && token.capital) term = FindFamily(folded);
    if (term == nullptr && !near_.empty()) term = FindFuzzy(folded);
    if (term != nullptr) hits.push_back({i, i, term->kind, term->from});
  }
  for (const JoinedWord& word : JoinedWords(stream)) {
    const auto found = words_.find(std::string_view(word.folded));
    const Term* term =
        found != words_.end() && found->second.strength == Strength::kAny ? &found->second : nullptr;
    if (term == nullptr && !near_.empty()) term = FindFuzzy(word.folded);
    if (term != nullptr) hits.push_back({word.first_token, word.last_token, term->kind, term->from});
  }
}

void TermIndex::SearchNumbers(const TokenStream& stream, std::vector<Hit>& hits) const {
  if (numbers_.empty()) return;
  for (const NumberKey& number : NumberKeys(stream, lexicon_)) {
    const auto found = numbers_.find(std::string_view(number.key));
    if (found == numbers_.end()) continue;
    hits.push_back({number.first_token, number.last_token, TermKind::kNumber, found->second.from});
  }
}

void TermIndex::SearchPhrases(const TokenStream& stream, std::vector<Hit>& hits) const {
  if (phrases_.empty()) return;
  const std::vector<Token>& tokens = stream.tokens();
  std::string key;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    key.assign(stream.Folded(tokens[i]));
    for (std::size_t size = 2; size <= kMaxPhrase && i + size <= tokens.size(); ++size) {
      const Token& next = tokens[i + size - 1];
      if (next.gap == Gap::kBreak) break;
      key += ' ';
      key += stream.Folded(next);
      if (!phrase_sizes_[size]) continue;
      const auto found = phrases_.find(std::string_view(key));
      if (found != phrases_.end()) hits.push_back({i, i + size - 1, TermKind::kPhrase, found->second.from});
    }
  }
}

void TermIndex::SearchWindows(const TokenStream& stream, std::vector<Hit>& hits) const {
  if (windows_.empty()) return;
  const std::vector<Token>& tokens = stream.tokens();
  const auto tells = [&](const Token& token) {
    if (token.number) return true;
    return lexicon_.Classify(stream.Folded(token), token.capitals) > WordClass::kNationality;
  };
  for (std::size_t i = 0; i + kWindow <= tokens.size(); ++i) {
    std::uint64_t hash = 0;
    bool broken = false;
    for (std::size_t j = i; j < i + kWindow; ++j) {
      broken = broken || (j > i && tokens[j].gap == Gap::kBreak);
      hash = (hash ^ std::hash<std::string_view>()(stream.Folded(tokens[j]))) * 0x9E3779B97F4A7C15ULL;
      hash ^= hash >> 29;
    }
    if (broken) continue;
    const auto found = windows_.find(hash);
    if (found == windows_.end()) continue;
    // "at the request of the", "the Ambassador told the Minister": two words of five must be neither grammar
    // nor trade.
    const auto begin = tokens.begin() + static_cast<std::ptrdiff_t>(i);
    if (std::count_if(begin, begin + kWindow, tells) < 2) continue;
    Hit hit{i, i + kWindow - 1, TermKind::kPhrase, {found->second}};
    if (const auto more = more_windows_.find(hash); more != more_windows_.end()) {
      hit.from.insert(hit.from.end(), more->second.begin(), more->second.end());
    }
    hits.push_back(std::move(hit));
  }
}

std::vector<Hit> TermIndex::Search(const TokenStream& stream, SearchedText text) const {
  std::vector<Hit> hits;
  if (empty()) return hits;
  SearchWords(stream, text, hits);
  SearchNumbers(stream, hits);
  SearchPhrases(stream, hits);
  SearchWindows(stream, hits);
  variants_.Search(stream, text, hits);
  std::ranges::stable_sort(hits, [](const Hit& a, const Hit& b) {
    return std::pair(a.first_token, b.last_token) < std::pair(b.first_token, a.last_token);
  });
  return hits;
}

std::vector<std::uint32_t> TermIndex::SearchInside(std::string_view squeezed) const {
  constexpr std::size_t kShortest = 5;
  constexpr std::size_t kNameBytes = 255;  // of a file name: POSIX NAME_MAX
  squeezed = squeezed.substr(0, kNameBytes);
  for (std::size_t begin = 0; begin + kShortest <= squeezed.size(); ++begin) {
    for (std::size_t size = std::min(kMaxFuzzy, squeezed.size() - begin); size >= kShortest; --size) {
      const auto found = words_.find(squeezed.substr(begin, size));
      if (found != words_.end() && found->second.strength == Strength::kAny) return found->second.from;
    }
  }
  return {};
}

}  // namespace markings::internal
