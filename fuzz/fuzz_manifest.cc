// Any bytes as a manifest: what is read is written back byte for byte.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "libmarkings/release/manifest.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto manifest = markings::Manifest::Parse(text);
  if (manifest ? manifest->Format() != text : manifest.error().where.begin > size) std::abort();
  return 0;
}
