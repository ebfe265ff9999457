#ifndef LIBMARKINGS_MARKINGS_H_
#define LIBMARKINGS_MARKINGS_H_

// Everything: bytes -> text -> shingle, marking -> check, recognise, cable -> policy -> redact -> leaks,
// consistency, proof -> release -> levels, corpus -> report; beside it keys, trees and sealed files:
// minisign, age, cms, token, register, keyring.

#include "libmarkings/age/age.h"                   // IWYU pragma: export
#include "libmarkings/cable/document.h"            // IWYU pragma: export
#include "libmarkings/check/mark_checker.h"        // IWYU pragma: export
#include "libmarkings/cms/cms_sealed.h"            // IWYU pragma: export
#include "libmarkings/cms/cms_signature.h"         // IWYU pragma: export
#include "libmarkings/consistency/consistency.h"   // IWYU pragma: export
#include "libmarkings/consistency/passage_text.h"  // IWYU pragma: export
#include "libmarkings/consistency/print_part.h"    // IWYU pragma: export
#include "libmarkings/corpus/baseline.h"           // IWYU pragma: export
#include "libmarkings/corpus/check_result.h"       // IWYU pragma: export
#include "libmarkings/corpus/ignore_file.h"        // IWYU pragma: export
#include "libmarkings/corpus/merge.h"              // IWYU pragma: export
#include "libmarkings/corpus/shard.h"              // IWYU pragma: export
#include "libmarkings/corpus/suppression.h"        // IWYU pragma: export
#include "libmarkings/keyring/standing.h"          // IWYU pragma: export
#include "libmarkings/leaks/leak_index_part.h"     // IWYU pragma: export
#include "libmarkings/leaks/leak_search.h"         // IWYU pragma: export
#include "libmarkings/levels/sealed_levels.h"      // IWYU pragma: export
#include "libmarkings/marking/banner.h"            // IWYU pragma: export
#include "libmarkings/marking/forms.h"             // IWYU pragma: export
#include "libmarkings/marking/lattice.h"           // IWYU pragma: export
#include "libmarkings/marking/portion.h"           // IWYU pragma: export
#include "libmarkings/marking/repair.h"            // IWYU pragma: export
#include "libmarkings/marking/rollup.h"            // IWYU pragma: export
#include "libmarkings/minisign/minisign.h"         // IWYU pragma: export
#include "libmarkings/policy/decision.h"           // IWYU pragma: export
#include "libmarkings/policy/decisions_file.h"     // IWYU pragma: export
#include "libmarkings/policy/lint.h"               // IWYU pragma: export
#include "libmarkings/proof/redaction_proof.h"     // IWYU pragma: export
#include "libmarkings/recognise/recognisers.h"     // IWYU pragma: export
#include "libmarkings/redact/fit.h"                // IWYU pragma: export
#include "libmarkings/redact/policy_tests.h"       // IWYU pragma: export
#include "libmarkings/redact/prove.h"              // IWYU pragma: export
#include "libmarkings/redact/redaction.h"          // IWYU pragma: export
#include "libmarkings/redact/withheld.h"           // IWYU pragma: export
#include "libmarkings/register/register.h"         // IWYU pragma: export
#include "libmarkings/release/glomar.h"            // IWYU pragma: export
#include "libmarkings/release/letter.h"            // IWYU pragma: export
#include "libmarkings/release/release.h"           // IWYU pragma: export
#include "libmarkings/release/vaughn_index.h"      // IWYU pragma: export
#include "libmarkings/release/verify.h"            // IWYU pragma: export
#include "libmarkings/report/check_github.h"       // IWYU pragma: export
#include "libmarkings/report/check_json.h"         // IWYU pragma: export
#include "libmarkings/report/check_json_read.h"    // IWYU pragma: export
#include "libmarkings/report/check_junit.h"        // IWYU pragma: export
#include "libmarkings/report/check_markdown.h"     // IWYU pragma: export
#include "libmarkings/report/check_sarif.h"        // IWYU pragma: export
#include "libmarkings/report/check_text.h"         // IWYU pragma: export
#include "libmarkings/report/consistency_json.h"   // IWYU pragma: export
#include "libmarkings/report/csp_source.h"         // IWYU pragma: export
#include "libmarkings/report/derivative_sheet.h"   // IWYU pragma: export
#include "libmarkings/report/fit_json.h"           // IWYU pragma: export
#include "libmarkings/report/json.h"               // IWYU pragma: export
#include "libmarkings/report/leaks_json.h"         // IWYU pragma: export
#include "libmarkings/report/leaks_json_read.h"    // IWYU pragma: export
#include "libmarkings/report/sheet_html.h"         // IWYU pragma: export
#include "libmarkings/report/sheet_json.h"         // IWYU pragma: export
#include "libmarkings/report/vaughn_report.h"      // IWYU pragma: export
#include "libmarkings/review/review_page.h"        // IWYU pragma: export
#include "libmarkings/shingle/grams.h"             // IWYU pragma: export
#include "libmarkings/shingle/letters.h"           // IWYU pragma: export
#include "libmarkings/shingle/winnow.h"            // IWYU pragma: export
#include "libmarkings/text/line_index.h"           // IWYU pragma: export
#include "libmarkings/token/token.h"               // IWYU pragma: export

#endif  // LIBMARKINGS_MARKINGS_H_
