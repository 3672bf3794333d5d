// structured_test: edits and CTC beside slow twins, strings of unseen speakers, and a run that stops and goes on.
#include <ATen/TensorOperators.h>
#include <ATen/ops/log_softmax.h>
#include <ATen/ops/randn.h>
#include <ATen/ops/tensor.h>
#include <ATen/ops/zeros.h>

#include <cmath>

#include "../train/stopping.hpp"
#include "core/table.hpp"
#include "error_of.hpp"
#include "experiments/structured/transcript.hpp"
#include "scratch_folder.hpp"
#include "train/entry_points.hpp"

#include "catch2_shim.hpp"

using namespace mixup;
using namespace mixup::test;
using namespace mixup::structured;

namespace {

/// By the definition: the last digits are equal, or one of three edits comes last.
int64_t slow_edits(Transcript a, Transcript b) {
  if (a.empty() || b.empty()) return static_cast<int64_t>(a.size() + b.size());
  Transcript const shorter_a(a.begin(), a.end() - 1), shorter_b(b.begin(), b.end() - 1);
  return std::min({slow_edits(shorter_a, shorter_b) + (a.back() != b.back()), slow_edits(shorter_a, b) + 1,
                   slow_edits(a, shorter_b) + 1});
}

/// What is left of a path without repetitions and blanks.
Transcript collapsed(std::vector<int64_t> const& path) {
  Transcript out;
  for (size_t t = 0; t < path.size(); ++t)
    if (path[t] != 0 && (t == 0 || path[t] != path[t - 1])) out.push_back(path[t]);
  return out;
}

/// The sum over all paths that say `said`.
double slow_ctc(at::Tensor const& logits, int64_t answers, Transcript const& said) {
  auto const p = at::log_softmax(logits, 1);
  int64_t const classes = logits.size(1);
  int64_t paths = 1;
  for (int64_t t = 0; t < answers; ++t) paths *= classes;
  double sum = 0;
  for (int64_t number = 0; number < paths; ++number) {
    std::vector<int64_t> path;
    double chance = 1;
    for (int64_t t = 0, rest = number; t < answers; ++t, rest /= classes) {
      path.push_back(rest % classes);
      chance *= std::exp(p[t][rest % classes].item<double>());
    }
    if (collapsed(path) == said) sum += chance;
  }
  return -std::log(sum) / static_cast<double>(said.size());
}

DataSpec digits() {
  DataSpec spec;
  spec.name = "fsdd";
  spec.source = Source::synthetic;
  spec.features = Features::waveform;
  spec.pad_last = false;
  spec.train_limit = 60;
  spec.test_limit = 12;
  return spec;
}

Run demo(char const* row, char const* patch = "{}") {
  auto changes = parse_json(R"({"budget": {"epochs": 2, "batch": 8}, "model": {"width": 0.25},
                                "protocol": {"train": 24, "test": 8}})",
                            "test");
  merge(changes, parse_json(patch, "test"));
  for (auto const& table : all_tables())
    if (table.experiment == "structured") return resolve(table, *table.row(row), "demo", 1, changes);
  FAIL("no table structured");
  return {};
}

Outcome perform(Run const& run, std::string const& folder = "", int64_t stop = 0) {
  Stopper stopper(stop);
  Outcome out;
  mixup_run(run, stoppable_options(folder, stopper, 600), stopper, out);
  return out;
}

}  // namespace

TEST_CASE("edits are counted as the definition says") {
  SplitMix64 random(3);
  for (int round = 0; round < 60; ++round) {
    Transcript a(random.below(6)), b(random.below(6));
    for (auto* t : {&a, &b})
      for (auto& digit : *t) digit = 1 + static_cast<int64_t>(random.below(3));
    CHECK(edits(a, b) == slow_edits(a, b));
  }
}

