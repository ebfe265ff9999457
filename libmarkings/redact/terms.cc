// What of withheld text counts as a term. The search for terms is in term_search.cc.

#include "libmarkings/redact/internal/terms.h"

#include <algorithm>
#include <array>
#include <utility>

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

bool JoinsName(Gap gap) {
  return gap == Gap::kBlank || gap == Gap::kHyphen || gap == Gap::kInitial || gap == Gap::kGlued;
}

bool Counts(WordClass word) { return word > WordClass::kNationality; }
bool IsNameLike(WordClass word) { return word == WordClass::kName || word == WordClass::kDistinct; }

}  // namespace

// Collects the terms of one text.
class TermCollector {
 public:
  TermCollector(TermIndex& index, std::string_view text, TextRole role, std::uint32_t unit)
      : index_(index), stream_(text), role_(role), unit_(unit) {
    classes_.reserve(Tokens().size());
    for (const Token& token : Tokens()) {
      classes_.push_back(token.number ? WordClass::kDistinct
                                      : index.lexicon_.Classify(stream_.Folded(token), token.capitals));
    }
  }

  void Run() {
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
    Numbers();
    Quotes();
    Windows();
  }

 private:
  const std::vector<Token>& Tokens() const { return stream_.tokens(); }
  std::string_view Folded(std::size_t i) const { return stream_.Folded(Tokens()[i]); }

  // "TEL AVIV FOR ...", "STATE PASS ...": the posts before the word are the route of the message, which its
  // addressees show anyway.
  std::size_t RouteEnd() const {
    constexpr std::size_t kLongestRoute = 6;
    for (std::size_t i = 0; i < std::min(Tokens().size(), kLongestRoute); ++i) {
      if (Folded(i) == "for" || Folded(i) == "pass") return i + 1;
    }
    return 0;
  }

  // In a reference the post before a serial is no term of its own.
  bool IsReferencePost(std::size_t i) const {
    return role_ == TextRole::kReference && i + 1 < Tokens().size() && Tokens()[i + 1].number &&
           Tokens()[i + 1].gap == Gap::kBlank;
  }

  // Words that tell something; a letter alone ("E.O.") does not.
  std::size_t CountingWords(std::size_t begin, std::size_t end) const {
    std::size_t count = 0;
    for (std::size_t i = begin; i < end; ++i)
      count += Counts(classes_[i]) && Tokens()[i].letters >= 2 ? 1U : 0U;
    return count;
  }

  void AddPhrase(std::size_t begin, std::size_t end) {
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
    TermIndex::Note(term, unit_);
    index_.phrase_sizes_[end - begin] = true;
  }

  void AddWord(std::size_t i, TermKind kind, Strength strength) {
    index_.AddWord(Folded(i), kind, strength, unit_);
  }

