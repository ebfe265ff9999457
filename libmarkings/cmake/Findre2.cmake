# Debian 12's RE2 ships no CMake package; its pkg-config file is the source.
# Defines: re2::re2
find_package(PkgConfig REQUIRED)
pkg_check_modules(RE2 QUIET IMPORTED_TARGET re2)
include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(re2 REQUIRED_VARS RE2_LINK_LIBRARIES VERSION_VAR RE2_VERSION)
if(re2_FOUND AND NOT TARGET re2::re2)
  add_library(re2::re2 INTERFACE IMPORTED)
  target_link_libraries(re2::re2 INTERFACE PkgConfig::RE2)
endif()
