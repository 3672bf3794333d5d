// make_net: the net that a run starts from.
#include "core/error.hpp"
#include "models/catalog.hpp"
#include "train/fit.hpp"
#include "train/weights.hpp"

namespace mixup::train {
namespace {

/// Weights of the file that the run names, where it names one.
void start_from_file(Context const& context, Run const& run, Net const& net) {
  auto const& path = context.weights;
  auto const hash = path.empty() ? "" : weights_hash(path);
  if (run.model.weights != hash)
    throw error(Exit::usage, "/model/weights: got \"{}\", --weights {} gives \"{}\"", run.model.weights,
                path.empty() ? "(not given)" : path, hash);
  if (path.empty()) return;
  auto const file = read_tensors(path);
  for (auto const& note : file.notes) context.progress.note(note);
  load_weights(net, file);
}

void require_stage(Run const& run, Net const& net) {
  if (run.method.at >= static_cast<int64_t>(net.stages()))
    throw error(Exit::usage, "/method/at: got {}, {} has stages 0 ... {}", run.method.at, run.model.name,
                net.stages() - 1);
}

}  // namespace

Net make_net(Context const& context, Run const& run, Splits const& data) {
  Shape shape{example_shape(data.train), data.train.classes};
  auto const& front = data.train.front;
  if (front) shape.input = front(data.train.x.narrow(0, 0, 1)).sizes().slice(1).vec();
  auto net = models::make(run.model, shape, run.method.dropout, context.seeds("init"));
  require_stage(run, net);
  start_from_file(context, run, net);
  if (front) net.front(front);
  place_net(net, context.numerics);
  return net;
}

}  // namespace mixup::train
