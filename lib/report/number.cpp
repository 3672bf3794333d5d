// number: rounding and signs.
#include "report/number.hpp"

#include <fmt/format.h>

#include <cmath>

namespace mixup {

std::string fixed(double value, int64_t digits) {
  auto const text = fmt::format("{:.{}f}", value, digits);
  bool const zero = text.find_first_of("123456789") == std::string::npos && std::isfinite(value);
  return zero && text[0] == '-' ? text.substr(1) : text;
}

std::string with_sign(double value, int64_t digits) {
  auto const text = fixed(value, digits);
  bool const positive = text[0] != '-' && text.find_first_of("123456789") != std::string::npos;
  return positive ? "+" + text : text;
}

std::string with_interval(SeedMean const& mean, int64_t digits, bool sign) {
  auto const value = sign ? with_sign(mean.value, digits) : fixed(mean.value, digits);
  auto const half = half_width(mean);
  return half ? fmt::format("{} ± {} ({})", value, fixed(*half, digits), mean.n)
              : fmt::format("{} ({})", value, mean.n);
}

std::string with_thousands(int64_t value) {
  auto text = std::to_string(value);
  for (auto at = static_cast<std::ptrdiff_t>(text.size()) - 3; at > (value < 0 ? 1 : 0); at -= 3)
    text.insert(static_cast<size_t>(at), ",");
  return text;
}

std::string p_value(double p) { return p < 0.001 ? "< 0.001" : fixed(p, 3); }

std::string duration(double seconds) {
  auto const whole = static_cast<int64_t>(std::llround(seconds));
  if (whole < 60) return fmt::format("{} s", whole);
  if (whole < 3600) return fmt::format("{} min {:02} s", whole / 60, whole % 60);
  return fmt::format("{} h {:02} min", whole / 3600, whole % 3600 / 60);
}

}  // namespace mixup