TEST_CASE("the best path drops repetitions, then blanks, and what is behind the end") {
  auto const logits = at::zeros({7, 3});
  for (auto const& [t, c] : {std::pair{0, 1}, {1, 1}, {2, 0}, {3, 1}, {4, 2}, {5, 2}, {6, 1}}) logits[t][c] = 5;
  CHECK(best_path(logits, 7) == Transcript{1, 1, 2, 1});
  CHECK(best_path(logits, 6) == Transcript{1, 1, 2});
}

TEST_CASE(
    "CTC is the chance of all paths that say the transcript, per digit, and answers behind the end do not count") {
  auto const logits = at::randn({2, 5, 3});
  auto const loss = ctc(logits, {5, 4}, {{1, 2}, {2, 2}});
  CHECK(loss[0].item<double>() == Approx(slow_ctc(logits[0], 5, {1, 2})).epsilon(1e-4));
  CHECK(loss[1].item<double>() == Approx(slow_ctc(logits[1], 4, {2, 2})).epsilon(1e-4));
}

TEST_CASE("strings have three to five digits of one speaker, and the test part's speakers are unseen") {
  auto const data = load(digits(), {}, 1);
  auto const parts = make_strings(data, 2, 40, 20);
  REQUIRE(parts.train.size() == 40);
  REQUIRE(parts.test.size() == 20);
  for (auto const* part : {&parts.train, &parts.test})
    for (int64_t i = 0; i < part->size(); ++i) {
      auto const& said = part->transcripts[static_cast<size_t>(i)];
      CHECK((said.size() >= 3 && said.size() <= 5));
      for (int64_t digit : said) CHECK((digit >= 1 && digit <= 10));
      auto const frames = part->frames[static_cast<size_t>(i)];
      CHECK(!part->x[i].narrow(2, frames, part->x.size(3) - frames).any().item<bool>());
      CHECK(std::abs(part->x[i].narrow(2, 0, frames).mean().item<double>()) < 1e-4);
    }
  auto const again = make_strings(data, 2, 40, 20);
  CHECK(again.train.x.equal(parts.train.x));
  auto silent = data;  // without their clips the test part is another, the training part is not
  for (auto* part : {&silent.train, &silent.validation, &silent.test}) {
    part->x = part->x.clone();
    part->x.masked_fill_((part->speakers < 4).unsqueeze(1), 0.5);
  }
  auto const changed = make_strings(silent, 2, 40, 20);
  CHECK(!changed.train.x.equal(parts.train.x));
  CHECK(changed.test.x.equal(parts.test.x));
  CHECK_THAT(error_of([&] { make_strings(data, 6, 1, 1); }).what(), Catch::Matchers::Contains("6 speakers"));
}

TEST_CASE("spectrograms and tables cannot be put together") {
  auto spec = digits();
  spec.features = Features::spectrogram;
  CHECK(error_of([&] { make_strings(load(spec, {}, 1), 2, 1, 1); }).code == Exit::usage);
}

TEST_CASE("ERM is mixing with lambda 1, and mixed transcripts change what is learnt") {
  auto const erm = perform(demo("erm")), mixed = perform(demo("mixspeech"));
  REQUIRE(erm.status == Status::done);
  REQUIRE(mixed.status == Status::done);
  CHECK(erm.parameters != mixed.parameters);
  CHECK(perform(demo("mixspeech", R"({"method": {"alpha": 0}})")).parameters == erm.parameters);
  CHECK_THAT(error_of([] { perform(demo("erm", R"({"method": {"smooth": 0.1}})")); }).what(),
             Catch::Matchers::Contains("/method/smooth: has no meaning for strings"));
}

TEST_CASE("strings stopped at any step end as if they had not been") {
  auto const run = demo("mixspeech");
  auto const whole = essence(perform(run));
  for (int64_t const stop : {1, 3, 5, 6}) {
    ScratchFolder const folder;
    INFO("stopped after " << stop);
    REQUIRE(error_of([&] { perform(run, folder.path(), stop); }).code == Exit::terminated);
    REQUIRE(essence(perform(run, folder.path())) == whole);
  }
}
