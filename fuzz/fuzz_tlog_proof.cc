// Any bytes as a proof that something was logged, and as a proof of consistency.

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "fuzz/require.h"
#include "libmarkings/register/register.h"
#include "libmarkings/register/tlog_proof.h"

namespace {

// A key whose secret half nobody has here.
constexpr std::string_view kVkey = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto proof = markings::TlogProof::Parse(bytes);
  Require(proof ? proof->Format() == bytes : proof.error().where.begin <= size);
  const markings::RegisterTrust trust{*markings::NoteVerifier::Parse(kVkey)};
  Require(!markings::VerifyInclusion(bytes, proof ? proof->extra : std::string_view("x"), trust));
  markings::Checkpoint old;
  old.origin = trust.log.name();
  old.size = size % 9;
  Require(!markings::VerifyConsistency(bytes, old, trust));
  return 0;
}
