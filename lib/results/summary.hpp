// summary: from a curve of one figure per epoch to the figures that tables print (section 3.2: median of the last 10).
#pragma once
#include <vector>

#include "core/json.hpp"

namespace mixup {

/// {"median_last_10", "last", "best", "best_epoch"} of an error curve in percent; epochs count from 1. With a
/// validation curve also {"selected", "selected_epoch"}: the figure at the first epoch with the lowest validation
/// error.
Json summarize(std::vector<double> const& curve, std::vector<double> const& validation = {});

}  // namespace mixup
