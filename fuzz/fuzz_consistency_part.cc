// Any bytes as what is sealed in a part of a comparison, and as the file itself: what is accepted is written
// back byte for byte, and documents whose marks are those of the vocabulary can be compared.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "fuzz/leak_key.h"
#include "fuzz/require.h"
#include "libmarkings/consistency/consistency.h"
#include "libmarkings/consistency/internal/part_body.h"

namespace {

void Compare(std::vector<markings::PrintedFile> files, const markings::Vocabulary& vocabulary) {
  if (!markings::HasMarksOf(files, vocabulary)) return;
  std::vector<markings::DocumentPrint> prints;
  for (markings::PrintedFile& file : files) {
    for (markings::DocumentPrint& print : file.documents) {
      print.name = std::to_string(prints.size());
      prints.push_back(std::move(print));
    }
  }
  const std::size_t documents = prints.size();
  const auto found = markings::FindInconsistencies(std::move(prints), vocabulary);
  Require(found && found->documents.size() == documents);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const markings::LeakKey key = FuzzLeakKey();
  static const auto state = *markings::Vocabulary::ForRegime("state");
  static const auto us = *markings::Vocabulary::ForRegime("us");
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto file = markings::PrintPart::Open(bytes, key);
  if (file) {
    const auto again = file->Seal(key);
    Require(again && *again == bytes);
  }
  auto body = markings::internal::ReadPrintPartBody(bytes);
  if (!body) {
    Require(body.error().where.begin <= size);
    return 0;
  }
  Require(markings::internal::WritePrintPartBody(*body) == bytes);
  Compare(body->files, *state);
  Compare(std::move(body->files), *us);
  return 0;
}
