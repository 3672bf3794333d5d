// descriptive: mean, median, standard deviation and quantiles of a list of numbers.
#pragma once
#include <vector>

namespace mixup {

/// Mean of the values. Throws Exit::bug when there are none, as all functions here do.
double mean(std::vector<double> const& values);

/// Middle value, or the mean of the two middle ones.
double median(std::vector<double> values);

/// Sample standard deviation (n - 1); 0 for a single value.
double sample_sd(std::vector<double> const& values);

/// The value below which a share q (0 ... 1) of `sorted` lies, linear between neighbours.
double quantile(std::vector<double> const& sorted, double q);

}  // namespace mixup
