#ifndef LIBMARKINGS_NOTE_CHECKPOINT_H_
#define LIBMARKINGS_NOTE_CHECKPOINT_H_

// What a log signs of itself. Source: C2SP tlog-checkpoint.

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "libmarkings/export.h"
#include "libmarkings/text/error.h"

namespace markings {

// The text of a checkpoint note: who, how many entries, the root over them.
struct MARKINGS_API Checkpoint {
  std::string origin;
  std::uint64_t size = 0;
  std::array<unsigned char, 32> root{};  // of RFC 9162 (libmarkings/merkle/)

  // Three lines. Format(Parse(x)) is x. Lines of extension are refused, since nobody can audit them.
  // Errors: kBadRegister with the place.
  [[nodiscard]] static Result<Checkpoint> Parse(std::string_view text);
  [[nodiscard]] std::string Format() const;

  friend bool operator==(const Checkpoint&, const Checkpoint&) = default;
};

}  // namespace markings

#endif  // LIBMARKINGS_NOTE_CHECKPOINT_H_
