// verdict: whether the paper's claims hold in our records, as plain data for any page that prints it.
//
// docs/verdicts.md has the rule in words. In code, study.cpp has it for one claim, decide.cpp for those of a family,
// and verdict.cpp for first and second studies.
#pragma once
#include <memory>

#include "report/effect.hpp"

namespace mixup {

enum class Decision { reproduced, contradicted, smaller, inconclusive, pending, not_run };
constexpr std::array<char const*, 6> names(Decision) {
  return {"reproduced", "contradicted", "smaller than claimed", "inconclusive", "pending", "not run"};
}

constexpr bool is_decided(Decision d) { return d <= Decision::smaller; }

/// All declared seeds were looked at, whatever came out.
constexpr bool is_judged(Decision d) { return d <= Decision::inconclusive; }

struct Verdict {
  Claim const* claim = nullptr;
  Scale const* scale = nullptr;
  Decision decision = Decision::not_run;
  std::vector<std::string> reasons;  // what is to be known of it: "3 of 5 seeds", "1 diverged"
  std::vector<Effect> effects;       // one for each comparison of the claim, in its order
  size_t needed = 0;                 // so many of them must hold
  size_t run = 0, agreeing = 0;      // so many have records; so many of these agree
  size_t deciding = 0;               // the effect that stands for the claim: the weakest of those that are needed
  DecidingSeeds seeds;               // that were declared
  int64_t finished = 0;              // of them: every row of every comparison is done or diverged
  bool tested = false;               // some comparison has all its seeds
  // Over the comparisons of the claim: p of its opposite, of itself, and of an effect of half the paper's or more.
  double p_for = 1, p_against = 1, p_smaller = 1;
  bool is_smaller = false;                // than claimed, whatever else the verdict says
  double p = 1;                           // of what the verdict says; of the likelier direction when it says nothing
  double p_holm = 1;                      // the same beside the other claims of the family at this scale
  std::optional<Improvement> wins;        // of claims that one method is lower or higher than another
  Records records;                        // behind all effects, each once
  std::shared_ptr<Verdict const> before;  // of a second study: what the first one said
  /// Beside a second study of other claims: what their seeds show of this one. Not judged.
  std::shared_ptr<Verdict const> repeated;
  std::string data;  // "4,000 of cifar10", "fsdd for speech_commands"

  bool complete() const { return finished == seeds.n; }
};

/// One verdict for each claim of the table, in its order, by its declared seeds, or by those of its second study.
/// Generated data and demo scale are not judged: not run. Table, scale and records must outlive the verdicts.
std::vector<Verdict> verdicts(Table const& table, Scale const& scale, std::vector<Sheet> const& sheets);

}  // namespace mixup
