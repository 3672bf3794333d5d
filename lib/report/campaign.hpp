// campaign: which runs decide most claims per hour, and in which order they are best made.
//
// It knows how many declared seeds are missing and what a run costs. It never reads a figure of a record, so that no
// effect, and no sign of one, can change what is run next.
#pragma once
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "core/table.hpp"
#include "results/record.hpp"

namespace mixup {

/// A claim of which declared seeds are missing.
struct Goal {
  Table const* table = nullptr;
  Claim const* claim = nullptr;
  Scale const* scale = nullptr;
  std::vector<Run> missing;       // by seed, then by row
  std::optional<double> seconds;  // that these take; none: the cost of one is unknown
};

/// Runs that complete one claim or more.
struct CampaignStep {
  std::vector<Goal> goals;
  std::vector<Run> runs;  // by seed, then by row: a cut leaves every row with the same seeds, but for the last
  double seconds = 0;
};

struct Campaign {
  std::vector<CampaignStep> steps;  // most claims per hour first
  std::vector<Goal> left;           // what does not fit, or has no known cost
  double seconds = 0;               // of all steps
};

/// Seconds that a run takes, if that is known.
using Cost = std::function<std::optional<double>(Run const&)>;

/// What of the claims of `tables` at these scales can be completed within `seconds`. Each step is the one that
/// completes most claims per second among those that still fit; ties go to the earlier in the paper. A run that is done
/// or diverged, by `records` and by today's table, is not made again; one that failed or is stale is. Tables must
/// outlive the campaign. Errors: Exit::usage for a scale that no table has.
Campaign campaign(std::vector<Table> const& tables, std::vector<std::string> const& scales,
                  std::vector<Record> const& records, double seconds, Cost const& cost);

/// The table's scales that are among `scales`, in its order.
std::vector<Scale const*> scales_among(Table const& table, std::vector<std::string> const& scales);

}  // namespace mixup
