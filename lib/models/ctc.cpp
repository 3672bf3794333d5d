// ctc: a small convolutional net whose answer is a class, or none, at every fourth frame of a recording.
//
//   [B, 1, rows, frames] ─► 5x5 conv, stride 2, BN, ReLU ─► 3x3 conv, stride 2, BN, ReLU     [B, 32, rows / 4, frames /
//   4]
//     ─► over time: conv of 5, BN, ReLU                                                      [B, 128, frames / 4]
//     ─► linear at every instant                                                             [B, frames / 4, classes]
//
// Ours: small enough for strings of digits on two cores; class 0 is the blank of CTC (Graves et al., ICML 2006).
#include "core/error.hpp"
#include "models/catalog.hpp"
#include "models/stage.hpp"

namespace mixup::models {
namespace {

/// A side after a convolution of stride 2 that is padded by half of its size.
int64_t halved(int64_t side) { return (side + 1) / 2; }

}  // namespace

Net ctc_convnet(ModelSpec const& spec, Shape const& shape, double) {
  using namespace torch::nn;
  auto const relu = [](at::Tensor const& x) { return x.relu(); };
  int64_t const first = scaled(16, spec.width), second = scaled(32, spec.width), units = scaled(128, spec.width);
  int64_t const height = second * halved(halved(shape.input[1]));
  Net net;
  net.stage("conv1", conv(shape.input[0], first, 5, 2));
  net.stage("bn1", BatchNorm2d(first));
  net.stage("conv2", conv(first, second, 3, 2), relu);
  net.stage("bn2", BatchNorm2d(second));
  net.stage("conv3", Conv1d(Conv1dOptions(height, units, 5).padding(2).bias(false)),
            [](at::Tensor const& x) { return x.relu().flatten(1, 2); });
  net.stage("bn3", BatchNorm1d(units));
  net.stage("fc", Linear(units, shape.classes), [](at::Tensor const& x) { return x.relu().transpose(1, 2); });
  return net;
}

}  // namespace mixup::models
