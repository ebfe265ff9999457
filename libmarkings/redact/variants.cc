// Other spellings are found by keys of words (name_keys.h), initials and acronyms by runs of single letters
// and words in capitals, days by their meaning (dates.h).

#include "libmarkings/redact/internal/variants.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "libmarkings/redact/internal/dates.h"
#include "libmarkings/redact/internal/name_keys.h"
#include "libmarkings/text/internal/scan_letters.h"

namespace markings::internal {
namespace {

constexpr std::size_t kShortestScan = 4;  // letters of a name that a scanner may have misread
constexpr std::size_t kMostInitials = 4;
constexpr std::size_t kShortestAcronym = 3, kLongestAcronym = 8;
constexpr std::size_t kPerSentence = 16;  // places, and days, of one sentence: more are a list

// Letters that stand for something else in any cable, beside the words of the trade.
bool IsAbbreviation(std::string_view letters) {
  constexpr std::array<std::string_view, 40> kKnown = {
      "ad", "ag",  "ba",   "bc",  "bs",  "bst", "cet", "cfr", "cst", "cv",  "dc",  "ed",  "edt", "eg",
      "eo", "est", "foia", "gmt", "ie",  "ina", "jr",  "la",  "lp",  "ma",  "md",  "mst", "na",  "nb",
      "ny", "ph",  "pp",   "ps",  "pst", "rd",  "sa",  "tv",  "uk",  "usc", "utc", "vs"};
  return std::ranges::binary_search(kKnown, letters);
}

std::string DateKey(std::uint8_t month, std::uint8_t day, std::string_view place) {
  return std::to_string(month) + "-" + std::to_string(day) + "#" + std::string(place);
}

bool YearsAgree(std::uint16_t a, std::uint16_t b) { return a == 0 || b == 0 || a == b; }

bool IsLetter(const Token& token) { return !token.number && token.letters == 1 && token.capital; }

}  // namespace

bool BehindTitle(const TokenStream& stream, std::size_t token) {
  const std::vector<Token>& tokens = stream.tokens();
  if (token == 0 || tokens[token - 1].number || !tokens[token - 1].capital) return false;
  if (tokens[token].gap != Gap::kBlank && tokens[token].gap != Gap::kInitial) return false;
  return IsTitleWord(stream.Folded(tokens[token - 1]));
}

bool BehindTitleOrInitial(const TokenStream& stream, std::size_t token) {
  const std::vector<Token>& tokens = stream.tokens();
  if (token > 0 && tokens[token].gap == Gap::kInitial && IsLetter(tokens[token - 1])) return true;
  return BehindTitle(stream, token);
}

void VariantIndex::Put(TermMap& terms, std::string key, TermKind kind, std::uint32_t unit) {
  Term& term = terms.try_emplace(std::move(key)).first->second;
  term.kind = kind;
  NoteUnit(term, unit);
}

void VariantIndex::AddName(std::string_view folded, std::uint32_t unit) {
  for (std::string& key : SoundKeys(folded)) Put(sounds_, std::move(key), TermKind::kVariant, unit);
  if (folded.size() >= kShortestScan) Put(scans_, ScanKey(folded), TermKind::kVariant, unit);
}

// "US", "DC", "MFA" are no initials of anybody that can be told.
bool VariantIndex::TellsAsLetters(std::string_view letters) const {
  return !IsAbbreviation(letters) && lexicon_.Classify(letters, true) == WordClass::kDistinct;
}

void VariantIndex::AddInitials(std::string_view letters, std::uint32_t unit) {
  if (letters.size() < 2 || letters.size() > kMostInitials || !TellsAsLetters(letters)) return;
  Put(initials_, std::string(letters), TermKind::kInitials, unit);
}

void VariantIndex::AddAcronym(std::string_view letters, std::uint32_t unit) {
  if (letters.size() < kShortestAcronym || letters.size() > kLongestAcronym || !TellsAsLetters(letters))
    return;
  Put(acronyms_, std::string(letters), TermKind::kAcronym, unit);
}

bool VariantIndex::IsPlace(const TokenStream& stream, std::size_t at) const {
  const Token& token = stream.tokens()[at];
  if (token.number || !token.capital || token.letters < 3) return false;
  const std::string_view folded = stream.Folded(token);
  if (lexicon_.IsAdded(folded)) return false;  // the cable's own post is where all of it plays
  const WordClass word = lexicon_.Classify(folded, token.capitals);
  if (word == WordClass::kDistinct) return true;
  return word != WordClass::kNationality && IsPlaceWord(folded);
}

std::vector<VariantIndex::PlacedDate> VariantIndex::PlacedDates(const TokenStream& stream) const {
  std::vector<PlacedDate> placed;
  const std::vector<WrittenDate> dates = WrittenDates(stream);
  const std::vector<Token>& tokens = stream.tokens();
  for (std::size_t i = 0, begin = 0; i < dates.size();) {
    // The sentence of this day. Sentences are walked once, days in order.
    const auto begins = [&](std::size_t at) { return tokens[at].gap >= Gap::kSentence; };
    for (std::size_t at = dates[i].first_token; at > begin; --at) {
      if (!begins(at)) continue;
      begin = at;
      break;
    }
    std::size_t end = dates[i].first_token + 1;
    while (end < tokens.size() && !begins(end)) ++end;
    std::vector<std::string_view> places;
    for (std::size_t at = begin; at < end && places.size() < kPerSentence; ++at) {
      if (IsPlace(stream, at)) places.push_back(stream.Folded(tokens[at]));
    }
    const std::size_t first = i;
    for (; i < dates.size() && dates[i].first_token < end; ++i) {
      if (i - first >= kPerSentence) continue;
      const WrittenDate& date = dates[i];
      for (const std::string_view place : places) {
        placed.push_back(
            {DateKey(date.month, date.day, place), date.year, date.first_token, date.last_token});
      }
    }
    begin = end;
  }
  return placed;
}

void VariantIndex::AddDates(const TokenStream& stream, std::uint32_t unit) {
  for (PlacedDate& date : PlacedDates(stream)) {
    DateTerm& term = dates_[std::move(date.key)];
    auto year = std::ranges::find(term.years, date.year, &std::pair<std::uint16_t, Term>::first);
    if (year == term.years.end()) {
      if (term.years.size() >= kMaxFrom) continue;
      year = term.years.insert(year, {date.year, Term{TermKind::kDate, Strength::kAny, {}}});
    }
    NoteUnit(year->second, unit);
  }
}

void VariantIndex::SearchSounds(const TokenStream& stream, SearchedText text, std::vector<Hit>& hits) const {
  const std::vector<Token>& tokens = stream.tokens();
  const auto look = [&](std::string_view folded, std::size_t first, std::size_t last) {
    if (lexicon_.Classify(folded, false) != WordClass::kDistinct) return;  // an ordinary word is itself
    for (const std::string& key : SoundKeys(folded)) {
      const auto found = sounds_.find(std::string_view(key));
      if (found == sounds_.end()) continue;
      hits.push_back({first, last, TermKind::kVariant, found->second.from});
      return;
    }
  };
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const Token& token = tokens[i];
    if (token.number || token.letters < kShortestSound) continue;
    if (token.capital || text == SearchedText::kFileName) look(stream.Folded(token), i, i);
  }
}

