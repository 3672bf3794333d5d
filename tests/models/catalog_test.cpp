// catalog: every model of the paper has its number of parameters, its names and its seams.
#include "models/catalog.hpp"

#include <ATen/CPUGeneratorImpl.h>
#include <ATen/TensorOperators.h>
#include <ATen/core/grad_mode.h>
#include <ATen/ops/randn.h>

#include "core/error.hpp"

#include "catch2_shim.hpp"

using namespace mixup;

namespace {

Shape const kCifar{{3, 32, 32}, 10};

Net make(std::string const& name, double width = 1, double drop = 0, uint64_t seed = 1) {
  return models::make({name, width}, kCifar, drop, seed);
}

at::Tensor images(int64_t n) {
  return at::randn({n, 3, 32, 32}, at::detail::createCPUGenerator(5), at::TensorOptions(at::kFloat));
}

}  // namespace

TEST_CASE("the nets have the parameter counts of their papers") {
  REQUIRE(make("preact_resnet18").parameter_count() == 11171146);
  REQUIRE(make("wide_resnet28_10").parameter_count() == 36479194);  // "36.5 M", Zagoruyko and Komodakis 2016, Table 5
  REQUIRE(make("densenet_bc190").parameter_count() == 25624430);    // "25.6 M", Huang et al. 2017, Table 2
  // 4 features, 3 classes: 4 * 128 + 128 + 128 * 128 + 128 + 128 * 3 + 3
  REQUIRE(models::make({"mlp", 1}, {{4}, 3}, 0, 1).parameter_count() == 17539);
  // Counted by PyTorch (tests/golden/speech_nets.py): the paper prints none
  REQUIRE(models::make({"lenet", 1}, {{1, 160, 101}, 30}, 0, 1).parameter_count() == 16321570);
  REQUIRE(models::make({"vgg11", 1}, {{1, 160, 101}, 30}, 0, 1).parameter_count() == 13172894);
}

TEST_CASE("parameters carry the names of the authors' code") {
  auto const net = make("preact_resnet18", 0.25);
  std::vector<std::string> names;
  for (auto const& [name, tensor] : net.parameters()) names.push_back(name);
  for (auto const* expected :
       {"conv1.weight", "layer1.0.bn1.weight", "layer2.0.shortcut.0.weight", "layer4.1.conv2.weight", "linear.bias"})
    REQUIRE(std::find(names.begin(), names.end(), expected) != names.end());
}

TEST_CASE("every image model gives logits at any width, and mixing before any stage changes only what follows") {
  at::NoGradGuard const no_grad;
  for (auto const* name : {"preact_resnet18", "wide_resnet28_10", "densenet_bc190"}) {
    auto const net = make(name, 0.1);
    net.train(false);
    auto const x = images(2);
    auto const plain = net.forward(x);
    REQUIRE(plain.sizes() == at::IntArrayRef({2, 10}));
    for (size_t at = 0; at < net.stages(); ++at) {
      int calls = 0;
      auto const hook = [&](at::Tensor const& h) {
        ++calls;
        return h.flip(0);
      };
      auto const flipped = net.forward(x, static_cast<int64_t>(at), hook);
      REQUIRE(calls == 1);
      REQUIRE((flipped.flip(0) - plain).abs().max().item<double>() < 1e-4 * plain.abs().max().item<double>());
    }
  }
}

TEST_CASE("a seed fixes the initial weights, another changes them") {
  auto const weights = [](uint64_t seed) { return make("preact_resnet18", 0.25, 0, seed).parameters()[0].second; };
  REQUIRE(weights(1).equal(weights(1)));
  REQUIRE_FALSE(weights(1).equal(weights(2)));
}

TEST_CASE("dropout acts while training and not in eval mode") {
  at::NoGradGuard const no_grad;
  auto const net = make("preact_resnet18", 0.25, 0.5);
  net.train(false);
  auto const x = images(2);
  REQUIRE(net.forward(x).equal(net.forward(x)));
  net.train(true);
  REQUIRE_FALSE(net.forward(x).equal(net.forward(x)));
}

TEST_CASE("unknown names, wrong shapes and dropout without a place say what is allowed") {
  REQUIRE_THROWS_WITH(make("resnet19"), Catch::Matchers::Contains("preact_resnet18, wide_resnet28_10"));
  REQUIRE_THROWS_WITH(make("mlp"), Catch::Matchers::Contains("takes examples of 1 dimensions"));
  REQUIRE_THROWS_AS(models::make({"mlp", 1}, {{4}, 3}, 0.5, 1), Error);
}
