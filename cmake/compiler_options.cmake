# Flags common to all targets. TAIPAN_DEBUG and TAIPAN_STRESS are what sources may test; presets set them.

option(TAIPAN_DEBUG "assertions and verifiers" OFF)
option(TAIPAN_STRESS "collect at every n-th allocation, poison what is freed" OFF)
option(TAIPAN_SANITIZE "address and undefined-behaviour sanitizers" OFF)

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/bin)
set(CMAKE_ARCHIVE_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/lib)

# Strict aliasing is off because values are reinterpreted freely. offsetof is used on heap objects, which derive from
# a header and so are no standard-layout types; without virtual bases the compilers we support define it all the same.
add_compile_options(-fno-exceptions -fno-rtti -fno-strict-aliasing -fno-plt -fno-semantic-interposition
                    -Wall -Wextra -Wno-invalid-offsetof)
# A section for each function and object: what nobody refers to is left out, and functions can be put in order.
add_compile_options(-ffunction-sections -fdata-sections)
add_link_options(LINKER:--gc-sections)
if(CMAKE_GENERATOR STREQUAL "Ninja" AND NOT DEFINED ENV{CI})
  add_compile_options(-fdiagnostics-color=always)
endif()
if(CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
  add_link_options(-fuse-ld=lld-19)
  # One file's time stamp inside a precompiled header would make every compilation unique for the cache.
  add_compile_options("SHELL:-Xclang -fno-pch-timestamp")
endif()

if(TAIPAN_DEBUG)
  add_compile_definitions(TAIPAN_DEBUG=1)
endif()
if(TAIPAN_STRESS)
  add_compile_definitions(TAIPAN_STRESS=1)
endif()
if(TAIPAN_SANITIZE)
  add_compile_options(-fsanitize=address,undefined -fno-sanitize-recover=undefined -fno-omit-frame-pointer)
  add_link_options(-fsanitize=address,undefined)
endif()

find_program(TAIPAN_CCACHE NAMES ccache)
if(TAIPAN_CCACHE)
  set(CMAKE_CXX_COMPILER_LAUNCHER
      ${CMAKE_COMMAND} -E env CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime
      CCACHE_MAXSIZE=10G ${TAIPAN_CCACHE})
endif()
