// Any bytes as a file of another format, and as the wire form. Properties: no crash; what is read out of a
// file is accepted by the reader of the wire form, and written back byte for byte.

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "extract/extractor.h"
#include "fuzz/require.h"

using namespace markings;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  if (const auto read = extract::ReadExtraction(bytes)) Require(extract::WriteExtraction(*read) == bytes);
  extract::Options options;
  options.limits.max_text_bytes = std::size_t{1} << 20;
  options.limits.max_member_bytes = std::size_t{4} << 20;
  options.limits.max_pages = 50;
  const auto extraction = extract::Extract(bytes, options);
  if (!extraction) {
    Require(!extraction.error().message.empty());
    return 0;
  }
  const std::string wire = extract::WriteExtraction(*extraction);
  const auto again = extract::ReadExtraction(wire);
  Require(again.has_value());
  Require(extract::WriteExtraction(*again) == wire);
  return 0;
}
