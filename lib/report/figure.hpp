// figure: numbers as the tables print them.
#pragma once
#include <cstdint>
#include <string>

namespace mixup {

/// `digits` after the point; what rounds to zero has no sign.
std::string fixed(double value, int64_t digits);

/// "+0.3", "-0.3", "0.0".
std::string with_sign(double value, int64_t digits);

/// "4,000".
std::string with_thousands(int64_t value);

/// "0.012", "< 0.001".
std::string p_value(double p);

/// "41 s", "3 min 20 s", "2 h 05 min".
std::string duration(double seconds);

}  // namespace mixup
