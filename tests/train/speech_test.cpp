// speech_test: training on spectrograms and on waveforms, mixed before and behind the net's first stage.
#include "core/error.hpp"
#include "train/classify.hpp"

#include "catch2_shim.hpp"

using namespace mixup;

namespace {

Run small_speech(Features features, int64_t at) {
  Run run;
  run.data.name = "fsdd";
  run.data.source = Source::synthetic;
  run.data.train_limit = 60;
  run.data.test_limit = 20;
  run.data.features = features;
  run.data.pad_last = false;
  run.model = {"lenet", 0.1};
  run.optimizer.name = OptimizerKind::adam;
  run.optimizer.lr = 1e-3;
  run.budget.epochs = 3;
  run.budget.batch = 20;
  run.budget.clean_subset = 20;
  run.method.alpha = 1;
  run.method.at = at;
  return run;
}

std::vector<double> losses(Run const& run) {
  Options options;
  options.device = "cpu";
  options.precision = "fp32";
  options.threads = 1;
  Progress quiet;
  auto const outcome = train::classify(train::make_context(options, run, quiet), run);
  REQUIRE(outcome.status == "done");
  REQUIRE(outcome.metrics.contains("validation_error"));
  return outcome.curve["train_loss"].get<std::vector<double>>();
}

}  // namespace

TEST_CASE("waveforms mixed behind the front train as spectrograms mixed at the input do") {
  auto const pictures = losses(small_speech(Features::spectrogram, 0));
  auto const waves = losses(small_speech(Features::waveform, 1));
  for (size_t i = 0; i < pictures.size(); ++i) REQUIRE(waves[i] == Approx(pictures[i]).epsilon(1e-3));
  auto const mixed_waves = losses(small_speech(Features::waveform, 0));
  REQUIRE(mixed_waves[0] != Approx(pictures[0]).epsilon(1e-3));
}
