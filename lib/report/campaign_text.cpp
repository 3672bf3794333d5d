// campaign_text: each step as one paragraph or one line of a table.
#include "report/campaign_text.hpp"

#include <algorithm>
#include <set>

#include "core/comparison.hpp"
#include "core/run_name.hpp"
#include "report/legend.hpp"
#include "report/markdown.hpp"
#include "report/number.hpp"

namespace mixup {
namespace {

constexpr size_t kWidth = 80;

/// Words on lines of 80 columns, each line indented. A column is a character, not a byte.
std::string wrapped(std::string const& text, size_t indent) {
  std::string out, line;
  auto const columns = [](std::string const& s) {
    return static_cast<size_t>(std::count_if(s.begin(), s.end(), [](char c) { return (c & 0xC0) != 0x80; }));
  };
  std::string const margin(indent, ' ');
  for (size_t at = 0; at < text.size();) {
    auto const end = std::min(text.find(' ', at), text.size());
    auto const word = text.substr(at, end - at);
    if (!line.empty() && indent + columns(line) + 1 + columns(word) > kWidth) {
      out += margin + line + "\n";
      line.clear();
    }
    line += (line.empty() ? "" : " ") + word;
    at = end + 1;
  }
  return out + margin + line + "\n";
}

std::string plural(size_t n, std::string const& what) { return fmt::format("{} {}{}", n, what, n == 1 ? "" : "s"); }

/// "seeds 4 to 8", "seed 4", "seeds 4, 6".
std::string seeds_text(std::vector<Run> const& runs) {
  std::set<int64_t> seeds;
  for (auto const& run : runs) seeds.insert(run.seed);
  if (seeds.size() == 1) return fmt::format("seed {}", *seeds.begin());
  bool const whole = *seeds.rbegin() - *seeds.begin() + 1 == static_cast<int64_t>(seeds.size());
  return whole ? fmt::format("seeds {} to {}", *seeds.begin(), *seeds.rbegin())
               : fmt::format("seeds {}", fmt::join(seeds, ", "));
}

std::vector<std::string> row_names(std::vector<Run> const& runs) {
  std::vector<std::string> out;
  for (auto const& run : runs)
    if (std::find(out.begin(), out.end(), run.row) == out.end()) out.push_back(run.row);
  return out;
}

std::string claim_ids(std::vector<Goal> const& goals) {
  std::vector<std::string> ids;
  for (auto const& goal : goals) ids.push_back(goal.claim->id);
  return fmt::format("{}", fmt::join(ids, ", "));
}

std::string why_left(Goal const& goal) {
  return goal.seconds ? duration(*goal.seconds) + ", more than is left" : "no record of such a net says what it costs";
}

/// "cifar at small scale".
std::string table_text(Goal const& goal) {
  return fmt::format("{} at {} scale", goal.table->experiment, goal.scale->name);
}

/// "46 claims", "46 claims of the paper and 12 beyond it".
std::string claims_text(Campaign const& campaign) {
  size_t paper = 0, beyond = 0;
  for (auto const& step : campaign.steps)
    for (auto const& goal : step.goals) ++(goal.table->heading == Heading::paper ? paper : beyond);
  return beyond == 0 ? plural(paper, "claim")
                     : fmt::format("{} of the paper and {} beyond it", plural(paper, "claim"), beyond);
}

std::string summary(Campaign const& campaign, double hours) {
  size_t runs = 0;
  for (auto const& step : campaign.steps) runs += step.runs.size();
  return fmt::format("{} by {} in {} of {}.", claims_text(campaign), plural(runs, "run"), duration(campaign.seconds),
                     duration(3600 * hours));
}

std::string hours_text(double seconds) { return fixed(seconds / 3600, 2); }

std::string steps_markdown(Campaign const& campaign) {
  Grid grid{{"step", "experiment", "scale", "claims", "rows", "seeds", "runs", "hours", "in all"}, {}, {}};
  for (auto const& title : grid.header)
    grid.align.push_back(title == "runs" || title == "hours" || title == "in all" ? Align::right : Align::left);
  double all = 0;
  for (auto const& step : campaign.steps)
    grid.rows.push_back({std::to_string(grid.rows.size() + 1), step.goals[0].table->experiment,
                         step.goals[0].scale->name, escaped(claim_ids(step.goals)),
                         escaped(fmt::format("{}", fmt::join(row_names(step.runs), ", "))),
                         seeds_text(step.runs).substr(5), std::to_string(step.runs.size()), hours_text(step.seconds),
                         hours_text(all += step.seconds)});
  return markdown_table(grid);
}

/// "1", "left: 3 h 20 min, more than is left", "no seed missing".
std::string place_of(Campaign const& campaign, Claim const& claim, Scale const& scale) {
  auto const is = [&](Goal const& goal) { return goal.claim == &claim && goal.scale == &scale; };
  for (size_t i = 0; i < campaign.steps.size(); ++i)
    if (std::any_of(campaign.steps[i].goals.begin(), campaign.steps[i].goals.end(), is)) return std::to_string(i + 1);
  for (auto const& goal : campaign.left)
    if (is(goal)) return "left: " + why_left(goal);
  return "no seed is missing";
}

std::vector<std::string> claim_row(Campaign const& campaign, Table const& table, Claim const& claim,
                                   Scale const& scale) {
  auto const seeds = deciding_seeds(claim, scale), second = second_seeds(claim, scale);
  auto range = seeds.n ? fmt::format("{} to {}", seeds.first, seeds.last()) : "not judged here";
  if (second.n) range += fmt::format("; second study: {} to {}", second.first, second.last());
  return {table.experiment,
          scale.name,
          escaped(fmt::format("{}: {}", claim.id, claim.says)),
          escaped(rule_text(claim)),
          escaped(claim.family.empty() ? table.experiment : claim.family),
          range,
          seeds.n ? escaped(place_of(campaign, claim, scale)) : kNothing};
}

/// The claims under one heading.
std::string claims_markdown(Campaign const& campaign, CampaignPage const& page, Heading heading) {
  Grid grid{
      {"experiment", "scale", "claim", "rule", "family", "seeds", "step"}, std::vector<Align>(7, Align::left), {}};
  for (auto const& table : page.tables)
    for (auto const* scale : scales_among(table, page.scales))
      for (auto const& claim : table.claims)
        if (table.heading == heading) grid.rows.push_back(claim_row(campaign, table, claim, *scale));
  return grid.rows.empty() ? "" : markdown_table(grid);
}

/// A section of its own, so that nobody takes them for the paper's.
std::string beyond_markdown(Campaign const& campaign, CampaignPage const& page) {
  auto const claims = claims_markdown(campaign, page, Heading::beyond);
  return claims.empty() ? "" : fmt::format("## {}\n\n{}\n", kBeyondTitle, claims);
}

std::string scales_markdown(CampaignPage const& page) {
  std::string out;
  for (auto const& table : page.tables)
    for (auto const* scale : scales_among(table, page.scales))
      out += fmt::format("- {}, {}: {}\n", table.experiment, scale->name, escaped(scale->about));
  return out;
}

/// What is left, the claims of one table together that are left for one reason.
std::string left_text(std::vector<Goal> const& left) {
  std::string out = left.empty() ? "" : "\nLeft:\n";
  for (size_t i = 0, end = 0; i < left.size(); i = end) {
    auto const alike = [&](Goal const& goal) {
      return table_text(goal) == table_text(left[i]) && why_left(goal) == why_left(left[i]);
    };
    std::vector<Goal> group;
    for (end = i; end < left.size() && alike(left[end]); ++end) group.push_back(left[end]);
    out += wrapped(fmt::format("{}: {}: {}", table_text(left[i]), claim_ids(group), why_left(left[i])), 3);
  }
  return out;
}

}  // namespace

std::string rule_text(Claim const& claim) {
  constexpr char const* kRules[] = {"each difference below 0", "each difference above 0",  "no difference below minus",
                                    "no difference above",     "each difference within ±", "each slope below 0",
                                    "each slope above 0",      "Kendall's τ above 0"};
  static_assert(std::size(kRules) == names(ClaimKind{}).size());
  std::string rule = kRules[static_cast<size_t>(claim.kind)];
  if (claim.margin > 0) rule += fmt::format(" {} %", fixed(100 * claim.margin, 0));
  return claim.at_least ? fmt::format("{}, of {} at least", rule, claim.at_least) : rule;
}

std::string campaign_text(Campaign const& campaign, double hours) {
  auto out =
      wrapped(summary(campaign, hours) + " Most claims per hour come first; the seeds of a step are made in turn.", 0);
  double all = 0;
  size_t number = 0;
  for (auto const& step : campaign.steps) {
    all += step.seconds;
    out += "\n" + wrapped(fmt::format("{}. {}: {}", ++number, table_text(step.goals[0]), claim_ids(step.goals)), 0);
    out += wrapped(
        fmt::format("{}, {}, {} in all", plural(step.runs.size(), "run"), duration(step.seconds), duration(all)), 3);
    out += wrapped(fmt::format("{} of {}", seeds_text(step.runs), fmt::join(row_names(step.runs), ", ")), 3);
  }
  return out + left_text(campaign.left);
}

std::string campaign_markdown(Campaign const& campaign, CampaignPage const& page) {
  return fmt::format(
      "# Plan\n\nGenerated by `{}` before its first run; do not edit. The rule is in\n"
      "[docs/verdicts.md](../docs/verdicts.md). {} Hours are by the records that were there.\n\n"
      "## Steps\n\nMost claims per hour come first. The seeds of a step are made in turn, each with all rows.\n\n{}\n"
      "## Claims\n\n\"Family\" names the claims that Holm's correction takes together; \"step\" is that of the table "
      "above.\n\n{}\n{}## Scales\n\n{}",
      page.command, summary(campaign, page.hours), steps_markdown(campaign),
      claims_markdown(campaign, page, Heading::paper), beyond_markdown(campaign, page), scales_markdown(page));
}

}  // namespace mixup
