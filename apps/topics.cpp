#include "apps/topics.hpp"

#include <algorithm>
#include <cmath>
#include <memory>
#include <set>

#include "apps/child.hpp"
#include "apps/verbs.hpp"
#include "catalog/places.hpp"
#include "core/cores.hpp"
#include "core/error.hpp"
#include "report/number.hpp"

namespace mixup {
namespace {

using bench::Bound;
using bench::Bounded;
using bench::Clock;
using bench::Figure;

constexpr char kOurs[] = "mixup-bench";
constexpr int64_t kBatch = 128, kEpoch = 50000;  // of the paper's training on CIFAR-10 (section 3.2)

std::vector<int> threads_of(Bench const& bench) {
  if (!bench.flags.threads.empty()) return bench.flags.threads;
  std::set<int> const both = {1, usable_cores()};
  return {both.begin(), both.end()};
}

int most_threads(Bench const& bench) {
  auto const threads = threads_of(bench);
  return *std::max_element(threads.begin(), threads.end());
}

/// "1/8", "0.3".
std::string width_text(double width) {
  double const part = std::round(1 / width);
  return width < 1 && std::abs(1 / part - width) < 1e-9 ? fmt::format("1/{:.0f}", part) : fmt::format("{:g}", width);
}

std::string threads_text(int threads) { return fmt::format("{} thread{}", threads, threads == 1 ? "" : "s"); }

/// Steps of the paper's PreAct ResNet-18 with mixup, on generated pictures: only shapes matter.
Json step_wish(double width, int64_t batch, int64_t steps) {
  auto const& table = table_of("cifar");
  constexpr int64_t kWarmUp = 4;  // train/bench.cpp
  Json const changes = {
      {"data", {{"source", "synthetic"}, {"train_limit", batch * std::max(steps, kWarmUp)}, {"test_limit", 100}}},
      {"model", {{"width", width}}},
      {"budget", {{"batch", batch}}}};
  auto run = resolve(table, *table.row("cifar10-preact18-mixup"), "paper", 1, changes);
  return {{"what", "step"}, {"run", to_json(run)}, {"steps", steps}};
}

/// The slower a step is, the fewer are needed.
int64_t steps_for(Bench const& bench, double width) {
  return bench.flags.steps > 0 ? bench.flags.steps : std::max<int64_t>(4, std::llround(5 / width));
}

CasePlan step_case(Bench const& bench, double width, int threads) {
  auto const steps = steps_for(bench, width);
  CasePlan plan{{fmt::format("width {}, {}", width_text(width), threads_text(threads)), "images"}, {}};
  plan.sides.push_back({kOurs, measured(bench, step_wish(width, kBatch, steps), threads)});
  for (bool const compiled : {false, true}) {
    if (compiled && !bench.flags.compile) continue;
    auto const wish = [=](Json const& first) -> Json {
      auto const& environment = first.at("environment");
      auto const device = environment.at("device").get<std::string>();
      return {{"width", width},   {"batch", kBatch},    {"threads", threads},
              {"steps", steps},   {"warm_up", 4},       {"precision", environment.at("precision")},
              {"device", device}, {"compile", compiled}};
    };
    auto sides = peers(bench, "step.py", wish);
    for (size_t i = 0; i < sides.size(); ++i) {
      if (compiled && !bench.pythons[i].compiles) continue;
      plan.sides.push_back({sides[i].name + (compiled ? ", compiled" : ""), sides[i].measure});
    }
  }
  return plan;
}

std::vector<CasePlan> step_cases(Bench const& bench) {
  std::vector<CasePlan> out;
  for (double const width : bench.flags.widths)
    for (int const threads : threads_of(bench)) out.push_back(step_case(bench, width, threads));
  return out;
}

using Words = std::vector<std::string>;

Words joined(Words words, Words const& more) {
  words.insert(words.end(), more.begin(), more.end());
  return words;
}

/// One thread and fp32, as the peers of small nets run.
Words small_net(Words words, std::string const& kernels) {
  return joined(std::move(words), {"--threads", "1", "--precision", "fp32", "--seed", "1", "--kernels", kernels});
}

/// Ours is the difference between a long and a short run: all that a step costs is in it, drawing and judging too.
CasePlan small_net_case(Bench const& bench, bench::Case blank, Words const& less, Words const& more, double count,
                        std::string const& script, Json const& wish) {
  CasePlan plan{std::move(blank), {}};
  auto const ours = [&](std::string const& kernels) {
    return difference(bench, small_net(less, kernels), small_net(more, kernels), count);
  };
  plan.sides.push_back({kOurs, ours(bench.flags.options.kernels)});
  for (auto const& side : peers(bench, script, [wish](Json const&) { return wish; })) plan.sides.push_back(side);
  plan.sides.push_back({"--kernels torch", ours("torch")});
  return plan;
}

/// 100 seeds of ERM and mixup on six sets, at the paper's scale, with a worker per core.
CasePlan table_four(Bench const& bench) {
  CasePlan plan{
      {"Table 4, 1,200 runs", "table", Figure::seconds, Clock::wall, {Bound::at_most, 180, Bounded::figure}}, {}, 1};
  Words const words = {"tabular", "--scale", "paper", "--seeds", "100", "--jobs", std::to_string(usable_cores())};
  plan.sides.push_back({kOurs, [&bench, words](Json const&) { return timed_command(bench, words); }});
  return plan;
}

std::vector<CasePlan> table_cases(Bench const& bench) {
  constexpr int64_t kRows = 3200, kTableBatch = 16, kFew = 5, kMany = 65;  // abalone's shape, 200 steps per epoch
  auto const words = [&](int64_t epochs) -> Words {
    return {"tabular",
            "--data",
            "abalone",
            "--alpha",
            "0.2",
            "--set",
            "data.source=synthetic",
            "--set",
            fmt::format("data.train_limit={}", kRows),
            "--set",
            fmt::format("budget.epochs={}", epochs)};
  };
  constexpr double kSteps = double((kMany - kFew) * kRows) / kTableBatch;
  Json const wish = {{"rows", kRows}, {"batch", kTableBatch}, {"features", 10}, {"classes", 28}, {"steps", 3000}};
  bench::Case const blank{
      "step of the tabular net", "steps", Figure::per_second, Clock::processor, {Bound::at_least, 10, Bounded::ratio}};
  return {small_net_case(bench, blank, words(kFew), words(kMany), kSteps, "table.py", wish), table_four(bench)};
}

std::vector<CasePlan> game_cases(Bench const& bench) {
  constexpr int64_t kFew = 10, kMany = 310;
  std::vector<CasePlan> out;
  for (double const alpha : {0.0, 0.2}) {
    auto const words = [&](int64_t iterations) -> Words {
      return {"gan",
              "--scale",
              "paper",
              "--data",
              "ring8",
              "--alpha",
              fmt::format("{}", alpha),
              "--set",
              fmt::format("protocol.generator_mixed={}", alpha > 0),
              "--set",
              "protocol.lambda_law=paper",
              "--set",
              fmt::format("protocol.iterations={}", iterations),
              "--set",
              fmt::format("protocol.snapshots=[{}]", iterations)};
    };
    bench::Case const blank{alpha > 0 ? "iteration of the GAN, mixup" : "iteration of the GAN", "iterations",
                            Figure::per_second, Clock::processor};
    out.push_back(small_net_case(bench, blank, words(kFew), words(kMany), kMany - kFew, "game.py",
                                 {{"alpha", alpha}, {"steps", 60}}));
  }
  return out;
}

std::vector<CasePlan> picture_cases(Bench const& bench) {
  constexpr int64_t kCount = 512;
  auto folder = bench.flags.photographs;
  if (folder.empty()) folder = data_folder(find_data("imagenet"), bench.flags.options.place.root, "") + "/train";
  std::vector<CasePlan> out;
  for (bool const bicubic : {false, true}) {
    CasePlan plan{{bicubic ? "photographs, both bicubic" : "photographs, torchvision's default",
                   "photographs",
                   Figure::per_second,
                   Clock::wall,
                   {Bound::at_least, 2.5, Bounded::ratio}},
                  {}};
    plan.sides.push_back({kOurs, measured(bench, {{"what", "photographs"}, {"folder", folder}, {"count", kCount}}, 1)});
    Json const wish = {{"folder", folder}, {"count", kCount}, {"batch", 64}, {"bicubic", bicubic}};
    for (auto const& side : peers(bench, "pictures.py", [wish](Json const&) { return wish; }))
      plan.sides.push_back(side);
    out.push_back(std::move(plan));
  }
  return out;
}

/// CIFAR-10's training part, once, and a quarter of it in every round.
std::vector<CasePlan> neighbor_cases(Bench const& bench) {
  constexpr int64_t kValues = 3 * 32 * 32, kNearest = 200;  // Table 5: the 200 nearest
  std::vector<CasePlan> out;
  for (auto const& [points, rounds] : {std::pair{kEpoch / 4, int64_t{0}}, std::pair{kEpoch, int64_t{1}}}) {
    CasePlan plan{{fmt::format("{} pictures, {}", with_thousands(points), threads_text(most_threads(bench))),
                   "points",
                   Figure::seconds,
                   Clock::wall,
                   {Bound::at_most, 1.3, Bounded::ratio}},
                  {},
                  rounds};
    Json const table = {{"what", "neighbors"}, {"points", points}, {"values", kValues}, {"nearest", kNearest}};
    Json const product = {{"what", "product"}, {"points", points}, {"values", kValues}};
    plan.sides.push_back({kOurs, measured(bench, table, most_threads(bench))});
    plan.sides.push_back({"matrix product alone", measured(bench, product, most_threads(bench))});
    out.push_back(std::move(plan));
  }
  return out;
}

/// Twelve runs of a narrow net.
std::vector<CasePlan> job_cases(Bench const& bench) {
  auto const table = [&bench](int jobs) -> Measure {
    Words const words = {"cifar",
                         "--scale",
                         "demo",
                         "--data",
                         "cifar10",
                         "--seeds",
                         "6",
                         "--row",
                         "cifar10-preact18-erm",
                         "cifar10-preact18-mixup",
                         "--train-limit",
                         "1280",
                         "--epochs",
                         "2",
                         "--jobs",
                         std::to_string(jobs)};
    return [&bench, words](Json const&) { return timed_command(bench, words); };
  };
  auto const disturbed = [](Measure const& measure) -> Measure {
    return [measure](Json const& first) {
      BusyProcess const other;
      return measure(first);
    };
  };
  int const cores = usable_cores();
  auto const name = fmt::format("--jobs {}", cores);
  return {{{"12 runs, " + name, "tables", Figure::seconds, Clock::wall, {Bound::at_most, 0.6, Bounded::ratio}},
           {{name, table(cores)}, {"--jobs 1", table(1)}}},
          {{"12 runs, beside a busy process",
            "tables",
            Figure::seconds,
            Clock::wall,
            {Bound::at_most, 2.2, Bounded::ratio}},
           {{name + ", disturbed", disturbed(table(cores))}, {name + ", quiet", table(cores)}}}};
}

/// Seconds per epoch of so many pictures, by the timed steps.
CasePlan growth_case(Bench const& bench, std::string const& axis, double at, double width, int64_t batch,
                     int64_t images, int64_t steps) {
  auto const step = measured(bench, step_wish(width, batch, steps), most_threads(bench));
  bench::Case const blank{axis + ": " + (at < 1 ? width_text(at) : with_thousands(std::llround(at))),
                          "epoch",
                          Figure::seconds,
                          Clock::wall,
                          {},
                          {at}};
  return {blank, {{kOurs, [step, images](Json const& first) {
                     auto answer = step(first);
                     answer["count"] = answer["count"].get<double>() / static_cast<double>(images);
                     return answer;
                   }}}};
}

std::vector<CasePlan> growth_cases(Bench const& bench) {
  constexpr double kNarrow = 0.125;
  std::vector<CasePlan> out;
  for (int64_t const images : {1000, 2000, 4000, 8000})
    out.push_back(growth_case(bench, "images", double(images), kNarrow, kBatch, images, images / kBatch));
  for (double const width : {0.125, 0.25, 0.5, 1.0})
    out.push_back(growth_case(bench, "width", width, width, kBatch, kEpoch, steps_for(bench, width)));
  for (int64_t const batch : {32, 64, 128, 256, 512})
    out.push_back(growth_case(bench, "batch", double(batch), kNarrow, batch, kEpoch, 4096 / batch));
  return out;
}

}  // namespace

std::vector<TopicPlan> const& all_topics() {
  static std::vector<TopicPlan> const topics = {
      {"step",
       "training step of PreAct ResNet-18, batch 128, mixup, SGD, beside careful PyTorch",
       14,
       true,
       {"torch", "numpy"},
       step_cases},
      {"table",
       "small net of Table 4: batch 16, two layers of 128, mixup, Adam, one thread; and the table itself",
       6,
       true,
       {"torch", "numpy"},
       table_cases},
      {"game",
       "iteration of Figure 5's GAN: batch 128, three layers of 512, 5 + 1 steps of Adam, one thread",
       5,
       true,
       {"torch"},
       game_cases},
      {"pictures",
       "photographs from JPEG files to normalised crops of 224 x 224, one thread",
       2,
       true,
       {"torch", "torchvision"},
       picture_cases},
      {"neighbors",
       "table of the 200 nearest neighbours, 3,072 values a picture, beside its matrix product",
       8,
       true,
       {},
       neighbor_cases},
      {"jobs",
       "table of 12 small runs: workers, and another process that keeps a processor busy",
       7,
       true,
       {},
       job_cases},
      {"growth",
       "seconds per epoch of PreAct ResNet-18 by timed steps: against images at width 1/8 and batch 128, against width "
       "and batch of 50,000 images",
       8,
       false,
       {},
       growth_cases},
  };
  return topics;
}

std::vector<TopicPlan const*> chosen_topics(std::vector<std::string> const& names) {
  std::vector<std::string> known;
  for (auto const& topic : all_topics()) known.emplace_back(topic.name);
  for (auto const& name : names)
    if (std::count(known.begin(), known.end(), name) == 0)
      throw error(Exit::usage, "bench {}: there is no such topic, the topics are {}", name, fmt::join(known, ", "));
  std::vector<TopicPlan const*> out;
  for (auto const& topic : all_topics())
    if (names.empty() ? topic.by_default : std::count(names.begin(), names.end(), topic.name) > 0)
      out.push_back(&topic);
  return out;
}

}  // namespace mixup
