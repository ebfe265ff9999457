// Any bytes that are text, for all recognisers, with the built-in lists and with the text itself as a user's
// list. Properties: no crash, spans within the text, in its order, not empty, apart from each other and at
// the edges of characters; and the same again in a second search.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "fuzz/require.h"
#include "libmarkings/recognise/recognisers.h"
#include "libmarkings/text/buffer.h"

using namespace markings;

namespace {

bool IsEdge(std::string_view text, std::size_t offset) {
  return offset >= text.size() || (static_cast<unsigned char>(text[offset]) & 0xC0U) != 0x80;
}

void Check(const Recognisers& recognisers, std::string_view text) {
  const std::vector<Recognition> found = recognisers.Find(text, AllEntityKinds());
  std::size_t before = 0;
  for (const Recognition& one : found) {
    Require(one.span.begin >= before && one.span.begin < one.span.end && one.span.end <= text.size());
    Require(IsEdge(text, one.span.begin) && IsEdge(text, one.span.end));
    Require(one.confidence >= Recognisers::kLeast && one.confidence <= 100 && !one.evidence.empty());
    before = one.span.end;
  }
  const std::vector<Recognition> again = recognisers.Find(text, AllEntityKinds());
  Require(again.size() == found.size());
  for (std::size_t i = 0; i < found.size(); ++i)
    Require(again[i].span == found[i].span && again[i].kind == found[i].kind);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto buffer = Buffer::FromBytes(std::string(data, data + size), "input");
  if (!buffer) return 0;
  Check(Recognisers(), buffer->text());
  if (auto names = Gazetteer::Parse(buffer->text())) Check(Recognisers(*std::move(names)), buffer->text());
  return 0;
}