  // A run of capitalised words from `begin` to `end`, particles between them included.
  void NameRun(std::size_t begin, std::size_t end) {
    const std::size_t as_written = begin;
    const auto initial = [&](std::size_t i) { return Tokens()[i].gap >= Gap::kSentence; };
    // "The", "Local": a capital that only begins a sentence.
    if (initial(begin) && !IsNameLike(classes_[begin])) ++begin;
    AddPhrase(begin, end);
    std::size_t core = begin;
    std::size_t core_end = end;
    while (core < core_end && !Counts(classes_[core])) ++core;
    while (core < core_end && !Counts(classes_[core_end - 1])) --core_end;
    if (core != begin || core_end != end)
      AddPhrase(core, core_end);  // "Minister Roe Smith": also "Roe Smith"
    for (std::size_t i = as_written; i < end; ++i) {
      const Token& token = Tokens()[i];
      if (i + 1 < end && IsNameLike(classes_[i]) && IsNameLike(classes_[i + 1])) AddPhrase(i, i + 2);
      if (token.letters < 3 || !token.capital) continue;
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
          if (!initial(i)) AddWord(i, TermKind::kName, Strength::kMidCapital);
          break;
        default:
          break;
      }
    }
  }

  void Mixed(std::size_t begin) {
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
        while (next < tokens.size() && next < end + 2 && JoinsName(tokens[next].gap) &&
               !tokens[next].capital && IsParticle(Folded(next)))
          ++next;
        if (next == end || next >= tokens.size() || !tokens[next].capital || !JoinsName(tokens[next].gap))
          break;
        end = next + 1;
      }
      if (!(end == i + 1 && IsReferencePost(i))) NameRun(i, end);
      i = end;
    }
  }

  void Capitals(std::size_t begin) {
    const std::vector<Token>& tokens = Tokens();
    for (std::size_t i = begin; i < tokens.size(); ++i) {
      if (tokens[i].number || IsReferencePost(i)) continue;
      if (classes_[i] == WordClass::kDistinct && tokens[i].letters >= 4)
        AddWord(i, TermKind::kWord, Strength::kAny);
      if (classes_[i] == WordClass::kNationality) AddWord(i, TermKind::kWord, Strength::kTitle);
      const bool pair = i + 1 < tokens.size() && !tokens[i + 1].number && JoinsName(tokens[i + 1].gap);
      if (pair && IsNameLike(classes_[i]) && IsNameLike(classes_[i + 1])) AddPhrase(i, i + 2);
    }
  }

  void AddSurname(std::size_t i) {
    const Token& token = Tokens()[i];
    if (token.number || token.letters < 3 || !Counts(classes_[i])) return;
    AddWord(i, TermKind::kName, classes_[i] == WordClass::kDistinct ? Strength::kAny : Strength::kCapital);
  }

  void Protected() {
    AddPhrase(0, Tokens().size());
    for (std::size_t i = 0; i < Tokens().size(); ++i) {
      if (Tokens()[i].capital) {
        AddSurname(i);
      } else if (!Tokens()[i].number && Tokens()[i].letters >= 4 && classes_[i] == WordClass::kDistinct) {
        AddWord(i, TermKind::kWord, Strength::kAny);
      }
    }
  }

  void Hyphenated(std::size_t begin) {
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

  void Numbers() {
    for (NumberKey& number : NumberKeys(stream_, index_.lexicon_)) {
      if (index_.ignored_numbers_.contains(number.key)) continue;
      Term& term = index_.numbers_.try_emplace(std::move(number.key)).first->second;
      term.kind = TermKind::kNumber;
      TermIndex::Note(term, unit_);
    }
  }

  // Phrases between quotation marks, or between QUOTE and UNQUOTE as telegrams write.
  void Quotes() {
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

  void Windows() {
    const std::vector<Token>& tokens = Tokens();
    for (std::size_t i = 0; i + TermIndex::kWindow <= tokens.size(); ++i) {
      const std::uint64_t hash = WindowHash(i);
      const auto [place, added] = index_.windows_.try_emplace(hash, unit_);
      if (added || place->second == unit_) continue;
      std::vector<std::uint32_t>& more = index_.more_windows_[hash];
      if ((more.empty() || more.back() != unit_) && more.size() < TermIndex::kMaxFrom) more.push_back(unit_);
    }
  }

  std::uint64_t WindowHash(std::size_t begin) const {
    std::uint64_t hash = 0;
    for (std::size_t i = begin; i < begin + TermIndex::kWindow; ++i) {
      hash = (hash ^ std::hash<std::string_view>()(Folded(i))) * 0x9E3779B97F4A7C15ULL;
      hash ^= hash >> 29;
    }
    return hash;
  }

  TermIndex& index_;
  TokenStream stream_;
  TextRole role_;
  std::uint32_t unit_;
  std::vector<WordClass> classes_;
};

void TermIndex::Note(Term& term, std::uint32_t unit) {
  if (term.from.size() < kMaxFrom && (term.from.empty() || term.from.back() != unit))
    term.from.push_back(unit);
}

void TermIndex::AddWord(std::string_view folded, TermKind kind, Strength strength, std::uint32_t unit) {
  const auto [place, added] = words_.try_emplace(std::string(folded));
  Term& term = place->second;
  if (added) {
    term.kind = kind;
    term.strength = strength;
  }
  term.kind = std::max(term.kind, kind);
  term.strength = std::max(term.strength, strength);
  Note(term, unit);
  if (added) AddFuzzy(place->first);
}

void TermIndex::AddFuzzy(const std::string& folded) {
  if (folded.size() < kMinFuzzy || folded.size() > kMaxFuzzy) return;
  near_.emplace_back(std::hash<std::string_view>()(folded), &folded);
  std::string shorter;
  for (std::size_t i = 0; i < folded.size(); ++i) {
    if (i > 0 && folded[i] == folded[i - 1]) continue;  // the same word again
    shorter.assign(folded);
    shorter.erase(i, 1);
    near_.emplace_back(std::hash<std::string_view>()(shorter), &folded);
  }
}

void TermIndex::Finish() {
  std::ranges::sort(near_, {}, [](const auto& entry) { return entry.first; });
}

void TermIndex::IgnoreNumber(std::string_view digits) {
  for (NumberKey& number : NumberKeys(TokenStream(digits), lexicon_))
    ignored_numbers_.insert(std::move(number.key));
}

void TermIndex::AddText(std::string_view text, TextRole role, std::uint32_t unit) {
  TermCollector(*this, text, role, unit).Run();
}

bool WithinOneEdit(std::string_view a, std::string_view b) {
  if (a.size() > b.size()) std::swap(a, b);
  if (b.size() - a.size() > 1) return false;
  std::size_t same = 0;
  while (same < a.size() && a[same] == b[same]) ++same;
  const std::size_t skip = a.size() == b.size() ? 1 : 0;
  if (same == a.size()) return true;
  return a.substr(same + skip) == b.substr(same + 1);
}

}  // namespace markings::internal
