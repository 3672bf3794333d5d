// optimizer: LibTorch's SGD and Adam, or a fused Adam, behind the three calls that a training loop makes.
#pragma once
#include <memory>

#include "core/run.hpp"
#include "models/net.hpp"

namespace torch::optim {
class Optimizer;
}

namespace mixup::train {

class Optimizer {
 public:
  /// Weight decay acts on every parameter, BN and biases included, as in the authors' CIFAR code, or with decay_norms
  /// off on those of more than one dimension alone (Goyal et al. 2017, section 5.3).
  /// `fused`: Adam's step is the one pass of lib/kernels, for float32 parameters on the CPU; else LibTorch's.
  Optimizer(OptimizerSpec const& spec, NamedTensors const& parameters, bool fused = false);
  ~Optimizer();
  void set_rate(double rate);
  void zero_grad();  // gradients become undefined, so backward writes instead of adding
  void step();
  /// False when the gradient of any parameter holds an infinity or NaN.
  bool finite_gradients() const;

  /// What it remembers of the steps before: "<parameter>/momentum_buffer", or Adam's "/step", "/exp_avg",
  /// "/exp_avg_sq"; nothing of a parameter that has had no step.
  NamedTensors state() const;
  /// Exit::data if `state` is not that of such an optimiser.
  void load(NamedTensors const& state);

 private:
  void fused_adam();

  NamedTensors parameters_;
  bool adam_, fused_;
  std::unique_ptr<torch::optim::Optimizer> inner_;
};

}  // namespace mixup::train
