// mixup_test: examples/mixup.cpp against the suite: the same files, weights and draws give the same losses.
#include "core/seed.hpp"
#include "core/table.hpp"
#include "data/batch.hpp"
#include "examples/mixup_functions.hpp"
#include "mix/lambda.hpp"
#include "mix/step.hpp"
#include "models/catalog.hpp"
#include "scratch_folder.hpp"
#include "train/optimizer.hpp"
#include "train/schedule.hpp"

#include "catch2_shim.hpp"

using namespace mixup;
using namespace mixup::test;

namespace {

constexpr int64_t kBatch = 16, kImages = 40, kSteps = 12;  // four epochs of three steps, the last of 8 images
constexpr int64_t kSeed = 7;                               // of the draws
constexpr double kRate = 3e-4;                             // at 0.1 rounding errors grow tenfold per step
constexpr double kDecay = 1;                               // at 1e-4 a missing decay would not show in twelve steps

std::vector<std::string> const kTrainFiles = {"data_batch_1.bin", "data_batch_2.bin", "data_batch_3.bin",
                                              "data_batch_4.bin", "data_batch_5.bin"};

/// Records as CIFAR-10's: images whose colour tells the class, with noise.
std::string records(int64_t count, uint64_t seed) {
  SplitMix64 random(seed);
  std::string out;
  for (int64_t i = 0; i < count; ++i) {
    auto const label = random.below(10);
    out += static_cast<char>(label);
    for (int64_t pixel = 0; pixel < 3072; ++pixel) out += static_cast<char>(20 * label + random.below(60));
  }
  return out;
}

void write_cifar10(ScratchFolder const& folder) {
  for (size_t k = 0; k < 5; ++k) folder.write("cifar-10-batches-bin/" + kTrainFiles[k], records(kImages / 5, k));
  folder.write("cifar-10-batches-bin/test_batch.bin", records(20, 9));
}

/// The suite's cifar at paper scale, on few images in four epochs with the drops that the example makes.
Run suite_run() {
  for (auto const& table : all_tables())
    if (table.experiment == "cifar")
      return resolve(table, *table.row("cifar10-preact18-mixup"), "paper", 1,
                     Json{{"data", {{"partial", true}, {"augment", "none"}}},
                          {"optimizer", {{"lr", kRate}, {"weight_decay", kDecay}, {"drops", {2, 3}}}},
                          {"budget", {{"epochs", 4}, {"batch", kBatch}}}});
  throw error(Exit::bug, "no table of cifar");
}

/// One image, padded by 4 black pixels and cut out again, by the pixel.
void crop_flip_slowly(at::Tensor const& from, at::Tensor const& to, int64_t top, int64_t left, bool flip) {
  for (int64_t c = 0; c < 3; ++c)
    for (int64_t h = 0; h < 32; ++h)
      for (int64_t w = 0; w < 32; ++w) {
        int64_t const row = h + top - 4, column = (flip ? 31 - w : w) + left - 4;
        bool const inside = 0 <= row && row < 32 && 0 <= column && column < 32;
        to[c][h][w] = inside ? from[c][row][column].item<uint8_t>() : 0;
      }
}

/// The draws of the example, made again in its order: where images are cut, lambda and partners.
Dataset cropped(Dataset const& data, at::Tensor const& rows) {
  auto out = data;
  out.x = at::zeros({rows.numel(), 3, 32, 32}, at::kByte);
  out.y = data.y.index_select(0, rows);
  for (int64_t i = 0; i < rows.numel(); ++i) {
    int64_t const top = at::randint(9, {1}).item<int64_t>(), left = at::randint(9, {1}).item<int64_t>();
    bool const flip = at::randint(2, {1}).item<int64_t>() == 1;
    crop_flip_slowly(data.x[rows[i].item<int64_t>()], out.x[i], top, left, flip);
  }
  return out;
}

/// The losses of the suite's training step on the example's draws.
std::vector<double> suite_losses(Run const& run, Net const& net, Dataset const& data) {
  train::Optimizer sgd(run.optimizer, net.parameters());
  auto const forward = [&](at::Tensor x, int64_t at, Hook const& hook) { return net.forward(std::move(x), at, hook); };
  std::vector<double> losses;
  for (int64_t epoch = 0; epoch < run.budget.epochs; ++epoch)
    for (auto const& rows : at::randperm(data.y.numel()).split(kBatch)) {
      auto const images = cropped(data, rows);
      int64_t const count = rows.numel();
      auto const self = at::arange(count, at::kLong);
      auto const batch = make_batch(images, self, Augment::none, 0);
      double const lambda = at::_sample_dirichlet(at::full({2}, run.method.alpha, at::kDouble))[0].item<double>();
      auto const partners = at::randperm(count);
      mix::Blend const blend{at::stack({at::full({count}, lambda), at::full({count}, 1 - lambda)}, 1),
                             at::stack({self, partners}, 1)};
      auto const steps = (data.y.numel() + kBatch - 1) / kBatch;
      sgd.set_rate(train::learning_rate(run.optimizer, epoch, static_cast<int64_t>(losses.size()) % steps, steps));
      sgd.zero_grad();
      auto const result = mix::step(forward, batch.x, batch.y, 10, run.method, blend);
      result.loss.backward();
      sgd.step();
      losses.push_back(result.loss.item<double>());
    }
  return losses;
}

/// The suite's weights in the example's net; both name their parameters in the order of the forward pass.
void copy_weights(Net const& from, torch::nn::Sequential& to) {
  at::NoGradGuard const no_grad;
  auto const theirs = from.parameters();
  auto const ours = to->parameters();
  REQUIRE(ours.size() == theirs.size());
  for (size_t i = 0; i < ours.size(); ++i) {
    INFO(theirs[i].first);
    REQUIRE(ours[i].sizes() == theirs[i].second.sizes());
    ours[i].copy_(theirs[i].second);
  }
}

}  // namespace

