#ifndef MARKINGS_TESTS_MARKING_PROSE_H_
#define MARKINGS_TESTS_MARKING_PROSE_H_

// Paragraphs of invented prose with parentheses: abbreviations, references, office symbols, asides. None of
// them is a mark.

#include <string>
#include <vector>

#include "tests/marking/mangle.h"

namespace markings::testing {

class ProseGenerator {
 public:
  explicit ProseGenerator(std::uint64_t seed) : random_(seed) {}

  // Also gives what stands between parentheses, with them, and the sentences.
  std::string Paragraph(std::vector<std::string>& pieces) {
    std::string paragraph;
    for (std::size_t i = 3 + random_.Below(5); i > 0; --i) {
      std::string sentence = Sentence(pieces);
      pieces.push_back(sentence);
      if (!paragraph.empty()) paragraph += ' ';
      paragraph += sentence;
    }
    pieces.push_back(paragraph);
    return paragraph;
  }

 private:
  std::string Word() {
    static const std::vector<std::string> kWords = {
        "the",       "committee", "secret",   "agreed",    "to",          "release",   "reports",
        "of",        "harbour",   "and",      "control",   "restricted",  "access",    "confidence",
        "officials", "limited",   "use",      "talks",     "between",     "parties",   "classified",
        "display",   "only",      "eyes",     "for",       "sensitive",   "matters",   "were",
        "protected", "by",        "special",  "handling",  "foreign",     "nationals", "data",
        "no",        "top",       "personal", "policy",    "legal",       "market",    "amber",
        "red",       "clear",     "a",        "signal",    "was",         "given",     "minister",
        "said",      "that",      "deputy",   "secretary", "would",       "not",       "disclose",
        "which",     "plans",     "remained", "secretly",  "confidential"};
    return random_.Of(kWords);
  }
  std::string Letters(std::size_t count) {
    std::string letters;
    while (letters.size() < count) letters += static_cast<char>('A' + random_.Below(26));
    return letters;
  }

  // In parentheses.
  std::string Aside() {
    static const std::vector<std::string> kFixed = {"(CMS)",
                                                    "(see below)",
                                                    "(ret.)",
                                                    "(sic)",
                                                    "(USAID)",
                                                    "(U.S.)",
                                                    "(R-TX)",
                                                    "(D-CA)",
                                                    "(p. 12)",
                                                    "(a)",
                                                    "(iii)",
                                                    "(2)",
                                                    "(1.4 (b))",
                                                    "(in French only)",
                                                    "(not secret)",
                                                    "(secret)",
                                                    "(top secret)",
                                                    "(c) and (d)",
                                                    "(S/ES)",
                                                    "(U/S)",
                                                    "(C/O)",
                                                    "(n/a)",
                                                    "(and/or)",
                                                    "(C-130)",
                                                    "(TS-1)",
                                                    "(S-300)",
                                                    "(U-2)",
                                                    "(unclassified)",
                                                    "(confidential)",
                                                    "(restricted area)",
                                                    "(eyes only)",
                                                    "(release to all)",
                                                    "(for display only)",
                                                    "(Secretariat)",
                                                    "(Official Journal)",
                                                    "(red)",
                                                    "(no foreign nationals)",
                                                    "(SI units)",
                                                    "(NATO summit)",
                                                    "(joint venture)",
                                                    "(US and UK)",
                                                    "(D/S)",
                                                    "(CT/OPS)",
                                                    "(S/CT)",
                                                    "(SECDEF)",
                                                    "(USSOCOM)",
                                                    "(CONFIDENT)",
                                                    "(CLASSIFIED)",
                                                    "(COSMOS)",
                                                    "(SIGMA)",
                                                    "(ORION)",
                                                    "(CONTROL)",
                                                    "(OFFICE)",
                                                    "(PROTECTION)"};
    switch (random_.Below(6)) {
      case 0:
        return '(' + Letters(2 + random_.Below(4)) + ')';  // an abbreviation
      case 1:
        return '(' + Letters(1 + random_.Below(2)) + '/' + Letters(2 + random_.Below(3)) + ')';  // an office
      case 2:
        return "(" + Word() + " " + Word() + " " + Word() + ")";
      case 3:
        return "(" + std::to_string(1900 + random_.Below(120)) + ")";
      default:
        return random_.Of(kFixed);
    }
  }

  std::string Sentence(std::vector<std::string>& pieces) {
    std::string sentence;
    for (std::size_t i = 6 + random_.Below(12); i > 0; --i) {
      if (!sentence.empty()) sentence += ' ';
      if (random_.Chance(12)) {
        const std::string aside = Aside();
        pieces.push_back(aside);
        sentence += aside;
        // "section (C)", "Deputy Secretary D(S)": with what stands before it.
        pieces.push_back((random_.Chance(50) ? "section " : "Deputy Secretary D") + aside);
      } else if (random_.Chance(5)) {
        sentence += Letters(1 + random_.Below(4)) + (random_.Chance(30) ? "/" + Letters(2) : "");
      } else {
        sentence += Word();
      }
    }
    if (!sentence.empty() && sentence[0] >= 'a' && sentence[0] <= 'z')
      sentence[0] = static_cast<char>(sentence[0] - 'a' + 'A');
    return sentence + (random_.Chance(10) ? ":" : ".");
  }

  Random random_;
};

}  // namespace markings::testing

#endif  // MARKINGS_TESTS_MARKING_PROSE_H_
