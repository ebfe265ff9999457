// Words around a cut.

#include <algorithm>
#include <array>
#include <utility>

#include "libmarkings/redact/internal/fit_parts.h"
#include "libmarkings/text/ascii.h"

namespace markings::internal {
namespace {

using Gender = Candidate::Gender;

struct AddressWord {
  std::string_view word;  // small letters, without a stop
  Gender gender;
};
constexpr std::array<AddressWord, 44> kAddresses = {{
    {"mr", Gender::kMale},           {"mister", Gender::kMale},
    {"sir", Gender::kMale},          {"lord", Gender::kMale},
    {"king", Gender::kMale},         {"prince", Gender::kMale},
    {"sheikh", Gender::kMale},       {"senor", Gender::kMale},
    {"se\xC3\xB1or", Gender::kMale}, {"monsieur", Gender::kMale},
    {"herr", Gender::kMale},         {"father", Gender::kMale},
    {"brother", Gender::kMale},      {"son", Gender::kMale},
    {"husband", Gender::kMale},      {"uncle", Gender::kMale},
    {"nephew", Gender::kMale},       {"grandfather", Gender::kMale},
    {"widower", Gender::kMale},      {"mrs", Gender::kFemale},
    {"ms", Gender::kFemale},         {"miss", Gender::kFemale},
    {"madam", Gender::kFemale},      {"madame", Gender::kFemale},
    {"mme", Gender::kFemale},        {"dame", Gender::kFemale},
    {"lady", Gender::kFemale},       {"queen", Gender::kFemale},
    {"princess", Gender::kFemale},   {"sheikha", Gender::kFemale},
    {"senora", Gender::kFemale},     {"se\xC3\xB1ora", Gender::kFemale},
    {"frau", Gender::kFemale},       {"mother", Gender::kFemale},
    {"sister", Gender::kFemale},     {"daughter", Gender::kFemale},
    {"wife", Gender::kFemale},       {"aunt", Gender::kFemale},
    {"niece", Gender::kFemale},      {"grandmother", Gender::kFemale},
    {"widow", Gender::kFemale},      {"dr", Gender::kUnknown},
    {"doctor", Gender::kUnknown},    {"prof", Gender::kUnknown},
}};

bool IsBlank(char c) { return c == ' ' || c == '\t' || c == '\n'; }

}  // namespace

std::string_view TrimEnd(std::string_view text) {
  while (!text.empty() && IsBlank(text.back())) text.remove_suffix(1);
  return text;
}
std::string_view TrimStart(std::string_view text) {
  while (!text.empty() && IsBlank(text.front())) text.remove_prefix(1);
  return text;
}
std::string_view LastWord(std::string_view text) {
  text = TrimEnd(text);
  const std::size_t before = text.find_last_of(" \t\n");
  return before == std::string_view::npos ? text : text.substr(before + 1);
}
std::string_view FirstWord(std::string_view text) {
  text = TrimStart(text);
  return text.substr(0, text.find_first_of(" \t\n"));
}

std::string Plain(std::string_view text) {
  constexpr std::string_view kApostrophe = "\xE2\x80\x99";
  std::string plain;
  while (!text.empty()) {
    const bool apostrophe = text.starts_with(kApostrophe);
    const bool blank = IsBlank(text.front());
    if (!blank || plain.empty() || plain.back() != ' ')
      plain += apostrophe ? '\'' : blank ? ' ' : text.front();
    text.remove_prefix(apostrophe ? kApostrophe.size() : 1);
  }
  return plain;
}

std::string Folded(std::string_view text) { return Lower(Plain(text)); }

std::vector<std::string> WordsOf(std::string_view text) {
  std::vector<std::string> words;
  std::string word;
  for (const char c : Folded(text) + ' ') {
    const bool part = IsLetter(c) || IsDigit(c) || static_cast<unsigned char>(c) >= 0x80;
    if (part) {
      word += c;
    } else if (!word.empty()) {
      words.push_back(std::exchange(word, {}));
    }
  }
  return words;
}

std::size_t CodePoints(std::string_view text) {
  return static_cast<std::size_t>(
      std::ranges::count_if(text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

std::optional<Address> AddressBefore(std::string_view before) {
  const std::string_view trimmed = TrimEnd(before);
  const std::string_view word = LastWord(trimmed);
  if (word.empty() || trimmed.size() == before.size()) return std::nullopt;
  std::string folded = Folded(word);
  if (folded.ends_with('.')) folded.pop_back();
  // An opening bracket or quotation mark is none of the word.
  folded.erase(0, folded.find_first_not_of("(\"'"));
  if (folded.empty()) return std::nullopt;
  const auto found = std::ranges::find(kAddresses, folded, &AddressWord::word);
  if (found == kAddresses.end()) return std::nullopt;
  return Address{found->gender, word.size() + (before.size() - trimmed.size())};
}

}  // namespace markings::internal
