// photo_view: which part of a photograph a net sees, and at what size (section 3.1).
#pragma once
#include "core/run.hpp"
#include "formats/image.hpp"

namespace mixup {

/// `region` of the photograph is resized to width x height, of which `window` is cut out and perhaps mirrored.
struct PhotoView {
  Region region;
  int64_t width = 0, height = 0;
  Region window;
  bool flip = false;
};

/// Augment::none: the shorter side becomes 256 / 224 of `size` and the centre is cut out. resized_crop_flip: an area of
/// U(0.08, 1) of the image with width / height from 3/4 to 4/3, uniform in its logarithm; after ten draws that do not
/// fit, the largest centred part of an allowed shape; flipped with probability 1/2 (Szegedy et al. 2015, section 6; in
/// the form of fb.resnet.torch and torchvision). Drawn from `seed`, one draw per `position` of the batch.
PhotoView photo_view(int64_t width, int64_t height, int64_t size, Augment augment, uint64_t seed, int64_t position);

}  // namespace mixup
