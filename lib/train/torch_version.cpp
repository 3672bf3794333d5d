#include "train/torch_version.hpp"

#include <ATen/autocast_mode.h>
#include <torch/version.h>

#define MIXUP_TORCH (TORCH_VERSION_MAJOR * 100 + TORCH_VERSION_MINOR)

#if MIXUP_TORCH >= 203
#include <ATen/TensorOperators.h>
#include <ATen/ops/_amp_foreach_non_finite_check_and_unscale.h>
#include <ATen/ops/_fused_adam.h>
#include <ATen/ops/_fused_sgd.h>
#include <ATen/ops/ones.h>
#include <ATen/ops/zeros.h>
#include <torch/optim/adam.h>
#include <torch/optim/sgd.h>
#endif

#include "core/error.hpp"

namespace mixup::train {
namespace {

// The device type became an argument of the autocast switches in 2.4.
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

#if MIXUP_TORCH >= 203
bool const kHasFusedUpdates = true;

void fused_sgd(Update& u, torch::optim::SGDOptions const& o) {
  at::_fused_sgd_(u.parameters, u.gradients, u.first, o.weight_decay(), o.momentum(), u.rate, o.dampening(),
                  o.nesterov(), /*maximize=*/false, /*is_first_step=*/false,
                  /*grad_scale=*/{}, u.skipped);
}

void fused_adam(Update& u, torch::optim::AdamOptions const& o) {
  std::vector<at::Tensor> const steps(u.parameters.size(), u.steps);
  auto const [beta1, beta2] = o.betas();
  at::_fused_adam_(u.parameters, u.gradients, u.first, u.second, /*max_exp_avg_sqs=*/{}, steps, u.rate, beta1, beta2,
                   o.weight_decay(), o.eps(), /*amsgrad=*/false, /*maximize=*/false, /*grad_scale=*/{}, u.skipped);
}

at::Tensor all_finite(std::vector<at::Tensor> const& tensors, at::Device device) {
  auto const options = at::TensorOptions(at::kFloat).device(device);
  auto found = at::zeros({1}, options);
  at::_amp_foreach_non_finite_check_and_unscale_(tensors, found, /*inv_scale=*/at::ones({1}, options));
  return (found == 0).squeeze();
}
#else
bool const kHasFusedUpdates = false;

namespace {
Error too_old() { return error(Exit::bug, "LibTorch {} has no fused optimisers", libtorch_version()); }
}  // namespace

void fused_sgd(Update&, torch::optim::SGDOptions const&) { throw too_old(); }
void fused_adam(Update&, torch::optim::AdamOptions const&) { throw too_old(); }
at::Tensor all_finite(std::vector<at::Tensor> const&, at::Device) { throw too_old(); }
#endif

std::string libtorch_version() {
  return std::to_string(TORCH_VERSION_MAJOR) + "." + std::to_string(TORCH_VERSION_MINOR) + "." +
         std::to_string(TORCH_VERSION_PATCH);
}

}  // namespace mixup::train
