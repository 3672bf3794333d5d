// resnet: ResNet (He et al. 2016 a) and ResNeXt (Xie et al. 2017) for photographs, with torchvision's names.
//
//   x ─┬─► conv1x1 ─► BN ─► ReLU ─► conv3x3(stride, groups) ─► BN ─► ReLU ─► conv1x1 ─► BN ─► + ─► ReLU ─►
//      └─► conv1x1(stride) ─► BN, where the shape changes, x itself where it does not ───────►│
//
// The stride is on the 3x3, as in torchvision, fb.resnet.torch and Goyal et al. (2017); He et al. had it on the 1x1.
#include <ATen/ops/max_pool2d.h>

#include "kernels/norm_relu.hpp"
#include "models/catalog.hpp"
#include "models/stage.hpp"

namespace mixup::models {
namespace {

using torch::nn::BatchNorm2d, torch::nn::Conv2d, torch::nn::Linear, torch::nn::Sequential;

constexpr int kExpansion = 4;  // a block leaves with four times the channels of its plain width

struct Layout {
  int blocks[4];        // of the four layers
  int64_t groups;       // of the 3x3: the cardinality of ResNeXt
  int64_t group_width;  // channels per group of the 3x3 in layer 1; doubled in each that follows
};

Conv2d grouped(int64_t channels, int64_t stride, int64_t groups) {
  return he(
      Conv2d(torch::nn::Conv2dOptions(channels, channels, 3).stride(stride).padding(1).groups(groups).bias(false)));
}

/// [B, in, H, W] -> [B, out, H / stride, W / stride]; `middle` channels, in `groups`, between the 1x1s.
struct BottleneckImpl : torch::nn::Module {
  BottleneckImpl(int64_t in, int64_t middle, int64_t out, int64_t stride, int64_t groups, bool zero_gamma) {
    conv1 = register_module("conv1", he(conv(in, middle, 1)));
    bn1 = register_module("bn1", BatchNorm2d(middle));
    conv2 = register_module("conv2", grouped(middle, stride, groups));
    bn2 = register_module("bn2", BatchNorm2d(middle));
    conv3 = register_module("conv3", he(conv(middle, out, 1)));
    bn3 = register_module("bn3", BatchNorm2d(out));
    if (zero_gamma) bn3->weight.data().zero_();
    if (stride != 1 || in != out)
      downsample = register_module("downsample", Sequential(he(conv(in, out, 1, stride)), BatchNorm2d(out)));
  }

  at::Tensor forward(at::Tensor const& x) {
    auto const narrow = kernels::norm_relu(*bn1, conv1(x)).active;
    auto const branch = bn3(conv3(kernels::norm_relu(*bn2, conv2(narrow)).active));
    return (branch + (downsample ? downsample->forward(x) : x)).relu_();
  }

  Conv2d conv1{nullptr}, conv2{nullptr}, conv3{nullptr};
  BatchNorm2d bn1{nullptr}, bn2{nullptr}, bn3{nullptr};
  Sequential downsample{nullptr};
};
TORCH_MODULE(Bottleneck);

Net resnet(Layout const& layout, ModelSpec const& spec, Shape const& shape) {
  int64_t channels = scaled(64, spec.width);
  auto conv1 = he(conv(shape.input[0], channels, 7, 2));
  BatchNorm2d bn1(channels);
  Net net;
  // [B, 3, 224, 224] -> [B, 64, 56, 56]
  net.stage({{"conv1", conv1.ptr()}, {"bn1", bn1.ptr()}}, [conv1, bn1](at::Tensor const& x) mutable {
    return at::max_pool2d(kernels::norm_relu(*bn1, conv1(x)).active, 3, 2, 1);
  });
  for (int layer = 0; layer < 4;
       ++layer) {  // -> [B, 256, 56, 56], [B, 512, 28, 28], [B, 1024, 14, 14], [B, 2048, 7, 7]
    int64_t const times = int64_t{1} << layer;
    int64_t const middle = layout.groups * scaled(layout.group_width * times, spec.width);
    int64_t const out = kExpansion * scaled(64 * times, spec.width);
    Sequential blocks;
    for (int i = 0; i < layout.blocks[layer]; ++i, channels = out)
      blocks->push_back(Bottleneck(channels, middle, out, i == 0 && layer > 0 ? 2 : 1, layout.groups, spec.zero_gamma));
    net.stage("layer" + std::to_string(layer + 1), blocks);
  }
  Linear fc(channels, shape.classes);
  if (spec.zero_gamma) {  // Goyal et al. (2017), section 5.1, says both; the bias is that of Caffe2's layer
    fc->weight.data().normal_(0, 0.01);
    fc->bias.data().zero_();
  }
  net.stage("fc", fc, global_average);
  return net;
}

}  // namespace

Net resnet50(ModelSpec const& spec, Shape const& shape, double) { return resnet({{3, 4, 6, 3}, 1, 64}, spec, shape); }

Net resnet101(ModelSpec const& spec, Shape const& shape, double) { return resnet({{3, 4, 23, 3}, 1, 64}, spec, shape); }

Net resnext101_32x4d(ModelSpec const& spec, Shape const& shape, double) {
  return resnet({{3, 4, 23, 3}, 32, 4}, spec, shape);
}

Net resnext101_64x4d(ModelSpec const& spec, Shape const& shape, double) {
  return resnet({{3, 4, 23, 3}, 64, 4}, spec, shape);
}

}  // namespace mixup::models
