#ifndef CLI_REGISTER_TEXT_H_
#define CLI_REGISTER_TEXT_H_

// How entries and checkpoints of a register are shown.

#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>

#include "libmarkings/register/trust.h"

namespace markings::cli {

// An entry as a line, and as an object of markings/register-show/1.
[[nodiscard]] std::string EntryLine(std::uint64_t index, std::string_view bytes);
[[nodiscard]] nlohmann::ordered_json EntryJson(std::uint64_t index, std::string_view bytes);
// A line for each witness.
[[nodiscard]] std::string WitnessLines(const OpenedCheckpoint& opened);

}  // namespace markings::cli

#endif  // CLI_REGISTER_TEXT_H_
