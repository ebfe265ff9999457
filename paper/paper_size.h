#ifndef PAPER_PAPER_SIZE_H_
#define PAPER_PAPER_SIZE_H_

#include <cstdint>

namespace markings::paper {

enum class PaperSize : std::uint8_t { kA4, kLetter };

}  // namespace markings::paper

#endif  // PAPER_PAPER_SIZE_H_
