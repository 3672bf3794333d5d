// preact_block: the residual block of PreAct ResNet and WideResNet.
//
//   x ─┬─► BN ─► ReLU ─┬─► conv3x3(stride) ─► BN ─► ReLU ─► dropout ─► conv3x3 ─► + ─►
//      │               ├─► conv1x1(stride), where the shape changes ─────────────►│
//      └─► or ◄────────┘   identity, where it does not: of x, or of ReLU(BN(x)) ──►│
#pragma once
#include "kernels/convolution.hpp"
#include "kernels/norm_relu.hpp"
#include "models/stage.hpp"

namespace mixup::models {

/// Where the identity shortcut starts: the input in the paper of the net and in most code, the active input in one of
/// mixup's repositories (preact_resnet.cpp).
enum class Identity { of_input, of_active };

/// [B, in, H, W] -> [B, out, H / stride, W / stride]; `drop`: probability to drop between the convolutions.
struct PreActBlockImpl : torch::nn::Module {
  PreActBlockImpl(int64_t in, int64_t out, int64_t stride, double drop, Identity from = Identity::of_input)
      : identity(from) {
    bn1 = register_module("bn1", torch::nn::BatchNorm2d(in));
    conv1 = register_module("conv1", conv(in, out, 3, stride));
    bn2 = register_module("bn2", torch::nn::BatchNorm2d(out));
    conv2 = register_module("conv2", conv(out, out, 3));
    dropout = register_module("dropout", torch::nn::Dropout(drop));
    if (stride != 1 || in != out)
      shortcut = register_module("shortcut", torch::nn::Sequential(conv(in, out, 1, stride)));
  }

  at::Tensor forward(at::Tensor const& x) {
    auto const [active, through] = kernels::norm_relu(*bn1, x);
    auto const skip = shortcut ? kernels::convolve(shortcut->at<torch::nn::Conv2dImpl>(0), active)
                      : identity == Identity::of_input ? through
                                                       : active;
    auto const middle = kernels::norm_relu(*bn2, kernels::convolve(*conv1, active)).active;
    return kernels::convolve(*conv2, dropout(middle), skip);
  }

  Identity identity;
  torch::nn::BatchNorm2d bn1{nullptr}, bn2{nullptr};
  torch::nn::Conv2d conv1{nullptr}, conv2{nullptr};
  torch::nn::Dropout dropout{nullptr};
  torch::nn::Sequential shortcut{nullptr};
};
TORCH_MODULE(PreActBlock);

}  // namespace mixup::models
