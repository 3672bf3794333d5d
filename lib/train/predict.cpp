#include "train/predict.hpp"

#include <ATen/core/grad_mode.h>
#include <ATen/ops/cat.h>

#include <algorithm>

#include "core/error.hpp"
#include "formats/safetensors.hpp"
#include "models/catalog.hpp"
#include "results/writer.hpp"
#include "train/numerics.hpp"
#include "train/process.hpp"
#include "train/stored_tensor.hpp"
#include "train/weights.hpp"

namespace mixup::train {
namespace {

/// "x", or the only tensor of the file: float [B, ...].
at::Tensor read_input(std::string const& path) {
  auto const file = read_tensors(path);
  auto const* const x = file.tensors.size() == 1 ? &file.tensors[0] : find_tensor(file, "x");
  if (!x) throw error(Exit::data, "{}: {} tensors, expected one or one named x", path, file.tensors.size());
  if (x->dtype != Dtype::f32 || x->shape.size() < 2 || checked_product(x->shape) == uint64_t{0})
    throw error(Exit::data, "{}: {} is {} [{}], expected F32 [examples, ...]", path, x->name, name_of(x->dtype),
                fmt::join(x->shape, ", "));
  return unpack(file, *x);
}

/// Rows of the classifier in the file. Its name is that of the model at any width and with any number of classes.
int64_t classes_of(TensorFile const& weights, ModelSpec spec, std::vector<int64_t> const& input) {
  constexpr double kNarrowest = 0.01;
  spec.width = kNarrowest;
  auto const name = classifier(models::make(spec, {input, 1}, 0, 0)).first;
  auto const* const stored = find_tensor(weights, name);
  if (!stored || stored->shape.size() != 2 || stored->shape[0] == 0)
    throw error(Exit::data, "{}: holds the weights of another net: {} has {} [classes, features], the file {}",
                weights.path, spec.name, name, stored ? "another shape" : "lacks it");
  return stored->shape[0];
}

}  // namespace

void predict(Prediction const& wish, Options const& options, Progress& progress) {
  auto const& policy = models::find(wish.model.name).compute;
  set_up_process(options, policy, progress);
  auto const numerics = choose_numerics(options, policy, progress);
  auto const x = read_input(wish.input);
  auto const input = x.sizes().slice(1).vec();
  auto const weights = read_tensors(options.weights);
  for (auto const& note : weights.notes) progress.note(note);
  auto const net = models::make(wish.model, {input, classes_of(weights, wish.model, input)}, 0, 0);
  load_weights(net, weights);
  place_net(net, numerics);
  net.train(false);
  at::NoGradGuard const no_grad;
  std::vector<at::Tensor> logits;
  for (int64_t begin = 0; begin < x.size(0); begin += wish.batch) {
    auto const part = x.narrow(0, begin, std::min(wish.batch, x.size(0) - begin));
    logits.push_back(net.forward(part.to(numerics.device)).to(at::kFloat).cpu());
  }
  auto const all = at::cat(logits).contiguous();
  write_whole(wish.output,
              to_safetensors({{"logits", Dtype::f32, all.sizes().vec(), bytes_of(all)}}, {{"model", wish.model.name}}));
}

}  // namespace mixup::train
