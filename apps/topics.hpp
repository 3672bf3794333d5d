// topics: what `mixup-bench bench` measures: a topic is a list of cases, each a list of sides.
#pragma once
#include "apps/measuring.hpp"

namespace mixup {

struct TopicPlan {
  char const *name, *about;
  double minutes;  // for seven rounds with one peer, on two quiet cores
  bool by_default;
  std::vector<std::string> packages;  // of Python, that the peer imports; none: there is no peer
  std::vector<CasePlan> (*cases)(Bench const&);
};

std::vector<TopicPlan> const& all_topics();

/// The topics of these names, in the order of all; of none named, those that are measured by default. Exit::usage with
/// the names that exist.
std::vector<TopicPlan const*> chosen_topics(std::vector<std::string> const& names);

std::vector<CasePlan> step_cases(Bench const& bench);  // step_topics.cpp
std::vector<CasePlan> growth_cases(Bench const& bench);
std::vector<CasePlan> table_cases(Bench const& bench);  // small_net_topics.cpp
std::vector<CasePlan> game_cases(Bench const& bench);
std::vector<CasePlan> picture_cases(Bench const& bench);  // data_topics.cpp
std::vector<CasePlan> neighbor_cases(Bench const& bench);
std::vector<CasePlan> job_cases(Bench const& bench);

constexpr char kThisProgram[] = "mixup-bench";  // the first side

/// The flag's, or one and every core.
std::vector<int> threads_of(Bench const& bench);
int most_threads(Bench const& bench);
std::string threads_text(int threads);  // "1 thread"

}  // namespace mixup
