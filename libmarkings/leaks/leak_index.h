#ifndef LIBMARKINGS_LEAKS_LEAK_INDEX_H_
#define LIBMARKINGS_LEAKS_LEAK_INDEX_H_

// What is withheld, as keyed fingerprints, so that copies of it can be found in other texts (leak_search.h)
// without keeping it.
//
//   LeakIndex index;
//   auto added = index.Add("The clerk of pier 4 ...", "", *key);    added->id
//   auto file = index.Seal(*key);
//   auto again = LeakIndex::Open(*file, *key);

#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "libmarkings/export.h"
#include "libmarkings/leaks/leak_key.h"
#include "libmarkings/shingle/winnow.h"
#include "libmarkings/text/error.h"
#include "libmarkings/text/span.h"

namespace markings {

// Letters (ComparedLetters) below which a text is no passage: a name or a phrase alone would be found in
// texts that have nothing to do with it. Seven words or so.
inline constexpr std::size_t kShortestPassage = 40;
// Grams of which one at least is a fingerprint: any 15 letters of a passage hold one.
inline constexpr std::size_t kLeakWindow = 4;

// Names a passage in reports: the first 64 bits of a keyed hash of its letters. The same passage has the same
// id in each index under one key; without the key it says nothing.
using PassageId = std::uint64_t;
[[nodiscard]] MARKINGS_API std::string FormatPassageId(PassageId id);  // 16 hexadecimal digits

struct MARKINGS_API LeakPassage {
  std::string label;  // what somebody called it; may be empty
  std::uint32_t letters = 0;
  std::vector<Fingerprint> fingerprints;  // by place, in letters of the passage
  friend bool operator==(const LeakPassage&, const LeakPassage&) = default;
};

// The letters of a passage that its fingerprints stand for: all of them unless some were forgotten.
[[nodiscard]] MARKINGS_API std::uint32_t OwnLetters(const LeakPassage& passage);

// A stretch of a passage, in its letters.
struct MARKINGS_API PassageStretch {
  PassageId passage = 0;
  Span letters;
};

// Passages by id. Plain data; thread-safe for reading.
class MARKINGS_API LeakIndex {
 public:
  static constexpr std::size_t kMostPassages = std::size_t{1} << 20;
  static constexpr std::size_t kMostFingerprints = std::size_t{1} << 25;  // of all passages
  static constexpr std::size_t kMostLetters = std::size_t{1} << 28;       // of one
  static constexpr std::size_t kMostLabel = 80;                           // bytes

  enum class Outcome : std::uint8_t { kAdded, kPresent, kTooShort };
  struct MARKINGS_API Added {
    Outcome outcome = Outcome::kTooShort;
    PassageId id = 0;         // unless too short
    std::size_t letters = 0;  // of the text
  };
  // Adds a withheld text (UTF-8) as one passage, unless it is there already: then its label stays as it was.
  // A label is a line of printable UTF-8; it shows in reports. Errors: kUnusableInput for a label that is
  // none and for what is over a limit; kInternal.
  [[nodiscard]] Result<Added> Add(std::string_view text, std::string_view label, const LeakKey& key);

  // Forgets stretches that everybody may see, as LeakSearcher finds them in texts that are public. A passage
  // of which fewer than kShortestPassage letters of its own are left goes. The ids of those that went.
  std::vector<PassageId> Forget(std::span<const PassageStretch> stretches);

  // Adds the passages of another index under the same key. Errors: kUnusableInput when one that is there
  // already differs in its label or in what was forgotten of it, and for what is over a limit.
  [[nodiscard]] Result<void> Unite(std::map<PassageId, LeakPassage> passages);

  [[nodiscard]] const std::map<PassageId, LeakPassage>& passages() const { return passages_; }

  // The file: sealed under the key, so that without it there is nothing to see but its size, within 12 %, and
  // which other files are under the same key. The same index and key give the same bytes. Errors: kInternal.
  [[nodiscard]] Result<std::string> Seal(const LeakKey& key) const;
  // Errors: kUnusableInput for what is no leak index or not in the one form; kBadKey when it is another
  // key's; kBadSealed when it was changed or cut; kInternal.
  [[nodiscard]] static Result<LeakIndex> Open(std::string_view file, const LeakKey& key);

 private:
  std::map<PassageId, LeakPassage> passages_;
  std::size_t fingerprints_ = 0;
};

}  // namespace markings

#endif  // LIBMARKINGS_LEAKS_LEAK_INDEX_H_
