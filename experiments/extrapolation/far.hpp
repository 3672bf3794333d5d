// far: images of no class that a net has learnt, and how well its confidence tells them from those of one.
#pragma once
#include <map>
#include <string>
#include <vector>

#include "data/dataset.hpp"
#include "train/context.hpp"

namespace mixup::extrapolation {

/// Sets of images beside the test part `near`, normalised as it is, `count` of each: "cifar100" (its test images, or
/// generated ones of its shape), "noise" (bytes drawn uniformly) and "channels" (the test images with their colours in
/// reverse order). Labels mean nothing and are 0. Files of CIFAR-100 are added to `files` of the record's data.
std::map<std::string, Dataset> far_sets(train::Context const& context, Run const& run, Dataset const& near,
                                        int64_t count, Json& data);

/// Percent: how often a number of `high` is larger than one of `low`, half of the ties among them: the area under the
/// ROC curve by Mann and Whitney's U.
double auroc(std::vector<double> const& high, std::vector<double> const& low);

/// Shares of `values` in `bins` equal parts of [0, 1], in percent.
std::vector<double> histogram(std::vector<double> const& values, size_t bins);

}  // namespace mixup::extrapolation
