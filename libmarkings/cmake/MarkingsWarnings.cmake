# An interface target that carries the project's warnings and instrumentation, so that no flag is global
# and nothing of it is exported.
add_library(markings_build_flags INTERFACE)
target_compile_options(
  markings_build_flags
  INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wnon-virtual-dtor
            -Wold-style-cast -Wimplicit-fallthrough -Wextra-semi -fstack-protector-strong)
# g++ 12 sees overlaps in std::string that are not there (GCC bug 105651).
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
  target_compile_options(markings_build_flags INTERFACE -Wno-restrict)
endif()
if(MARKINGS_WERROR)
  target_compile_options(markings_build_flags INTERFACE -Werror)
endif()
if(MARKINGS_SANITIZE)
  target_compile_options(markings_build_flags INTERFACE -fsanitize=${MARKINGS_SANITIZE} -fno-omit-frame-pointer
                                                        -fno-sanitize-recover=all)
  target_link_options(markings_build_flags INTERFACE -fsanitize=${MARKINGS_SANITIZE})
endif()
if(MARKINGS_COVERAGE)
  target_compile_options(markings_build_flags INTERFACE --coverage -fprofile-update=atomic)
  target_link_options(markings_build_flags INTERFACE --coverage)
endif()

# The same for what is installed: no path of this machine stands in it, so that it comes out the same wherever it is built
# (tests/package/reproducible.sh).
add_library(markings_shipped_flags INTERFACE)
target_link_libraries(markings_shipped_flags INTERFACE markings_build_flags)
if(CMAKE_BUILD_TYPE STREQUAL "Release")
  target_compile_options(markings_shipped_flags INTERFACE -ffile-prefix-map=${PROJECT_SOURCE_DIR}=.
                                                          -ffile-prefix-map=${PROJECT_BINARY_DIR}=build)
endif()
if(CMAKE_BUILD_TYPE STREQUAL "Release")
  target_compile_definitions(markings_build_flags INTERFACE _FORTIFY_SOURCE=2 _GLIBCXX_ASSERTIONS)
endif()
