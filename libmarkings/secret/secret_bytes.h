#ifndef LIBMARKINGS_SECRET_SECRET_BYTES_H_
#define LIBMARKINGS_SECRET_SECRET_BYTES_H_

#include <cstddef>
#include <span>

#include "libmarkings/export.h"

namespace markings {

// The one type that holds key material and passphrases: guarded memory of libsodium (locked where the
// system lets it, wiped on release), move-only, nothing prints it, nothing converts it. A leaf: includes
// nothing of this library.
//
// Errors: allocation failure throws std::bad_alloc, as `new` does; the program's outermost entry turns it
// into an internal fault. Thread-safety: as a std::vector.
class MARKINGS_API SecretBytes {
 public:
  explicit SecretBytes(std::size_t size);  // zeroed
  SecretBytes(SecretBytes&& other) noexcept;
  SecretBytes& operator=(SecretBytes&& other) noexcept;
  SecretBytes(const SecretBytes&) = delete;
  SecretBytes& operator=(const SecretBytes&) = delete;
  ~SecretBytes();

  [[nodiscard]] std::size_t size() const { return size_; }
  // The bytes themselves. Searching for Reveal finds each reader. Valid until the object moves or dies.
  [[nodiscard]] std::span<const unsigned char> Reveal() const { return {data_, size_}; }
  [[nodiscard]] std::span<unsigned char> RevealForWriting() { return {data_, size_}; }
  void Truncate(std::size_t size);  // wipes the rest

 private:
  unsigned char* data_ = nullptr;
  std::size_t size_ = 0;
};

}  // namespace markings

#endif  // LIBMARKINGS_SECRET_SECRET_BYTES_H_
