// net: a classifier as a list of stages, so that anything can happen between two of them (Table 5, "layer l").
//
//   x ──► stage 0 ──► stage 1 ──► ... ──► logits [B, classes]
//      ▲            ▲
//      at = 0       at = 1: what enters stage 1
#pragma once
#include <ATen/core/Tensor.h>

#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace torch::nn {
class Module;
}

namespace mixup {

using Hook = std::function<at::Tensor(at::Tensor const&)>;
using Parts = std::vector<std::pair<std::string, std::shared_ptr<torch::nn::Module>>>;
using NamedTensors = std::vector<std::pair<std::string, at::Tensor>>;

/// Shape of one example and number of classes: all a model needs to know of a data set.
struct Shape {
  std::vector<int64_t> input;  // [C, H, W] or [features]
  int64_t classes = 0;
};

class Net {
 public:
  Net();
  /// Appends a stage; its parameters are found under `name`. `module` is any torch::nn module of one tensor.
  template <class Module>
  Net& stage(std::string const& name, Module module, Hook before = {});

  /// Appends a stage made of several modules, each found under its own name: torchvision's stems are no module.
  Net& stage(Parts parts, Hook forward);

  /// A first stage without parameters; every later stage moves up by one.
  Net& front(Hook stage);

  /// Logits of x [B, ...]. `hook`, if any, maps what enters stage `at` (0 ... stages() - 1).
  at::Tensor forward(at::Tensor x, int64_t at = 0, Hook const& hook = {}) const;

  size_t stages() const { return stages_.size(); }
  void train(bool on = true) const;
  void to(at::Device device) const;
  /// 4-D parameters channels last, the layout that oneDNN's and cuDNN's convolutions work in.
  void channels_last() const;

  NamedTensors parameters() const;
  /// Parameters and buffers (running statistics of BN), under PyTorch's names: what a weights file holds.
  NamedTensors state() const;
  int64_t parameter_count() const;

 private:
  std::shared_ptr<torch::nn::Module> root_;
  std::vector<Hook> stages_;
};

}  // namespace mixup
