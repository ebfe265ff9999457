// Tests that look at the words, letters and signs next to a cut.

#include <algorithm>
#include <array>

#include "libmarkings/redact/internal/fit_parts.h"
#include "libmarkings/text/ascii.h"
#include "libmarkings/text/utf8.h"

namespace markings::internal {
namespace {

using Gender = Candidate::Gender;
using Number = Candidate::Number;
using enum CandidateKind;

bool IsNonAscii(char c) { return static_cast<unsigned char>(c) >= 0x80; }

// `word` at the end of a folded text, as whole words.
bool EndsInWords(std::string_view folded, std::string_view words) {
  return !words.empty() && folded.ends_with(words) &&
         (folded.size() == words.size() || !IsLetter(folded[folded.size() - words.size() - 1]));
}

// How a word sounds where it begins; both where letters do not tell (a university, an umpire; an MFA, a MFA).
struct Sound {
  bool vowel = false, consonant = false;
};
Sound SoundOf(std::string_view value) {
  if (value.empty() || IsNonAscii(value.front())) return {true, true};
  const std::string folded = Folded(value);
  const std::string_view word = FirstWord(folded);
  if (IsDigit(word.front())) {
    const std::size_t digits = std::min(word.find_first_not_of("0123456789"), word.size());
    const bool vowel =
        word.front() == '8' || (digits == 2 && (word.starts_with("11") || word.starts_with("18")));
    return {vowel, !vowel};
  }
  // Letters read one by one, as they may be in a word of capitals.
  if (word.size() > 1 && !HasLower(FirstWord(value))) return {true, true};
  constexpr std::array<std::string_view, 5> kSilent = {"hon", "hour", "heir", "herb", "hom"};
  constexpr std::array<std::string_view, 5> kGlide = {"eu", "ew", "uni", "one", "once"};
  const auto begins = [&](std::string_view with) { return word.starts_with(with); };
  if (std::ranges::any_of(kSilent, begins) || std::ranges::any_of(kGlide, begins) || word.front() == 'u' ||
      word.front() == 'y')
    return {true, true};
  const bool vowel = std::string_view("aeio").contains(word.front());
  return {vowel, !vowel};
}

}  // namespace

FitCheck TitleCheck(const Surroundings& around, const Candidates& candidates) {
  const std::string_view trimmed = TrimEnd(around.before);
  if (trimmed.size() == around.before.size()) return {};
  constexpr std::size_t kLongest = 100;  // of a title
  const std::string folded = Folded(trimmed.substr(trimmed.size() - std::min(trimmed.size(), kLongest)));
  // The longest: "Deputy Minister" stands where "Minister" does.
  std::string found;
  for (const Candidate& one : candidates.all()) {
    for (const std::string& title : one.titles) {
      if (title.size() <= found.size()) continue;
      if (std::string words = Folded(title); EndsInWords(folded, words)) found = std::move(words);
    }
  }
  if (found.empty()) return {};
  return [found](const Candidate& one) {
    if (one.kind != kName) return false;
    return one.titles.empty() ||
           std::ranges::any_of(one.titles, [&](const std::string& title) { return Folded(title) == found; });
  };
}

FitCheck HonorificCheck(const Surroundings& around) {
  const auto address = AddressBefore(around.before);
  if (!address) return {};
  return [gender = address->gender](const Candidate& one) {
    return one.kind == kName &&
           (gender == Gender::kUnknown || one.gender == Gender::kUnknown || one.gender == gender);
  };
}

FitCheck ContextCheck(const Surroundings& around) {
  constexpr std::array<std::string_view, 15> kOfPost = {
      "consul general in", "embassy in", "embassy at",  "consulate in", "mission in",
      "city of",           "town of",    "port of",     "province of",  "district of",
      "village of",        "capital of", "republic of", "kingdom of",   "airport of"};
  const std::string folded = Folded(TrimEnd(around.before));
  if (folded.size() < around.before.size() &&
      std::ranges::any_of(kOfPost, [&](std::string_view words) { return EndsInWords(folded, words); })) {
    return [](const Candidate& one) { return one.kind == kPost; };
  }
  const std::string behind = Folded(around.after.substr(0, 8));
  if (behind.starts_with("-born")) return [](const Candidate& one) { return one.kind == kPost; };
  if (behind.starts_with("-based"))
    return [](const Candidate& one) { return one.kind == kPost || one.kind == kOrganisation; };
  // "in X's office" is said of a person too.
  if (EndsInWords(folded, "in") && !behind.starts_with('\''))
    return [](const Candidate& one) { return one.kind != kName; };
  return {};
}

FitCheck ArticleCheck(const Surroundings& around) {
  const std::string word = Folded(LastWord(around.before));
  if (TrimEnd(around.before).size() == around.before.size() || (word != "a" && word != "an")) return {};
  return [vowel = word == "an"](const Candidate& one) {
    if (one.kind == kDate) return true;  // in words or in digits: it does not say
    const Sound sound = SoundOf(one.value);
    return vowel ? sound.vowel : sound.consonant;
  };
}

FitCheck PossessiveCheck(const Surroundings& around) {
  const std::string behind = Folded(around.after.substr(0, 6));
  if (!behind.starts_with('\'') || (behind.size() > 1 && IsLetter(behind[1]) && behind[1] != 's')) return {};
  const bool bare = behind.size() < 2 || behind[1] != 's';
  // It may close a quotation that was opened before.
  const std::string before = bare ? " " + Folded(around.before) : std::string();
  if (before.contains(" '") || before.contains("('")) return {};
  if (!bare && behind.size() > 2 && IsLetter(behind[2])) return {};
  return [bare](const Candidate& one) {
    if (one.kind == kDate) return true;
    const bool hisses = std::string_view("sSxXzZ").contains(one.value.back());
    // "James's" and "James'" are both written; a plural in s takes the apostrophe alone.
    return bare ? hisses : !(hisses && one.number == Number::kPlural);
  };
}

FitCheck InitialCheck(const Surroundings& around) {
  const std::string_view trimmed = TrimEnd(around.before);
  const std::string_view word = LastWord(trimmed);
  if (trimmed.size() == around.before.size() || word.size() != 2 || !IsUpper(word[0]) || word[1] != '.')
    return {};
  // At the beginning of a portion it is its letter: "A. [name withheld] ..."
  if (word.data() == around.before.data()) return {};
  return [letter = word[0]](const Candidate& one) {
    const bool given = one.kind == kName && one.value.contains(' ');
    return one.kind == kName && (!given || Capital(one.value.front()) == letter);
  };
}

FitCheck JoinedCheck(const Surroundings& around) {
  std::size_t size = 0;
  const std::string before =
      Folded(around.before.substr(around.before.size() - std::min<std::size_t>(around.before.size(), 32)));
  while (size < before.size()) {
    const char c = before[before.size() - 1 - size];
    if (!IsLetter(c) && c != '-' && c != '\'' && !IsNonAscii(c)) break;
    ++size;
  }
  const std::string part = before.substr(before.size() - size);
  // "pro-" and "ex-" are put before anything.
  constexpr std::array<std::string_view, 9> kParticles = {"al-", "el-", "ul-", "ad-", "ar-",
                                                          "as-", "at-", "an-", "d'"};
  const bool hyphened = part.ends_with('-') || part.ends_with('\'');
  if (part.empty() || !IsLetter(part.front()) ||
      (hyphened && part != "o'" && std::ranges::find(kParticles, part) == kParticles.end()))
    return {};
  return [part](const Candidate& one) {
    if (one.kind == kDate) return true;
    const std::string folded = Folded(one.value);
    for (std::size_t at = folded.find(part); at != std::string::npos; at = folded.find(part, at + 1)) {
      if (at == 0 || !IsLetter(folded[at - 1])) return true;
    }
    return false;
  };
}

FitCheck CaseCheck(const Surroundings& around) {
  if (!around.capitals) return {};
  return [](const Candidate& one) {
    // A text of capitals is written in the Latin alphabet.
    for (std::size_t at = 0; at < one.value.size();) {
      const CodePoint next = DecodeUtf8(one.value, at);
      const char32_t c = next.value;
      constexpr char32_t kAfterLatin = 0x250;
      const bool more = (c >= 0x1E00 && c < 0x1F00) || (c >= 0x2010 && c < 0x2020);
      if (c >= kAfterLatin && !more) return false;
      at += std::max<std::size_t>(1, next.size);
    }
    return true;
  };
}

}  // namespace markings::internal
