// optimizer: SGD and Adam behind the calls that a training loop makes, as LibTorch steps them or in fewer passes.
#pragma once
#include <memory>

#include "core/run.hpp"
#include "models/net.hpp"
#include "train/numerics.hpp"

namespace torch::optim {
class Optimizer;
}

namespace mixup::train {

class Optimizer {
 public:
  enum class Way {
    torch,     // parameter by parameter, as LibTorch does
    one_pass,  // Adam, or SGD with momentum, on the CPU: one loop over each parameter (kernels/sgd.hpp, adam.hpp)
    device,    // all parameters in a few operations that wait for nothing (kHasFusedUpdates)
  };
  /// Weight decay acts on every parameter, BN and biases included, as in the authors' CIFAR code, or with decay_norms
  /// off on those of more than one dimension alone (Goyal et al. 2017, section 5.3). The ways agree up to rounding;
  /// one_pass is taken where all parameters allow it, torch elsewhere.
  Optimizer(OptimizerSpec const& spec, NamedTensors const& parameters, Way way = Way::torch);
  ~Optimizer();
  void set_rate(double rate);
  void zero_grad();  // gradients become undefined, so backward writes instead of adding
  /// bool []: false when the gradient of any parameter holds an infinity or NaN.
  at::Tensor finite_gradients() const;
  void step();  // not on the device
  /// A step at `rate` (double []), none where `allowed` (bool []) is false.
  void step(at::Tensor const& rate, at::Tensor const& allowed);
  bool fused() const { return way_ == Way::device; }

  /// What it remembers of the steps before: "<parameter>/momentum_buffer", or Adam's "/step", "/exp_avg",
  /// "/exp_avg_sq"; nothing of a parameter that has had no step.
  NamedTensors state() const;
  /// Exit::data if `state` is not that of such an optimiser.
  void load(NamedTensors const& state);

 private:
  void step_in_one_pass();
  void step_fused(at::Tensor const& rate, at::Tensor const& allowed);

  NamedTensors parameters_;
  bool adam_;
  Way way_;
  at::Tensor steps_;  // float []: of Adam, fused
  std::unique_ptr<torch::optim::Optimizer> inner_;
};

/// The way of a loop that calls step() itself: our own kernel where the numerics have it.
Optimizer::Way way_of(Numerics const& numerics);

}  // namespace mixup::train
