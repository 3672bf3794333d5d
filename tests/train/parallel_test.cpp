// parallel: several ranks make the run that one rank makes in as many pieces.
#include <ATen/TensorOperators.h>

#include <algorithm>
#include <cmath>
#include <mutex>

#include "error_of.hpp"
#include "ranks.hpp"
#include "scratch_folder.hpp"
#include "stopping.hpp"
#include "train/classify.hpp"
#include "train/epoch.hpp"
#include "train/evaluate.hpp"
#include "train/weights.hpp"

#include "catch2_shim.hpp"

using namespace mixup;
using test::on_ranks;

namespace {

/// Two whole batches of 64 and one of 22, of which the second rank of two has nothing.
Run small_run(double alpha, int64_t micro_batch) {
  Run run;
  run.experiment = "cifar";
  run.data.name = "cifar10";
  run.data.source = Source::synthetic;
  run.data.train_limit = 150;
  run.data.test_limit = 1100;  // three batches of a judging
  run.data.augment = Augment::crop_flip;
  run.model = {"preact_resnet18", 0.125};
  run.optimizer.lr = 0.02;
  run.optimizer.weight_decay = 1e-4;
  run.budget = {2, 64, 100, micro_batch};
  run.method.alpha = alpha;
  return run;
}

Options one_thread() {
  Options options;
  options.device = "cpu";
  options.precision = "fp32";
  options.threads = 1;
  return options;
}

/// LibTorch draws initial weights from a generator that all threads share.
Net made_net(train::Context const& context, Run const& run, Splits const& data) {
  static std::mutex one_at_a_time;
  std::lock_guard<std::mutex> const lock(one_at_a_time);
  return train::make_net(context, run, data);
}

/// The gradients of the first step, with batch norms that do not look at the batch.
std::vector<at::Tensor> first_gradients(Run const& run, Splits const& data, train::Together const& together) {
  Progress quiet;
  auto const context = train::make_context(one_thread(), run, quiet, together);
  auto const net = made_net(context, run, data);
  net.train(false);
  train::Learner learner(context, run, net, data.train);
  train::EpochSums sums;
  train::train_epoch(learner, 0, sums, 1);
  std::vector<at::Tensor> out;
  for (auto const& [name, parameter] : net.parameters()) out.push_back(parameter.grad().clone());
  return out;
}

/// All tensors as one vector: the norm of what differs over the norm of b.
double relative_difference(std::vector<at::Tensor> const& a, std::vector<at::Tensor> const& b) {
  double apart = 0, whole = 0;
  for (size_t i = 0; i < a.size(); ++i) {
    apart += (a[i] - b[i]).to(at::kDouble).square().sum().item<double>();
    whole += b[i].to(at::kDouble).square().sum().item<double>();
  }
  return std::sqrt(apart / whole);
}

struct Made {
  Outcome outcome;
  std::vector<at::Tensor> state;
};

Made make(Run const& run, train::Together const& together = {}, Options const& options = one_thread(),
          Progress&& progress = Progress()) {
  auto const context = train::make_context(options, run, progress, together);
  auto const data = load(run.data, {}, 1);
  auto const net = made_net(context, run, data);
  auto const curve = train::fit(context, run, net, data);
  Made out{train::outcome(context, data, net, curve), {}};
  for (auto const& [name, tensor] : net.state()) out.state.push_back(tensor.detach().clone());
  return out;
}

void require_close(Json const& a, Json const& b, double relative) {
  REQUIRE(a.size() == b.size());
  for (size_t i = 0; i < a.size(); ++i) REQUIRE(a[i].get<double>() == Approx(b[i].get<double>()).epsilon(relative));
}

}  // namespace

TEST_CASE("with batch norm frozen, ranks of B / N examples give the gradients of one with B", "[parallel]") {
  auto whole = small_run(0, 0);
  whole.data.augment = Augment::none;  // crops are drawn per piece
  auto const data = load(whole.data, {}, 1);
  auto const expected = first_gradients(whole, data, {});
  for (int const size : {2, 4})
    on_ranks(size, [&](train::Together const& here) {
      auto const got = first_gradients(over_ranks(whole, size), data, here);
      auto const difference = relative_difference(got, expected);
      if (difference > 1e-6) throw error(Exit::bug, "{} ranks: {:.2g}", size, difference);
    });
}

