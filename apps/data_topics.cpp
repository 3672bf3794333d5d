// data_topics: photographs, neighbours and tables of many runs.
#include "apps/child.hpp"
#include "apps/topics.hpp"
#include "catalog/places.hpp"
#include "core/cores.hpp"
#include "report/number.hpp"

namespace mixup {
namespace {

std::string photographs_folder(Bench const& bench) {
  if (!bench.flags.photographs.empty()) return bench.flags.photographs;
  return data_folder(find_data("imagenet"), bench.flags.options.place.root, "") + "/train";
}

/// The table of nearest neighbours of so many pictures of CIFAR-10's size.
CasePlan neighbor_case(Bench const& bench, int64_t points, int64_t rounds) {
  constexpr int64_t kValues = 3 * 32 * 32, kNearest = 200;  // Table 5
  int const threads = most_threads(bench);
  auto const name = fmt::format("{} pictures, {}", with_thousands(points), threads_text(threads));
  Json const table = {{"what", "neighbors"}, {"points", points}, {"values", kValues}, {"nearest", kNearest}};
  Json const product = {{"what", "product"}, {"points", points}, {"values", kValues}};
  CasePlan plan;
  plan.blank = with_target(bench::time_of(name, "table"), bench::Bound::at_most, 1.3);
  plan.sides = {{kThisProgram, per(measured(bench, table, threads), points)},
                {"matrix product alone", per(measured(bench, product, threads), points)}};
  plan.rounds = rounds;
  return plan;
}

/// Twelve runs of a narrow net by so many workers.
Measure twelve_runs(Bench const& bench, int jobs) {
  std::vector<std::string> const words = {"cifar",
                                          "--scale",
                                          "demo",
                                          "--data",
                                          "cifar10",
                                          "--row",
                                          "cifar10-preact18-erm",
                                          "cifar10-preact18-mixup",
                                          "--seeds",
                                          "6",
                                          "--train-limit",
                                          "1280",
                                          "--epochs",
                                          "2",
                                          "--jobs",
                                          std::to_string(jobs)};
  return [&bench, words](Json const&) { return timed_command(bench, words); };
}

Measure disturbed(Measure const& measure) {
  return [measure](Json const& first) {
    BusyProcess const other;
    return measure(first);
  };
}

CasePlan jobs_case(std::string const& name, double most, std::vector<SidePlan> sides) {
  CasePlan plan;
  plan.blank = with_target(bench::time_of(name, "table"), bench::Bound::at_most, most);
  plan.sides = std::move(sides);
  return plan;
}

}  // namespace

std::vector<CasePlan> picture_cases(Bench const& bench) {
  constexpr int64_t kCount = 512, kBatch = 64;
  auto const folder = photographs_folder(bench);
  std::vector<CasePlan> out;
  for (bool const bicubic : {false, true}) {
    auto const name = bicubic ? "photographs, both bicubic" : "photographs, torchvision's default";
    CasePlan plan;
    plan.blank = with_target(bench::rate_of(name, "photographs"), bench::Bound::at_least, 2.5);
    plan.sides = {{kThisProgram, measured(bench, {{"what", "photographs"}, {"folder", folder}, {"count", kCount}}, 1)}};
    Json const wish = {{"folder", folder}, {"count", kCount}, {"batch", kBatch}, {"bicubic", bicubic}};
    for (auto const& side : peers(bench, "pictures.py", [wish](Json const&) { return wish; }))
      plan.sides.push_back(side);
    out.push_back(std::move(plan));
  }
  return out;
}

/// CIFAR-10's training part once, which takes minutes, and a quarter of it in every round.
std::vector<CasePlan> neighbor_cases(Bench const& bench) {
  return {neighbor_case(bench, 12500, 0), neighbor_case(bench, 50000, 1)};
}

std::vector<CasePlan> job_cases(Bench const& bench) {
  int const cores = usable_cores();
  auto const workers = fmt::format("--jobs {}", cores);
  auto const quiet = twelve_runs(bench, cores);
  return {jobs_case("12 runs", 0.6, {{workers, quiet}, {"--jobs 1", twelve_runs(bench, 1)}}),
          jobs_case("12 runs, beside a busy process", 2.2,
                    {{workers + ", disturbed", disturbed(quiet)}, {workers + ", quiet", quiet}})};
}

}  // namespace mixup
