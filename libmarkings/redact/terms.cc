// What of withheld text counts as a term. The search for terms is in term_search.cc, other forms of them in
// variants.cc.

#include <algorithm>
#include <string>
#include <utility>

#include "libmarkings/redact/internal/organisations.h"
#include "libmarkings/redact/internal/term_collector.h"

namespace markings::internal {

TermCollector::TermCollector(TermIndex& index, std::string_view text, TextRole role, std::uint32_t unit,
                             std::span<const Recognition> persons)
    : index_(index), stream_(text), role_(role), unit_(unit), persons_(persons) {
  classes_.reserve(Tokens().size());
  for (const Token& token : Tokens()) {
    classes_.push_back(token.number ? WordClass::kDistinct
                                    : index.lexicon_.Classify(stream_.Folded(token), token.capitals));
  }
}

void TermCollector::Run() {
  const std::size_t begin = role_ == TextRole::kPassing ? RouteEnd() : 0;
  if (role_ == TextRole::kProtected) {
    Protected();
  } else if (role_ == TextRole::kSignature) {
    for (std::size_t i = begin; i < Tokens().size(); ++i) AddSurname(i);
  } else if (stream_.mostly_capitals()) {
    Capitals(begin);
  } else {
    Mixed(begin);
  }
  Hyphenated(begin);
  Organisations(begin);
  index_.variants_.AddDates(stream_, unit_);
  Numbers();
  Quotes();
  Windows();
}

std::size_t TermCollector::RouteEnd() const {
  constexpr std::size_t kLongestRoute = 6;
  for (std::size_t i = 0; i < std::min(Tokens().size(), kLongestRoute); ++i) {
    if (Folded(i) == "for" || Folded(i) == "pass") return i + 1;
  }
  return 0;
}

std::size_t TermCollector::CountingWords(std::size_t begin, std::size_t end) const {
  std::size_t count = 0;
  for (std::size_t i = begin; i < end; ++i)
    count += Counts(classes_[i]) && Tokens()[i].letters >= 2 ? 1U : 0U;
  return count;
}

void TermCollector::AddPhrase(std::size_t begin, std::size_t end) {
  if (end <= begin || end - begin < 2 || end - begin > TermIndex::kMaxPhrase ||
      CountingWords(begin, end) == 0)
    return;
  std::string key;
  for (std::size_t i = begin; i < end; ++i) {
    if (i > begin) key += ' ';
    key += Folded(i);
  }
  Term& term = index_.phrases_.try_emplace(std::move(key)).first->second;
  term.kind = TermKind::kPhrase;
  NoteUnit(term, unit_);
  index_.phrase_sizes_[end - begin] = true;
}

void TermCollector::Hyphenated(std::size_t begin) {
  for (const JoinedWord& word : JoinedWords(stream_)) {
    if (word.first_token < begin || word.letters < 4) continue;
    if (index_.lexicon_.Classify(word.folded, false) != WordClass::kDistinct) continue;
    bool named = false;  // "al-Relkov"; not "Law-Enforcement", which is made of ordinary words
    for (std::size_t i = word.first_token; i <= word.last_token; ++i) {
      named = named || (Tokens()[i].capital && IsNameLike(classes_[i]));
    }
    if (named) index_.AddWord(word.folded, TermKind::kName, Strength::kAny, unit_);
  }
}

void TermCollector::Organisations(std::size_t begin) {
  if (role_ == TextRole::kPassing || role_ == TextRole::kReference) return;
  for (const OrganisationName& name : OrganisationNames(stream_, classes_, begin)) {
    const std::size_t counting = CountingWords(name.begin, name.end);
    if (counting == 0) continue;
    if (name.letters) index_.variants_.AddAcronym(FirstLetters(stream_, name.begin, name.end), unit_);
    if (name.whole && counting >= 2) AddPhrase(name.begin, name.end);
  }
}

void TermCollector::Numbers() {
  for (NumberKey& number : NumberKeys(stream_, index_.lexicon_)) {
    if (index_.ignored_numbers_.contains(number.key)) continue;
    Term& term = index_.numbers_.try_emplace(std::move(number.key)).first->second;
    term.kind = TermKind::kNumber;
    NoteUnit(term, unit_);
  }
}

void TermCollector::Quotes() {
  constexpr std::size_t kNone = static_cast<std::size_t>(-1);
  std::size_t open = kNone;
  for (std::size_t i = 0; i <= Tokens().size(); ++i) {
    const bool last = i == Tokens().size();
    const std::string_view word = last || Tokens()[i].number ? std::string_view() : Folded(i);
    const bool opens = word == "quote" || word == "qte";
    const bool closes = word == "unquote" || word == "unqte";
    const bool mark = last ? stream_.quote_at_end() : Tokens()[i].quote_before;
    if (!mark && !opens && !closes) continue;
    if (open != kNone && i >= open + 3 && CountingWords(open, i) >= 2) AddPhrase(open, i);
    if (opens || closes) {
      open = opens ? i + 1 : kNone;
    } else {
      open = i;  // whether it opens or closes does not matter: what lies between two marks is looked for
    }
  }
}

void TermCollector::Windows() {
  const std::vector<Token>& tokens = Tokens();
  for (std::size_t i = 0; i + TermIndex::kWindow <= tokens.size(); ++i) {
    const std::uint64_t hash = WindowHash(i);
    const auto [place, added] = index_.windows_.try_emplace(hash, unit_);
    if (added || place->second == unit_) continue;
    std::vector<std::uint32_t>& more = index_.more_windows_[hash];
    if ((more.empty() || more.back() != unit_) && more.size() < kMaxFrom) more.push_back(unit_);
  }
}

std::uint64_t TermCollector::WindowHash(std::size_t begin) const {
  std::uint64_t hash = 0;
  for (std::size_t i = begin; i < begin + TermIndex::kWindow; ++i) {
    hash = (hash ^ std::hash<std::string_view>()(Folded(i))) * 0x9E3779B97F4A7C15ULL;
    hash ^= hash >> 29;
  }
  return hash;
}

void TermIndex::AddText(std::string_view text, TextRole role, std::uint32_t unit,
                        std::span<const Recognition> persons) {
  TermCollector(*this, text, role, unit, persons).Run();
}

}  // namespace markings::internal
