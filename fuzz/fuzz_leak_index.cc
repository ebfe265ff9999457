// Any bytes as what is sealed in a leak index or in a part of one, and as the file itself: what is accepted
// is written back byte for byte.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "fuzz/leak_key.h"
#include "fuzz/require.h"
#include "libmarkings/leaks/internal/index_body.h"
#include "libmarkings/leaks/leak_index_part.h"
#include "libmarkings/leaks/leak_search.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const markings::LeakKey key = FuzzLeakKey();
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto body = markings::internal::ReadIndexBody(bytes);
  Require(body ? markings::internal::WriteIndexBody(*body) == bytes : body.error().where.begin <= size);
  const auto part_body = markings::internal::ReadPartBody(bytes);
  Require(part_body ? markings::internal::WritePartBody(part_body->head, part_body->passages) == bytes
                    : part_body.error().where.begin <= size);
  const auto part = markings::LeakIndexPart::Open(bytes, key);
  if (part) {
    const auto again = part->Seal(key);
    Require(again && *again == bytes);
  }
  const auto index = markings::LeakIndex::Open(bytes, key);
  if (!index) return 0;
  const auto again = index->Seal(key);
  Require(again && *again == bytes);
  const auto searcher = markings::LeakSearcher::Create(*index, key);
  Require(searcher && searcher->Search("Nothing of it stands here, in no passage at all.").has_value());
  return 0;
}
