// campaign: a greedy choice among the claims, by what each still costs.
#include "report/campaign.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "core/comparison.hpp"
#include "core/run_name.hpp"
#include "report/gather.hpp"

namespace mixup {
namespace {

using Names = std::set<std::string>;  // of runs (run_name)

/// Runs of today's rows that need not be made again.
Names made(Table const& table, Scale const& scale, std::vector<Record> const& records) {
  Names out;
  for (auto const& sheet : gather(table, scale, records).sheets)
    for (auto const& line : sheet.lines)
      for (auto const* record : line.records())
        if (line.row && record->outcome.status != Status::failed) out.insert(run_name(record->run));
  return out;
}

/// The rows that a claim compares, each once, in the order of the table.
std::vector<Row const*> rows_of(Table const& table, Claim const& claim) {
  std::set<Row const*> rows;
  for (auto const& comparison : comparisons(table, claim, table.experiment + " claim " + claim.id))
    for (auto const& term : comparison.terms) rows.insert(term.row);
  return {rows.begin(), rows.end()};  // rows lie in one vector: by address is by place
}

/// Adds the runs of `claim` at these seeds that are neither made nor in the goal.
void add_missing(Goal& goal, Claim const& claim, DecidingSeeds const& seeds, Names const& made, Cost const& cost) {
  Names names;
  for (auto const& run : goal.missing) names.insert(run_name(run));
  auto const rows = rows_of(*goal.table, claim);
  for (int64_t seed = seeds.first; seed <= seeds.last(); ++seed)
    for (auto const* row : rows) {
      auto const run = resolve(*goal.table, *row, goal.scale->name, seed);
      if (run.data.source != Source::real || made.count(run_name(run)) || names.count(run_name(run)))
        continue;  // generated data is not judged
      goal.missing.push_back(run);
      auto const seconds = cost(run);
      goal.seconds = goal.seconds && seconds ? std::optional(*goal.seconds + *seconds) : std::nullopt;
    }
}

/// A second study comes when the first is complete. It speaks when all first and second studies of its family are
/// complete, so the goal is to complete them. The campaign does not ask what a first study said: it would be a look at
/// figures.
Goal goal_of(Table const& table, Claim const& claim, Scale const& scale, Names const& made, Cost const& cost) {
  Goal goal{&table, &claim, &scale, {}, 0};
  add_missing(goal, claim, deciding_seeds(claim, scale), made, cost);
  if (!goal.missing.empty() || second_seeds(claim, scale).n == 0) return goal;
  for (auto const& other : table.claims)
    if (other.family == claim.family)
      for (auto const& seeds : {deciding_seeds(other, scale), second_seeds(other, scale)})
        add_missing(goal, other, seeds, made, cost);
  std::stable_sort(goal.missing.begin(), goal.missing.end(),
                   [](Run const& a, Run const& b) { return a.seed < b.seed; });
  return goal;
}

std::vector<Goal> goals_of(std::vector<Table> const& tables, std::vector<std::string> const& scales,
                           std::vector<Record> const& records, Cost const& cost) {
  std::vector<Goal> out;
  for (auto const& table : tables)
    for (auto const* scale : scales_among(table, scales)) {
      auto const done = made(table, *scale, records);
      for (auto const& claim : table.claims)
        if (auto goal = goal_of(table, claim, *scale, done, cost); !goal.missing.empty())
          out.push_back(std::move(goal));
    }
  return out;
}

/// The names in all tables, each once, in the order in which they come.
std::vector<std::string> scale_names(std::vector<Table> const& tables) {
  std::vector<std::string> out;
  for (auto const& table : tables)
    for (auto const& scale : table.scales)
      if (std::find(out.begin(), out.end(), scale.name) == out.end()) out.push_back(scale.name);
  return out;
}

void require_scales(std::vector<Table> const& tables, std::vector<std::string> const& scales) {
  for (auto const& name : scales)
    if (std::all_of(tables.begin(), tables.end(), [&](Table const& t) { return scales_among(t, {name}).empty(); }))
      throw error(Exit::usage, "--scale: got {}, allowed {}", name, fmt::join(scale_names(tables), ", "));
}

/// True when all runs that `goal` lacks are among those with these names.
bool completed_by(Goal const& goal, Names const& names) {
  return std::all_of(goal.missing.begin(), goal.missing.end(),
                     [&](Run const& run) { return names.count(run_name(run)) > 0; });
}

/// What making all that `goal` lacks would complete.
CampaignStep step_for(Goal const& goal, std::vector<Goal> const& open) {
  CampaignStep step{{}, goal.missing, *goal.seconds};
  Names names;
  for (auto const& run : goal.missing) names.insert(run_name(run));
  for (auto const& other : open)
    if (completed_by(other, names)) step.goals.push_back(other);
  return step;
}

double claims_per_second(CampaignStep const& step) {
  return static_cast<double>(step.goals.size()) / std::max(step.seconds, 1e-3);
}

std::optional<CampaignStep> best_step(std::vector<Goal> const& open, double seconds) {
  std::optional<CampaignStep> best;
  for (auto const& goal : open) {
    if (!goal.seconds || *goal.seconds > seconds) continue;
    auto step = step_for(goal, open);
    if (!best || claims_per_second(step) > claims_per_second(*best)) best = std::move(step);
  }
  return best;
}

/// Takes out what the step makes, and the goals that it completes.
void take(std::vector<Goal>& open, CampaignStep const& step, Cost const& cost) {
  Names names;
  for (auto const& run : step.runs) names.insert(run_name(run));
  auto const is_made = [&](Run const& run) { return names.count(run_name(run)) > 0; };
  for (auto& goal : open) {
    for (auto const& run : goal.missing)
      if (goal.seconds && is_made(run)) *goal.seconds -= *cost(run);
    goal.missing.erase(std::remove_if(goal.missing.begin(), goal.missing.end(), is_made), goal.missing.end());
  }
  open.erase(std::remove_if(open.begin(), open.end(), [](Goal const& goal) { return goal.missing.empty(); }),
             open.end());
}

}  // namespace

std::vector<Scale const*> scales_among(Table const& table, std::vector<std::string> const& scales) {
  std::vector<Scale const*> out;
  for (auto const& scale : table.scales)
    if (std::find(scales.begin(), scales.end(), scale.name) != scales.end()) out.push_back(&scale);
  return out;
}

Campaign campaign(std::vector<Table> const& tables, std::vector<std::string> const& scales,
                  std::vector<Record> const& records, double seconds, Cost const& cost) {
  require_scales(tables, scales);
  Campaign out;
  out.left = goals_of(tables, scales, records, cost);
  while (auto step = best_step(out.left, seconds - out.seconds)) {
    take(out.left, *step, cost);
    out.seconds += step->seconds;
    out.steps.push_back(std::move(*step));
  }
  return out;
}

}  // namespace mixup
