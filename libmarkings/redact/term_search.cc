// The search for terms in a text that goes out, and the keys under which numbers and hyphenated words are
// compared.

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

// Whether a word stands where it is the same name again. `capitals`: all of the text is in capitals.
bool Stands(Strength strength, const Token& token, SearchedText text, bool capitals) {
  switch (strength) {
    case Strength::kAny:
      return true;
    case Strength::kCapital:
      return token.capital || text == SearchedText::kFileName;
    case Strength::kMidCapital:
      return text != SearchedText::kFileName && !capitals && token.capital && !token.capitals &&
             token.gap < Gap::kSentence;
    case Strength::kTitle:
      return text == SearchedText::kTitle;
  }
  return true;
}

bool IsPostWord(const Token& token) { return !token.number && token.capital && token.letters >= 3; }

}  // namespace

std::vector<NumberKey> NumberKeys(const TokenStream& stream, const Lexicon& lexicon) {
  constexpr std::size_t kLongest = 40;  // digits of one key: longer runs are compared by their parts
  std::vector<NumberKey> keys;
  const std::vector<Token>& tokens = stream.tokens();
  const auto add = [&](std::string_view digits, std::size_t first, std::size_t last) {
    const std::string_view bare = WithoutZeros(digits);
    if (digits.size() >= 4 && bare.size() >= 3 && !IsYear(digits))
      keys.push_back({std::string(bare), first, last});
  };
  for (std::size_t i = 0; i < tokens.size();) {
    if (!tokens[i].number) {
      ++i;
      continue;
    }
    if (i > 0 && IsPostWord(tokens[i - 1]) &&
        (tokens[i].gap == Gap::kBlank || tokens[i].gap == Gap::kGlued)) {
      const std::string_view digits = stream.Folded(tokens[i]);
      const std::string_view post = stream.Folded(tokens[i - 1]);
      const WordClass word = lexicon.Classify(post, tokens[i - 1].capitals);
      const bool prose_year = IsYear(digits) && !tokens[i - 1].capitals;  // "Geneva 2003"
      const bool named =
          word == WordClass::kDistinct || word == WordClass::kName || tokens[i].gap == Gap::kGlued;
      if (digits.size() >= 3 && digits.size() <= 8 && named && !prose_year && !WithoutZeros(digits).empty()) {
        keys.push_back({std::string(post) + "#" + std::string(WithoutZeros(digits)), i - 1, i});
      }
    }
    // A run of digit groups: joined by separators it is one number, by blanks it may be one (a telephone
    // number).
    std::string joined;
    std::string spaced(stream.Folded(tokens[i]));
    std::size_t tight = i;  // where the run joined by separators begins
    joined = spaced;
    std::size_t end = i + 1;
    add(joined, i, i);
    for (; end < tokens.size() && tokens[end].number; ++end) {
      const Gap gap = tokens[end].gap;
      const bool separator = gap == Gap::kHyphen || gap == Gap::kPoint;
      if (!separator && gap != Gap::kBlank) break;
      const std::string_view digits = stream.Folded(tokens[end]);
      add(digits, end, end);
      if (!separator) {
        if (tight + 1 < end && joined.size() <= kLongest) add(joined, tight, end - 1);
        joined.clear();
        tight = end;
      }
      if (joined.size() <= kLongest) joined += digits;
      if (spaced.size() <= kLongest) spaced += digits;
    }
    if (tight + 1 < end && joined.size() <= kLongest) add(joined, tight, end - 1);
    constexpr std::size_t kTelephone = 7;  // digits of the shortest that is looked for over blanks
    if (tight != i && spaced.size() >= kTelephone && spaced.size() <= kLongest) add(spaced, i, end - 1);
    i = end;
  }
  return keys;
}

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

void TermIndex::SearchWords(const TokenStream& stream, SearchedText text, std::vector<Hit>& hits) const {
  const std::vector<Token>& tokens = stream.tokens();
  const bool capitals = stream.mostly_capitals();
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const Token& token = tokens[i];
    if (token.number || token.letters < 3) continue;
    const std::string_view folded = stream.Folded(token);
    const auto found = words_.find(folded);
    const Term* term = found == words_.end() ? nullptr : &found->second;
    if (term != nullptr && !Stands(term->strength, token, text, capitals)) term = nullptr;
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
