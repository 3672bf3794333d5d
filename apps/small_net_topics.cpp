// small_net_topics: the fully connected nets of Table 4 and Figure 5, a step beside PyTorch's loop and a whole table.
#include <sstream>

#include "apps/topics.hpp"
#include "core/cores.hpp"

namespace mixup {
namespace {

/// The words of a command, which has blanks between them alone.
std::vector<std::string> words_of(std::string const& command) {
  std::istringstream text(command);
  std::vector<std::string> out;
  for (std::string word; text >> word;) out.push_back(word);
  return out;
}

/// A net on one thread in fp32, as the peers of small nets run, by a long command less a short one: all that a step
/// costs is in that, drawing and judging too.
struct Difference {
  std::string less, more;
  int64_t steps;  // between them
};

CasePlan small_net_case(Bench const& bench, bench::Case const& blank, Difference const& ours, std::string const& script,
                        Json const& wish) {
  auto const how = " --threads 1 --precision fp32 --seed 1 --kernels " + bench.flags.options.kernels;
  auto const steps = static_cast<double>(ours.steps);
  CasePlan plan;
  plan.blank = blank;
  plan.sides = {{kThisProgram, difference(bench, words_of(ours.less + how), words_of(ours.more + how), steps)}};
  for (auto const& side : peers(bench, script, [wish](Json const&) { return wish; })) plan.sides.push_back(side);
  return plan;
}

/// 100 seeds of ERM and mixup on six sets, at the paper's scale, with a worker per core.
CasePlan table_four(Bench const& bench) {
  constexpr double kTarget = 180;  // seconds
  auto const words = words_of(fmt::format("tabular --scale paper --seeds 100 --jobs {}", usable_cores()));
  CasePlan plan;
  plan.blank = with_target(bench::time_of("Table 4, 1,200 runs", "table"), bench::Bound::at_most, kTarget,
                           bench::Bounded::figure);
  plan.sides = {{kThisProgram, [&bench, words](Json const&) { return timed_command(bench, words); }}};
  plan.rounds = 1;
  return plan;
}

}  // namespace

std::vector<CasePlan> table_cases(Bench const& bench) {
  constexpr int64_t kRows = 3200, kBatch = 16, kFew = 5, kMany = 65;  // abalone's shape; epochs
  auto const command = [&](int64_t epochs) {
    return fmt::format("tabular --data abalone --alpha 0.2 --set data.source=synthetic --train-limit {} --epochs {}",
                       kRows, epochs);
  };
  auto const blank = bench::rate_of("step of the tabular net", "steps", bench::Clock::processor);
  Json const wish = {{"rows", kRows}, {"batch", kBatch}, {"features", 10}, {"classes", 28}, {"steps", 3000}};
  return {small_net_case(bench, with_target(blank, bench::Bound::at_least, 10),
                         {command(kFew), command(kMany), (kMany - kFew) * kRows / kBatch}, "table.py", wish),
          table_four(bench)};
}

std::vector<CasePlan> game_cases(Bench const& bench) {
  constexpr int64_t kFew = 10, kMany = 310;  // iterations
  std::vector<CasePlan> out;
  for (double const alpha : {0.0, 0.2}) {
    auto const command = [&](int64_t iterations) {
      return fmt::format(
          "gan --scale paper --data ring8 --alpha {0} --set protocol.generator_mixed={1} --set "
          "protocol.lambda_law=paper "
          "--set protocol.iterations={2} --set protocol.snapshots=[{2}]",
          alpha, alpha > 0, iterations);
    };
    auto const name = fmt::format("iteration of the GAN{}", alpha > 0 ? ", mixup" : "");
    out.push_back(small_net_case(bench, bench::rate_of(name, "iterations", bench::Clock::processor),
                                 {command(kFew), command(kMany), kMany - kFew}, "game.py",
                                 {{"alpha", alpha}, {"steps", 60}}));
  }
  return out;
}

}  // namespace mixup
