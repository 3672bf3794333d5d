// coverage: how much of a mixture of Gaussians a generator has found. The paper prints pictures and no figures; these
// are the customary ones: a sample is good within three sigma of a mode (VEEGAN, Srivastava et al. 2017, section 5.1;
// PacGAN, Lin et al. 2018, section 4.1).
#pragma once
#include <ATen/core/Tensor.h>

#include "data/points.hpp"

namespace mixup::gan {

/// The window of Fig. 5.
struct Frame {
  at::Tensor low, high;  // float [2]
};

/// The range of the real points [n, 2], wider by 0.25 on each side as in the authors' demo.
Frame frame_around(at::Tensor const& real);

struct Coverage {
  int64_t modes = 0;    // that at least `enough` good samples are nearest to
  int64_t touched = 0;  // the same with one, as VEEGAN and PacGAN count
  double good = 0;      // percent of the samples within three sigma of a mode
  double inside = 0;    // percent of the samples inside the frame
};

/// samples float [n, 2], finite.
Coverage cover(at::Tensor const& samples, Modes const& modes, Frame const& frame, int64_t enough);

}  // namespace mixup::gan
