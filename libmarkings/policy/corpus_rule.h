#ifndef LIBMARKINGS_POLICY_CORPUS_RULE_H_
#define LIBMARKINGS_POLICY_CORPUS_RULE_H_

// What may not stand in a published corpus: a [[corpus]] table of a policy. Form: docs/formats/policy.md.

#include <memory>
#include <string>

#include "libmarkings/export.h"
#include "libmarkings/text/diagnostic.h"
#include "libmarkings/text/span.h"

namespace re2 {
class RE2;
}

namespace markings {

// A pattern that `markings check` looks for in each paragraph of a file: what stands between lines that are
// blank. `^` and `$` are the ends of lines. It never releases anything and no decision asks for it.
struct MARKINGS_API CorpusRule {
  std::string id;
  std::shared_ptr<const re2::RE2> text;
  Severity severity = Severity::kError;
  std::string reason;    // why it may not stand there: printed with each finding
  std::string fix;       // what to do about it; empty: nothing is said
  bool baseline = true;  // false: no baseline and no inline suppression accepts what it finds
  Span where;            // in the policy file
};

}  // namespace markings

#endif  // LIBMARKINGS_POLICY_CORPUS_RULE_H_
