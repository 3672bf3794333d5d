// wide_resnet: WideResNet-28-10 for 32 x 32 images (Zagoruyko and Komodakis 2016): depth 28, widths 160, 320, 640.
//
// The blocks of preact_resnet, four a group, a BN-ReLU before the pooling. The authors' repositories have no such net.
#include "models/catalog.hpp"
#include "models/preact_block.hpp"

namespace mixup::models {
namespace {

using torch::nn::BatchNorm2d, torch::nn::Linear, torch::nn::Sequential;

constexpr int kBlocksPerGroup = 4;  // (28 - 4) / 6

Sequential group(int64_t in, int64_t out, int64_t stride, double drop) {
  Sequential blocks(PreActBlock(in, out, stride, drop));
  for (int i = 1; i < kBlocksPerGroup; ++i) blocks->push_back(PreActBlock(out, out, 1, drop));
  return blocks;
}

}  // namespace

Net wide_resnet28_10(ModelSpec const& spec, Shape const& shape, double drop) {
  int64_t const w = scaled(160, spec.width);
  Net net;
  net.stage("conv0", conv(shape.input[0], 16, 3));    // [B, 3, 32, 32]  -> [B, 16, 32, 32]
  net.stage("group0", group(16, w, 1, drop));         //                 -> [B, 160, 32, 32]
  net.stage("group1", group(w, 2 * w, 2, drop));      //                 -> [B, 320, 16, 16]
  net.stage("group2", group(2 * w, 4 * w, 2, drop));  //                 -> [B, 640, 8, 8]
  net.stage("bn", BatchNorm2d(4 * w));
  net.stage("fc", Linear(4 * w, shape.classes), [](at::Tensor const& x) { return global_average(x.relu()); });
  return net;
}

}  // namespace mixup::models
