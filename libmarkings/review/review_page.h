#ifndef LIBMARKINGS_REVIEW_REVIEW_PAGE_H_
#define LIBMARKINGS_REVIEW_REVIEW_PAGE_H_

// The officer's page: one HTML file, original and derivative side by side, why each rule fired, decisions by
// hand that the page gives out as a decisions file. No network: everything is in the file, and its
// Content-Security-Policy allows nothing else.
//
//   auto review = MakeReview(document, policy, "public", {.overrides = &overrides, .file_stem = "cable"});
//   std::string html = ReviewPage(document, policy, *review, {});
//
// The page holds the withheld text: it is as sensitive as the document, and never part of a release. What may
// be published is SheetHtml(DerivativeSheet(...)) (report/sheet_html.h).

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "libmarkings/cable/document.h"
#include "libmarkings/export.h"
#include "libmarkings/policy/overrides.h"
#include "libmarkings/policy/policy.h"
#include "libmarkings/redact/redaction.h"

namespace markings {

// A redaction to look at, also where Redact would refuse the document or the decisions: a portion whose mark
// is in doubt is withheld and a class line in doubt counts as the highest level there is, until an officer
// says otherwise; a waiver that names no finding any more is left out. For looking only: MakeRelease takes
// what Redact made of the officer's own decisions.
struct MARKINGS_API Review {
  std::shared_ptr<const Overrides> overrides;  // the officer's, and what stands in for missing ones
  Redaction redaction;                         // by them
  // Units that are withheld only because their mark is in doubt: indices into Document::elements(), sorted.
  std::vector<std::size_t> in_doubt;
  bool document_in_doubt = false;
  std::vector<Waiver> stale_waivers;
  // Whether something still stops a release: a finding, a missing code, a doubt.
  [[nodiscard]] bool blocked() const;
};
// The document and the policy must outlive the result. Errors: those of Redact but the two above.
// Thread-safe.
[[nodiscard]] MARKINGS_API Result<Review> MakeReview(const Document& document, const Policy& policy,
                                                     std::string_view audience, const RedactOptions& options);

struct MARKINGS_API ReviewOptions {
  std::string name;  // of the document, as the page calls it; empty: its own
  // The text of a former release of the same document, to compare with.
  std::optional<std::string> former{};  // NOLINT(readability-redundant-member-init): may be left out
  // The day that new decisions are dated by, YYYY-MM-DD; empty: the browser's.
  std::string today{};  // NOLINT(readability-redundant-member-init)
};

// The page: UTF-8. Holds all of the document, in order, for each unit; what a decision on it would be bound
// to; and no path of a file. The same arguments give the same bytes but for the salt, which is drawn where
// the decisions have none. Linear in the document's text and in units times rules. Thread-safe.
[[nodiscard]] MARKINGS_API std::string ReviewPage(const Document& document, const Policy& policy,
                                                  const Review& review, const ReviewOptions& options);

}  // namespace markings

#endif  // LIBMARKINGS_REVIEW_REVIEW_PAGE_H_
