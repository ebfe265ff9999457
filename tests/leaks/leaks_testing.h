#ifndef TESTS_LEAKS_LEAKS_TESTING_H_
#define TESTS_LEAKS_LEAKS_TESTING_H_

#include <algorithm>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "libmarkings/leaks/leak_key.h"

namespace markings {

// A key whose bytes are all the same.
inline LeakKey TestKey(unsigned char byte) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string text = "markings-leak-key/1\n";
  for (std::size_t i = 0; i < LeakKey::kBytes; ++i) {
    text += kDigits[byte >> 4U];
    text += kDigits[byte & 15U];
  }
  text += '\n';
  SecretBytes file(text.size());
  std::ranges::copy(text, file.RevealForWriting().begin());
  return LeakKey::Parse(file).value();
}

// Invented prose of that many words.
inline std::string Prose(std::mt19937& random, std::size_t words) {
  static const std::vector<std::string_view> kSyllables = {
      "ka", "lor", "ven", "ti", "mas", "rel", "ko",  "vu", "dan", "qui", "pol", "har",
      "bo", "ur",  "fe",  "es", "min", "is",  "try", "pa", "gen", "st",  "ol",  "ne"};
  std::string text;
  for (std::size_t i = 0; i < words; ++i) {
    if (i > 0) text += i % 12 == 0 ? ".\n" : " ";
    for (std::size_t syllables = 1 + random() % 4; syllables > 0; --syllables)
      text += kSyllables[random() % kSyllables.size()];
  }
  return text;
}

}  // namespace markings

#endif  // TESTS_LEAKS_LEAKS_TESTING_H_
