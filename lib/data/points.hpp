// points: distributions on the plane by name, drawn as often as wanted: those that the GAN of section 3.7 learns (Fig.
// 5) and two toy problems of two classes (Fig. 1b).
#pragma once
#include <ATen/core/Tensor.h>

#include <string>

#include "data/dataset.hpp"

namespace mixup {

struct Points {
  at::Tensor x;      // float [n, 2]
  at::Tensor label;  // int64 [n], the mode or the class
};

struct Modes {
  at::Tensor centres;  // float [modes, 2]
  double sigma;        // of each Gaussian, in both directions
};

/// Independent points: a label drawn uniformly, then a point of its mode or class; a pure function of the arguments.
/// Exit::usage for an unknown name, with the names that exist.
Points draw_points(std::string const& name, int64_t count, uint64_t seed);

/// The modes of a mixture of Gaussians. Exit::usage for a distribution that is none, with those that are.
Modes modes(std::string const& name);

/// `train_limit` and `test_limit` points (0: as many as the catalogue says), independent of each other, drawn from
/// `run_seed`.
Splits split_points(DataSpec const& spec, uint64_t run_seed);

}  // namespace mixup
