// power_law: y = factor x^exponent through measured points, by least squares of the logarithms.
#pragma once
#include <vector>

namespace mixup {

struct PowerLaw {
  double factor = 0, exponent = 0;
};

/// Exit::bug unless there are two or more points of different x, as many y, and all are above 0.
PowerLaw fit_power_law(std::vector<double> const& x, std::vector<double> const& y);

}  // namespace mixup
