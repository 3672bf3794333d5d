// figure: numbers as the tables print them.
#include "report/figure.hpp"

#include <fmt/format.h>

#include <cmath>

#include "core/estimate.hpp"
#include "core/stats.hpp"

namespace mixup {

std::string fixed(double value, int64_t digits) {
  auto const text = fmt::format("{:.{}f}", value, digits);
  bool const zero = text.find_first_of("123456789") == std::string::npos && std::isfinite(value);
  return zero && text[0] == '-' ? text.substr(1) : text;
}

std::string mean_and_sd(std::vector<double> const& values, int64_t digits) {
  auto const centre = fixed(mean(values), digits);
  if (values.size() == 1) return centre + " (1)";
  return fmt::format("{} ± {} ({})", centre, fixed(sample_sd(values), digits), values.size());
}

std::string difference(std::vector<double> const& values, int64_t digits) {
  auto centre = fixed(mean(values), digits);
  if (centre[0] != '-' && centre.find_first_of("123456789") != std::string::npos) centre = "+" + centre;
  if (values.size() == 1) return centre + " (1)";
  return fmt::format("{} ± {} ({})", centre, fixed(*half_width(estimate(values)), digits), values.size());
}

std::string duration(double seconds) {
  auto const whole = static_cast<int64_t>(std::llround(seconds));
  if (whole < 60) return fmt::format("{} s", whole);
  if (whole < 3600) return fmt::format("{} min {:02} s", whole / 60, whole % 60);
  return fmt::format("{} h {:02} min", whole / 3600, whole % 3600 / 60);
}

}  // namespace mixup
