#ifndef LIBMARKINGS_RELEASE_GLOMAR_H_
#define LIBMARKINGS_RELEASE_GLOMAR_H_

// The answer to a request when even whether there is a record is withheld. Source: Phillippi v. CIA,
// 546 F.2d 1009 (D.C. Cir. 1976), "the Glomar response"; 5 U.S.C. 552(b).

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "libmarkings/cable/document.h"
#include "libmarkings/export.h"
#include "libmarkings/policy/policy.h"
#include "libmarkings/redact/residual.h"
#include "libmarkings/release/release.h"

namespace markings {

// What an officer says to a request. No record is part of it: there may be none.
struct MARKINGS_API GlomarAnswer {
  std::string request;             // the requester's number of it; the files are named after it
  std::vector<std::string> codes;  // exemption codes of the policy, at least one
  std::string statute;             // with a code that needs one
  std::string reason, authority;   // of the officer; both are published
  std::string date;                // UTC; best the day alone, "2026-11-23T00:00:00Z"
};

// The files of the answer: derivative, signature, manifest. They are a function of the policy, the audience
// and the answer: that it takes no document is why "no such record" and "withheld in full" are the same
// bytes. `sign_key` may be null. Errors: kUnknownAudience; kBadOverrides for a code that is not the policy's
// or lacks its statute, or a missing reason or authority; kUnusableInput for a request that no file can be
// named after, and for a date. Thread-safe.
[[nodiscard]] MARKINGS_API Result<std::vector<OutputFile>> MakeGlomar(const Policy& policy,
                                                                      std::string_view audience,
                                                                      const GlomarAnswer& answer,
                                                                      const MinisignSecretKey* sign_key);

// Terms of a record that stand in what the answer says in words: number of the request, reason, authority,
// statute. All of the record is withheld here, the post and serial of its class line too. Its findings stop
// an officer before anything is written; they never change what is written. Thread-safe.
[[nodiscard]] MARKINGS_API Result<std::vector<ResidualFinding>> FindInGlomar(const Document& record,
                                                                             const Policy& policy,
                                                                             std::string_view audience,
                                                                             const GlomarAnswer& answer);

}  // namespace markings

#endif  // LIBMARKINGS_RELEASE_GLOMAR_H_
