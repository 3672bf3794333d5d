// mlp: two hidden layers of 128 ReLU units, the net of the tabular experiment (section 3.6).
#include "models/catalog.hpp"
#include "models/stage.hpp"

namespace mixup::models {

Net mlp(ModelSpec const& spec, Shape const& shape, double) {
  using torch::nn::Linear;
  auto const relu = [](at::Tensor const& x) { return x.relu(); };
  int64_t const w = scaled(128, spec.width);
  Net net;
  net.stage("fc1", Linear(shape.input[0], w));
  net.stage("fc2", Linear(w, w), relu);
  net.stage("fc3", Linear(w, shape.classes), relu);
  return net;
}

}  // namespace mixup::models
