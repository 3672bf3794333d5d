// stage: how a torch::nn module becomes a stage of a Net; for the files that define models, nobody else.
#pragma once
#include <torch/nn/module.h>
#include <torch/nn/modules/batchnorm.h>
#include <torch/nn/modules/container/sequential.h>
#include <torch/nn/modules/conv.h>
#include <torch/nn/modules/dropout.h>
#include <torch/nn/modules/linear.h>

#include <algorithm>
#include <cmath>

#include "kernels/convolution.hpp"
#include "models/net.hpp"

namespace mixup {

namespace models {

template <class Module>
at::Tensor run(Module& module, at::Tensor const& x) {
  return module->forward(x);
}
inline at::Tensor run(torch::nn::Conv2d& module, at::Tensor const& x) { return kernels::convolve(*module, x); }

}  // namespace models

template <class Module>
Net& Net::stage(std::string const& name, Module module, Hook before) {
  return stage(Parts{{name, module.ptr()}},
               [module, before](at::Tensor const& x) mutable { return models::run(module, before ? before(x) : x); });
}

namespace models {

/// Convolution of size k, padding k/2, no bias: what every net of the paper is made of.
inline torch::nn::Conv2d conv(int64_t in, int64_t out, int64_t k, int64_t stride = 1) {
  return torch::nn::Conv2d(torch::nn::Conv2dOptions(in, out, k).stride(stride).padding(k / 2).bias(false));
}

/// `c` with the initial law of He et al. (2015) by fan-out: N(0, sqrt(2 / (k^2 out))).
inline torch::nn::Conv2d he(torch::nn::Conv2d c) {
  auto const& w = c->weight;
  w.data().normal_(0, std::sqrt(2.0 / static_cast<double>(w.size(0) * w.size(2) * w.size(3))));
  return c;
}

/// [B, C, H, W] -> [B, C], the mean over each plane.
inline at::Tensor global_average(at::Tensor const& x) { return x.mean({2, 3}); }

/// At least one channel, whatever the width.
inline int64_t scaled(int64_t channels, double width) {
  return std::max<int64_t>(1, static_cast<int64_t>(static_cast<double>(channels) * width + 0.5));
}

}  // namespace models
}  // namespace mixup
