// densenet: DenseNet-BC-190 with growth 40 for 32 x 32 images (Huang et al. 2017), sized as in the authors' repository.
//
// A dense layer sees everything before it in its block:  x ─► BN-ReLU-conv1x1(4k) ─► BN-ReLU-conv3x3(k) ─► [x, new]
#include <ATen/Functions.h>

#include "kernels/norm_relu.hpp"
#include "models/catalog.hpp"
#include "models/stage.hpp"

namespace mixup::models {
namespace {

using torch::nn::BatchNorm2d, torch::nn::Conv2d, torch::nn::Dropout, torch::nn::Linear, torch::nn::Sequential;

constexpr int kLayersPerBlock = (190 - 4) / 3 / 2;  // 31: depth 190, three blocks, two convolutions a layer
constexpr double kCompression = 0.5;                // of a transition ("C" of BC)

/// The authors' initial law.
Conv2d he_conv(int64_t in, int64_t out, int64_t k) { return he(conv(in, out, k)); }

struct DenseLayerImpl : torch::nn::Module {
  DenseLayerImpl(int64_t in, int64_t growth, double drop) {
    bn1 = register_module("bn1", BatchNorm2d(in));
    conv1 = register_module("conv1", he_conv(in, 4 * growth, 1));
    bn2 = register_module("bn2", BatchNorm2d(4 * growth));
    conv2 = register_module("conv2", he_conv(4 * growth, growth, 3));
    dropout = register_module("dropout", Dropout(drop));
  }
  at::Tensor forward(at::Tensor const& x) {
    auto const [active, through] = kernels::norm_relu(*bn1, x);
    auto const narrow = conv1(active);
    return at::cat({through, conv2(dropout(kernels::norm_relu(*bn2, narrow).active)).to(x.scalar_type())}, 1);
  }
  BatchNorm2d bn1{nullptr}, bn2{nullptr};
  Conv2d conv1{nullptr}, conv2{nullptr};
  Dropout dropout{nullptr};
};
TORCH_MODULE(DenseLayer);

/// Named as in the authors' repository: block1.layer.0.conv1.
struct DenseBlockImpl : torch::nn::Module {
  explicit DenseBlockImpl(Sequential const& layers) : layer(register_module("layer", layers)) {}
  at::Tensor forward(at::Tensor const& x) { return layer->forward(x); }
  Sequential layer;
};
TORCH_MODULE(DenseBlock);

struct TransitionImpl : torch::nn::Module {
  TransitionImpl(int64_t in, int64_t out) {
    bn1 = register_module("bn1", BatchNorm2d(in));
    conv1 = register_module("conv1", he_conv(in, out, 1));
  }
  at::Tensor forward(at::Tensor const& x) { return at::avg_pool2d(conv1(kernels::norm_relu(*bn1, x).active), 2); }
  BatchNorm2d bn1{nullptr};
  Conv2d conv1{nullptr};
};
TORCH_MODULE(Transition);

}  // namespace

Net densenet_bc190(ModelSpec const& spec, Shape const& shape, double drop) {
  int64_t const growth = scaled(40, spec.width);
  int64_t channels = 2 * growth;
  Net net;
  net.stage("conv1", he_conv(shape.input[0], channels, 3));  // [B, 3, 32, 32] -> [B, 80, 32, 32]
  for (int block = 1; block <= 3; ++block) {
    Sequential layers;
    for (int i = 0; i < kLayersPerBlock; ++i, channels += growth) layers->push_back(DenseLayer(channels, growth, drop));
    net.stage("block" + std::to_string(block), DenseBlock(layers));
    if (block == 3) break;
    auto const fewer = static_cast<int64_t>(static_cast<double>(channels) * kCompression);
    net.stage("trans" + std::to_string(block), Transition(channels, fewer));  // 32 -> 16 -> 8
    channels = fewer;
  }
  net.stage("bn1", BatchNorm2d(channels));
  Linear fc(channels, shape.classes);
  fc->bias.data().zero_();
  net.stage("fc", fc, [](at::Tensor const& x) { return global_average(x.relu()); });
  return net;
}

}  // namespace mixup::models
