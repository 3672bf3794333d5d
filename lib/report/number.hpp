// number: numbers as the tables print them.
#pragma once
#include <cstdint>
#include <string>

#include "stats/seed_mean.hpp"

namespace mixup {

constexpr char const* kNothing = "–";  // where there is nothing to print

/// `digits` after the point; what rounds to zero has no sign.
std::string fixed(double value, int64_t digits);

/// "+0.3", "-0.3", "0.0".
std::string with_sign(double value, int64_t digits);

/// "4.2 ± 0.1 (3)": value ± half the 95 % interval (seeds); "4.2 (1)" for one seed. `sign`: "+0.3" instead of "0.3".
std::string with_interval(SeedMean const& mean, int64_t digits, bool sign = false);

/// "4,000".
std::string with_thousands(int64_t value);

/// "0.012", "< 0.001".
std::string p_value(double p);

/// "41 s", "3 min 20 s", "2 h 05 min".
std::string duration(double seconds);

}  // namespace mixup
