// preact_resnet: PreAct ResNet-18 for 32 x 32 images (He et al. 2016 b, in the form of the first author's repository).
// There is no BN-ReLU after the stem and none before the pooling (docs/deviations.md).
#include "models/catalog.hpp"
#include "models/preact_block.hpp"

namespace mixup::models {
namespace {

using torch::nn::Linear, torch::nn::Sequential;

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
