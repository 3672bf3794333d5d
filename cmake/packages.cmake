# packages: finds what the project is built on and gives each an interface target of its own name.
# Header-only packages may also lie anywhere on CMAKE_INCLUDE_PATH (machines without a package registry).
find_package(Threads REQUIRED)  # an image cache is built by several

# --- header-only, or compiled by the distribution ------------------------------------------------------------------
function(mixup_headers name header)  # mixup_headers(<target> <header> <Debian's package> [<folder to look in first>])
  find_path(${name}_INCLUDE_DIR ${header} HINTS ${ARGV3})
  if(NOT ${name}_INCLUDE_DIR)
    message(FATAL_ERROR "${header} was not found: on Debian apt install ${ARGV2}; elsewhere add its folder to CMAKE_INCLUDE_PATH.")
  endif()
  add_library(${name} INTERFACE)
  target_include_directories(${name} SYSTEM INTERFACE ${${name}_INCLUDE_DIR})
endfunction()
mixup_headers(mixup_json nlohmann/json.hpp nlohmann-json3-dev)
mixup_headers(mixup_cli11 CLI/CLI.hpp libcli11-dev)
if(MIXUP_TORCH)  # LibTorch's headers may bring an fmt, and a file that includes both takes theirs: then all take theirs
  set(theirs ${TORCH_INSTALL_PREFIX}/include)
endif()
mixup_headers(mixup_fmt fmt/format.h libfmt-dev ${theirs})
find_library(FMT_LIBRARY fmt)
if(FMT_LIBRARY AND NOT (theirs AND mixup_fmt_INCLUDE_DIR STREQUAL theirs))
  target_link_libraries(mixup_fmt INTERFACE ${FMT_LIBRARY})
else()
  target_compile_definitions(mixup_fmt INTERFACE FMT_HEADER_ONLY)
endif()

# --- digests and checksums, compiled by the distribution -------------------------------------------------------------
function(mixup_libraries target purpose)  # mixup_libraries(<target> "<what for>" "<library> <header> <Debian's package>"...)
  foreach(part ${ARGN})
    separate_arguments(part)
    list(GET part 0 name)
    list(GET part 1 header)
    list(GET part 2 package)
    find_path(${name}_INCLUDE_DIR ${header})
    find_library(${name}_LIBRARY ${name})
    if(NOT ${name}_INCLUDE_DIR OR NOT ${name}_LIBRARY)
      message(FATAL_ERROR "${header} or lib${name} was not found: on Debian apt install ${package} (make setup does it). "
        "It is needed ${purpose}")
    endif()
    target_include_directories(${target} SYSTEM INTERFACE ${${name}_INCLUDE_DIR})
    target_link_libraries(${target} INTERFACE ${${name}_LIBRARY})
  endforeach()
endfunction()
add_library(mixup_crypto INTERFACE)
mixup_libraries(mixup_crypto "to name files by their digests." "crypto openssl/evp.h libssl-dev" "z zlib.h zlib1g-dev")

# --- photographs (experiment imagenet) -----------------------------------------------------------------------------
option(MIXUP_WITH_JPEG "Read photographs with libjpeg-turbo and libpng" ON)
if(MIXUP_WITH_JPEG)
  find_package(JPEG QUIET)
  find_package(PNG QUIET)
  if(JPEG_FOUND)  # jpeg_crop_scanline is libjpeg-turbo's own
    include(CheckCXXSymbolExists)
    set(CMAKE_REQUIRED_INCLUDES ${JPEG_INCLUDE_DIR})
    set(CMAKE_REQUIRED_LIBRARIES ${JPEG_LIBRARIES})
    check_cxx_symbol_exists(jpeg_crop_scanline "stdio.h;jpeglib.h" MIXUP_HAS_CROP_SCANLINE)
    unset(CMAKE_REQUIRED_INCLUDES)
    unset(CMAKE_REQUIRED_LIBRARIES)
  endif()
  if(NOT PNG_FOUND OR NOT MIXUP_HAS_CROP_SCANLINE)
    message(FATAL_ERROR "libjpeg-turbo (1.5 or later) and libpng were not found: on Debian apt install "
      "libjpeg-dev libpng-dev (make setup does it); or -DMIXUP_WITH_JPEG=OFF, which builds all but the reading of "
      "real photographs.")
  endif()
endif()
add_library(mixup_images INTERFACE)
target_compile_definitions(mixup_images INTERFACE MIXUP_WITH_JPEG=$<BOOL:${MIXUP_WITH_JPEG}>)
if(MIXUP_WITH_JPEG)
  target_link_libraries(mixup_images INTERFACE JPEG::JPEG PNG::PNG)
endif()

# --- optional: the files of speech ---------------------------------------------------------------------------------
option(MIXUP_WITH_AUDIO "Read speech: libsndfile, libsamplerate" ON)
add_library(mixup_audio INTERFACE)
if(MIXUP_WITH_AUDIO)
  mixup_libraries(mixup_audio "for the sounds of the speech experiment; -DMIXUP_WITH_AUDIO=OFF builds without."
    "sndfile sndfile.h libsndfile1-dev" "samplerate samplerate.h libsamplerate0-dev")
  target_compile_definitions(mixup_audio INTERFACE MIXUP_WITH_AUDIO)
endif()

# --- optional: fetching data sets ------------------------------------------------------------------------------------
option(MIXUP_WITH_FETCH "Fetch and unpack data sets: libcurl, libarchive" ON)
add_library(mixup_transfer INTERFACE)
if(MIXUP_WITH_FETCH)
  mixup_libraries(mixup_transfer "to fetch and unpack data sets; -DMIXUP_WITH_FETCH=OFF builds without, which leaves \
`data import` of folders, `verify` and `list`."
    "curl curl/curl.h libcurl4-openssl-dev" "archive archive.h libarchive-dev")
endif()
