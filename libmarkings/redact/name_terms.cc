// Names: in text of mixed case runs of words with a capital, in text of capitals words that no list holds and
// what a recogniser takes for persons.

#include <algorithm>
#include <array>

#include "libmarkings/redact/internal/organisations.h"
#include "libmarkings/redact/internal/term_collector.h"

namespace markings::internal {
namespace {

// Written small between the capitalised words of one name.
bool IsParticle(std::string_view folded) {
  static constexpr std::array<std::string_view, 31> kParticles = {
      "abu", "al",    "ap",  "bar",  "ben", "bin", "bint", "da", "dal", "das", "de",
      "del", "della", "den", "der",  "di",  "do",  "dos",  "du", "e",   "el",  "ibn",
      "la",  "le",    "o",   "ould", "ter", "van", "von",  "y",  "zu"};
  return std::ranges::binary_search(kParticles, folded);
}

}  // namespace

bool TermCollector::IsPronoun(std::size_t i) const {
  const Token& token = Tokens()[i];
  const std::string_view word = stream_.text().substr(token.begin, token.end - token.begin);
  return word.starts_with("I'") || word.starts_with("I\xE2\x80\x99");
}

bool TermCollector::IsReferencePost(std::size_t i) const {
  constexpr std::uint32_t kShortest = 3, kLongest = 6;  // digits of a serial: longer may be a telephone
  const std::vector<Token>& tokens = Tokens();
  if (i + 1 >= tokens.size() || !tokens[i + 1].number) return false;
  const Gap gap = tokens[i + 1].gap;
  if (role_ == TextRole::kReference) return gap == Gap::kBlank;
  const std::uint32_t digits = tokens[i + 1].letters;
  if (!tokens[i].capitals || digits < kShortest || digits > kLongest) return false;
  if (gap != Gap::kBlank && gap != Gap::kGlued) return false;
  if (i > 0 && tokens[i - 1].number && tokens[i - 1].letters == 2 && tokens[i].gap == gap) return true;
  // Without a year before it: not where capitals say nothing, nor "Tamas RELK 555123", nor "RELK 1961".
  const bool name = i > 0 && tokens[i - 1].capital && JoinsName(tokens[i].gap);
  const std::string_view serial = Folded(i + 1);
  const bool year = digits == 4 && (serial.starts_with("19") || serial.starts_with("20"));
  return !stream_.mostly_capitals() && gap == Gap::kBlank && !name && !year;
}

void TermCollector::AddWord(std::size_t i, TermKind kind, Strength strength) {
  index_.AddWord(Folded(i), kind, strength, unit_);
  if (classes_[i] == WordClass::kDistinct) index_.variants_.AddName(Folded(i), unit_);
}

void TermCollector::Person(std::size_t begin, std::size_t end) {
  constexpr std::size_t kMostWords = 4;
  if (end <= begin || end - begin > kMostWords) return;
  if (end - begin >= 2) index_.variants_.AddInitials(FirstLetters(stream_, begin, end), unit_);
  const Token& last = Tokens()[end - 1];
  if (last.letters == 2 && classes_[end - 1] == WordClass::kDistinct &&
      (end - begin >= 2 || BehindTitle(stream_, begin)))
    index_.AddWord(Folded(end - 1), TermKind::kName, Strength::kAnchored, unit_);
}

void TermCollector::NameRun(std::size_t begin, std::size_t end) {
  const std::size_t as_written = begin;
  const auto initial = [&](std::size_t i) { return Tokens()[i].gap >= Gap::kSentence; };
  // "The", "Local": a capital that only begins a sentence.
  if (initial(begin) && !IsNameLike(classes_[begin])) ++begin;
  AddPhrase(begin, end);
  std::size_t core = begin;
  std::size_t core_end = end;
  while (core < core_end && !Counts(classes_[core])) ++core;
  while (core < core_end && !Counts(classes_[core_end - 1])) --core_end;
  if (core != begin || core_end != end) AddPhrase(core, core_end);  // "Minister Roe Smith": also "Roe Smith"
  Person(core, core_end);
  for (std::size_t i = as_written; i < end; ++i) {
    const Token& token = Tokens()[i];
    if (i + 1 < end && IsNameLike(classes_[i]) && IsNameLike(classes_[i + 1])) AddPhrase(i, i + 2);
    if (token.letters < 3 || !token.capital || IsPronoun(i)) continue;
    switch (classes_[i]) {
      case WordClass::kNationality:
        AddWord(i, TermKind::kWord, Strength::kTitle);
        break;
      case WordClass::kDistinct:
        AddWord(i, TermKind::kName, Strength::kAny);
        break;
      case WordClass::kName:
        // "Mark told": a name or not? Only what follows says so when it begins the sentence.
        if (!initial(i) || (i + 1 < end && IsNameLike(classes_[i + 1])))
          AddWord(i, TermKind::kName, Strength::kCapital);
        break;
      case WordClass::kEnglish:
        if (!initial(i) && !IsOfOrganisation(begin, i, end))
          AddWord(i, TermKind::kName, Strength::kMidCapital);
        break;
      default:
        break;
    }
  }
}

bool TermCollector::IsOfOrganisation(std::size_t begin, std::size_t i, std::size_t end) const {
  constexpr std::size_t kFew = 3;
  return IsHead(i) || (end - begin >= kFew && IsHead(end - 1));
}

bool TermCollector::IsHead(std::size_t i) const {
  return !Tokens()[i].number && IsOrganisationHead(Folded(i));
}

void TermCollector::Mixed(std::size_t begin) {
  const std::vector<Token>& tokens = Tokens();
  for (std::size_t i = begin; i < tokens.size();) {
    if (tokens[i].number || !tokens[i].capital) {
      ++i;
      continue;
    }
    std::size_t end = i + 1;
    while (end < tokens.size() && JoinsName(tokens[end].gap) && !tokens[end].number) {
      if (tokens[end].capital) {
        ++end;
        continue;
      }
      // One or two particles, then a capital again: "Roe de la Smith".
      std::size_t next = end;
      while (next < tokens.size() && next < end + 2 && JoinsName(tokens[next].gap) && !tokens[next].capital &&
             IsParticle(Folded(next)))
        ++next;
      if (next == end || next >= tokens.size() || !tokens[next].capital || !JoinsName(tokens[next].gap))
        break;
      end = next + 1;
    }
    if (!(end == i + 1 && IsReferencePost(i))) NameRun(i, end);
    i = end;
  }
}

void TermCollector::Capitals(std::size_t begin) {
  const std::vector<Token>& tokens = Tokens();
  for (std::size_t i = begin; i < tokens.size(); ++i) {
    if (tokens[i].number || IsReferencePost(i)) continue;
    if (classes_[i] == WordClass::kDistinct && tokens[i].letters >= 4)
      AddWord(i, TermKind::kWord, Strength::kAny);
    if (classes_[i] == WordClass::kNationality) AddWord(i, TermKind::kWord, Strength::kTitle);
    const bool pair = i + 1 < tokens.size() && !tokens[i + 1].number && JoinsName(tokens[i + 1].gap);
    if (pair && IsNameLike(classes_[i]) && IsNameLike(classes_[i + 1])) AddPhrase(i, i + 2);
  }
  std::size_t at = begin;
  for (const Recognition& person : persons_) {
    while (at < tokens.size() && tokens[at].begin < person.span.begin) ++at;
    const std::size_t first = at;
    while (at < tokens.size() && tokens[at].begin < person.span.end) ++at;
    PersonInCapitals(first, at, person.confidence);
  }
}

void TermCollector::PersonInCapitals(std::size_t begin, std::size_t end, std::uint8_t confidence) {
  constexpr std::uint8_t kSure = 60;  // below, an ordinary word is rather a word
  for (std::size_t i = begin; i < end; ++i) {
    const Token& token = Tokens()[i];
    if (token.number || token.letters < 3) continue;
    switch (classes_[i]) {
      case WordClass::kDistinct:
        AddWord(i, TermKind::kName, token.letters >= 4 ? Strength::kAny : Strength::kCapital);
        break;
      case WordClass::kName:
        if (confidence >= kSure) AddWord(i, TermKind::kName, Strength::kCapital);
        break;
      case WordClass::kEnglish:
        if (confidence >= kSure) AddWord(i, TermKind::kName, Strength::kMidCapital);
        break;
      default:
        break;
    }
  }
  Person(begin, end);
}

void TermCollector::AddSurname(std::size_t i) {
  const Token& token = Tokens()[i];
  if (token.number || token.letters < 3 || !Counts(classes_[i])) return;
  AddWord(i, TermKind::kName, classes_[i] == WordClass::kDistinct ? Strength::kAny : Strength::kCapital);
}

void TermCollector::Protected() {
  AddPhrase(0, Tokens().size());
  for (std::size_t i = 0; i < Tokens().size(); ++i) {
    if (Tokens()[i].capital) {
      AddSurname(i);
    } else if (!Tokens()[i].number && Tokens()[i].letters >= 4 && classes_[i] == WordClass::kDistinct) {
      AddWord(i, TermKind::kWord, Strength::kAny);
    }
  }
}

}  // namespace markings::internal
