// near: whether two numbers agree but for rounding.
#pragma once
#include <cmath>

namespace mixup::test {

/// `within` is absolute: what sums of a few numbers of size 1 lose, or the digits of a table that they were copied
/// from.
inline bool near(double a, double b, double within = 1e-9) { return std::abs(a - b) <= within; }

}  // namespace mixup::test
