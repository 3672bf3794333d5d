#include "train/bench.hpp"

#include <ATen/CPUGeneratorImpl.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/mm.h>
#include <ATen/ops/randint.h>
#include <ATen/ops/randn.h>
#include <ATen/ops/zeros.h>

#include <algorithm>
#include <chrono>
#include <ctime>
#include <filesystem>

#include "core/error.hpp"
#include "core/folder.hpp"
#include "core/run.hpp"
#include "data/photographs.hpp"
#include "formats/file.hpp"
#include "mix/pairing.hpp"
#include "train/epoch.hpp"
#include "train/fit.hpp"
#include "train/machine.hpp"
#include "train/process.hpp"
#include "train/torch_version.hpp"

namespace mixup::train {
namespace {

struct Wish {
  std::string what, folder;
  Json run = Json::object();
  int64_t steps = 0, count = 0, points = 0, values = 0, nearest = 1;
};

template <class F>
void fields(F& f, Wish& w) {
  f("what", w.what);
  f("run", w.run);
  f("steps", w.steps, {0, 1e6});
  f("folder", w.folder);
  f("count", w.count, {0, 1e6});
  f("points", w.points, {0, 1e6});
  f("values", w.values, {0, 1e6});
  f("nearest", w.nearest, {1, 1e6});
}

/// Both clocks from its making on.
class Stopwatch {
 public:
  Json figures(int64_t count, Json environment) const {
    double const seconds = std::chrono::duration<double>(Clock::now() - start_).count();
    double const busy = static_cast<double>(std::clock() - busy_) / CLOCKS_PER_SEC;
    return {{"count", count}, {"seconds", seconds}, {"cpu_seconds", busy}, {"environment", std::move(environment)}};
  }

 private:
  using Clock = std::chrono::steady_clock;
  Clock::time_point start_ = Clock::now();
  std::clock_t busy_ = std::clock();
};

Json step(Wish const& wish, Options const& options) {
  constexpr int64_t kWarmUp = 4;  // at the fourth a GPU records its graph (stepper.cpp)
  auto const run = from_json<Run>(wish.run, "/run");
  Progress quiet;
  auto const context = make_context(options, run, quiet);
  auto const data = load(run.data, context.place, static_cast<uint64_t>(run.seed));
  int64_t const most = data.train.y.numel() / run.budget.batch;
  if (wish.steps < 1 || wish.steps > most)
    throw error(Exit::usage, "steps: got {}, an epoch has 1 ... {} full batches", wish.steps, most);
  auto const net = make_net(context, run, data);
  Learner learner(context, run, net, data.train);
  EpochSums warm_up, timed;
  train_epoch(learner, 0, warm_up, std::min(kWarmUp, most));
  Stopwatch const watch;
  train_epoch(learner, 1, timed, wish.steps);
  return watch.figures(timed.images, context.environment());
}

/// For what needs no run: sets the threads and gives the facts of the machine.
Json set_up(Options const& options) {
  Progress quiet;
  int const threads = set_up_process(options, models::kConvolutional, quiet);
  return {{"libtorch", libtorch_version()},
          {"blas", blas_version()},
          {"cpu", cpu_model()},
          {"capability", cpu_capability()},
          {"threads", threads}};
}

/// The photographs of a folder as the training part of a data set.
Dataset photographs_of(std::string const& folder) {
  if (!std::filesystem::is_directory(folder)) throw error(Exit::unavailable, "{}: there is no such folder", folder);
  ImageSource source;
  auto const names = std::make_shared<Names>();
  int64_t classes = 0;
  for (auto const& name : list_folder(folder).folders) {
    for (auto const& file : files_below(folder + "/" + name))
      if (has_extension(file, {".jpeg", ".jpg", ".png"})) {
        names->push_back(name + "/" + file);
        source.labels.push_back(classes);
      }
    ++classes;
  }
  if (names->empty())
    throw error(Exit::unavailable, "{}: no photographs in folders of classes, such as n01440764/a.JPEG", folder);
  auto const name = [names](int64_t i) { return names->at(static_cast<size_t>(i)); };
  source.name = name;
  source.bytes = [folder, name](int64_t i) { return read_bytes(folder + "/" + name(i)); };
  constexpr int64_t kSize = 224;  // of ImageNet's nets (section 3.1)
  return photograph_data(std::move(source), classes, kSize);
}

Json photographs(Wish const& wish, Options const& options) {
  constexpr int64_t kBatch = 64;
  auto environment = set_up(options);
  auto const data = photographs_of(wish.folder);
  auto const batch = [&](int64_t count, uint64_t seed) {
    auto generator = at::detail::createCPUGenerator(seed);
    make_batch(data, at::randint(data.y.numel(), {count}, generator, at::kLong), Augment::resized_crop_flip, seed);
  };
  batch(kBatch, 0);
  Stopwatch const watch;
  for (int64_t done = 0; done < wish.count; done += kBatch)
    batch(std::min(kBatch, wish.count - done), static_cast<uint64_t>(done + 1));
  return watch.figures(wish.count, environment);
}

/// The same numbers for the table and for its product.
at::Tensor points_of(Wish const& wish) {
  auto generator = at::detail::createCPUGenerator(1);
  return at::randn({wish.points, wish.values}, generator, at::kFloat);
}

Json neighbors(Wish const& wish, Options const& options) {
  auto environment = set_up(options);
  auto const x = points_of(wish);
  auto const y = at::zeros({wish.points}, at::kLong);
  Pair pair;
  pair.by = By::nearest;
  pair.k = wish.nearest;
  Stopwatch const watch;
  mix::nearest_neighbors(x, y, pair);
  return watch.figures(wish.points, environment);
}

Json product(Wish const& wish, Options const& options) {
  constexpr int64_t kBlock = 1024;  // rows: the whole would be 10 GB for 50,000 points
  auto environment = set_up(options);
  auto const x = points_of(wish);
  auto out = at::empty({kBlock, wish.points}, at::kFloat);
  Stopwatch const watch;
  for (int64_t begin = 0; begin < wish.points; begin += kBlock) {
    int64_t const rows = std::min(kBlock, wish.points - begin);
    auto block = out.narrow(0, 0, rows);
    at::mm_out(block, x.narrow(0, begin, rows), x.t());
  }
  return watch.figures(wish.points, environment);
}

struct Measurement {
  char const* name;
  Json (*measure)(Wish const&, Options const&);
};
constexpr Measurement kMeasurements[] = {
    {"step", step}, {"photographs", photographs}, {"neighbors", neighbors}, {"product", product}};

}  // namespace

Json measure(Json const& wish, Options const& options) {
  auto const read = from_json<Wish>(wish, "");
  for (auto const& one : kMeasurements)
    if (read.what == one.name) return one.measure(read, options);
  throw error(Exit::usage, "/what: got {}, allowed step, photographs, neighbors, product", brief(read.what));
}

}  // namespace mixup::train