TEST_CASE("the example's losses are those of the suite's training step") {
  ScratchFolder const folder;
  write_cifar10(folder);
  auto const run = suite_run();
  auto const data = load(run.data, {folder.path(), ""}, 1);
  auto const suite_net = models::make(run.model, {{3, 32, 32}, 10}, 0, 1);
  auto net = example::preact_resnet18();
  copy_weights(suite_net, net);

  auto const train = example::read_cifar10(folder.path() + "/cifar-10-batches-bin", kTrainFiles);
  auto const test = example::read_cifar10(folder.path() + "/cifar-10-batches-bin", {"test_batch.bin"});
  REQUIRE(train.x.equal(data.train.x));
  REQUIRE(train.y.equal(data.train.y));
  REQUIRE(test.x.equal(data.test.x));

  example::Options options;
  options.epochs = run.budget.epochs;
  options.batch = kBatch;
  options.rate = kRate;
  options.weight_decay = kDecay;
  at::manual_seed(kSeed);
  auto const ours = example::train(net, train, test, at::kCPU, options);
  at::manual_seed(kSeed);
  suite_net.train();
  auto const theirs = suite_losses(run, suite_net, data.train);
  REQUIRE(ours.size() == kSteps);
  REQUIRE(theirs.size() == kSteps);
  for (size_t i = 0; i < kSteps; ++i) {
    INFO("step " << i << ", " << ours[i] << " and " << theirs[i]);
    CHECK(ours[i] == Approx(theirs[i]).epsilon(1e-4));
  }
}

TEST_CASE("the example's protocol is that of the suite's cifar at paper scale") {
  for (auto const& table : all_tables()) {
    if (table.experiment != "cifar") continue;
    auto const run = resolve(table, *table.row("cifar10-preact18-mixup"), "paper", 1);
    example::Options const options;
    CHECK(options.alpha == run.method.alpha);
    CHECK(options.rate == run.optimizer.lr);
    CHECK(options.weight_decay == run.optimizer.weight_decay);
    CHECK(options.epochs == run.budget.epochs);
    CHECK(options.batch == run.budget.batch);
    CHECK(run.optimizer.rate_drops == std::vector<int64_t>{options.epochs / 2, 3 * options.epochs / 4});
  }
}

TEST_CASE("the example's lambda has the moments of Beta(alpha, alpha), and is 1 without mixing") {
  CHECK(example::draw_lambda(0) == 1);
  at::manual_seed(kSeed);
  for (double const alpha : {0.2, 1.0, 8.0}) {
    constexpr int kDraws = 4000;
    double sum = 0, squares = 0;
    for (int i = 0; i < kDraws; ++i) {
      double const lambda = example::draw_lambda(alpha);
      sum += lambda;
      squares += lambda * lambda;
    }
    double const mean = sum / kDraws;
    CHECK(mean == Approx(0.5).margin(0.03));
    CHECK(squares / kDraws - mean * mean == Approx(1 / (4 * (2 * alpha + 1))).epsilon(0.1));
  }
}
