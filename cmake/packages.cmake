# packages: finds what the project is built on and gives each an interface target of its own name.
# Header-only packages may also lie anywhere on CMAKE_INCLUDE_PATH (machines without a package registry).
include(CheckCXXSourceCompiles)
find_package(Threads REQUIRED)  # an image cache is built by several

# --- LibTorch: Debian's libtorch-dev, or any other through CMAKE_PREFIX_PATH ---------------------------------------
find_package(CUDAToolkit QUIET)
if(TARGET CUDA::nvtx3 AND NOT TARGET CUDA::nvToolsExt)  # CUDA >= 12.9 lost it, LibTorch 2.5-2.7 ask for it (pytorch#152756)
  add_library(CUDA::nvToolsExt INTERFACE IMPORTED)
  target_link_libraries(CUDA::nvToolsExt INTERFACE CUDA::nvtx3)
endif()
find_package(Torch QUIET)
if(NOT Torch_FOUND AND NOT MIXUP_FUZZ)  # what is fuzzed knows no LibTorch
  message(FATAL_ERROR "LibTorch was not found. On Debian: apt install libtorch-dev libopenblas0-pthread (make setup does it). "
    "Elsewhere: cmake -DCMAKE_PREFIX_PATH=/path/to/libtorch, or the output of "
    "python3 -c 'import torch; print(torch.utils.cmake_prefix_path)'.")
endif()
if(TORCH_CXX_FLAGS MATCHES "GLIBCXX_USE_CXX11_ABI=0")
  message(FATAL_ERROR "This LibTorch (${TORCH_INSTALL_PREFIX}) uses the old C++ ABI, the system's fmt does not: take a "
    "LibTorch built with the C++11 ABI (Debian's, or pip wheels from 2.7 on).")
endif()
# 2.14's headers demand C++20 (pytorch#178150); the sources are valid as both.
if(NOT CMAKE_CXX_STANDARD)
  if(Torch_VERSION VERSION_LESS 2.12)
    set(CMAKE_CXX_STANDARD 17)
  else()
    set(CMAKE_CXX_STANDARD 20)
  endif()
endif()
add_library(mixup_torch INTERFACE)
target_link_libraries(mixup_torch INTERFACE ${TORCH_LIBRARIES})
target_include_directories(mixup_torch SYSTEM INTERFACE ${TORCH_INCLUDE_DIRS})
target_compile_definitions(mixup_torch INTERFACE AT_PER_OPERATOR_HEADERS)  # 4 s a file instead of 9

# --- header-only, or compiled by the distribution ------------------------------------------------------------------
function(mixup_headers name header)
  find_path(${name}_INCLUDE_DIR ${header})
  if(NOT ${name}_INCLUDE_DIR)
    message(FATAL_ERROR "${header} was not found: on Debian apt install ${ARGV2}; elsewhere add its folder to CMAKE_INCLUDE_PATH.")
  endif()
  add_library(${name} INTERFACE)
  target_include_directories(${name} SYSTEM INTERFACE ${${name}_INCLUDE_DIR})
endfunction()
mixup_headers(mixup_json nlohmann/json.hpp nlohmann-json3-dev)
mixup_headers(mixup_cli11 CLI/CLI.hpp libcli11-dev)
mixup_headers(mixup_fmt fmt/format.h libfmt-dev)
find_library(FMT_LIBRARY fmt)
if(FMT_LIBRARY)
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
