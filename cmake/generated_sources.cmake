# Sources made by tools/generate_*.py, in ${TAIPAN_GENERATED} (an include directory of every target).
#
# Each generator is called as `generate_x.py DIRECTORY` and writes its files below DIRECTORY. A generated .cpp in
# DIRECTORY/<layer>/ joins that layer's library; one directly in DIRECTORY joins `base`.
# Generators run while configuring, so that whatever they write can be globbed like committed sources; the build tool
# configures again when a generator, or a file that it names as input, changes. Inputs are named in the generator, one
# glob a line, relative to the project:      # input: src/python/lib/*.py
# Files whose contents stay the same keep their time stamp, so nothing is compiled again for them.

set(TAIPAN_GENERATED ${CMAKE_BINARY_DIR}/generated)
file(MAKE_DIRECTORY ${TAIPAN_GENERATED})
include_directories(${CMAKE_SOURCE_DIR}/src ${TAIPAN_GENERATED})

find_program(TAIPAN_PYTHON NAMES python3.11 PATHS /usr/bin NO_DEFAULT_PATH REQUIRED)

file(GLOB generators CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/tools/generate_*.py)
foreach(generator IN LISTS generators)
  get_filename_component(name ${generator} NAME_WE)
  set(inputs ${generator})
  file(STRINGS ${generator} input_lines REGEX "^# input: ")
  foreach(line IN LISTS input_lines)
    string(REGEX REPLACE "^# input: *" "" pattern "${line}")
    file(GLOB_RECURSE matches CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/${pattern})
    list(APPEND inputs ${matches})
  endforeach()
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${inputs})

  # The fingerprint of generator and inputs tells whether it must run again.
  set(fingerprint "")
  foreach(input IN LISTS inputs)
    file(SHA1 ${input} hash)
    string(APPEND fingerprint "${input} ${hash}\n")
  endforeach()
  set(stamp ${CMAKE_BINARY_DIR}/${name}.stamp)
  set(previous "")
  if(EXISTS ${stamp})
    file(READ ${stamp} previous)
  endif()
  if(NOT previous STREQUAL fingerprint)
    message(STATUS "Running tools/${name}.py")
    set(fresh ${CMAKE_BINARY_DIR}/${name}.new)
    file(REMOVE_RECURSE ${fresh})
    file(MAKE_DIRECTORY ${fresh})
    execute_process(COMMAND ${TAIPAN_PYTHON} ${generator} ${fresh}
                    WORKING_DIRECTORY ${CMAKE_SOURCE_DIR} RESULT_VARIABLE status)
    if(NOT status EQUAL 0)
      message(FATAL_ERROR "tools/${name}.py failed with status ${status}")
    endif()
    file(GLOB_RECURSE made RELATIVE ${fresh} ${fresh}/*)
    foreach(file IN LISTS made)
      get_filename_component(folder ${TAIPAN_GENERATED}/${file} DIRECTORY)
      file(MAKE_DIRECTORY ${folder})
      file(COPY_FILE ${fresh}/${file} ${TAIPAN_GENERATED}/${file} ONLY_IF_DIFFERENT)
    endforeach()
    file(REMOVE_RECURSE ${fresh})
    file(WRITE ${stamp} "${fingerprint}")
  endif()
endforeach()
