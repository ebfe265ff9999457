#ifndef LIBMARKINGS_AGE_INTERNAL_HEADER_H_
#define LIBMARKINGS_AGE_INTERNAL_HEADER_H_

// The text at the head of a sealed file, without any cryptography. You should use libmarkings/age/age.h.

#include <array>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "libmarkings/age/internal/byte_io.h"
#include "libmarkings/text/error.h"

namespace markings::internal {

inline constexpr std::string_view kAgeVersion = "age-encryption.org/v1";
inline constexpr std::size_t kMaxHeader = std::size_t{1} << 20;
inline constexpr std::size_t kMaxStanzas = 1024;

// One wrapping of the file key.
struct Stanza {
  std::vector<std::string> arguments;  // one at least; the first says what kind it is
  std::vector<unsigned char> body;
  std::size_t line = 0;  // of its first line, from 1
};

struct AgeHeader {
  std::vector<Stanza> stanzas;  // one at least
  std::array<unsigned char, 32> mac{};
  std::size_t covered = 0;  // how many bytes of the text the MAC is over
};

// What is wrong with a header, in the line that is given.
[[nodiscard]] std::unexpected<Error> BadHeader(std::size_t line, std::string_view what);

// Reads from a source as far as the header goes: to the end of the line that begins with `---`. The text
// still has to be parsed. Errors: kBadSealed when there is no such line in the first MiB, those of the
// source.
[[nodiscard]] Result<std::string> TakeHeader(BufferedSource& source);

// A whole header in its one form; what is accepted is written back byte for byte. Errors: kBadSealed.
[[nodiscard]] Result<AgeHeader> ParseHeader(std::string_view text);

// The text that the MAC is over: to the end of `---`. Arguments are VCHARs, none is empty.
[[nodiscard]] std::string FormatCovered(std::span<const Stanza> stanzas);
// And the whole.
[[nodiscard]] std::string FormatHeader(std::string_view covered, std::span<const unsigned char, 32> mac);

}  // namespace markings::internal

#endif  // LIBMARKINGS_AGE_INTERNAL_HEADER_H_
