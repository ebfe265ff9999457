#ifndef TESTS_CONSISTENCY_CONSISTENCY_TESTING_H_
#define TESTS_CONSISTENCY_CONSISTENCY_TESTING_H_

#include <memory>
#include <random>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "libmarkings/cable/document.h"
#include "libmarkings/consistency/consistency.h"
#include "libmarkings/marking/vocabulary.h"
#include "libmarkings/text/buffer.h"

namespace markings::testing {

inline std::shared_ptr<const Vocabulary> State() {
  static const std::shared_ptr<const Vocabulary> vocabulary = *Vocabulary::ForRegime("state");
  return vocabulary;
}

inline Document ParseText(std::string text, std::string name = "a document") {
  auto buffer = Buffer::FromBytes(std::move(text), std::move(name));
  return Document::Parse(*std::move(buffer), State(), {.format = {}, .regions = {}, .any_form = true})
      .value();
}

// A cable with these numbered paragraphs, each with its mark: "(U) The harbour ...".
inline std::string Cable(std::string_view serial, const std::vector<std::string>& paragraphs) {
  std::string text = "UNCLAS KALVOR ";
  text.append(serial.size() < 6 ? 6 - serial.size() : 0, '0')
      .append(serial)
      .append("\n\nSENSITIVE\n\nE.O. 13526: N/A\n\nTAGS: PGOV\n\nSUBJECT: FEES\n");
  for (std::size_t i = 0; i < paragraphs.size(); ++i)
    text += "\n" + std::to_string(i + 1) + ". " + paragraphs[i] + "\n";
  return text;
}

// Documents by name, compared.
using Named = std::vector<std::pair<std::string, std::string>>;
inline Inconsistencies Compare(const Named& texts, const ConsistencyOptions& options = {}) {
  std::vector<DocumentPrint> prints;
  for (const auto& [name, text] : texts) prints.push_back(DocumentPrint::Of(ParseText(text), name).value());
  return FindInconsistencies(std::move(prints), *State(), options).value();
}

// Invented prose of that many words, one line.
inline std::string Words(std::mt19937& random, std::size_t words) {
  static const std::vector<std::string_view> kSyllables = {
      "ka", "lor", "ven", "ti", "mas", "rel", "ko", "vu", "dan", "qui", "pol", "har", "bo", "ur", "fe", "es"};
  std::string text;
  for (std::size_t i = 0; i < words; ++i) {
    if (i > 0) text += ' ';
    for (std::size_t syllables = 1 + random() % 4; syllables > 0; --syllables)
      text += kSyllables[random() % kSyllables.size()];
  }
  return text;
}

}  // namespace markings::testing

#endif  // TESTS_CONSISTENCY_CONSISTENCY_TESTING_H_
