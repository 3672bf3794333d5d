// verdict: whether the paper's claims hold in our records, as plain data for any page that prints it.
//
// docs/verdicts.md has the rule in words, verdict.cpp in code.
#pragma once
#include "report/effect.hpp"

namespace mixup {

enum class Decision { reproduced, contradicted, inconclusive, not_run };
constexpr std::array<char const*, 4> names(Decision) {
  return {"reproduced", "contradicted", "inconclusive", "not run"};
}

constexpr bool is_decided(Decision d) { return d == Decision::reproduced || d == Decision::contradicted; }

struct Verdict {
  Claim const* claim = nullptr;
  Scale const* scale = nullptr;
  Decision decision = Decision::not_run;
  std::vector<std::string> reasons;  // why it is inconclusive: "one seed", "1 of 6 run"
  std::vector<Effect> effects;       // one for each comparison of the claim, in its order
  size_t needed = 0;                 // so many of them must hold
  size_t run = 0, agreeing = 0;      // so many have records; so many of these agree
  size_t deciding = 0;               // the effect that stands for the claim: the weakest of those that are needed
  bool tested = false;               // some comparison has two seeds or more
  double p = 1;                      // of the claim, over its comparisons; smaller of for and against
  double p_holm = 1;                 // the same beside the other claims of the table at this scale
  std::optional<Improvement> wins;   // of claims that one method is lower or higher than another
  Records records;                   // behind all effects, each once
  std::string data;                  // "4,000 of cifar10", "fsdd for speech_commands"
};

/// One verdict for each claim of the table, in its order. Generated data and demo scale are not judged: not run.
/// Table, scale and records must outlive the verdicts.
std::vector<Verdict> verdicts(Table const& table, Scale const& scale, std::vector<Sheet> const& sheets);

}  // namespace mixup
