// campaign_text: a campaign for a screen of 80 columns, and as the page that is committed before its first run.
#pragma once
#include <string>

#include "report/campaign.hpp"

namespace mixup {

/// The steps in their order, then what is left and why. `hours` is what was asked for.
std::string campaign_text(Campaign const& campaign, double hours);

/// The same as Markdown, with every claim of `tables` at `scales`, the rule by which it will be judged and its seeds.
/// `command` is what made it.
struct CampaignPage {
  std::vector<Table> const& tables;
  std::vector<std::string> scales;
  double hours = 0;
  std::string command;
};
std::string campaign_markdown(Campaign const& campaign, CampaignPage const& page);

/// "each difference below 0": what the claim's effects must be.
std::string rule_text(Claim const& claim);

}  // namespace mixup
