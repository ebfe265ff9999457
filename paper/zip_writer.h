#ifndef PAPER_ZIP_WRITER_H_
#define PAPER_ZIP_WRITER_H_

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "libmarkings/text/error.h"

namespace markings::paper {

// A zip archive of members (name, bytes), in that order, without times or owners. Errors: kInternal.
[[nodiscard]] Result<std::string> WriteZip(const std::vector<std::pair<std::string, std::string>>& members);

}  // namespace markings::paper

#endif  // PAPER_ZIP_WRITER_H_