void VariantIndex::SearchScans(const TokenStream& stream, std::vector<Hit>& hits) const {
  constexpr std::size_t kPieces = 5;  // of one word that figures stand in: R0lk0v
  const std::vector<Token>& tokens = stream.tokens();
  std::string word;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    word.clear();
    bool figures = false;
    bool letters = false;
    std::size_t last = i;
    for (std::size_t j = i; j < tokens.size() && j < i + kPieces; ++j) {
      if (j > i && tokens[j].gap != Gap::kGlued) break;
      word += stream.Folded(tokens[j]);
      figures = figures || tokens[j].number;
      letters = letters || !tokens[j].number;
      last = j;
    }
    if (i > 0 && tokens[i].gap == Gap::kGlued) continue;
    if (!letters || word.size() < kShortestScan) continue;
    if (!figures && lexicon_.Classify(word, false) != WordClass::kDistinct) continue;
    const auto found = scans_.find(std::string_view(ScanKey(word)));
    if (found != scans_.end()) hits.push_back({i, last, TermKind::kVariant, found->second.from});
  }
}

void VariantIndex::SearchLetters(const TokenStream& stream, SearchedText text, std::vector<Hit>& hits) const {
  const std::vector<Token>& tokens = stream.tokens();
  std::string letters;
  const auto look = [&](const TermMap& terms, std::string_view key, std::size_t first, std::size_t last) {
    const auto found = terms.find(key);
    if (found == terms.end()) return false;
    hits.push_back({first, last, found->second.kind, found->second.from});
    return true;
  };
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const Token& token = tokens[i];
    if (token.number) continue;
    if (token.letters >= 2) {
      const std::string_view folded = stream.Folded(token);
      if (!token.capitals && text != SearchedText::kFileName) continue;
      if (token.capitals && BehindTitle(stream, i) && look(initials_, folded, i, i)) continue;
      look(acronyms_, folded, i, i);
      continue;
    }
    if (!IsLetter(token)) continue;
    // T.R. and T. R.
    letters = stream.Folded(token);
    std::size_t last = i;
    while (last + 1 < tokens.size() && IsLetter(tokens[last + 1]) &&
           (tokens[last + 1].gap == Gap::kInitial || tokens[last + 1].gap == Gap::kPoint) &&
           letters.size() <= kLongestAcronym)
      letters += stream.Folded(tokens[++last]);
    // Initials before a surname are those of whoever bears it.
    const bool surname = last + 1 < tokens.size() && tokens[last + 1].gap == Gap::kInitial &&
                         tokens[last + 1].capital && tokens[last + 1].letters > 1;
    if (last > i && !(surname && !stream.mostly_capitals())) {
      if (!look(initials_, letters, i, last)) look(acronyms_, letters, i, last);
    }
    i = last;
  }
}

void VariantIndex::SearchDates(const TokenStream& stream, std::vector<Hit>& hits) const {
  for (const PlacedDate& date : PlacedDates(stream)) {
    const auto found = dates_.find(date.key);
    if (found == dates_.end()) continue;
    for (const auto& [year, term] : found->second.years) {
      if (YearsAgree(year, date.year))
        hits.push_back({date.first_token, date.last_token, TermKind::kDate, term.from});
    }
  }
}

void VariantIndex::Search(const TokenStream& stream, SearchedText text, std::vector<Hit>& hits) const {
  if (!sounds_.empty()) SearchSounds(stream, text, hits);
  if (!scans_.empty()) SearchScans(stream, hits);
  if (!initials_.empty() || !acronyms_.empty()) SearchLetters(stream, text, hits);
  if (!dates_.empty()) SearchDates(stream, hits);
}

}  // namespace markings::internal
