// game: what the discriminator is shown, and how wrong its answer is (section 3.7).
//
//   GAN     max_g min_d  E l(d(x), 1) + l(d(g(z)), 0)                            l: binary cross-entropy
//   mixup   max_g min_d  E l(d(lambda x + (1 - lambda) g(z)), lambda)
//
// The generator climbs what the discriminator descends: the saturating game, as in the authors' demo.
#pragma once
#include <ATen/core/Tensor.h>

namespace mixup::gan {

/// Points float [n, 2] and how real each of them is, float [n, 1].
struct Shown {
  at::Tensor x, realness;
};

Shown only_fake(at::Tensor const& fake);

/// [2n, 2]: real points, then generated ones. The mean of the loss over both is half of the GAN's sum, a factor that
/// Adam does not see.
Shown side_by_side(at::Tensor const& real, at::Tensor const& fake);

/// lambda [n, 1] of each real point and the rest of a generated one; lambda is also how real it is.
Shown mixed(at::Tensor const& real, at::Tensor const& fake, at::Tensor const& lambda);

/// lambda [n, 1] of each point of `a` and the rest of the point `order` [n] of `b`, realness alike: the authors' demo.
Shown blended(Shown const& a, Shown const& b, at::Tensor const& order, at::Tensor const& lambda);

/// Mean binary cross-entropy, a scalar; logits [n, 1].
at::Tensor loss(at::Tensor const& logits, at::Tensor const& realness);

}  // namespace mixup::gan
