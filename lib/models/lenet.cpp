// lenet: two convolutions and two linear layers, the smaller net of the speech experiment (section 3.3).
//
// The paper gives no sizes; these are those of the reference of its time and place for the same 30 words
// (github.com/adiyoss/GCommandsPytorch, model.py): 5 x 5 convolutions without padding, dropout 0.5 of whole channels
// after the second and of units after the first linear layer.
#include <ATen/ops/dropout.h>
#include <ATen/ops/feature_dropout.h>
#include <ATen/ops/max_pool2d.h>

#include "core/error.hpp"
#include "models/catalog.hpp"
#include "models/stage.hpp"

namespace mixup::models {
namespace {

constexpr double kDrop = 0.5;
constexpr int64_t kKernel = 5;

/// Drops whole channels of what it computes.
struct DroppedConvImpl : torch::nn::Conv2dImpl {
  using Conv2dImpl::Conv2dImpl;
  at::Tensor forward(at::Tensor const& x) { return at::feature_dropout(Conv2dImpl::forward(x), kDrop, is_training()); }
};
TORCH_MODULE(DroppedConv);

/// Drops units of what enters it.
struct DroppingLinearImpl : torch::nn::LinearImpl {
  using LinearImpl::LinearImpl;
  at::Tensor forward(at::Tensor const& x) { return LinearImpl::forward(at::dropout(x, kDrop, is_training())); }
};
TORCH_MODULE(DroppingLinear);

at::Tensor pool_relu(at::Tensor const& x) { return at::max_pool2d(x, {2, 2}).relu(); }

/// A side after convolution and pooling.
int64_t shrunk(int64_t side) { return (side - kKernel + 1) / 2; }

}  // namespace

Net lenet(ModelSpec const& spec, Shape const& shape, double) {
  using torch::nn::Conv2d, torch::nn::Linear;
  int64_t const height = shrunk(shrunk(shape.input[1])), width = shrunk(shrunk(shape.input[2]));
  if (height < 1 || width < 1)
    throw error(Exit::usage, "/model/name: lenet needs examples of 16 x 16 or more, the data has {}",
                fmt::join(shape.input, " x "));
  int64_t const channels = scaled(20, spec.width), units = scaled(1000, spec.width);
  Net net;
  net.stage("conv1", Conv2d(shape.input[0], channels, kKernel));            // [B, 1, 160, 101] -> [B, 20, 156, 97]
  net.stage("conv2", DroppedConv(channels, channels, kKernel), pool_relu);  // [B, 20, 78, 48]  -> [B, 20, 74, 44]
  net.stage("fc1", Linear(channels * height * width, units),                // [B, 16280]       -> [B, 1000]
            [](at::Tensor const& x) { return pool_relu(x).flatten(1); });   // (pooled to 20 x 37 x 22)
  net.stage("fc2", DroppingLinear(units, shape.classes), [](at::Tensor const& x) { return x.relu(); });
  return net;
}

}  // namespace mixup::models
