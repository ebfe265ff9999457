#ifndef LIBMARKINGS_REPORT_CHECK_GITHUB_H_
#define LIBMARKINGS_REPORT_CHECK_GITHUB_H_

#include <cstddef>
#include <string>

#include "libmarkings/corpus/check_result.h"
#include "libmarkings/export.h"
#include "libmarkings/report/text_region.h"

namespace markings {

struct MARKINGS_API GithubOptions {
  RegionOfFinding region{};          // empty: no file's text is at hand, and columns count bytes
  std::size_t max_of_severity = 10;  // GitHub shows no more of one step
};

// Workflow commands for GitHub Actions, one a line: ::error file=,line=,endLine=,col=,title=::MESSAGE. They
// need no token, so that they work for forks. Escaped as the runner reads them: % CR LF everywhere, and : ,
// in properties. Suppressed findings are left out. Findings over the limit of their severity are lines of the
// log that are no command, however a file is named, after one that says how many they are.
[[nodiscard]] MARKINGS_API std::string CheckGithub(const CheckResult& result,
                                                   const GithubOptions& options = {});

}  // namespace markings

#endif  // LIBMARKINGS_REPORT_CHECK_GITHUB_H_
