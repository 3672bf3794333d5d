// catalog: every model of the paper has its number of parameters, its names and its seams.
#include "models/catalog.hpp"

#include <ATen/CPUGeneratorImpl.h>
#include <ATen/TensorOperators.h>
#include <ATen/core/grad_mode.h>
#include <ATen/ops/randn.h>

#include <algorithm>
#include <cmath>

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
  // With the stem's BN, 2 * 64 more (tests/golden/latent_mixing.py counts them too)
  REQUIRE(make("preact_resnet18_bn_stem").parameter_count() == 11171274);
  REQUIRE(make("wide_resnet28_10").parameter_count() == 36479194);  // "36.5 M", Zagoruyko and Komodakis 2016, Table 5
  REQUIRE(make("densenet_bc190").parameter_count() == 25624430);    // "25.6 M", Huang et al. 2017, Table 2
  // torchvision's own counts; ResNeXt's paper says 25.0 M for 50 layers and prints none for 101.
  auto const photographs = [](char const* name) {
    return models::make({name, 1}, {{3, 224, 224}, 1000}, 0, 1).parameter_count();
  };
  REQUIRE(photographs("resnet50") == 25557032);
  REQUIRE(photographs("resnet101") == 44549160);
  REQUIRE(photographs("resnext101_32x4d") == 44177704);
  REQUIRE(photographs("resnext101_64x4d") == 83455272);
  // 4 features, 3 classes: 4 * 128 + 128 + 128 * 128 + 128 + 128 * 3 + 3
  REQUIRE(models::make({"mlp", 1}, {{4}, 3}, 0, 1).parameter_count() == 17539);
  // The GAN's discriminator of points: 2 * 512 + 512 + 2 * (512 * 512 + 512) + 512 + 1
  REQUIRE(models::make({"mlp3_512", 1}, {{2}, 1}, 0, 1).parameter_count() == 527361);
  // Counted by PyTorch (tests/golden/speech_nets.py): the paper prints none
  REQUIRE(models::make({"lenet", 1}, {{1, 160, 101}, 30}, 0, 1).parameter_count() == 16321570);
  REQUIRE(models::make({"vgg11", 1}, {{1, 160, 101}, 30}, 0, 1).parameter_count() == 13172894);
  // 16 * 25 + 2 * 16 + 32 * 16 * 9 + 2 * 32 + 128 * 320 * 5 + 2 * 128 + 128 * 11 + 11, of 40 rows
  REQUIRE(models::make({"ctc_convnet", 1}, {{1, 40, 200}, 11}, 0, 1).parameter_count() == 211579);
}

TEST_CASE("parameters carry the names of the authors' code, and the last one is the classifier's bias") {
  std::vector<std::pair<char const*, std::vector<char const*>>> const all = {
      {"preact_resnet18",
       {"conv1.weight", "layer1.0.bn1.weight", "layer2.0.shortcut.0.weight", "layer4.1.conv2.weight", "linear.bias"}},
      {"densenet_bc190",
       {"conv1.weight", "block1.layer.0.bn1.weight", "block1.layer.30.conv2.weight", "trans1.bn1.bias",
        "trans1.conv1.weight", "block3.layer.30.conv2.weight", "bn1.weight", "fc.bias"}},
      {"resnet50",
       {"conv1.weight", "bn1.bias", "layer1.0.downsample.0.weight", "layer1.0.downsample.1.bias",
        "layer3.5.conv3.weight", "layer4.2.bn3.weight", "fc.weight", "fc.bias"}}};
  for (auto const& [model, expected] : all) {
    auto const parameters = make(model, 0.1).parameters();
    for (auto const* name : expected) {
      INFO(model << " " << name);
      REQUIRE(std::any_of(parameters.begin(), parameters.end(), [&, n = name](auto const& p) { return p.first == n; }));
    }
    REQUIRE(parameters.back().first == expected.back());
  }
}

TEST_CASE("the residual nets start with convolutions of He's law by fan-out, zero_gamma with branches that give 0") {
  at::NoGradGuard const no_grad;
  auto const state = [](bool zero_gamma) {
    return models::make({"resnext101_32x4d", 0.5, zero_gamma}, {{3, 64, 64}, 1000}, 0, 1);
  };
  for (bool const zero : {false, true})
    for (auto const& [name, p] : state(zero).parameters()) {
      INFO(name);
      auto const std = p.std().item<double>();
      if (p.dim() == 4) {
        REQUIRE(std == Approx(std::sqrt(2.0 / double(p.size(0) * p.size(2) * p.size(3)))).epsilon(0.1));
      } else if (name == "fc.weight") {
        REQUIRE(std == Approx(zero ? 0.01 : 1 / std::sqrt(3.0 * double(p.size(1)))).epsilon(0.02));
      } else if (name.find("bn3.weight") != std::string::npos) {
        REQUIRE(p.eq(zero ? 0 : 1).all().item<bool>());
      } else if (name.find("weight") != std::string::npos) {
        REQUIRE(p.eq(1).all().item<bool>());
      }
    }
  for (auto const* name : {"preact_resnet18", "preact_resnet18_bn_stem", "wide_resnet28_10", "densenet_bc190"})
    REQUIRE_THROWS_WITH(models::make({name, 0.1, true}, kCifar, 0, 1), Catch::Matchers::Contains("allowed false"));
}

TEST_CASE("photographs of any size from 32 pixels give logits, and what enters layer 1 has passed the whole stem") {
  at::NoGradGuard const no_grad;
  auto const net = make("resnet50", 0.1);
  net.train(false);
  for (int64_t side : {32, 33, 65, 224}) {
    auto const x = at::randn({2, 3, side, side}, at::detail::createCPUGenerator(5), at::TensorOptions(at::kFloat));
    at::Tensor inside;
    auto const look = [&](at::Tensor const& h) { return inside = h; };
    REQUIRE(net.forward(x, 1, look).sizes() == at::IntArrayRef({2, 10}));
    REQUIRE(inside.sizes() == at::IntArrayRef({2, 6, (side + 3) / 4, (side + 3) / 4}));
    REQUIRE(inside.min().item<double>() == 0);  // after ReLU
  }
  REQUIRE(net.stages() == 6);  // the stem, four layers, the classifier
}

TEST_CASE("every image model gives logits at any width, and mixing before any stage changes only what follows") {
  at::NoGradGuard const no_grad;
  for (auto const* name : {"preact_resnet18", "preact_resnet18_bn_stem", "wide_resnet28_10", "densenet_bc190",
                           "resnet50", "resnet101", "resnext101_32x4d", "resnext101_64x4d"}) {
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
  REQUIRE_THROWS_WITH(make("resnet19"), Catch::Matchers::Contains("preact_resnet18, preact_resnet18_bn_stem, wide"));
  REQUIRE_THROWS_WITH(make("mlp"), Catch::Matchers::Contains("takes examples of 1 dimensions"));
  REQUIRE_THROWS_AS(models::make({"mlp", 1}, {{4}, 3}, 0.5, 1), Error);
}
