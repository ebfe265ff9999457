#ifndef LIBMARKINGS_REPORT_CHECK_MARKDOWN_H_
#define LIBMARKINGS_REPORT_CHECK_MARKDOWN_H_

#include <cstddef>
#include <string>

#include "libmarkings/corpus/check_result.h"
#include "libmarkings/export.h"

namespace markings {

struct MARKINGS_API MarkdownOptions {
  std::size_t max_findings = 200;
  std::size_t max_bytes = 1'000'000;  // of all rows; a job's summary on GitHub may have 1 MiB
};

// A summary in GitHub's Markdown: how many findings by code and severity, then the findings that count, the
// most severe first when there are more than are taken, with how many are left out. What comes from files and
// policies is escaped character by character: it can be neither markup, HTML, a link nor a mention.
[[nodiscard]] MARKINGS_API std::string CheckMarkdown(const CheckResult& result,
                                                     const MarkdownOptions& options = {});

}  // namespace markings

#endif  // LIBMARKINGS_REPORT_CHECK_MARKDOWN_H_
