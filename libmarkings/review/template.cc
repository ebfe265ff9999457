#include "libmarkings/review/internal/template.h"

#include <algorithm>
#include <cstddef>

namespace markings::internal {

std::string Fill(std::string_view text,
                 std::span<const std::pair<std::string_view, std::string_view>> values) {
  std::string filled;
  std::size_t at = 0;
  while (true) {
    const std::size_t open = text.find("{{", at);
    const std::size_t close = open == std::string_view::npos ? open : text.find("}}", open);
    if (close == std::string_view::npos) break;
    filled += text.substr(at, open - at);
    const std::string_view name = text.substr(open + 2, close - open - 2);
    const auto found = std::ranges::find(values, name, [](const auto& value) { return value.first; });
    if (found != values.end()) filled += found->second;
    at = close + 2;
  }
  filled += text.substr(at);
  return filled;
}

}  // namespace markings::internal
