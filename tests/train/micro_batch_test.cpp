// micro_batch_test: a batch in pieces is the same step, where the net does not look across examples.
#include <ATen/TensorOperators.h>

#include <algorithm>

#include "data/dataset.hpp"
#include "train/epoch.hpp"
#include "train/fit.hpp"

#include "catch2_shim.hpp"

using namespace mixup;

namespace {

struct Trained {
  std::vector<at::Tensor> parameters;
  train::EpochSums sums;
};

/// One epoch of two steps, of 32 and 24 rows, by plain SGD: the parameters move by the sum of two gradients.
Trained one_epoch(Run run, int64_t micro_batch) {
  run.data.name = "iris";
  run.data.source = Source::synthetic;
  run.data.train_limit = 56;
  run.model.name = "mlp";
  run.optimizer.momentum = 0;
  run.optimizer.lr = 1;
  run.budget.batch = 32;
  run.budget.micro_batch = micro_batch;
  Progress quiet;
  Options options;
  options.device = "cpu";
  options.threads = 1;
  auto const context = train::make_context(options, run, quiet);
  auto const data = load(run.data, {}, 1);
  auto const net = train::make_net(context, run, data);
  train::Learner learner(context, run, net, data.train);
  Trained out;
  train::train_epoch(learner, 0, out.sums, learner.steps());
  for (auto const& [name, tensor] : net.parameters()) out.parameters.push_back(tensor.detach().clone());
  return out;
}

double largest_difference(Trained const& a, Trained const& b) {
  double most = 0;
  for (size_t i = 0; i < a.parameters.size(); ++i)
    most = std::max(most, (a.parameters[i] - b.parameters[i]).abs().max().item<double>());
  return most;
}

}  // namespace

TEST_CASE("the gradient of a batch is that of its pieces, weighted by their sizes") {
  auto const whole = one_epoch({}, 0);
  for (int64_t micro_batch : {8, 12, 31, 1}) {  // equal; 12, 12, 8 and 12, 12; 31 and 1; single examples
    INFO(micro_batch);
    auto const pieces = one_epoch({}, micro_batch);
    REQUIRE(largest_difference(whole, pieces) < 1e-5);
    REQUIRE(pieces.sums.mean_loss() == Approx(whole.sums.mean_loss()).epsilon(1e-5));
    REQUIRE(pieces.sums.images == 56);
  }
}

TEST_CASE("the method works within a piece: each draws its own lambda") {
  Run mixed;
  mixed.method.alpha = 1;
  REQUIRE(largest_difference(one_epoch(mixed, 0), one_epoch(mixed, 8)) > 1e-3);
  REQUIRE(largest_difference(one_epoch(mixed, 8), one_epoch(mixed, 8)) == 0);
}
