#include "apps/training_part.hpp"

#include <dlfcn.h>

#include <filesystem>

#include "core/error.hpp"

namespace mixup {
namespace {

namespace fs = std::filesystem;

/// Beside the program (a build folder), or where `cmake --install` puts it.
std::string find_module() {
  auto const here = fs::read_symlink("/proc/self/exe").parent_path();
  std::vector<std::string> tried;
  for (auto const* folder : {".", "../" MIXUP_LIBDIR "/mixup-bench"}) {
    auto const path = (here / folder / "libmixup-bench-train.so").lexically_normal();
    if (fs::exists(path)) return path.string();
    tried.push_back(path.string());
  }
  throw error(Exit::bug, "the training part is not installed: looked for {}", fmt::join(tried, " and "));
}

template <class Function>
Function symbol(void* module, char const* name) {
  auto* const found = dlsym(module, name);
  if (!found) throw error(Exit::bug, "the training part has no {}: it belongs to another build", name);
  return reinterpret_cast<Function>(found);
}

TrainingPart open_module() {
  auto const path = find_module();
  void* const module = dlopen(path.c_str(), RTLD_NOW | RTLD_GLOBAL);  // global: LibTorch's own plug-ins look here
  if (!module) throw error(Exit::bug, "the training part cannot be loaded: {}", dlerror());
  return {symbol<decltype(&mixup_run)>(module, "mixup_run"), symbol<decltype(&mixup_bench)>(module, "mixup_bench"),
          symbol<decltype(&mixup_predict)>(module, "mixup_predict")};
}

}  // namespace

TrainingPart const& training_part() {
  static TrainingPart const part = open_module();
  return part;
}

}  // namespace mixup
