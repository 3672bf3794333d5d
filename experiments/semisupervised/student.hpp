// student: a net that learns from few labels and many images without, and its mean teacher.
//
//   loss   l(f(x), y)                                       x, y: examples with labels, mixed or not (mix::step)
//        + w(t) |softmax f(mix(u)) - mix(softmax g(u))|^2   u: images without labels; g: the mean teacher
//
// Interpolation consistency training (ICT: Verma et al., IJCAI 2019, equation 3).
#pragma once
#include <array>

#include "data/dataset.hpp"
#include "mix/blend.hpp"
#include "models/net.hpp"
#include "train/checkpoints.hpp"
#include "train/context.hpp"
#include "train/optimizer.hpp"

namespace mixup::semisupervised {

struct Spec {
  int64_t labels = 4000;         // the first so many training images have theirs
  double consistency = 0;        // largest weight of the second term; 0: the images without labels are not looked at
  double consistency_alpha = 1;  // lambda of the second term ~ Beta(alpha, alpha)
  int64_t ramp = 50;             // epochs over which the weight rises, by exp(-5 (1 - t)^2) (Laine and Aila, ICLR 2017)
  double teacher = 0.999;        // the teacher keeps so much of itself at each step (Tarvainen and Valpola, NIPS 2017)
};

template <class F>
void fields(F& f, Spec& s) {
  f("labels", s.labels, {1, 1e6});
  f("consistency", s.consistency, {0, 1e6});
  f("consistency_alpha", s.consistency_alpha, {1e-3, 1e6});
  f("ramp", s.ramp, {0, 1e6});
  f("teacher", s.teacher, {0, 0.999999});
}

/// Weight of the consistency at an epoch (from 0, with its fraction).
double consistency_weight(Spec const& spec, double epoch);

/// Mean over the batch and the classes of the squared difference of probabilities: of what the student says of mixed
/// images, float logits [B, classes], and of the teacher's mixed answers, float [B, classes]. A scalar.
at::Tensor consistency_loss(at::Tensor const& logits, at::Tensor const& answers);

/// Parameters and buffers of `teacher` become keep * theirs + (1 - keep) * those of `net`; whole numbers are copied.
void follow(Net const& teacher, Net const& net, double keep);

}  // namespace mixup::semisupervised
