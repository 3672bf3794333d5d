#include "train/machine.hpp"

#include <ATen/Version.h>
#include <dlfcn.h>
#include <sys/resource.h>

#include <algorithm>
#include <fstream>
#include <sstream>

namespace mixup::train {
namespace {

/// The value of the first line of /proc/cpuinfo that starts with `key`.
std::string cpuinfo(std::string const& key) {
  std::ifstream file("/proc/cpuinfo");
  for (std::string line; std::getline(file, line);)
    if (line.rfind(key, 0) == 0) return line.substr(std::min(line.size(), line.find(':') + 2));
  return "unknown";
}

bool has_flag(std::string const& flag) { return (cpuinfo("flags") + " ").find(" " + flag + " ") != std::string::npos; }

/// A function of a library that may or may not be loaded.
template <class Function>
Function loaded(char const* name) {
  return reinterpret_cast<Function>(dlsym(RTLD_DEFAULT, name));
}

}  // namespace

bool has_fast_blas() { return loaded<void*>("openblas_get_config") || at::hasMKL(); }

std::string blas_version() {
  if (auto* config = loaded<char* (*)()>("openblas_get_config")) return config();
  return at::hasMKL() ? at::get_mkl_version() : "unknown";
}

std::string cpu_model() { return cpuinfo("model name"); }

std::string cpu_capability() {
  std::istringstream config(at::show_config());
  std::string const key = "CPU capability usage: ";
  for (std::string line; std::getline(config, line);)
    if (auto at = line.find(key); at != std::string::npos) return line.substr(at + key.size());
  return "unknown";
}

bool cpu_has_bf16() { return has_flag("avx512_bf16") || cpu_has_amx(); }

bool cpu_has_amx() { return has_flag("amx_bf16"); }

int64_t peak_memory_bytes() {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);)
    if (line.rfind("VmHWM:", 0) == 0) return std::stoll(line.substr(6)) * 1024;  // in KiB
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<int64_t>(usage.ru_maxrss) * 1024;
}

void forget_peak_memory() { std::ofstream("/proc/self/clear_refs") << "5\n"; }  // proc(5): resets VmHWM

}  // namespace mixup::train
