// Any bytes that are text as a report marked by portion, in every regime of banner categories. Properties: no
// crash, spans within the text and in its order, a message for each finding, and the same again from a
// checker that remembers the marks.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "fuzz/require.h"
#include "libmarkings/check/mark_checker.h"
#include "libmarkings/text/buffer.h"

using namespace markings;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto buffer = Buffer::FromBytes(std::string(data, data + size), "input");
  if (!buffer) return 0;
  const std::string_view text = buffer->text();
  for (const std::string_view regime : {"us", "cui", "nato", "uk", "au", "tlp"}) {
    const auto vocabulary = Vocabulary::ForRegime(regime);
    Require(vocabulary.has_value());
    MarkChecker checker(*vocabulary);
    const std::vector<Diagnostic> found = checker.Check(text, {});
    std::size_t before = 0;
    for (const Diagnostic& one : found) {
      Require(one.where.begin >= before && one.where.begin <= one.where.end && one.where.end <= text.size());
      Require(!one.message.empty());
      before = one.where.begin;
    }
    const std::vector<Diagnostic> again = checker.Check(text, {});
    Require(again.size() == found.size());
    for (std::size_t i = 0; i < found.size(); ++i)
      Require(again[i].where == found[i].where && again[i].message == found[i].message);
  }
  return 0;
}
