#include "libmarkings/report/csp_source.h"

#include <array>

#include "libmarkings/release/digest.h"
#include "libmarkings/text/base64.h"
#include "libmarkings/text/hex.h"

namespace markings {

std::string CspSource(std::string_view published) {
  std::array<unsigned char, 32> digest{};
  static_cast<void>(FromHex(Sha256Hex(published), digest));  // its own digits always fit
  return "'sha256-" + EncodeBase64(digest) + "'";
}

}  // namespace markings
