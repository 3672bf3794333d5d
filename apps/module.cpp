#include "apps/module.hpp"

#include <dlfcn.h>

#include <filesystem>
#include <vector>

#include "core/error.hpp"

namespace mixup {
namespace {

namespace fs = std::filesystem;

std::string find_part(std::string const& name, std::string const& what) {
  auto const here = fs::read_symlink("/proc/self/exe").parent_path();
  std::vector<std::string> tried;
  for (auto const* folder : {".", "../" MIXUP_LIBDIR "/mixup-bench"}) {
    auto const path = (here / folder / ("lib" + name + ".so")).lexically_normal();
    if (fs::exists(path)) return path.string();
    tried.push_back(path.string());
  }
  throw error(Exit::bug, "{} is not installed: looked for {}", what, fmt::join(tried, " and "));
}

}  // namespace

void* open_part(std::string const& name, std::string const& what) {
  auto const path = find_part(name, what);
  void* const part = dlopen(path.c_str(), RTLD_NOW | RTLD_GLOBAL);  // global: LibTorch's own plug-ins look here
  if (!part) throw error(Exit::bug, "{} cannot be loaded: {}", what, dlerror());
  return part;
}

void* part_symbol(void* part, char const* name, std::string const& what) {
  auto* const found = dlsym(part, name);
  if (!found) throw error(Exit::bug, "{} has no {}: it belongs to another build", what, name);
  return found;
}

}  // namespace mixup
