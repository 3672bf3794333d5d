// effect: what a comparison comes to, in the paper's numbers and in our records.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "report/trial.hpp"
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
  std::optional<double> elsewhere;   // half of it for another sample of the population, where splits overlap
  std::optional<double> half_claim;  // half of the paper's relative effect, in the unit of `ours` (docs/verdicts.md)
  Trial trial;                       // how far its declared seeds have been run
  bool agrees = false;               // the value lies where the claim says
  // Two-sided p of: the claim's opposite, the claim, an effect of half the paper's or more. 1 while seeds are missing.
  double p_for = 1, p_against = 1, p_smaller = 1;
  Records records;  // of all its rows, done
};

/// One effect for each of the claim's comparisons. `lines` hold the declared seeds alone, `n` of them when all are run.
/// For the kind order it is Kendall's tau over the rows that have been run.
std::vector<Effect> effects(Table const& table, Claim const& claim, std::vector<Comparison> const& comparisons,
                            LineOf const& lines, int64_t n);

/// How often the claimed winner wins, of claims that compare two rows at a time and have two seeds of each; else none.
std::optional<Improvement> wins(Table const& table, Claim const& claim, std::vector<Comparison> const& comparisons,
                                LineOf const& lines);

}  // namespace mixup
