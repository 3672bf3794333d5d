# torch: LibTorch as the target mixup_torch, and the C++ standard that its headers ask for.
set(MIXUP_TORCH "" CACHE PATH "LibTorch's folder, or a Python environment with PyTorch (make TORCH=...); else Debian's package")
option(MIXUP_CUDA "Compile and link what runs on CUDA (make TORCH=... PRESET=cuda)" OFF)
if(MIXUP_TORCH)
  include(CheckLanguage)
  check_language(CUDA)
  find_package(CUDAToolkit QUIET)
  if(CMAKE_CUDA_COMPILER AND CUDAToolkit_FOUND)
    set(MIXUP_CUDA_HEADERS ON)
  endif()
endif()
if(MIXUP_CUDA AND NOT MIXUP_CUDA_HEADERS)
  message(FATAL_ERROR "PRESET=cuda needs nvcc with its CUDA toolkit, and a LibTorch with CUDA: make TORCH=pip PRESET=cuda "
    "(nvcc: ${CMAKE_CUDA_COMPILER}, LibTorch: ${MIXUP_TORCH}).")
endif()

if(MIXUP_TORCH)
  set(Torch_DIR ${CMAKE_SOURCE_DIR}/cmake/libtorch)
endif()
find_package(Torch QUIET)
if(NOT Torch_FOUND AND NOT MIXUP_FUZZ)  # the readers that are fuzzed know no LibTorch
  message(FATAL_ERROR "LibTorch was not found. On Debian: apt install libtorch-dev libopenblas0-pthread (make setup does it). "
    "Elsewhere: make TORCH=pip, which takes PyTorch from PyPI, or make TORCH=/folder/of/libtorch.")
endif()
if(TORCH_CXX_FLAGS MATCHES "GLIBCXX_USE_CXX11_ABI=0")
  message(FATAL_ERROR "This LibTorch (${TORCH_INSTALL_PREFIX}) uses the old C++ ABI, the system's libraries do not: take a "
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
find_package(OpenMP REQUIRED COMPONENTS CXX)  # libgomp.so.1 in every LibTorch for Linux: one name, one pool of threads
add_library(mixup_torch INTERFACE)
target_link_libraries(mixup_torch INTERFACE ${TORCH_LIBRARIES})
target_include_directories(mixup_torch SYSTEM INTERFACE ${TORCH_INCLUDE_DIRS})
target_compile_definitions(mixup_torch INTERFACE AT_PER_OPERATOR_HEADERS)  # 4 s per file instead of 9
if(MIXUP_CUDA_HEADERS)
  enable_language(CUDA)
  set(CMAKE_CUDA_STANDARD ${CMAKE_CXX_STANDARD})
  if(NOT EXISTS ${TORCH_INSTALL_PREFIX}/include/c10/cuda/impl/cuda_cmake_macros.h)  # a LibTorch for processors alone
    set(MIXUP_CUDA_HEADERS OFF)
  endif()
endif()
