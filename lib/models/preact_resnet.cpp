// preact_resnet: PreAct ResNet-18 for 32 x 32 images (He et al. 2016 b) in the two forms of the authors' repositories.
//
//   preact_resnet18          hongyi-zhang/mixup: the stem is a convolution, identity shortcuts take the raw input
//   preact_resnet18_bn_stem  facebookresearch/mixup-cifar10, models/resnet.py: BN-ReLU after the stem, identity
//   shortcuts
//                            take the active input; its forward(x, lin, lout) is what mixes "layer l" (Table 5)
//
// Neither has a BN-ReLU before the pooling (docs/deviations.md).
#include "models/catalog.hpp"
#include "models/preact_block.hpp"

namespace mixup::models {
namespace {

using torch::nn::BatchNorm2d, torch::nn::Linear, torch::nn::Sequential;

/// Appends what follows the stem; a stage has two blocks, of which the first may change width and resolution.
void append_stages(Net& net, int64_t w, int64_t classes, double drop, Identity identity) {
  auto const stage = [&](int64_t in, int64_t out, int64_t stride) {
    return Sequential(PreActBlock(in, out, stride, drop, identity), PreActBlock(out, out, 1, drop, identity));
  };
  net.stage("layer1", stage(w, w, 1));          // [B, 64, 32, 32] -> [B, 64, 32, 32]
  net.stage("layer2", stage(w, 2 * w, 2));      //                 -> [B, 128, 16, 16]
  net.stage("layer3", stage(2 * w, 4 * w, 2));  //                 -> [B, 256, 8, 8]
  net.stage("layer4", stage(4 * w, 8 * w, 2));  //                 -> [B, 512, 4, 4]
  net.stage("linear", Linear(8 * w, classes), global_average);
}

}  // namespace

Net preact_resnet18(ModelSpec const& spec, Shape const& shape, double drop) {
  int64_t const w = scaled(64, spec.width);
  Net net;
  net.stage("conv1", conv(shape.input[0], w, 3));  // [B, 3, 32, 32] -> [B, 64, 32, 32]
  append_stages(net, w, shape.classes, drop, Identity::of_input);
  return net;
}

Net preact_resnet18_bn_stem(ModelSpec const& spec, Shape const& shape, double drop) {
  int64_t const w = scaled(64, spec.width);
  auto conv1 = conv(shape.input[0], w, 3);
  BatchNorm2d bn1(w);
  Net net;
  net.stage({{"conv1", conv1.ptr()}, {"bn1", bn1.ptr()}},  // [B, 3, 32, 32] -> [B, 64, 32, 32]
            [conv1, bn1](at::Tensor const& x) mutable {
              return kernels::norm_relu(*bn1, kernels::convolve(*conv1, x)).active;
            });
  append_stages(net, w, shape.classes, drop, Identity::of_active);
  return net;
}

}  // namespace mixup::models