TEST_CASE("so they do with the lambda and partners of as many pieces", "[parallel]") {
  auto const run = small_run(1, 16);
  auto const data = load(run.data, {}, 1);
  auto const expected = first_gradients(run, data, {});
  for (int const size : {2, 4})
    on_ranks(size, [&](train::Together const& here) {
      auto const difference = relative_difference(first_gradients(run, data, here), expected);
      if (difference > 1e-6) throw error(Exit::bug, "{} ranks: {:.2g}", size, difference);
    });
}

TEST_CASE("ranks make the run that one makes in pieces, with short last batches and statistics", "[parallel]") {
  auto const run = small_run(1, 16);
  auto const alone = make(run);
  std::vector<Json> hashes(2);
  on_ranks(2, [&](train::Together const& here) {
    auto const made = make(run, here);
    hashes[static_cast<size_t>(here.group->rank())] = made.outcome.parameters;
    if (made.outcome.environment["ranks"] != 2 || made.outcome.environment["backend"] != "gloo")
      throw error(Exit::bug, "{}", made.outcome.environment.dump());
    auto const difference = relative_difference(made.state, alone.state);
    if (difference > 1e-3) throw error(Exit::bug, "state: {:.2g}", difference);
    for (char const* curve : {"train_loss", "train_error", "test_loss"})
      require_close(made.outcome.curve[curve], alone.outcome.curve[curve], 1e-3);
  });
  REQUIRE(alone.outcome.environment["ranks"] == 1);
  REQUIRE(hashes[0] == hashes[1]);
}

TEST_CASE("a judging by several ranks is that of one, to the last bit", "[parallel]") {
  auto const run = small_run(0, 32);
  auto const data = load(run.data, {}, 1);
  auto const score = [&](train::Together const& together) {
    Progress quiet;
    auto const context = train::make_context(one_thread(), run, quiet, together);
    auto const net = made_net(context, run, data);
    int64_t calls = 0;
    auto const score = train::evaluate(context, net, data.test, [&] { ++calls; });
    auto const rounds = (3 + together.group->size() - 1) / together.group->size();
    if (calls != rounds) throw error(Exit::bug, "{} calls, expected {}", calls, rounds);
    return Json{score.error, score.top5, score.loss, to_json(score.calibration)};
  };
  auto const alone = score({});
  for (int const size : {2, 4})
    on_ranks(size, [&](train::Together const& here) {
      if (auto const got = score(here); got != alone) throw error(Exit::bug, "{} and {}", got.dump(), alone.dump());
    });
}

TEST_CASE("ranks that are stopped go on to the same net", "[parallel]") {
  auto const run = small_run(1, 32);
  Json whole;
  on_ranks(2, [&](train::Together const& here) {
    auto made = make(run, here);
    if (here.group->first()) whole = test::essence(made.outcome);
  });
  for (int64_t const at : {2, 3, 5}) {  // within an epoch, at its end, in the second
    INFO(at);
    test::ScratchFolder const folder;
    auto const go = [&](int64_t stop) {
      Json out;
      on_ranks(2, [&](train::Together const& here) {
        bool const first = here.group->first();
        test::Stopper stopper(first ? 0 : stop);  // the signal reaches the other rank
        auto options = test::stoppable_options(first ? folder.path() : "", stopper);
        options.precision = "fp32";
        auto const context = train::make_context(options, run, stopper, here);
        auto const stopped = test::error_of([&] {
          auto const data = load(run.data, {}, 1);
          auto const net = made_net(context, run, data);
          auto const outcome = train::outcome(context, data, net, train::fit(context, run, net, data));
          if (first) out = test::essence(outcome);
        });
        auto const expected = stop > 0 ? Exit::terminated : Exit::ok;
        if (stopped.code != expected) throw error(Exit::bug, "{}", stopped.what());
      });
      return out;
    };
    go(at);
    REQUIRE(go(0) == whole);
  }
}

TEST_CASE("a batch that has no equal parts for all ranks is refused", "[parallel]") {
  on_ranks(2, [](train::Together const& here) {
    auto run = small_run(0, 0);
    auto const refused = test::error_of([&] { make(run, here); });
    if (refused.code != Exit::usage || !test::contains(refused.what(), "divides 64 / 2"))
      throw error(Exit::bug, "{}", refused.what());
  });
}
