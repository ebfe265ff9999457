#ifndef LIBMARKINGS_REPORT_LEAKS_JSON_H_
#define LIBMARKINGS_REPORT_LEAKS_JSON_H_

#include <cstddef>
#include <string>
#include <vector>

#include "libmarkings/export.h"
#include "libmarkings/leaks/leak_search.h"
#include "libmarkings/text/error.h"
#include "libmarkings/text/line_index.h"
#include "libmarkings/text/shard.h"

namespace markings {

// One finding of `markings leaks`, with its place for people.
struct MARKINGS_API LeakReportFinding {
  std::string file;
  std::string member;  // the text in the file; empty: the file is the text
  Position at;
  Span where;  // bytes of the file, or of the member's text
  std::string passage, label;
  double share = 0;
};

// A file that was to be searched and was not.
struct MARKINGS_API UnreadFile {
  std::string file;
  Error error;
};

struct MARKINGS_API LeakReport {
  std::size_t files = 0;                    // that were searched
  std::size_t passages = 0;                 // of the index
  std::vector<LeakReportFinding> findings;  // by file in the order of names, then by text of it and place
  std::vector<UnreadFile> unread;           // by file
  std::string index{};                      // SealedId of its file
  std::string listing{};                    // of a shard: digits that stand for the list of all files
  Shard shard{};                            // which part of the files; 1 of 1: all
};

// Puts findings and files that were not searched in the order of a report; those of one file stay as they
// are.
MARKINGS_API void SortByFile(LeakReport& report);

// markings/leaks/1 (docs/schema/leaks-1.schema.json), without a line end. Holds no text of documents.
[[nodiscard]] MARKINGS_API std::string LeaksJson(const LeakReport& report);
// FILE:LINE:COL: N % of passage ID (LABEL), one line for each finding.
[[nodiscard]] MARKINGS_API std::string LeaksText(const LeakReport& report);

}  // namespace markings

#endif  // LIBMARKINGS_REPORT_LEAKS_JSON_H_
