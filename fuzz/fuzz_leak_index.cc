// Any bytes as what is sealed in a leak index or in a part of one, and as the file itself: what is accepted
// is written back byte for byte.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "fuzz/require.h"
#include "libmarkings/leaks/internal/index_body.h"
#include "libmarkings/leaks/leak_index_part.h"
#include "libmarkings/leaks/leak_search.h"

namespace {

markings::LeakKey Key() {
  const std::string text = "markings-leak-key/1\n" + std::string(2 * markings::LeakKey::kBytes, '0') + "\n";
  markings::SecretBytes file(text.size());
  std::ranges::copy(text, file.RevealForWriting().begin());
  return markings::LeakKey::Parse(file).value();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const markings::LeakKey key = Key();
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
