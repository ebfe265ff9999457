#ifndef LIBMARKINGS_REPORT_CONSISTENCY_JSON_H_
#define LIBMARKINGS_REPORT_CONSISTENCY_JSON_H_

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "libmarkings/export.h"
#include "libmarkings/report/leaks_json.h"
#include "libmarkings/text/diagnostic.h"
#include "libmarkings/text/line_index.h"
#include "libmarkings/text/span.h"

namespace markings {

// A place of a finding of `markings consistency`, for people.
struct MARKINGS_API ConsistencyPlace {
  std::string file;
  std::string member;   // the text in the file; empty: the file is the text
  std::string element;  // id of the first element in it: "p3"
  std::string origin;   // of its mark: "own", "document", ...; empty: the place is none of a mark
  Position at;
  Span where;  // bytes of the file, or of the member's text
};

// The findings of FindInconsistencies (consistency/consistency.h), with their places.
struct MARKINGS_API ConsistencyReport {
  struct Marked {
    std::string mark;
    std::size_t passages = 0;
    std::vector<ConsistencyPlace> places;
  };
  struct Marks {
    std::vector<Marked> marks;
    std::optional<std::string> highest;
    std::size_t documents = 0;
    double share = 0;
    Severity severity = Severity::kWarning;  // a note when a mark is known by inheritance alone
  };
  struct Printed {
    std::vector<ConsistencyPlace> redacted;
    std::size_t redacted_places = 0;
    ConsistencyPlace printed;
    std::size_t printed_places = 0;
    std::size_t words = 0;
  };
  struct Release {
    std::string file, member;
    std::size_t redactions = 0, printed = 0, words = 0;
  };
  struct Disclosed {
    ConsistencyPlace redacted, printed;
    std::size_t words = 0;
  };
  struct Releases {
    std::vector<Release> releases;
    std::size_t more_releases = 0;
    std::vector<Disclosed> disclosed;
    std::size_t disclosed_places = 0;
    bool beyond_each = false;
  };

  std::size_t files = 0, documents = 0, passages = 0;
  std::vector<Marks> marks_differ;
  std::vector<Printed> redacted_printed;
  std::vector<Releases> releases_disclose;
  std::vector<UnreadFile> unread;
  [[nodiscard]] std::size_t findings() const {
    return marks_differ.size() + redacted_printed.size() + releases_disclose.size();
  }
};

// markings/consistency/1 (docs/schema/consistency-1.schema.json), without a line end. Holds no text of
// documents.
[[nodiscard]] MARKINGS_API std::string ConsistencyJson(const ConsistencyReport& report);
// FILE:LINE:COL: SEVERITY: WHAT, a line for each finding; its other places below it, indented.
[[nodiscard]] MARKINGS_API std::string ConsistencyText(const ConsistencyReport& report);

}  // namespace markings

#endif  // LIBMARKINGS_REPORT_CONSISTENCY_JSON_H_
