// mlp: fully connected nets of ReLU units with a linear output: two hidden layers of 128 (section 3.6), or three of
// 512, both players of the GAN (section 3.7).
#include "models/catalog.hpp"
#include "models/stage.hpp"

namespace mixup::models {
namespace {

/// [features] -> `layers` times `units` -> [classes]; stages fc1, fc2, ...
Net fully_connected(Shape const& shape, int layers, int64_t units) {
  using torch::nn::Linear;
  auto const relu = [](at::Tensor const& x) { return x.relu(); };
  Net net;
  net.stage("fc1", Linear(shape.input[0], units));
  for (int i = 2; i <= layers; ++i) net.stage("fc" + std::to_string(i), Linear(units, units), relu);
  net.stage("fc" + std::to_string(layers + 1), Linear(units, shape.classes), relu);
  return net;
}

}  // namespace

Net mlp(ModelSpec const& spec, Shape const& shape, double) {
  return fully_connected(shape, 2, scaled(128, spec.width));
}

Net mlp3_512(ModelSpec const& spec, Shape const& shape, double) {
  return fully_connected(shape, 3, scaled(512, spec.width));
}

}  // namespace mixup::models
