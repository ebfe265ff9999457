// Any bytes as a keyring: its text, and a signed one.

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "fuzz/require.h"
#include "libmarkings/keyring/standing.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using markings::Keyring;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto ring = Keyring::Parse(bytes);
  Require(ring ? ring->Format() == bytes : ring.error().where.begin <= size);
  if (ring) {
    Require(ring->threshold >= 1 && ring->threshold <= ring->roots.size());
    for (const auto& entry : ring->keys) {
      const auto judged = markings::JudgeKey(*ring, entry.key, {entry.purpose, entry.from, entry.from});
      Require(judged.entry == &entry);
      Require(judged.standing == (entry.status == markings::KeyStatus::kRevoked
                                      ? markings::Standing::kRevoked
                                      : markings::Standing::kValid));
    }
  }
  const auto opened = markings::OpenFirstKeyring(bytes);
  // A version never follows itself.
  if (opened) Require(!markings::FollowKeyring(*opened, bytes));
  return 0;
}
