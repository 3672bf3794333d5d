// images: sets of small images that are held in memory (CIFAR-10 and CIFAR-100, section 3.2), real or generated.
#pragma once
#include "catalog/catalog.hpp"
#include "data/dataset.hpp"
#include "data/set_files.hpp"

namespace mixup {

/// Training and test part, uint8 [N, 3, 32, 32], limited as `spec` says; each set is read once per process. Errors:
/// Exit::data for a file that is not what it must be, Exit::usage for a limit beyond the set.
Splits load_images(CifarSet const& set, DataSpec const& spec, SetFiles const& files);

}  // namespace mixup
