#include "kernels/norm_rows.hpp"

#include <algorithm>
#include <numeric>

namespace mixup::kernels {
namespace {

constexpr int64_t kVector = 16;  // floats of AVX-512
constexpr int64_t kUnroll = 4;   // rows that are added before a sum is written back

/// body(first element of a group of rows, rows, columns); the last row may be short.
template <class Body>
MIXUP_INLINE void over_rows(int64_t count, int64_t period, Body const& body) {
  int64_t const whole = count / period * period;
  for (int64_t at = 0; at < whole; at += period) body(at, period);
  if (whole < count) body(whole, count - whole);
}

template <class T>
MIXUP_INLINE void moments(T const* x, int64_t count, int64_t period, float const* mean, float* __restrict sum,
                          float* __restrict square) {
  int64_t const group = kUnroll * period;
  int64_t at = 0;
  for (; at + group <= count; at += group)
    for (int64_t i = 0; i < period; ++i) {
      float const m = mean[i];
      float const v0 = widen(x[at + i]) - m, v1 = widen(x[at + period + i]) - m;
      float const v2 = widen(x[at + 2 * period + i]) - m, v3 = widen(x[at + 3 * period + i]) - m;
      sum[i] += (v0 + v1) + (v2 + v3);
      square[i] += (v0 * v0 + v1 * v1) + (v2 * v2 + v3 * v3);
    }
  over_rows(count - at, period, [=](int64_t row, int64_t columns) {
    for (int64_t i = 0; i < columns; ++i) {
      float const v = widen(x[at + row + i]) - mean[i];
      sum[i] += v;
      square[i] += v * v;
    }
  });
}

template <class T>
MIXUP_INLINE void forward(T const* x, int64_t count, int64_t period, Affine const& f, T* __restrict y) {
  over_rows(count, period, [=](int64_t row, int64_t columns) {
    for (int64_t i = 0; i < columns; ++i) {
      float const v = (widen(x[row + i]) - f.mean[i]) * f.scale[i] + f.shift[i];
      narrow(v < f.floor ? f.floor : v, y[row + i]);  // a NaN passes
    }
  });
}

/// dz of one element. The floor is met by the same sum as in the forward pass.
template <class T>
MIXUP_INLINE float passed(float centred, T dy, Affine const& f, int64_t i) {
  return centred * f.scale[i] + f.shift[i] > f.floor ? widen(dy) : 0.0F;
}

template <class T>
MIXUP_INLINE void gradient_moments(T const* x, T const* dy, int64_t count, int64_t period, Affine const& f,
                                   float* __restrict sum, float* __restrict product) {
  over_rows(count, period, [=](int64_t row, int64_t columns) {
    for (int64_t i = 0; i < columns; ++i) {
      float const v = widen(x[row + i]) - f.mean[i], dz = passed(v, dy[row + i], f, i);
      sum[i] += dz;
      product[i] += dz * v;
    }
  });
}

template <bool kThrough, class T>
MIXUP_INLINE void backward(T const* x, T const* dy, T const* through, int64_t count, int64_t period, Affine const& f,
                           float const* a, float const* b, T* __restrict dx) {
  over_rows(count, period, [=](int64_t row, int64_t columns) {
    for (int64_t i = 0; i < columns; ++i) {
      float const v = widen(x[row + i]) - f.mean[i], dz = passed(v, dy[row + i], f, i);
      float const own = f.scale[i] * (dz - a[i] - b[i] * v);
      narrow(kThrough ? own + widen(through[row + i]) : own, dx[row + i]);
    }
  });
}

}  // namespace

int64_t period_of(int64_t channels) {
  int64_t const whole = channels / std::gcd(channels, kVector) * kVector;
  return (4 * kVector + whole - 1) / whole * whole;
}

Values repeated(float const* values, int64_t channels, int64_t period) {
  Values out(static_cast<size_t>(period));
  for (int64_t at = 0; at < period; at += channels) std::copy_n(values, channels, out.begin() + at);
  return out;
}

// Clones of templates have no names that the loader could choose between: each is spelt out.
#define MIXUP_NORM_ROWS(T)                                                                                             \
  template <>                                                                                                          \
  MIXUP_FOR_EACH_CPU void add_moments(T const* x, int64_t count, int64_t period, float const* mean, float* sum,        \
                                      float* square) {                                                                 \
    moments(x, count, period, mean, sum, square);                                                                      \
  }                                                                                                                    \
  template <>                                                                                                          \
  MIXUP_FOR_EACH_CPU void normalise(T const* x, int64_t count, int64_t period, Affine const& affine, T* y) {           \
    forward(x, count, period, affine, y);                                                                              \
  }                                                                                                                    \
  template <>                                                                                                          \
  MIXUP_FOR_EACH_CPU void add_gradient_moments(T const* x, T const* dy, int64_t count, int64_t period,                 \
                                               Affine const& affine, float* sum, float* product) {                     \
    gradient_moments(x, dy, count, period, affine, sum, product);                                                      \
  }                                                                                                                    \
  template <>                                                                                                          \
  MIXUP_FOR_EACH_CPU void normalise_backward(T const* x, T const* dy, T const* through, int64_t count, int64_t period, \
                                             Affine const& affine, float const* a, float const* b, T* dx) {            \
    if (through)                                                                                                       \
      backward<true>(x, dy, through, count, period, affine, a, b, dx);                                                 \
    else                                                                                                               \
      backward<false>(x, dy, through, count, period, affine, a, b, dx);                                                \
  }
MIXUP_NORM_ROWS(float)
MIXUP_NORM_ROWS(Bf16)

}  // namespace mixup::kernels
