// Any bytes as a signature, a public key and a secret key of minisign.
//
// Ed25519 signatures are deterministic and verified strictly, so that of all texts only one verifies over a
// message with a trusted comment: the one that signing gives, but for the words of the untrusted comment.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "fuzz/require.h"
#include "libmarkings/minisign/minisign.h"

namespace {

using markings::MinisignPublicKey;
using markings::MinisignSecretKey;
using markings::SecretBytes;

constexpr std::string_view kMessage = "A notice for the harbour.\n";
// The key without a passphrase of tests/testdata/minisign.
constexpr std::string_view kKey =
    "RWQAAEIyAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAqiDbc9heBteRiLNZzm"
    "iOnIkXHsavzh9KSFDQnwYyO5uN94VIeH+0Ax5C9GEM0cjOeNmcbroOVE31EHb97hg9pWAkQ/AFJN4UAAAAAAAAAAAA"
    "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";

SecretBytes Secret(std::string_view text) {
  SecretBytes secret(text.size());
  std::ranges::copy(text, secret.RevealForWriting().begin());
  return secret;
}

const MinisignSecretKey& TheKey() {
  static const MinisignSecretKey key = [] {
    auto parsed = MinisignSecretKey::Parse(Secret(kKey), nullptr);
    Require(parsed.has_value());
    return *std::move(parsed);
  }();
  return key;
}

void CheckSignature(std::string_view text) {
  const auto comment = VerifyMinisign(kMessage, text, TheKey().public_key());
  if (!comment) return;
  const auto again = TheKey().Sign(kMessage, *comment);
  // A tab, which the stock tool writes into its comments, is read but not written.
  if (!again) {
    Require(comment->contains('\t') ||
            !std::ranges::all_of(*comment, [](char c) { return c >= ' ' && c <= '~'; }));
    return;
  }
  Require(again->substr(again->find('\n')) == text.substr(text.find('\n')));
}

void CheckPublicKey(std::string_view text) {
  const auto key = MinisignPublicKey::Parse(text);
  if (!key) return;
  Require(text.contains(key->KeyLine()));
  const auto again = MinisignPublicKey::Parse(key->Format());
  Require(again.has_value() && again->KeyLine() == key->KeyLine());
}

// Without a passphrase, since deriving one takes seconds.
void CheckSecretKey(std::string_view text) {
  const auto key = MinisignSecretKey::Parse(Secret(text), nullptr);
  if (!key) return;
  const auto written = key->Format(nullptr);
  Require(written.has_value());
  const auto again = MinisignSecretKey::Parse(*written, nullptr);
  Require(again.has_value() && again->public_key().Format() == key->public_key().Format());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  CheckSignature(text);
  CheckPublicKey(text);
  CheckSecretKey(text);
  return 0;
}
