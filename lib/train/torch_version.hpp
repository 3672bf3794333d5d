// torch_version: the differences between LibTorch 1.13 and 2.x, all of them, in this pair of files.
#pragma once
#include <ATen/core/Tensor.h>
#include <torch/version.h>

#include <string>

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

/// "1.13.0"
std::string libtorch_version();

}  // namespace mixup::train
