#include "libmarkings/recognise/gazetteer.h"

#include <algorithm>
#include <utility>

#include "libmarkings/text/internal/tokens.h"
#include "libmarkings/text/utf8.h"

namespace markings {
namespace {

constexpr std::size_t kMaxLine = 256;

}  // namespace

Result<Gazetteer> Gazetteer::Parse(std::string_view text) {
  const std::size_t invalid = FindInvalidUtf8(text);
  if (invalid != std::string_view::npos) {
    return Fail(ErrorCode::kUnusableInput, {invalid, invalid + 1}, "the list of names is no UTF-8 text",
                "save it in UTF-8");
  }
  Gazetteer gazetteer;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    std::string_view line = text.substr(at, end - at);
    if (line.size() > kMaxLine) {
      return Fail(ErrorCode::kUnusableInput, {at, end}, "a line of the list of names is too long",
                  "write one name a line");
    }
    line = line.substr(0, line.find('#'));
    const internal::TokenStream stream(line);
    for (const internal::Token& token : stream.tokens())
      if (!token.number && token.letters > 1) gazetteer.words_.emplace(stream.Folded(token));
    at = end + 1;
  }
  return gazetteer;
}

}  // namespace markings
