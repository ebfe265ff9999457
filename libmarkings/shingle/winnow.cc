#include "libmarkings/shingle/winnow.h"

#include <algorithm>

namespace markings {

Winnower::Winnower(std::size_t window) : ring_(std::max<std::size_t>(window, 1)) {}

void Winnower::Put(std::span<const std::uint64_t> hashes, const Take& take) {
  const std::size_t window = ring_.size();
  for (const std::uint64_t hash : hashes) {
    const std::size_t at = next_++;
    ring_[at % window] = hash;
    if (at == 0) {
      least_ = 0;
    } else if (at - least_ >= window) {  // it left the window: the last of the least is the next
      least_ = at;
      for (std::size_t back = 1; back < window; ++back) {
        if (ring_[(at - back) % window] < ring_[least_ % window]) least_ = at - back;
      }
      chosen_ = false;
    } else if (hash < ring_[least_ % window]) {
      least_ = at;
      chosen_ = false;
    }
    if (!chosen_ && next_ >= window) {
      take({ring_[least_ % window], least_});
      chosen_ = true;
    }
  }
}

void Winnower::Finish(const Take& take) {
  if (next_ == 0 || chosen_) return;
  take({ring_[least_ % ring_.size()], least_});
  chosen_ = true;
}

std::vector<Fingerprint> Winnow(std::span<const std::uint64_t> hashes, std::size_t window) {
  std::vector<Fingerprint> chosen;
  const auto take = [&](const Fingerprint& one) { chosen.push_back(one); };
  Winnower winnower(window);
  winnower.Put(hashes, take);
  winnower.Finish(take);
  return chosen;
}

}  // namespace markings
