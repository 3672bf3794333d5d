#include "train/torch_version.hpp"

#include <ATen/autocast_mode.h>
#include <torch/version.h>

// The device type became an argument of the autocast switches in 2.4.
#define MIXUP_TORCH (TORCH_VERSION_MAJOR * 100 + TORCH_VERSION_MINOR)

namespace mixup::train {
namespace {

#if MIXUP_TORCH >= 204
bool is_on(at::Device d) { return at::autocast::is_autocast_enabled(d.type()); }
void turn(at::Device d, bool on) {
  at::autocast::set_autocast_enabled(d.type(), on);
  at::autocast::set_autocast_dtype(d.type(), at::kBFloat16);
}
#else
bool is_on(at::Device d) { return d.is_cuda() ? at::autocast::is_enabled() : at::autocast::is_cpu_enabled(); }
void turn(at::Device d, bool on) {
  if (d.is_cuda()) {
    at::autocast::set_enabled(on);
    at::autocast::set_autocast_gpu_dtype(at::kBFloat16);
  } else {
    at::autocast::set_cpu_enabled(on);
    at::autocast::set_autocast_cpu_dtype(at::kBFloat16);
  }
}
#endif

}  // namespace

Autocast::Autocast(at::Device device, bool on) : device_(device), on_(on) {
  if (!on_) return;
  was_on_ = is_on(device_);
  turn(device_, true);
  at::autocast::increment_nesting();
}

Autocast::~Autocast() {
  if (!on_) return;
  if (at::autocast::decrement_nesting() == 0) at::autocast::clear_cache();  // low-precision copies of the weights
  turn(device_, was_on_);
}

#if TORCH_VERSION_MAJOR >= 2
void* optimizer_key(at::Tensor const& parameter) { return parameter.unsafeGetTensorImpl(); }
#else
std::string optimizer_key(at::Tensor const& parameter) { return c10::guts::to_string(parameter.unsafeGetTensorImpl()); }
#endif

std::string libtorch_version() {
  return std::to_string(TORCH_VERSION_MAJOR) + "." + std::to_string(TORCH_VERSION_MINOR) + "." +
         std::to_string(TORCH_VERSION_PATCH);
}

}  // namespace mixup::train
