// dense: the passes of one fully connected layer, without LibTorch.
//
// A unit that ReLU silences for every example of a batch takes part in no product, forward or back. Where many are, as
// in the GAN, half of the work is left out, and no result changes: it would have been a zero.
#pragma once
#include <cstdint>

#include "kernels/panels.hpp"

namespace mixup::kernels {

struct Layer {
  int64_t in, out;
  float const* weight;  // [out, in]
  float const* bias;    // [out]
};

/// y = max(floor, weight x + bias): floor 0 is ReLU, -infinity the identity. x [panels, in, 16] of the units `inputs`,
/// y [panels, out, 16].
void dense_forward(Layer const& layer, Units const& inputs, int64_t panels, float const* x, float floor, float* y);

/// dx = weight^T dy where `active` is above 0, else 0; `active` [panels, in, 16] is what ReLU gave, null: everywhere.
/// dy is that of the units `outputs`, dx is found for the units `inputs`.
void dense_input_gradient(Layer const& layer, Units const& inputs, Units const& outputs, int64_t panels,
                          float const* dy, float const* active, float* dx);

/// dw = dy x^T and db = sums of dy over the examples, or with `add` that much more. x is here by rows, the units
/// `inputs` alone: [16 panels, padded(inputs.count())].
void dense_weight_gradient(Layer const& layer, Units const& inputs, Units const& outputs, int64_t panels,
                           float const* dy, float const* x, bool add, float* dw, float* db);

}  // namespace mixup::kernels
