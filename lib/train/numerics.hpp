// numerics: how tensors are computed: device, precision, memory layout.
#pragma once
#include <ATen/core/Tensor.h>

#include "core/options.hpp"
#include "core/progress.hpp"
#include "kernels/ways.hpp"
#include "models/compute.hpp"
#include "models/net.hpp"

namespace mixup::train {

struct Numerics {
  at::Device device = at::kCPU;
  bool bf16 = false;           // convolutions and matrix products in bfloat16, by autocast; the rest in float32
  bool channels_last = false;  // layout of 4-D parameters, which decides that of the activations

  kernels::Ways ways;  // own operators where they fit, else LibTorch's alone

  std::string precision() const { return bf16 ? "bf16 autocast" : "fp32"; }
};

/// What the options ask for and the policy of the net advises; a fall-back to fp32 is said through `progress`.
/// Exit::usage for a device or precision that does not exist here.
/// "auto" and "cuda" mean the GPU of the number `local`, round robin.
Numerics choose_numerics(Options const& options, models::Compute const& policy, Progress& progress, int local = 0);

/// Puts the net on the device, in the layout of its 4-D parameters.
void place_net(Net const& net, Numerics const& numerics);

/// net.forward in the precision of the numerics: logits of x [B, ...] with `hook` applied to what enters stage `at`.
at::Tensor forward(Numerics const& numerics, Net const& net, at::Tensor x, int64_t at = 0, Hook const& hook = {});

}  // namespace mixup::train
