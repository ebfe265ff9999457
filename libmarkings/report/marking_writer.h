#ifndef LIBMARKINGS_REPORT_MARKING_WRITER_H_
#define LIBMARKINGS_REPORT_MARKING_WRITER_H_

#include <memory>
#include <string>
#include <string_view>

#include "libmarkings/export.h"
#include "libmarkings/report/json.h"

namespace markings {

// Writes many markings of one vocabulary as JSON (markings/marking/1): byte for byte what AppendMarkingJson
// writes, faster. Valid marks of regimes with categories that differ in their names alone (countries,
// compartments, programs) differ in the same places of their JSON, so that it is made once for all of them;
// other marks go through AppendMarkingJson.
// Holds a bounded number of such forms. Thread-safety: none; one writer a thread.
class MARKINGS_API MarkingWriter {
 public:
  // Keeps the vocabulary alive.
  explicit MarkingWriter(std::shared_ptr<const Vocabulary> vocabulary);
  MarkingWriter(MarkingWriter&&) noexcept;
  MarkingWriter& operator=(MarkingWriter&&) noexcept;
  MarkingWriter(const MarkingWriter&) = delete;
  MarkingWriter& operator=(const MarkingWriter&) = delete;
  ~MarkingWriter();

  // `mark` is what `input` was parsed to by the vocabulary.
  void Append(std::string& out, std::string_view input, const ParsedMarking& mark,
              const MarkingExtras& extras = {});

 private:
  class Forms;
  std::shared_ptr<const Vocabulary> vocabulary_;
  std::unique_ptr<Forms> forms_;  // null in regimes without categories
};

}  // namespace markings

#endif  // LIBMARKINGS_REPORT_MARKING_WRITER_H_
