// Tests that look at the sentence of a cut: its verb, a pronoun for it, others named in one list with it.

#include <algorithm>
#include <array>

#include "libmarkings/redact/internal/fit_parts.h"
#include "libmarkings/text/ascii.h"

namespace markings::internal {
namespace {

using Gender = Candidate::Gender;
using Number = Candidate::Number;

template <class Words>
bool Has(const Words& words, std::string_view word) {
  return std::ranges::find(words, word) != words.end();
}

// Words that people are called by: a pronoun after one of these may mean whom it names.
constexpr std::array<std::string_view, 48> kPeople = {
    "minister",  "ambassador", "official", "clerk",   "officer",   "president", "director", "man",
    "woman",     "wife",       "husband",  "brother", "sister",    "son",       "daughter", "father",
    "mother",    "colleague",  "deputy",   "aide",    "lawyer",    "doctor",    "visitor",  "witness",
    "source",    "contact",    "guest",    "chief",   "head",      "leader",    "member",   "king",
    "queen",     "boy",        "girl",     "friend",  "spokesman", "general",   "colonel",  "judge",
    "secretary", "mayor",      "governor", "adviser", "advisor",   "candidate", "someone",  "person"};

// What stands in a portion before its text: number, letter, mark.
std::string_view WithoutLabel(std::string_view text) {
  for (text = TrimStart(text); !text.empty(); text = TrimStart(text)) {
    const std::string_view word = FirstWord(text);
    const bool number =
        word.ends_with('.') && word.size() <= 4 && (IsDigit(word.front()) || word.size() == 2);
    const bool mark = word.starts_with('(') && word.ends_with(')') && !HasLower(word);
    if (!number && !mark && word != "-" && word != "--" && word != "*") break;
    text.remove_prefix(word.size());
  }
  return text;
}

bool EndsSentence(std::string_view text, std::size_t at) {
  if (text[at] != '.' && text[at] != '!' && text[at] != '?') return false;
  if (at + 1 < text.size() && text[at + 1] != ' ') return false;
  // Not after an initial or a form of address.
  const std::string_view upto = text.substr(0, at + 1);
  const std::string_view word = LastWord(upto);
  return !(word.size() == 2 && IsUpper(word.front())) && !AddressBefore(std::string(word) + " ");
}

std::size_t SentenceEnd(std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (EndsSentence(text, i)) return i;
  }
  return text.size();
}

std::string_view SentenceBefore(std::string_view before) {
  const std::string_view text = WithoutLabel(before);
  for (std::size_t i = text.size(); i > 0; --i) {
    if (EndsSentence(text, i - 1)) return text.substr(i);
  }
  return text;
}

// Whether the cut begins its clause, a title or form of address apart: then the verb after it is its own.
bool IsSubject(std::string_view before) {
  std::string_view rest = SentenceBefore(before);
  if (const auto address = AddressBefore(rest)) rest.remove_suffix(address->bytes);
  constexpr std::array<std::string_view, 5> kOpens = {"that", "because", "while", "when", "said"};
  const std::string words = Folded(TrimEnd(rest));
  return words.empty() || Has(kOpens, LastWord(words));
}

}  // namespace

FitCheck VerbCheck(const Surroundings& around) {
  constexpr std::array<std::string_view, 5> kSingular = {"is", "was", "has", "does", "says"};
  constexpr std::array<std::string_view, 5> kPlural = {"are", "were", "have", "do", "say"};
  constexpr std::array<std::string_view, 8> kBetween = {"also", "then",  "never", "still",
                                                        "now",  "later", "often", "only"};
  if (!IsSubject(around.before) || !around.after.starts_with(' ')) return {};
  std::string_view after = around.after;
  std::string verb;
  for (int words = 0; words < 2; ++words) {
    after = TrimStart(after);
    verb = Folded(FirstWord(after));
    if (!Has(kBetween, verb)) break;
    after.remove_prefix(verb.size());
  }
  const bool singular = Has(kSingular, verb);
  if (!singular && !Has(kPlural, verb)) return {};
  return [singular](const Candidate& one) {
    if (one.kind == CandidateKind::kDate) return true;
    // A name or a post is one unless the list says otherwise; organisations are written both ways.
    const bool one_by_kind = one.kind != CandidateKind::kOrganisation && one.number == Number::kUnknown;
    return singular ? one.number != Number::kPlural : one.number != Number::kSingular && !one_by_kind;
  };
}

