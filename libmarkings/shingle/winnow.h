#ifndef LIBMARKINGS_SHINGLE_WINNOW_H_
#define LIBMARKINGS_SHINGLE_WINNOW_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "libmarkings/export.h"

namespace markings {

// A gram that stands for those around it: its hash, and the letter at which it begins.
struct MARKINGS_API Fingerprint {
  std::uint64_t hash = 0;
  std::size_t at = 0;
  friend bool operator==(const Fingerprint&, const Fingerprint&) = default;
};

// Chooses grams so that of any `window` of them in a row one at least is chosen, by their hashes alone: two
// texts that share kGramLetters + window - 1 letters in a row share a fingerprint. About 2 in window + 1 are
// chosen. Source: Schleimer, Wilkerson and Aiken, "Winnowing: Local Algorithms for Document Fingerprinting",
// SIGMOD 2003, the robust form: of equal hashes the one chosen before stays, else the last one is taken.
//
// Hashes are given in order, in pieces of any size; memory for one window. One thread at a time.
class MARKINGS_API Winnower {
 public:
  using Take = std::function<void(const Fingerprint&)>;
  explicit Winnower(std::size_t window);  // at least 1

  void Put(std::span<const std::uint64_t> hashes, const Take& take);
  // Nothing follows. Of a text with fewer grams than a window its least one is chosen.
  void Finish(const Take& take);

 private:
  std::vector<std::uint64_t> ring_;  // the last hashes, by place modulo the window
  std::size_t next_ = 0;             // place of the next hash
  std::size_t least_ = 0;            // place of the least of the window
  bool chosen_ = false;              // it was taken
};

[[nodiscard]] MARKINGS_API std::vector<Fingerprint> Winnow(std::span<const std::uint64_t> hashes,
                                                           std::size_t window);

}  // namespace markings

#endif  // LIBMARKINGS_SHINGLE_WINNOW_H_
