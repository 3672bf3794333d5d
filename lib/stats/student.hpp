// student: Student's t distribution of whole degrees of freedom.
#pragma once
#include <cstdint>

namespace mixup {

/// P(T <= t); t may be infinite. Throws Exit::bug when `freedom` is below 1.
double student_cdf(double t, int64_t freedom);

/// The t with P(T <= t) = p, to a relative 1e-12; p in (0, 1), else Exit::bug.
double student_quantile(double p, int64_t freedom);

}  // namespace mixup
