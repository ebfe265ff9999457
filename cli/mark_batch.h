#ifndef MARKINGS_CLI_MARK_BATCH_H_
#define MARKINGS_CLI_MARK_BATCH_H_

#include <memory>
#include <optional>

#include "libmarkings/marking/marking.h"
#include "libmarkings/marking/vocabulary.h"
#include "libmarkings/text/error.h"

namespace markings::cli {

// `mark --batch`: reads standard input, one string a line, and writes one line of JSON for each, in order.
// `any`: each line is read by the regime that it fits, instead of by the vocabulary. `repair`: says what a
// line that is not valid was meant to be. A line of any length is one answer; what is past 1 MiB of it is
// not read. Errors: kIo.
[[nodiscard]] Result<void> AnswerLines(const std::shared_ptr<const Vocabulary>& vocabulary, bool any,
                                       std::optional<MarkingKind> kind, bool repair);

}  // namespace markings::cli

#endif  // MARKINGS_CLI_MARK_BATCH_H_
