// synthetic: generated stand-ins with the shape of a data set, for runs without its files. Figures say nothing about
// the real set.
//
// Example i depends on (name, part, i) alone: not on the run's seed, nor on how many are asked for.
#pragma once
#include <string>

#include "formats/frame.hpp"
#include "formats/images.hpp"

namespace mixup {

/// The first `count` images of a part ("train", "test"). Each class has a smooth coloured pattern; an image is that
/// pattern, shifted, with the pattern of another class and one of its own blended in, and grain: a small net learns the
/// classes within epochs but not without error.
Images synthetic_images(std::string const& name, std::string const& part, int64_t classes, int64_t count);

/// Overlapping Gaussian clusters, one per class, apart in a few of the columns; all columns are numbers.
Frame synthetic_frame(std::string const& name, int64_t rows, int64_t columns, int64_t classes);

}  // namespace mixup
