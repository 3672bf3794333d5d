# packages: finds what the project is built on and gives each an interface target of its own name.
# Header-only packages may also lie anywhere on CMAKE_INCLUDE_PATH (machines without a package registry).
include(CheckCXXSourceCompiles)
find_package(Threads REQUIRED)  # a picture cache is built by several

# --- LibTorch: Debian's libtorch-dev, or any other through CMAKE_PREFIX_PATH ---------------------------------------
find_package(CUDAToolkit QUIET)
if(TARGET CUDA::nvtx3 AND NOT TARGET CUDA::nvToolsExt)  # CUDA >= 12.9 lost it, LibTorch 2.5-2.7 ask for it (pytorch#152756)
  add_library(CUDA::nvToolsExt INTERFACE IMPORTED)
  target_link_libraries(CUDA::nvToolsExt INTERFACE CUDA::nvtx3)
endif()
find_package(Torch QUIET)
if(NOT Torch_FOUND AND NOT MIXUP_FUZZ)  # the readers that are fuzzed know no LibTorch
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
target_compile_definitions(mixup_torch INTERFACE AT_PER_OPERATOR_HEADERS)  # 4 s per file instead of 9

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
add_library(mixup_pictures INTERFACE)
target_compile_definitions(mixup_pictures INTERFACE MIXUP_WITH_JPEG=$<BOOL:${MIXUP_WITH_JPEG}>)
if(MIXUP_WITH_JPEG)
  target_link_libraries(mixup_pictures INTERFACE JPEG::JPEG PNG::PNG)
endif()

# --- optional: the files of speech ---------------------------------------------------------------------------------
option(MIXUP_WITH_AUDIO "Read speech: libsndfile, libsamplerate, libcrypto" ON)
add_library(mixup_audio INTERFACE)
if(MIXUP_WITH_AUDIO)
  foreach(part "sndfile sndfile.h libsndfile1-dev" "samplerate samplerate.h libsamplerate0-dev" "crypto openssl/evp.h libssl-dev")
    separate_arguments(part)
    list(GET part 0 name)
    list(GET part 1 header)
    list(GET part 2 package)
    find_path(${name}_INCLUDE_DIR ${header})
    find_library(${name}_LIBRARY ${name})
    if(NOT ${name}_INCLUDE_DIR OR NOT ${name}_LIBRARY)
      message(FATAL_ERROR "${header} or lib${name} was not found, which reads the files of the speech experiment: on "
        "Debian apt install libsndfile1-dev libsamplerate0-dev libssl-dev (missing: ${package}); or build without: "
        "-DMIXUP_WITH_AUDIO=OFF")
    endif()
    target_include_directories(mixup_audio SYSTEM INTERFACE ${${name}_INCLUDE_DIR})
    target_link_libraries(mixup_audio INTERFACE ${${name}_LIBRARY})
  endforeach()
  target_compile_definitions(mixup_audio INTERFACE MIXUP_WITH_AUDIO)
endif()

# --- optional: fetching data sets ------------------------------------------------------------------------------------
option(MIXUP_WITH_FETCH "Fetch and unpack data sets: libcurl, libarchive, libcrypto" ON)
add_library(mixup_transfer INTERFACE)
target_compile_definitions(mixup_transfer INTERFACE MIXUP_WITH_FETCH=$<BOOL:${MIXUP_WITH_FETCH}>)
if(MIXUP_WITH_FETCH)
  foreach(part "curl curl/curl.h libcurl4-openssl-dev" "archive archive.h libarchive-dev" "crypto openssl/evp.h libssl-dev")
    separate_arguments(part)
    list(GET part 0 name)
    list(GET part 1 header)
    list(GET part 2 package)
    find_path(${name}_INCLUDE_DIR ${header})
    find_library(${name}_LIBRARY ${name})
    if(NOT ${name}_INCLUDE_DIR OR NOT ${name}_LIBRARY)
      message(FATAL_ERROR "${header} or lib${name} was not found, which `mixup-bench data` fetches and unpacks with: on "
        "Debian apt install libcurl4-openssl-dev libarchive-dev libssl-dev (missing: ${package}); or build without: "
        "-DMIXUP_WITH_FETCH=OFF, which leaves `data import` of folders, `verify` and `list`")
    endif()
    target_include_directories(mixup_transfer SYSTEM INTERFACE ${${name}_INCLUDE_DIR})
    target_link_libraries(mixup_transfer INTERFACE ${${name}_LIBRARY})
  endforeach()
endif()
