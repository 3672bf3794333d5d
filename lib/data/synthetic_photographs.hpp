// synthetic_photographs: generated images of many sizes, encoded, so that runs without ImageNet take the same way
// from file to net. Figures say nothing about the real set.
#pragma once
#include <string>
#include <vector>

namespace mixup {

/// `count` files of a part ("train", "test"); file i is of class i % classes and depends on (name, part, i, classes)
/// alone. Each class has two colours and a wave of its own length and direction; an image is that, turned and
/// stretched a little, with another class blended in, and grain; 80 to 160 pixels a side; one in eight is gray. JPEG,
/// or PPM in a program without libjpeg-turbo.
std::vector<std::string> synthetic_photographs(std::string const& name, std::string const& part, int64_t classes,
                                               int64_t count);

}  // namespace mixup
