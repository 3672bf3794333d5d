#include "models/catalog.hpp"

#include <ATen/Context.h>

#include <algorithm>

#include "core/error.hpp"

namespace mixup::models {
namespace {

constexpr Entry kModels[] = {
    // name, maker, dimensions of an example, how it is computed, dropout, last norm of a branch; parameters
    {"preact_resnet18", preact_resnet18, 3, kConvolutional, Dropout::of_method,
     LastNorm::none},  // 11.17 M parameters with 10 classes
    {"preact_resnet18_bn_stem", preact_resnet18_bn_stem, 3, kConvolutional, Dropout::of_method,
     LastNorm::none},                                                                               // 11.17 M
    {"wide_resnet28_10", wide_resnet28_10, 3, kConvolutional, Dropout::of_method, LastNorm::none},  // 36.5 M
    {"densenet_bc190", densenet_bc190, 3, kConvolutional, Dropout::of_method, LastNorm::none},      // 25.6 M
    {"resnet50", resnet50, 3, kConvolutional, Dropout::none, LastNorm::in_branch},    // 25.6 M with 1000 classes
    {"resnet101", resnet101, 3, kConvolutional, Dropout::none, LastNorm::in_branch},  // 44.5 M
    {"resnext101_32x4d", resnext101_32x4d, 3, kConvolutional, Dropout::none, LastNorm::in_branch},  // 44.2 M
    {"resnext101_64x4d", resnext101_64x4d, 3, kConvolutional, Dropout::none, LastNorm::in_branch},  // 83.5 M
    {"mlp", mlp, 1, kSmall, Dropout::none, LastNorm::none},
    {"mlp3_512", mlp3_512, 1, kSmall, Dropout::none, LastNorm::none},
    {"lenet", lenet, 3, kConvolutional, Dropout::its_own, LastNorm::none},       // 16.3 M with 30 words
    {"vgg11", vgg11, 3, kConvolutional, Dropout::none, LastNorm::none},          // 13.2 M
    {"ctc_convnet", ctc_convnet, 3, kSequences, Dropout::none, LastNorm::none},  // 0.2 M
};

}  // namespace

Entry const& find(std::string const& name) {
  auto const* const entry =
      std::find_if(std::begin(kModels), std::end(kModels), [&](Entry const& e) { return e.name == name; });
  if (entry != std::end(kModels)) return *entry;
  std::vector<std::string> known;
  for (auto const& e : kModels) known.emplace_back(e.name);
  throw error(Exit::usage, "/model/name: got \"{}\", the models are {}", name, fmt::join(known, ", "));
}

Net make(ModelSpec const& spec, Shape const& shape, double drop, uint64_t seed) {
  Entry const& entry = find(spec.name);
  if (shape.input.size() != entry.dimensions)
    throw error(Exit::usage, "/model/name: {} takes examples of {} dimensions, the data has {} ({})", spec.name,
                entry.dimensions, shape.input.size(), fmt::join(shape.input, " x "));
  if (drop > 0 && entry.dropout != Dropout::of_method)
    throw error(Exit::usage, "/method/dropout: {} has no place for dropout", spec.name);
  if (spec.zero_gamma && entry.last_norm != LastNorm::in_branch)
    throw error(Exit::usage, "/model/zero_gamma: the residual branches of {} end in no BN, allowed false", spec.name);
  at::manual_seed(seed);
  return entry.make(spec, shape, drop);
}

}  // namespace mixup::models
