#include "libmarkings/secret/secret_bytes.h"

#include <sodium.h>

#include <algorithm>
#include <new>
#include <utility>

#include "libmarkings/secret/internal/sodium_ready.h"

namespace markings {

// sodium_malloc locks the pages where RLIMIT_MEMLOCK lets it and goes on where it does not.
SecretBytes::SecretBytes(std::size_t size) : size_(size) {
  if (!internal::SodiumReady()) throw std::bad_alloc();
  data_ = static_cast<unsigned char*>(sodium_malloc(std::max<std::size_t>(size, 1)));
  if (data_ == nullptr) throw std::bad_alloc();
  sodium_memzero(data_, size);
}

SecretBytes::SecretBytes(SecretBytes&& other) noexcept
    : data_(std::exchange(other.data_, nullptr)), size_(std::exchange(other.size_, 0)) {}

SecretBytes& SecretBytes::operator=(SecretBytes&& other) noexcept {
  std::swap(data_, other.data_);
  std::swap(size_, other.size_);
  return *this;
}

SecretBytes::~SecretBytes() {
  sodium_free(data_);  // wipes first
}

void SecretBytes::Truncate(std::size_t size) {
  if (size >= size_) return;
  sodium_memzero(data_ + size, size_ - size);
  size_ = size;
}

}  // namespace markings
