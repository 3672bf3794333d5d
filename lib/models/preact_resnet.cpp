// preact_resnet: PreAct ResNet-18 for 32 x 32 images (He et al. 2016 b, in the form of the first author's repository).
//
//   x ─┬─► BN ─► ReLU ─┬─► conv3x3(stride) ─► BN ─► ReLU ─► dropout ─► conv3x3 ─► + ─►
//      │               └─► conv1x1(stride), where the shape changes ─────────────►│
//      └─► x itself, where it does not ──────────────────────────────────────────►│
//
// There is no BN-ReLU after the stem and none before the pooling (docs/deviations.md).
#include "models/catalog.hpp"
#include "models/stage.hpp"

namespace mixup::models {
namespace {

using torch::nn::BatchNorm2d, torch::nn::Conv2d, torch::nn::Dropout, torch::nn::Linear, torch::nn::Sequential;

struct PreActBlockImpl : torch::nn::Module {
  PreActBlockImpl(int64_t in, int64_t out, int64_t stride, double drop) {
    bn1 = register_module("bn1", BatchNorm2d(in));
    conv1 = register_module("conv1", conv(in, out, 3, stride));
    bn2 = register_module("bn2", BatchNorm2d(out));
    conv2 = register_module("conv2", conv(out, out, 3));
    dropout = register_module("dropout", Dropout(drop));
    if (stride != 1 || in != out) shortcut = register_module("shortcut", Sequential(conv(in, out, 1, stride)));
  }

  at::Tensor forward(at::Tensor const& x) {
    auto const active = bn1(x).relu_();
    auto const skip = shortcut ? shortcut->forward(active) : x;
    return conv2(dropout(bn2(conv1(active)).relu_())) + skip;
  }

  BatchNorm2d bn1{nullptr}, bn2{nullptr};
  Conv2d conv1{nullptr}, conv2{nullptr};
  Dropout dropout{nullptr};
  Sequential shortcut{nullptr};
};
TORCH_MODULE(PreActBlock);

/// Two blocks; the first may change width and resolution.
Sequential stage(int64_t in, int64_t out, int64_t stride, double drop) {
  return Sequential(PreActBlock(in, out, stride, drop), PreActBlock(out, out, 1, drop));
}

}  // namespace

Net preact_resnet18(ModelSpec const& spec, Shape const& shape, double drop) {
  int64_t const w = scaled(64, spec.width);
  Net net;
  net.stage("conv1", conv(shape.input[0], w, 3));     // [B, 3, 32, 32]  -> [B, 64, 32, 32]
  net.stage("layer1", stage(w, w, 1, drop));          //                 -> [B, 64, 32, 32]
  net.stage("layer2", stage(w, 2 * w, 2, drop));      //                 -> [B, 128, 16, 16]
  net.stage("layer3", stage(2 * w, 4 * w, 2, drop));  //                 -> [B, 256, 8, 8]
  net.stage("layer4", stage(4 * w, 8 * w, 2, drop));  //                 -> [B, 512, 4, 4]
  net.stage("linear", Linear(8 * w, shape.classes), global_average);
  return net;
}

}  // namespace mixup::models
