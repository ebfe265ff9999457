#ifndef LIBMARKINGS_REVIEW_PUBLIC_PAGE_H_
#define LIBMARKINGS_REVIEW_PUBLIC_PAGE_H_

#include <string>
#include <vector>

#include "libmarkings/cable/document.h"
#include "libmarkings/export.h"
#include "libmarkings/policy/overrides.h"
#include "libmarkings/policy/policy.h"
#include "libmarkings/redact/redaction.h"

namespace markings {

struct MARKINGS_API PublicPage {
  std::string html;
  // Terms of withheld text in what the page says beside the derivative: what exemptions are called. Any of
  // them unwaived: it may not be published.
  std::vector<ResidualFinding> findings;
};

// The derivative as a page that may be published: its text, boxes where something is withheld, what each
// exemption means. No script, no network. A function of the derivative and of the policy's words for it: the
// same derivative gives the same bytes, whatever is withheld. `name` is the page's title: the stem of the
// release's files, which Redact has checked as file_stem. Thread-safe.
[[nodiscard]] MARKINGS_API PublicPage MakePublicPage(const Document& document, const Policy& policy,
                                                     const Redaction& redaction, const Overrides* overrides,
                                                     const std::string& name);

}  // namespace markings

#endif  // LIBMARKINGS_REVIEW_PUBLIC_PAGE_H_
