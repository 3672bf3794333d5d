// effect: what a comparison comes to, in the paper's numbers and in our records.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "report/metrics.hpp"
#include "stats/bootstrap.hpp"
#include "stats/rank.hpp"

namespace mixup {

/// With a margin an effect is relative: in percent of the mean number of the row that is compared with.
struct Effect {
  std::string name;                  // which rows are compared
  bool relative = false;             // value and paper are percentages of another row's number
  int64_t digits = 1;                // to print
  std::optional<double> paper;       // the same effect in the paper's numbers, where it prints all of them
  SeedMean ours;                     // over the seeds that all its rows have; n = 0: not run
  std::optional<Interval> interval;  // 95 %; none for one seed
  bool complete = true;              // of an order: every row has been run
  bool agrees = false;               // the value lies where the claim says
  double p_for = 1, p_against = 1;   // two-sided, of the claim's opposite and of the claim; 1 for one seed
  Records records;                   // of all its rows, done
};

/// One effect for each of the claim's comparisons. For the kind order it is Kendall's tau over the rows that have been
/// run, without a p while some have not.
std::vector<Effect> effects(Table const& table, Claim const& claim, std::vector<Comparison> const& comparisons,
                            LineOf const& lines);

/// How often the claimed winner wins, of claims that compare two rows at a time and have two seeds of each; else none.
std::optional<Improvement> wins(Table const& table, Claim const& claim, std::vector<Comparison> const& comparisons,
                                LineOf const& lines);

}  // namespace mixup
