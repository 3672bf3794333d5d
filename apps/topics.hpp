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

/// Those of these names, in the order of all; of none named, those that are measured by default. Exit::usage with the
/// names that exist.
std::vector<TopicPlan const*> chosen_topics(std::vector<std::string> const& names);

}  // namespace mixup
