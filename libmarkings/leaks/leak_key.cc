#include "libmarkings/leaks/leak_key.h"

#include <sodium.h>

#include <algorithm>
#include <span>

#include "libmarkings/secret/internal/sodium_ready.h"
#include "libmarkings/text/hex.h"

namespace markings {
namespace {

constexpr std::string_view kFirstLine = "markings-leak-key/1\n";
constexpr std::size_t kFileBytes = kFirstLine.size() + 2 * LeakKey::kBytes + 1;
static_assert(LeakKey::kBytes == crypto_kdf_KEYBYTES);

std::unexpected<Error> NoSodium() {
  return Fail(ErrorCode::kInternal, {}, "libsodium cannot be used", "check its installation");
}

std::unexpected<Error> BadKey(std::string_view what) {
  return Fail(ErrorCode::kBadKey, {}, std::string(what),
              "name the file that markings keygen --type leaks wrote");
}

}  // namespace

Result<LeakKey> LeakKey::Generate() {
  if (!internal::SodiumReady()) return NoSodium();
  SecretBytes secret(kBytes);
  crypto_kdf_keygen(secret.RevealForWriting().data());
  return LeakKey(std::move(secret));
}

Result<LeakKey> LeakKey::Parse(const SecretBytes& file) {
  if (!internal::SodiumReady()) return NoSodium();
  const std::span<const unsigned char> bytes = file.Reveal();
  const std::string_view text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  if (!text.starts_with(kFirstLine)) return BadKey("it is no key of a leak index");
  SecretBytes secret(kBytes);
  if (text.size() != kFileBytes || text.back() != '\n' ||
      !FromHex(text.substr(kFirstLine.size(), 2 * kBytes), secret.RevealForWriting()))
    return BadKey("the key of the leak index was changed or cut");
  return LeakKey(std::move(secret));
}

SecretBytes LeakKey::Format() const {
  SecretBytes file(kFileBytes + 1);  // libsodium ends its digits with a NUL
  const std::span<unsigned char> out = file.RevealForWriting();
  std::ranges::copy(kFirstLine, out.begin());
  const std::span<const unsigned char> secret = secret_.Reveal();
  sodium_bin2hex(reinterpret_cast<char*>(out.data() + kFirstLine.size()), 2 * kBytes + 1, secret.data(),
                 secret.size());
  out[kFileBytes - 1] = '\n';
  file.Truncate(kFileBytes);
  return file;
}

SecretBytes LeakKey::Derive(LeakKeyUse use) const {
  constexpr const char* kContext = "mkleaks1";  // eight bytes: crypto_kdf_CONTEXTBYTES
  SecretBytes key(kBytes);
  // (It fails for lengths alone, and these are constant.)
  crypto_kdf_derive_from_key(key.RevealForWriting().data(), kBytes, static_cast<std::uint64_t>(use), kContext,
                             secret_.Reveal().data());
  return key;
}

}  // namespace markings
