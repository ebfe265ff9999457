#ifndef LIBMARKINGS_AGE_INTERNAL_ARMOR_H_
#define LIBMARKINGS_AGE_INTERNAL_ARMOR_H_

// The armor: strict PEM with the label AGE ENCRYPTED FILE. You should use libmarkings/age/age.h.

#include <array>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "libmarkings/age/internal/byte_io.h"
#include "libmarkings/text/error.h"

namespace markings::internal {

inline constexpr std::string_view kArmorBegin = "-----BEGIN AGE ENCRYPTED FILE-----";
inline constexpr std::string_view kArmorEnd = "-----END AGE ENCRYPTED FILE-----";
inline constexpr std::size_t kArmorLine = 64, kArmorLineBytes = 48;
// White space before and after the armor.
inline constexpr std::size_t kMaxArmorSpace = 1024;

// Whether a text begins as an armored file does, or was meant to: then the armor's reader says what is wrong.
[[nodiscard]] bool LooksArmored(std::string_view begin);

// Takes the armor off. Every line but the last has 64 letters, the last fewer or as many, padded; lines end
// in LF or CRLF; white space only before and after. Errors: kBadSealed, beginning with "the armor"; those of
// the source.
class ArmorSource final : public ByteSource {
 public:
  explicit ArmorSource(BufferedSource& from) : from_(from) {}
  [[nodiscard]] Result<std::size_t> Read(std::span<unsigned char> room) override;

 private:
  [[nodiscard]] std::unexpected<Error> Bad(std::string_view what) const;
  [[nodiscard]] Result<void> Begin();
  [[nodiscard]] Result<std::size_t> ReadWholeLines(std::span<unsigned char> room);
  [[nodiscard]] Result<void> ReadLine();
  [[nodiscard]] Result<void> End(std::size_t raw);
  BufferedSource& from_;
  std::size_t line_ = 1;  // the number of the next line
  bool begun_ = false, last_ = false, ended_ = false;
  std::array<unsigned char, kArmorLineBytes> held_{};  // of a line, what was not asked for yet
  std::size_t held_begin_ = 0, held_end_ = 0;
};

// Puts the armor on. Finish writes what is left and the end.
class ArmorSink final : public ByteSink {
 public:
  explicit ArmorSink(ByteSink& to) : to_(to) {}
  [[nodiscard]] Result<void> Write(std::span<const unsigned char> bytes) override;
  [[nodiscard]] Result<void> Finish();

 private:
  ByteSink& to_;
  bool begun_ = false;
  std::vector<unsigned char> text_;                    // what the next write of `to_` gets
  std::array<unsigned char, kArmorLineBytes> held_{};  // of an unfinished line
  std::size_t held_size_ = 0;
};

}  // namespace markings::internal

#endif  // LIBMARKINGS_AGE_INTERNAL_ARMOR_H_
