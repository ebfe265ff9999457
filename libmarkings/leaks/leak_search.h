#ifndef LIBMARKINGS_LEAKS_LEAK_SEARCH_H_
#define LIBMARKINGS_LEAKS_LEAK_SEARCH_H_

// Finds passages of a leak index in texts: whole or in part, in another case, wrapped or hyphenated anew,
// with other punctuation, read by a scanner. How often it is right: docs/leaks.md.
//
//   auto searcher = LeakSearcher::Create(index, key);
//   for (const LeakFinding& one : *searcher->Search(text)) ... one.where, one.share ...

#include <cstdint>
#include <string_view>
#include <vector>

#include "libmarkings/export.h"
#include "libmarkings/leaks/leak_index.h"
#include "libmarkings/secret/secret_bytes.h"
#include "libmarkings/text/error.h"
#include "libmarkings/text/span.h"

namespace markings {

// A place of a text that matches a passage.
struct MARKINGS_API LeakFinding {
  Span where;  // bytes of the text
  PassageId passage = 0;
  Span of_passage;         // letters of the passage that stand there
  std::string_view label;  // view of the index
  double share = 0;        // of the passage's fingerprints, from 0 to 1: those found in order
};

// The index made ready to be searched for. Any number of threads may search at once. Memory: about 20 bytes
// for each fingerprint.
class MARKINGS_API LeakSearcher {
 public:
  // How many passages are looked at that share a gram.
  static constexpr std::size_t kMostSharing = 32;
  // The index must outlive it. Errors: kInternal.
  [[nodiscard]] static Result<LeakSearcher> Create(const LeakIndex& index, const LeakKey& key,
                                                   std::size_t most_sharing = kMostSharing);

  // By place, then by passage. `text` is UTF-8 (Buffer). A text that holds a passage several times has it as
  // often. Of passages that share most of their letters with more others than are looked at some may not be
  // named; one of them always is. Linear in the text. Errors: kInternal.
  [[nodiscard]] Result<std::vector<LeakFinding>> Search(std::string_view text) const;

 private:
  // Where a hash stands: a passage by its number, and a letter of it.
  struct Place {
    std::uint64_t hash;
    std::uint32_t passage, at;
  };
  struct Passage {
    PassageId id;
    std::string_view label;
    std::uint32_t letters;  // of its own
    std::size_t fingerprints;
  };

  LeakSearcher(SecretBytes key, std::size_t most_sharing)
      : key_(std::move(key)), most_sharing_(most_sharing) {}
  [[nodiscard]] bool MayHold(std::uint64_t hash) const {
    return (filter_[(hash >> filter_shift_) / 64] >> ((hash >> filter_shift_) % 64) & 1U) != 0;
  }

  SecretBytes key_;  // of the grams
  std::size_t most_sharing_;
  std::vector<Passage> passages_;
  std::vector<Place> places_;          // by hash, then passage
  std::vector<std::uint32_t> begins_;  // of the places whose hashes have the same first bits
  std::vector<std::uint64_t> filter_;  // a bit for each beginning of a hash, set when one has it
  unsigned begin_shift_ = 0, filter_shift_ = 0;
};

}  // namespace markings

#endif  // LIBMARKINGS_LEAKS_LEAK_SEARCH_H_
