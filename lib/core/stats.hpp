// stats: the few figures that tables print, over epochs and over seeds.
#pragma once
#include <vector>

namespace mixup {

/// Mean of the values. Throws Exit::bug when there are none, as all functions here do.
double mean(std::vector<double> const& values);

/// Middle value, or the mean of the two middle ones.
double median(std::vector<double> values);

/// Sample standard deviation (n - 1); 0 for a single value.
double sample_sd(std::vector<double> const& values);

}  // namespace mixup
