#ifndef LIBMARKINGS_REDACT_CANDIDATES_H_
#define LIBMARKINGS_REDACT_CANDIDATES_H_

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "libmarkings/export.h"
#include "libmarkings/text/buffer.h"
#include "libmarkings/text/error.h"

namespace markings {

enum class CandidateKind : std::uint8_t { kName, kPost, kDate, kOrganisation };
[[nodiscard]] MARKINGS_API std::string_view Name(CandidateKind kind);  // "organisation"

// What may be what was cut out. As secret as the document: no message and no result holds a value.
struct MARKINGS_API Candidate {
  enum class Gender : std::uint8_t { kUnknown, kFemale, kMale };
  enum class Number : std::uint8_t { kUnknown, kSingular, kPlural };
  std::string value;  // as the text would write it
  CandidateKind kind = CandidateKind::kName;
  Gender gender = Gender::kUnknown;
  Number number = Number::kUnknown;
  std::vector<std::string> titles;                  // that may stand before it; empty: not known
  std::optional<std::chrono::year_month_day> date;  // kDate
};

// A list of candidates (docs/formats/candidates.md). Constant once made.
class MARKINGS_API Candidates {
 public:
  // Errors: kUnusableInput with the place; never with words of the file. Two of one kind and value are one.
  [[nodiscard]] static Result<Candidates> Load(const Buffer& toml);
  [[nodiscard]] const std::vector<Candidate>& all() const { return all_; }

 private:
  std::vector<Candidate> all_;
};

}  // namespace markings

#endif  // LIBMARKINGS_REDACT_CANDIDATES_H_
