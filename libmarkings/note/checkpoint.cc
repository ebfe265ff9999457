#include "libmarkings/note/checkpoint.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "libmarkings/text/base64.h"
#include "libmarkings/text/digits.h"

namespace markings {
namespace {

std::unexpected<Error> Bad(Span where, std::string message) {
  return Fail(ErrorCode::kBadRegister, where, std::move(message), "take the checkpoint as it was published");
}

}  // namespace

Result<Checkpoint> Checkpoint::Parse(std::string_view text) {
  std::array<std::string_view, 3> lines;
  std::array<Span, 3> places;
  std::size_t at = 0;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const std::size_t end = text.find('\n', at);
    if (end == std::string_view::npos) {
      return Bad({std::min(at, text.size()), text.size()}, "the checkpoint has not its three lines");
    }
    lines[i] = text.substr(at, end - at);
    places[i] = {at, end};
    at = end + 1;
  }
  if (at != text.size())
    return Bad({at, text.size()}, "the checkpoint has lines of extension, which are not accepted");
  Checkpoint checkpoint;
  if (lines[0].empty()) return Bad(places[0], "the checkpoint does not say whose it is");
  checkpoint.origin = lines[0];
  const auto size = ReadDecimal(lines[1]);
  if (!size) return Bad(places[1], "the second line of the checkpoint is no size");
  checkpoint.size = *size;
  if (!DecodeBase64(lines[2], checkpoint.root))
    return Bad(places[2], "the third line of the checkpoint is no root");
  return checkpoint;
}

std::string Checkpoint::Format() const {
  return fmt::format("{}\n{}\n{}\n", origin, size, EncodeBase64(root));
}

}  // namespace markings
