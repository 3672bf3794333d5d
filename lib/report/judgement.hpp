// judgement: whether the paper's claims hold in our records, as plain data for any page that prints it.
//
// docs/verdicts.md has the rule in words. judge() holds it in code.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "core/bootstrap.hpp"
#include "core/claim.hpp"
#include "core/rank.hpp"
#include "core/seed_mean.hpp"
#include "report/gather.hpp"

namespace mixup {

enum class Verdict { reproduced, contradicted, inconclusive, not_run };
constexpr std::array<char const*, 4> names(Verdict) {
  return {"reproduced", "contradicted", "inconclusive", "not run"};
}

/// What our records say of one comparison of a claim. Relative figures (of claims with a margin) are in percent of the
/// mean figure of the row that is compared with.
struct Finding {
  std::string name;                  // which rows are compared
  bool relative = false;             // value and paper are percentages of another row's figure
  int64_t digits = 1;                // to print
  std::optional<double> paper;       // the same effect in the paper's figures, where it prints all of them
  SeedMean ours;                     // over the seeds that all its rows have; n = 0: not run
  std::optional<Interval> interval;  // 95 %; none for one seed
  bool complete = true;              // of an order: every row has been run
  bool agrees = false;               // the value lies where the claim says
  double p_for = 1, p_against = 1;   // two-sided, of the claim's opposite and of the claim; 1 for one seed
};

struct Judgement {
  Claim const* claim = nullptr;
  Scale const* scale = nullptr;
  Verdict verdict = Verdict::not_run;
  std::vector<std::string> reasons;  // why it is inconclusive: "one seed", "1 of 6 run"
  std::vector<Finding> findings;     // one for each comparison of the claim, in its order
  size_t needed = 0;                 // so many of them must hold
  size_t run = 0, agreeing = 0;      // so many have records; so many of these agree
  size_t deciding = 0;               // the finding that stands for the claim: the weakest of those that are needed
  bool tested = false;               // some comparison has two seeds or more
  double p = 1;                      // of the claim, over its comparisons; smaller of for and against
  double p_holm = 1;                 // the same beside the table's other claims at this scale
  std::optional<Improvement> improvement;  // of claims that one method is lower or higher than another
  std::string data;                        // "4,000 of cifar10", "fsdd for speech_commands"
};

/// One judgement for each claim of the table, in its order. Generated data and demo scale are not judged: not run.
/// Table, scale and records must outlive the judgements.
std::vector<Judgement> judge(Table const& table, Scale const& scale, std::vector<Sheet> const& sheets);

/// "reproduced at small scale", "inconclusive".
std::string decision_text(Judgement const& judgement);

/// The same with the reasons: "inconclusive (one seed)".
std::string verdict_text(Judgement const& judgement);

}  // namespace mixup
