// figure: numbers as the tables print them.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

namespace mixup {

/// `digits` after the point; what rounds to zero has no sign.
std::string fixed(double value, int64_t digits);

/// "4.2 ± 0.1 (3)": mean ± sample standard deviation (n); "4.2 (1)" for one value. Not for none.
std::string mean_and_sd(std::vector<double> const& values, int64_t digits);

/// "-1.4 ± 0.3 (3)": mean difference, half its 95 % interval, number of pairs; "-1.4 (1)" for one. Not for none.
std::string difference(std::vector<double> const& values, int64_t digits);

/// "41 s", "3 min 20 s", "2 h 05 min".
std::string duration(double seconds);

}  // namespace mixup
