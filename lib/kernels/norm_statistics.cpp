#include "kernels/norm_statistics.hpp"

#include <ATen/ops/empty.h>

#include <algorithm>
#include <cmath>
#include <tuple>

#include "kernels/row_chunks.hpp"

namespace mixup::kernels {
namespace {

/// Mean and variance (biased) of each channel. Deviations are taken from the first row, so that a mean far from zero
/// costs no digits.
std::pair<Totals, Totals> moments(Rows const& rows, at::Tensor const& x) {
  Values first(static_cast<size_t>(rows.channels));
  std::pair<Totals, Totals> out;
  by_type(x, [&](auto kind) {
    auto const* in = data<decltype(kind)>(x);
    for (size_t c = 0; c < first.size(); ++c) first[c] = widen(in[c]);
    auto const from = repeated(first.data(), rows.channels, rows.period);
    out = two_sums(rows, [&](int64_t at, int64_t count, float* sum, float* square) {
      add_moments(in + at, count, rows.period, from.data(), sum, square);
    });
  });
  for (size_t c = 0; c < first.size(); ++c) {
    double const offset = out.first[c] / rows.per_channel();
    out.first[c] = static_cast<double>(first[c]) + offset;
    out.second[c] = std::max(0.0, out.second[c] / rows.per_channel() - offset * offset);
  }
  return out;
}

/// running = (1 - momentum) * running + momentum * value, as torch does.
void move(at::Tensor const& running, Totals const& values, double momentum, double factor) {
  auto* const out = running.data_ptr<float>();
  for (size_t c = 0; c < values.size(); ++c)
    out[c] = static_cast<float>((1 - momentum) * static_cast<double>(out[c]) + momentum * factor * values[c]);
}

}  // namespace

at::Tensor norm_statistics(at::Tensor const& x, NormSettings const& s) {
  Rows const rows(x);
  auto out = at::empty({2, rows.channels}, at::kFloat);
  auto* const mean = out.data_ptr<float>();
  Totals means(rows.channels), variances(rows.channels);
  if (s.training) {
    std::tie(means, variances) = moments(rows, x);
    move(s.running_mean, means, s.momentum, 1);
    move(s.running_var, variances, s.momentum, rows.per_channel() / (rows.per_channel() - 1));
  } else {
    std::copy_n(s.running_mean.data_ptr<float>(), rows.channels, means.begin());
    std::copy_n(s.running_var.data_ptr<float>(), rows.channels, variances.begin());
  }
  for (int64_t c = 0; c < rows.channels; ++c) {
    mean[c] = static_cast<float>(means[c]);
    mean[rows.channels + c] = static_cast<float>(1 / std::sqrt(variances[c] + s.eps));
  }
  return out;
}

}  // namespace mixup::kernels
