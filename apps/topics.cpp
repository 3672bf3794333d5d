#include "apps/topics.hpp"

#include <algorithm>
#include <set>

#include "core/cores.hpp"
#include "core/error.hpp"

namespace mixup {

std::vector<int> threads_of(Bench const& bench) {
  if (!bench.flags.threads.empty()) return bench.flags.threads;
  std::set<int> const both = {1, usable_cores()};
  return {both.begin(), both.end()};
}

int most_threads(Bench const& bench) {
  auto const threads = threads_of(bench);
  return *std::max_element(threads.begin(), threads.end());
}

std::string threads_text(int threads) { return fmt::format("{} thread{}", threads, threads == 1 ? "" : "s"); }

std::vector<TopicPlan> const& all_topics() {
  static constexpr char kStep[] = "training step of PreAct ResNet-18, batch 128, mixup, SGD, beside careful PyTorch";
  static constexpr char kTable[] =
      "small net of Table 4 (batch 16, two layers of 128, mixup, Adam, one thread), and the whole table";
  static constexpr char kGame[] =
      "iteration of Figure 5's GAN: batch 128, three layers of 512, 5 + 1 steps of Adam, one thread";
  static constexpr char kPictures[] = "photographs from JPEG files to normalised crops of 224 x 224, one thread";
  static constexpr char kNeighbors[] =
      "table of the 200 nearest of pictures of 3,072 values, beside its matrix product alone";
  static constexpr char kJobs[] =
      "table of 12 small runs: workers, and a process that keeps a processor busy beside them";
  static constexpr char kGrowth[] =
      "seconds per epoch of PreAct ResNet-18 by timed steps: against images (width 1/8, batch 128), width and batch "
      "(of "
      "50,000 images)";
  static std::vector<TopicPlan> const topics = {
      {"step", kStep, 12, true, {"torch", "numpy"}, step_cases},
      {"table", kTable, 4, true, {"torch", "numpy"}, table_cases},
      {"game", kGame, 4, true, {"torch"}, game_cases},
      {"pictures", kPictures, 2, true, {"torch", "torchvision"}, picture_cases},
      {"neighbors", kNeighbors, 6, true, {}, neighbor_cases},
      {"jobs", kJobs, 5, true, {}, job_cases},
      {"growth", kGrowth, 4, false, {}, growth_cases},
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
