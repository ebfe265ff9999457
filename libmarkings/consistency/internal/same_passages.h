#ifndef LIBMARKINGS_CONSISTENCY_INTERNAL_SAME_PASSAGES_H_
#define LIBMARKINGS_CONSISTENCY_INTERNAL_SAME_PASSAGES_H_

// You should use libmarkings/consistency/consistency.h.

#include <cstddef>
#include <cstdint>
#include <vector>

#include "libmarkings/consistency/document_print.h"
#include "libmarkings/consistency/internal/alignment.h"

namespace markings::internal {

// Passages of all documents under one number each.
class Corpus {
 public:
  explicit Corpus(const std::vector<DocumentPrint>& documents);

  [[nodiscard]] const std::vector<DocumentPrint>& documents() const { return documents_; }
  [[nodiscard]] std::uint32_t passages() const { return first_.back(); }
  [[nodiscard]] std::uint32_t DocumentOf(std::uint32_t passage) const { return document_of_[passage]; }
  // In its document.
  [[nodiscard]] std::uint32_t InDocument(std::uint32_t passage) const {
    return passage - first_[document_of_[passage]];
  }
  [[nodiscard]] const Passage& At(std::uint32_t passage) const {
    return documents_[document_of_[passage]].passages[InDocument(passage)];
  }
  [[nodiscard]] Stretch StretchOf(std::uint32_t passage) const {
    return PassageOf(documents_[document_of_[passage]], InDocument(passage));
  }

 private:
  const std::vector<DocumentPrint>& documents_;
  std::vector<std::uint32_t> first_;        // passage of each document, and behind the last
  std::vector<std::uint32_t> document_of_;  // each passage
};

// Two passages that are the same, a before b.
struct SamePair {
  std::uint32_t a = 0, b = 0;
  float share = 0;            // of the longer one; of the one with a redaction, when the text of the other
                              // stands there
  std::uint32_t letters = 0;  // of a that stand in b
};

// Passages that have fewer letters are not compared.
inline constexpr std::uint32_t kLeastLetters = 40;

// Pairs that link all passages that are the same, in rising order: of many copies not every two are a pair.
// Of the passages that share a gram each is compared with the next one only, so that there are never more
// pairs to look at than grams.
[[nodiscard]] std::vector<SamePair> FindSamePassages(const Corpus& corpus, double threshold);

// Whether the passages are the same, and how much of them.
[[nodiscard]] bool AreSame(const Corpus& corpus, double threshold, SamePair& pair);

}  // namespace markings::internal

#endif  // LIBMARKINGS_CONSISTENCY_INTERNAL_SAME_PASSAGES_H_