FitCheck PronounCheck(const Surroundings& around) {
  constexpr std::array<std::string_view, 4> kHe = {"he", "him", "his", "himself"};
  constexpr std::array<std::string_view, 4> kShe = {"she", "her", "hers", "herself"};
  if (around.capitals || !IsSubject(around.before)) return {};
  // To the end of its sentence; the next one counts when it begins with the pronoun.
  const std::size_t end = SentenceEnd(around.after);
  std::string_view text = around.after.substr(0, end);
  if (end < around.after.size()) {
    const std::string next = Folded(FirstWord(around.after.substr(end + 1)));
    if (next == "he" || next == "she") {
      text = around.after.substr(0, around.after.find(' ', around.after.find_first_not_of(' ', end + 1)));
    }
  }
  for (std::string_view rest = TrimStart(text); !rest.empty(); rest = TrimStart(rest)) {
    const std::string_view written = FirstWord(rest);
    rest.remove_prefix(written.size());
    if (written.contains(kCutByte)) return {};
    const std::vector<std::string> words = WordsOf(written);
    if (words.empty()) continue;
    const bool he = Has(kHe, words.front());
    if (he || Has(kShe, words.front())) {
      return [he](const Candidate& one) {
        return one.kind == CandidateKind::kName &&
               (one.gender == Gender::kUnknown || one.gender == (he ? Gender::kMale : Gender::kFemale));
      };
    }
    // Somebody else, or what may be.
    if (std::ranges::any_of(written, IsUpper) ||
        std::ranges::any_of(words, [](const std::string& word) { return Has(kPeople, word); }))
      return {};
  }
  return {};
}

namespace {

// Whether a word may be a name, or the end of one, that was not cut out.
bool IsNamed(std::string_view word) {
  return !word.empty() && IsUpper(word.front()) && !word.contains(kCutByte);
}

// What is named before or behind a cut in one list with it; empty: nothing, or what bears no capital and so
// is no name.
std::string NamedBefore(std::string_view before) {
  constexpr std::array<std::string_view, 4> kJoins = {" and ", " or ", ", ", " & "};
  std::string text = Plain(before);
  const auto join = std::ranges::find_if(kJoins, [&](std::string_view one) { return text.ends_with(one); });
  if (join == kJoins.end()) return {};
  text.resize(text.size() - join->size());
  if (text.ends_with(',')) text.pop_back();
  const std::string_view word = LastWord(text);
  return IsNamed(word) ? Folded(text) : std::string();
}
std::string NamedBehind(std::string_view after) {
  constexpr std::array<std::string_view, 6> kJoins = {", and ", ", or ", " and ", " or ", ", ", " & "};
  const std::string text = Plain(after);
  const auto join = std::ranges::find_if(kJoins, [&](std::string_view one) { return text.starts_with(one); });
  if (join == kJoins.end()) return {};
  std::string_view rest = std::string_view(text).substr(join->size());
  if (AddressBefore(std::string(FirstWord(rest)) + " "))
    rest = TrimStart(rest.substr(FirstWord(rest).size()));
  return IsNamed(FirstWord(rest)) ? Folded(rest) : std::string();
}

// Whether a folded text ends, or begins, with a name.
bool Names(std::string_view folded, std::string_view name, bool ends) {
  if (folded.size() < name.size() || !(ends ? folded.ends_with(name) : folded.starts_with(name)))
    return false;
  if (folded.size() == name.size()) return true;
  return !IsLetter(ends ? folded[folded.size() - name.size() - 1] : folded[name.size()]);
}

}  // namespace

// "between X and [cut]", "X, [cut] and Y": a candidate is none of those named.
FitCheck ListCheck(const Surroundings& around) {
  const std::string before = NamedBefore(around.before);
  const std::string behind = NamedBehind(around.after);
  if (before.empty() && behind.empty()) return {};
  return [before, behind](const Candidate& one) {
    if (one.kind == CandidateKind::kDate) return true;
    const std::string whole = Folded(one.value);
    // A person is named by the surname too.
    const std::string_view last =
        one.kind == CandidateKind::kName ? LastWord(whole) : std::string_view(whole);
    return !Names(before, last, true) && !Names(behind, whole, false) && !Names(behind, last, false);
  };
}

std::vector<std::vector<std::size_t>> ListsOfCuts(const std::vector<Block>& blocks) {
  constexpr std::array<std::string_view, 6> kJoins = {" and ", " or ", ", ", ", and ", ", or ", " / "};
  std::vector<std::vector<std::size_t>> lists;
  for (const Block& block : blocks) {
    std::vector<std::size_t> list;
    for (std::size_t i = 0; i < block.at.size(); ++i) {
      if (i > 0) {
        std::string_view between(block.text);
        between = between.substr(block.at[i - 1] + 1, block.at[i] - block.at[i - 1] - 1);
        if (const auto address = AddressBefore(between)) {
          // (The blank before the form of address is that of the join.)
          between.remove_suffix(address->bytes);
        }
        if (!Has(kJoins, Folded(between))) list.clear();
      }
      list.push_back(block.first + i);
      if (list.size() == 2) lists.push_back(list);
      if (list.size() > 2) lists.back() = list;
    }
  }
  return lists;
}

}  // namespace markings::internal
