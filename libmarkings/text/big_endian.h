#ifndef LIBMARKINGS_TEXT_BIG_ENDIAN_H_
#define LIBMARKINGS_TEXT_BIG_ENDIAN_H_

// Numbers and texts in binary formats, the highest byte first.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace markings {

inline void PutNumber(std::string& out, std::uint64_t number, unsigned bytes) {
  for (unsigned byte = bytes; byte-- > 0;) out += static_cast<char>((number >> (8 * byte)) & 0xFFU);
}

// Reads from the front. What is not there is nothing, and nothing is taken.
class BytesReader {
 public:
  explicit BytesReader(std::string_view bytes) : bytes_(bytes) {}

  [[nodiscard]] std::size_t at() const { return at_; }
  [[nodiscard]] std::size_t left() const { return bytes_.size() - at_; }
  [[nodiscard]] std::string_view rest() const { return bytes_.substr(at_); }

  std::optional<std::uint64_t> Number(unsigned bytes) {
    const auto taken = Bytes(bytes);
    if (!taken) return std::nullopt;
    std::uint64_t number = 0;
    for (const char byte : *taken) number = number << 8U | static_cast<unsigned char>(byte);
    return number;
  }
  std::optional<std::string_view> Bytes(std::size_t bytes) {
    if (left() < bytes) return std::nullopt;
    const std::string_view taken = bytes_.substr(at_, bytes);
    at_ += bytes;
    return taken;
  }

 private:
  std::string_view bytes_;
  std::size_t at_ = 0;
};

}  // namespace markings

#endif  // LIBMARKINGS_TEXT_BIG_ENDIAN_H_
