// catalog: the models by name. A new one: one file, one declaration here, one line in catalog.cpp.
#pragma once
#include <string>
#include <vector>

#include "core/run.hpp"
#include "models/compute.hpp"
#include "models/net.hpp"

namespace mixup::models {

/// `drop`: probability to drop between the convolutions of a block (section 3.4).
Net preact_resnet18(ModelSpec const&, Shape const&, double drop);
Net preact_resnet18_bn_stem(ModelSpec const&, Shape const&, double drop);
Net wide_resnet28_10(ModelSpec const&, Shape const&, double drop);
Net densenet_bc190(ModelSpec const&, Shape const&, double drop);
Net resnet50(ModelSpec const&, Shape const&, double drop);
Net resnet101(ModelSpec const&, Shape const&, double drop);
Net resnext101_32x4d(ModelSpec const&, Shape const&, double drop);
Net resnext101_64x4d(ModelSpec const&, Shape const&, double drop);
Net mlp(ModelSpec const&, Shape const&, double drop);
Net mlp3_512(ModelSpec const&, Shape const&, double drop);
Net lenet(ModelSpec const&, Shape const&, double drop);
Net vgg11(ModelSpec const&, Shape const&, double drop);
Net ctc_convnet(ModelSpec const&, Shape const&, double drop);

enum class Dropout { none, of_method, its_own };  // its_own: the net drops units whatever the method says
enum class LastNorm { none, in_branch };  // in_branch: each residual branch ends in a BN (ModelSpec::zero_gamma)

struct Entry {
  char const* name;
  Net (*make)(ModelSpec const&, Shape const&, double drop);
  size_t dimensions;  // of one example: 3 for pictures and spectrograms, 1 for tables
  Compute compute;
  Dropout dropout;
  LastNorm last_norm;
};

/// Exit::usage, with the names that exist.
Entry const& find(std::string const& name);

/// A net with LibTorch's default initial weights (those of PyTorch), drawn from `seed`.
/// Exit::usage when the net does not fit the data's shape or has no place for the dropout asked for.
Net make(ModelSpec const& spec, Shape const& shape, double drop, uint64_t seed);

}  // namespace mixup::models
