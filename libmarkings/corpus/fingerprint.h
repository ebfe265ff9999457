#ifndef LIBMARKINGS_CORPUS_FINGERPRINT_H_
#define LIBMARKINGS_CORPUS_FINGERPRINT_H_

// What a finding is known by from run to run: its code and rule, the path of its file from the root of the
// repository, the id of its element, which one of that code and rule it is there, and a context tag. Not its
// line, column or message, no commit, no author, no text. docs/formats/baseline.md
//
// The CONTEXT TAG tells whether the element still says the same: an HMAC-SHA-256 of its text, so that nobody
// without the key can try out names against a baseline that is published. Without a key there is none, and a
// finding is then known by its place alone: other content at the same place goes unnoticed.
//
// Thread-safe: nothing is shared between calls.

#include <cstddef>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>

#include "libmarkings/corpus/check_result.h"
#include "libmarkings/export.h"
#include "libmarkings/secret/secret_bytes.h"
#include "libmarkings/text/error.h"

namespace markings {

// The key of context tags. Derived for them alone from what the user gives (HMAC-SHA-256 over a fixed word),
// so that the same secret in another use gives nothing away.
class MARKINGS_API FingerprintKey {
 public:
  static constexpr std::size_t kMinSize = 16, kMaxSize = 4096;

  // From the bytes of MARKINGS_BASELINE_KEY or of a file; LF, CR and blanks at the end are no part of it, so
  // that both may hold the same. Errors: kBadKey when it is shorter or longer than that.
  [[nodiscard]] static Result<FingerprintKey> Derive(const SecretBytes& secret);

  // 32 hexadecimal digits. 128 bits of the MAC are half of it, which is the least that RFC 2104, section 5,
  // advises. White space counts as one blank wherever there is any, and not at all at the ends: wrapping a
  // paragraph anew changes no word of it, and would else bring back every finding that was accepted.
  [[nodiscard]] std::string Tag(std::string_view element_text) const;

 private:
  explicit FingerprintKey(SecretBytes key) : key_(std::move(key)) {}
  SecretBytes key_;
};

// All that a fingerprint is made of.
struct MARKINGS_API FindingIdentity {
  std::string code, rule;         // "MK0401", and its rule or nothing
  std::string path;               // as BaselinePath writes it
  std::string element;            // or nothing
  std::size_t ordinal = 1;        // of findings with the same code and rule in that element; from 1
  std::string tag{};              // or nothing: with one, the ordinal counts findings that have the same
  std::size_t place_ordinal = 1;  // the ordinal without the tag; no part of the fingerprint

  // The same finding as it is known without a key.
  [[nodiscard]] FindingIdentity WithoutTag() const {
    return {code, rule, path, element, place_ordinal, {}, place_ordinal};
  }
  bool operator==(const FindingIdentity&) const = default;
};

// 32 hexadecimal digits: the first half of the SHA-256 of the parts, each after its length. It tells nothing
// beyond them: they stand beside it in the baseline, and of the text only the tag goes into it.
[[nodiscard]] MARKINGS_API std::string FingerprintOf(const FindingIdentity& identity);

// A path as it is written in a baseline, different for different paths: bytes that are no well-formed UTF-8,
// control characters and the backslash are \xHH.
[[nodiscard]] MARKINGS_API std::string BaselinePath(std::string_view path);

// What findings are, by their fingerprints.
using FindingIdentities = std::unordered_map<std::string, FindingIdentity>;

// Gives all findings of one file their fingerprints. They stand in the order of their places; `path` is from
// the root of the repository. `element_text` is asked with a key only, and gives the text that a finding's
// element has, or, of a finding without an element, some text around it that identifies it, such as its line;
// the view lives through the call. `identities` takes what the findings are, if it is not null.
MARKINGS_API void AddFingerprints(std::string_view path, std::span<CheckFinding> findings,
                                  const std::function<std::string_view(const CheckFinding&)>& element_text,
                                  const FingerprintKey* key, FindingIdentities* identities = nullptr);

}  // namespace markings

#endif  // LIBMARKINGS_CORPUS_FINGERPRINT_H_
