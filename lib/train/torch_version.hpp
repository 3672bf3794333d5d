// torch_version: the differences between LibTorch 1.13 and 2.x, all of them, in this pair of files.
#pragma once
#include <ATen/core/Tensor.h>
#include <torch/version.h>

#include <string>
#include <vector>

namespace torch::optim {
struct AdamOptions;
struct SGDOptions;
}  // namespace torch::optim

namespace mixup::train {

/// While it lives, convolutions and matrix products run in bfloat16 on `device`; `on` false: nothing changes.
class Autocast {
 public:
  Autocast(at::Device device, bool on);
  ~Autocast();
  Autocast(Autocast const&) = delete;
  Autocast& operator=(Autocast const&) = delete;

 private:
  at::Device device_;
  bool on_, was_on_ = false;
};

/// Under which an optimiser of LibTorch finds what it remembers of a parameter; a name before 2.0, an address since.
#if TORCH_VERSION_MAJOR >= 2
void* optimizer_key(at::Tensor const& parameter);
#else
std::string optimizer_key(at::Tensor const& parameter);
#endif

/// 2.3 and later have optimisers whose step is a few operations over all parameters, at a rate and with a condition
/// that lie on the device. The other functions below must not be called without.
extern bool const kHasFusedUpdates;

/// Row by row of one parameter: tensors of its strides.
struct Update {
  std::vector<at::Tensor> parameters, gradients;
  std::vector<at::Tensor> first, second;  // momentum; or Adam's moments
  at::Tensor steps, rate, skipped;        // float []: Adam's count, with this step; 1: nothing is done
};
void fused_sgd(Update& update, torch::optim::SGDOptions const& options);
void fused_adam(Update& update, torch::optim::AdamOptions const& options);
/// bool []: no tensor of the list holds an infinity or NaN.
at::Tensor all_finite(std::vector<at::Tensor> const& tensors, at::Device device);

/// In c10d::TCPStoreOptions: 2.x asks for libuv, which some builds of it lack; 1.13 knows no libuv.
template <class TcpStoreOptions>
auto turn_off_libuv(TcpStoreOptions& options, int) -> decltype(options.useLibUV, void()) {
  options.useLibUV = false;
}
template <class TcpStoreOptions>
void turn_off_libuv(TcpStoreOptions&, long) {}  // chosen where the first does not exist

/// "1.13.0"
std::string libtorch_version();

}  // namespace mixup::train
