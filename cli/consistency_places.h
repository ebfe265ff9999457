#ifndef CLI_CONSISTENCY_PLACES_H_
#define CLI_CONSISTENCY_PLACES_H_

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "cli/consistency_corpus.h"
#include "libmarkings/consistency/consistency.h"
#include "libmarkings/report/consistency_json.h"

namespace markings::cli {

// What was found, with files, lines and columns: reads the files again that something was found in, so many
// at once. Files, documents and unread are left to the caller. Errors: those of reading; kIo for a file that
// has changed since.
[[nodiscard]] Result<ConsistencyReport> PlaceFindings(const Inconsistencies& found, const Prints& prints,
                                                      const std::vector<std::string>& files,
                                                      const std::shared_ptr<const Vocabulary>& vocabulary,
                                                      std::size_t jobs);

}  // namespace markings::cli

#endif  // CLI_CONSISTENCY_PLACES_H_
