# embed_text(<target> <symbol> <file>): compiles the bytes of a data file in, as
# `extern const std::string_view <symbol>;` of namespace markings::internal.
#
# Written when CMake configures (a custom command would only serve targets of its own folder), and again when the
# file changes.
function(embed_text target symbol file)
  set(output "${CMAKE_CURRENT_BINARY_DIR}/${symbol}.cc")
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${file}")
  file(READ "${file}" bytes HEX)
  string(REGEX REPLACE "(................................................................)" "\\1\n" bytes "${bytes}")
  # Hexadecimal, so that no byte needs escaping.
  string(REGEX REPLACE "([0-9a-f][0-9a-f])" "'\\\\x\\1'," bytes "${bytes}")
  file(CONFIGURE OUTPUT "${output}" CONTENT [[
#include <string_view>
namespace markings::internal {
extern const std::string_view @symbol@;
static constexpr char kBytes[] = {
@bytes@'\0'};
const std::string_view @symbol@(kBytes, sizeof(kBytes) - 1);
}  // namespace markings::internal
]] @ONLY)
  target_sources(${target} PRIVATE "${output}")
endfunction()
