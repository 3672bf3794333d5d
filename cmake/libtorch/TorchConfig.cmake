# TorchConfig: a LibTorch by its paths, for find_package(Torch). The file of this name that LibTorch itself brings asks for a
# whole CUDA toolkit where PyTorch was built with CUDA, even to link the processor's part alone.
#
# MIXUP_TORCH: the folder of LibTorch, or of a Python environment that has it. MIXUP_CUDA: its CUDA part is linked, too.
file(GLOB found LIST_DIRECTORIES false ${MIXUP_TORCH}/lib/libtorch_cpu.so ${MIXUP_TORCH}/torch/lib/libtorch_cpu.so
  ${MIXUP_TORCH}/lib/python3*/site-packages/torch/lib/libtorch_cpu.so)
list(LENGTH found count)
if(NOT count EQUAL 1)
  message(FATAL_ERROR "TORCH: ${MIXUP_TORCH} has ${count} LibTorch, expected one: the folder with lib/libtorch_cpu.so, "
    "include and share (site-packages/torch is one), or a virtual environment with PyTorch.")
endif()
get_filename_component(TORCH_INSTALL_PREFIX ${found}/../.. ABSOLUTE)
file(STRINGS ${TORCH_INSTALL_PREFIX}/share/cmake/Torch/TorchConfigVersion.cmake version REGEX "PACKAGE_VERSION \"")
string(REGEX MATCH "[0-9.]+[0-9]" Torch_VERSION "${version}")
file(STRINGS ${TORCH_INSTALL_PREFIX}/share/cmake/Torch/TorchConfig.cmake TORCH_CXX_FLAGS REGEX "GLIBCXX_USE_CXX11_ABI=0")

set(TORCH_INCLUDE_DIRS ${TORCH_INSTALL_PREFIX}/include ${TORCH_INSTALL_PREFIX}/include/torch/csrc/api/include)
set(TORCH_LIBRARIES torch)
add_library(torch INTERFACE IMPORTED)
target_include_directories(torch SYSTEM INTERFACE ${TORCH_INCLUDE_DIRS})
target_link_libraries(torch INTERFACE ${found} ${TORCH_INSTALL_PREFIX}/lib/libc10.so)
if(MIXUP_CUDA)
  set(cuda ${TORCH_INSTALL_PREFIX}/lib/libtorch_cuda.so)
  if(NOT EXISTS ${cuda})
    message(FATAL_ERROR "PRESET=cuda: the LibTorch ${Torch_VERSION} in ${TORCH_INSTALL_PREFIX} was built without CUDA.")
  endif()
  # What it needs in turn (NCCL, cuDNN, ...) lies beside it, and may lie on this machine in an older version, too.
  file(GLOB needed LIST_DIRECTORIES true ${TORCH_INSTALL_PREFIX}/../nvidia/*/lib)
  foreach(folder ${needed})
    target_link_options(torch INTERFACE -Wl,-rpath-link,${folder})
  endforeach()
  # Nothing may name a function of it: it registers itself, so the linker has to keep it.
  target_link_libraries(torch INTERFACE ${TORCH_INSTALL_PREFIX}/lib/libc10_cuda.so -Wl,--no-as-needed,${cuda} -Wl,--as-needed)
endif()
