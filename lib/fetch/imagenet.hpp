// imagenet: ImageNet cannot be fetched without an account; what somebody has is linked and its layout checked.
#pragma once
#include <string>

#include "fetch/bring.hpp"

namespace mixup {

/// Links `path`: a folder with train/<wnid>/ and val/<wnid>/, one that holds it, or Kaggle's ILSVRC/Data/CLS-LOC with
/// LOC_val_solution.csv, by which its val/ is sorted into classes. `partial` accepts fewer classes and photographs.
/// Errors: Exit::data with what is missing and what to do about it.
std::string import_imagenet(std::string const& path, bool partial, Bring const& bring);

/// Lists everything again and compares with the manifest.
std::string verify_imagenet(Bring const& bring);

}  // namespace mixup
