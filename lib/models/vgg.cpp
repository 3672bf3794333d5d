// vgg: VGG-11 with batch normalisation (Simonyan and Zisserman 2015, configuration A), the larger net of the speech
// experiment (section 3.3).
//
//   conv3x3 ─► BN ─► ReLU, eight times, with a 2 x 2 max pooling after those marked M below ─► fc1 ─► fc2
//
// The paper says no more than its name. Batch normalisation, biases and the two linear layers, with nothing between
// them, are those of github.com/adiyoss/GCommandsPytorch; the layers are numbered as in torchvision's vgg11_bn.
#include <torch/nn/modules/activation.h>
#include <torch/nn/modules/pooling.h>

#include "core/error.hpp"
#include "models/catalog.hpp"
#include "models/stage.hpp"

namespace mixup::models {
namespace {

constexpr int64_t kPool = 0;
constexpr int64_t kLayers[] = {64, kPool, 128, kPool, 256, 256, kPool, 512, 512, kPool, 512, 512, kPool};  // channels
constexpr int64_t kShrink = 32;  // five poolings

torch::nn::Sequential features(int64_t in, double width) {
  using namespace torch::nn;
  Sequential layers;
  for (int64_t const channels : kLayers) {
    if (channels == kPool) {
      layers->push_back(MaxPool2d(2));
      continue;
    }
    int64_t const out = scaled(channels, width);
    layers->push_back(Conv2d(Conv2dOptions(in, out, 3).padding(1)));
    layers->push_back(BatchNorm2d(out));
    layers->push_back(ReLU(ReLUOptions(/*inplace=*/true)));
    in = out;
  }
  return layers;
}

}  // namespace

Net vgg11(ModelSpec const& spec, Shape const& shape, double) {
  using torch::nn::Linear;
  int64_t const height = shape.input[1] / kShrink, width = shape.input[2] / kShrink, last = scaled(512, spec.width);
  if (height < 1 || width < 1)
    throw error(Exit::usage, "/model/name: vgg11 needs examples of {0} x {0} or more, the data has {1}", kShrink,
                fmt::join(shape.input, " x "));
  Net net;
  net.stage("features", features(shape.input[0], spec.width));  // [B, 1, 160, 101] -> [B, 512, 5, 3]
  net.stage("fc1", Linear(last * height * width, last),
            [](at::Tensor const& x) { return x.flatten(1); });  // 7680 -> 512
  net.stage("fc2", Linear(last, shape.classes));
  return net;
}

}  // namespace mixup::models
