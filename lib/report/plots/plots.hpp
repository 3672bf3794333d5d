// plots: what the paper draws, drawn from our records; each function gives no plot when no record holds its numbers.
#pragma once
#include <optional>

#include "report/plots/panel.hpp"
#include "report/survey.hpp"

namespace mixup {

/// All pictures of one experiment, in the order of the page.
std::vector<Plot> plots_of(Chapter const& chapter);

/// The table from which pictures are drawn: at the largest scale that has any, real data before generated, all data
/// before a part. `sheet` is nullptr when nothing has been run.
struct Stage {
  Table const* table = nullptr;
  Scale const* scale = nullptr;
  Sheet const* sheet = nullptr;
};
Stage stage_of(Chapter const& chapter);

/// The numbers under `key` of a record's figure or curve; empty when there are none.
std::vector<double> numbers(Json const& object, std::string const& key);

/// Figure 1b: p(y = 1 | x) over the plane, and the points.
std::optional<Plot> surfaces(Stage const& stage);
/// Beyond the paper, regression: RMSE by epoch, means over the splits; a panel for each group.
std::optional<Plot> number_curves(Stage const& stage);
/// Figure 2: between two training examples, over λ.
std::optional<Plot> between_examples(Stage const& stage);
/// Figure 3b: test error by epoch, mean and range over seeds; a panel for each group.
std::optional<Plot> learning_curves(Stage const& stage);
/// Figure 5: what a GAN draws as it trains.
std::optional<Plot> snapshots(Stage const& stage);
/// Each column of the table over α; a line for each group.
std::optional<Plot> strengths(Stage const& stage);
/// Beyond the paper: each row's paired differences with their intervals; a panel for each column that has them.
std::optional<Plot> differences(Stage const& stage);
/// Beyond the paper, extrapolation: how sure nets are of images near to what they learnt and far from it.
std::optional<Plot> sureness(Stage const& stage);
/// Beyond the paper, calibration: the errors of each kind of noise and blur.
std::optional<Plot> corruptions(Stage const& stage);
/// Accuracy by confidence, of records whose figure has "reliability": {"confidence", "accuracy", "count"}: [bins].
std::optional<Plot> reliability(Stage const& stage);

/// All verdicts of the chapters under one heading: each claim's effect and interval on a line of its own, with the
/// paper's.
std::optional<Plot> forest(Chapters const& chapters, Heading heading);

}  // namespace mixup
