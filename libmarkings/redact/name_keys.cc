// A name is read from left to right by one table, the longest entry first; what it makes is a string of
// sounds: A (a, e), U (o, u), I (i, y, j) and consonants by class, S for all that hisses.

#include "libmarkings/redact/internal/name_keys.h"

#include <algorithm>
#include <array>
#include <utility>

namespace markings::internal {
namespace {

struct Sound {
  std::string_view letters, sounds;
};

// By length, the longest first.
constexpr std::array<Sound, 63> kSounds = {{
    {"shch", "S"}, {"szcz", "S"}, {"tsch", "S"}, {"dsch", "J"}, {"tch", "S"}, {"sch", "S"}, {"dzh", "J"},
    {"awu", "AU"}, {"awo", "AU"}, {"gui", "GI"}, {"gue", "GA"}, {"zh", "S"},  {"dj", "J"},  {"dh", "D"},
    {"th", "T"},   {"gh", "G"},   {"kh", "H"},   {"ph", "F"},   {"bh", "B"},  {"sh", "S"},  {"sz", "S"},
    {"ch", "S"},   {"cz", "S"},   {"cs", "S"},   {"ts", "S"},   {"tz", "S"},  {"ck", "K"},  {"ce", "SA"},
    {"ci", "SI"},  {"cy", "SI"},  {"ou", "U"},   {"oo", "U"},   {"ue", "U"},  {"oe", "U"},  {"ee", "I"},
    {"ae", "A"},   {"ei", "AI"},  {"ey", "AI"},  {"a", "A"},    {"b", "B"},   {"c", "K"},   {"d", "D"},
    {"e", "A"},    {"f", "F"},    {"g", "G"},    {"h", "H"},    {"i", "I"},   {"j", "I"},   {"k", "K"},
    {"l", "L"},    {"m", "M"},    {"n", "N"},    {"o", "U"},    {"p", "P"},   {"q", "K"},   {"r", "R"},
    {"s", "S"},    {"t", "T"},    {"u", "U"},    {"v", "V"},    {"w", "V"},   {"x", "KS"},  {"y", "I"},
}};

bool IsVowel(char sound) { return sound == 'A' || sound == 'U' || sound == 'I'; }

// Cuts -ov, -off, -ow, -ev, -yev, -ieff and the like, and their feminine, off the letters; the ending's
// sounds. A stem of two letters at least stays.
std::string_view CutFamilyEnding(std::string_view& letters) {
  constexpr std::size_t kStem = 2;
  std::string_view rest = letters;
  const bool feminine = rest.ends_with("va") || rest.ends_with("wa");
  if (feminine) rest.remove_suffix(1);
  if (rest.ends_with("ff")) rest.remove_suffix(1);
  if (rest.size() < kStem + 2) return {};
  const char last = rest.back();
  const char vowel = rest[rest.size() - 2];
  if ((last != 'v' && last != 'w' && last != 'f') || (vowel != 'o' && vowel != 'e')) return {};
  rest.remove_suffix(2);
  while (rest.size() > kStem &&
         (rest.back() == 'i' || rest.back() == 'y' || rest.back() == 'j' || rest.back() == 'e'))
    rest.remove_suffix(1);
  letters = rest;
  return feminine ? "UVA" : "UV";
}

void Append(std::string& key, std::string_view sounds) {
  for (const char sound : sounds) {
    if (key.empty() || key.back() != sound) key += sound;
  }
}

std::string Sounds(std::string_view letters, bool hard_j) {
  std::string key;
  const std::string_view ending = CutFamilyEnding(letters);
  // Yelena, Jelena and Elena.
  if (letters.size() > 2 && (letters.starts_with("ye") || letters.starts_with("je")))
    letters.remove_prefix(1);
  if (ending.empty()) {
    if (letters.ends_with('h') && letters.size() > 2) {  // Abdullah, Abdulla; not Bach
      const char before = letters[letters.size() - 2];
      if (before == 'a' || before == 'e' || before == 'o') letters.remove_suffix(1);
    }
  }
  while (!letters.empty()) {
    if (letters == "c") {  // -ic is -ich
      Append(key, "S");
      break;
    }
    const auto* sound =
        std::ranges::find_if(kSounds, [&](const Sound& one) { return letters.starts_with(one.letters); });
    if (sound == kSounds.end()) {
      if (letters.front() != 'z') return {};
      Append(key, "S");
      letters.remove_prefix(1);
      continue;
    }
    Append(key, hard_j && sound->letters == "j" ? std::string_view("J") : sound->sounds);
    letters.remove_prefix(sound->letters.size());
  }
  Append(key, ending);
  return key;
}

bool LongEnough(std::string_view key) {
  constexpr std::size_t kSoundsAtLeast = 4;
  return key.size() >= kSoundsAtLeast && std::ranges::count_if(key, [](char s) { return !IsVowel(s); }) >= 2;
}

void AddKey(std::vector<std::string>& keys, std::string key) {
  if (LongEnough(key) && std::ranges::find(keys, key) == keys.end()) keys.push_back(std::move(key));
}

void AddKeys(std::vector<std::string>& keys, std::string_view letters) {
  constexpr std::size_t kSureWithoutBegin = 6;  // sounds from which g and k in front count as one
  if (letters.size() < kShortestSound) return;
  std::string key = Sounds(letters, false);
  if (key.empty()) return;
  const bool guttural = key.front() == 'G' || key.front() == 'K';
  if (guttural && key.size() >= kSureWithoutBegin) {
    key.front() = 'K';
  } else if (letters.starts_with('q')) {
    std::string other = key;
    other.front() = 'G';
    AddKey(keys, std::move(other));
  }
  AddKey(keys, std::move(key));
  if (letters.contains('j')) AddKey(keys, Sounds(letters, true));
}

}  // namespace

std::vector<std::string> SoundKeys(std::string_view folded) {
  constexpr std::array<std::string_view, 7> kFront = {"abdul", "abdel", "abdal", "abdur", "al", "el", "ul"};
  std::vector<std::string> keys;
  AddKeys(keys, folded);
  for (const std::string_view front : kFront) {
    if (!folded.starts_with(front)) continue;
    AddKeys(keys, folded.substr(front.size()));
    break;
  }
  return keys;
}

}  // namespace markings::internal
