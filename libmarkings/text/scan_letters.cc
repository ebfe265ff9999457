#include "libmarkings/text/internal/scan_letters.h"

#include <cstddef>

namespace markings::internal {

std::string ScanKey(std::string_view folded) {
  std::string key;
  key.reserve(folded.size());
  for (std::size_t i = 0; i < folded.size(); ++i) {
    const char pair = i + 1 < folded.size() ? ScanPair(folded[i], folded[i + 1]) : '\0';
    key += pair != '\0' ? pair : ScanLetter(folded[i]);
    if (pair != '\0') ++i;
  }
  return key;
}

}  // namespace markings::internal
