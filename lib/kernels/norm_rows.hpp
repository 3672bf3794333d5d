// norm_rows: the passes of batch normalisation and ReLU over the rows of a channels-last activation, without LibTorch.
//
// Rows of C channels follow each other, so a loop over a whole number of rows has no inner edge. Values per channel are
// therefore repeated up to a `period`: a multiple of C that is a multiple of the widest vector.
#pragma once
#include <cstdint>
#include <vector>

#include "kernels/bf16.hpp"

namespace mixup::kernels {

using Values = std::vector<float>;

/// The least multiple of `channels` that is one of 16, and at least 64.
int64_t period_of(int64_t channels);
/// One value per channel, repeated.
Values repeated(float const* values, int64_t channels, int64_t period);

/// y = max(floor, (x - mean) * scale + shift): floor 0 is ReLU, -infinity the identity.
struct Affine {
  float const *mean, *scale, *shift;  // [period]
  float floor;
};

/// Sums of x - mean and of its square over `count` elements, added to sum and square [period]. T is float or Bf16.
template <class T>
void add_moments(T const* x, int64_t count, int64_t period, float const* mean, float* sum, float* square);

template <class T>
void normalise(T const* x, int64_t count, int64_t period, Affine const& affine, T* y);

/// With dz = dy where y is above the floor, else 0: sums of dz and of dz * (x - mean), added to the two [period].
template <class T>
void add_gradient_moments(T const* x, T const* dy, int64_t count, int64_t period, Affine const& affine, float* sum,
                          float* product);

/// dx = scale * (dz - a - b * (x - mean)) + through; `through` may be null. a, b: [period].
template <class T>
void normalise_backward(T const* x, T const* dy, T const* through, int64_t count, int64_t period, Affine const& affine,
                        float const* a, float const* b, T* dx);

}  // namespace mixup::kernels
