#ifndef LIBMARKINGS_AGE_INTERNAL_SPOOL_H_
#define LIBMARKINGS_AGE_INTERNAL_SPOOL_H_

// Where plaintext waits until all of it is authenticated. You should use libmarkings/age/age.h.

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "libmarkings/age/internal/byte_io.h"
#include "libmarkings/text/error.h"

namespace markings::internal {

// Memory up to a bound, wiped in the end; more goes to a file without a name.
class Spool final : public ByteSink {
 public:
  static constexpr std::size_t kMemory = std::size_t{8} << 20;
  explicit Spool(std::string folder) : folder_(std::move(folder)) {}
  ~Spool() override;
  Spool(const Spool&) = delete;
  Spool& operator=(const Spool&) = delete;
  [[nodiscard]] Result<void> Write(std::span<const unsigned char> bytes) override;
  // Everything that was written, to any descriptor.
  [[nodiscard]] Result<void> CopyTo(int out);

 private:
  [[nodiscard]] Result<void> Spill();
  std::string folder_;
  std::vector<unsigned char> memory_ = std::vector<unsigned char>(kMemory);
  std::size_t size_ = 0;
  int file_ = -1;
};

}  // namespace markings::internal

#endif  // LIBMARKINGS_AGE_INTERNAL_SPOOL_H_
