// golden_speech: LeNet and VGG-11 against PyTorch's own modules: tests/golden/speech_nets.json, made by the script
// beside it.
#include <ATen/TensorOperators.h>
#include <ATen/core/grad_mode.h>

#include "models/catalog.hpp"
#include "models/golden_fill.hpp"

#include "catch2_shim.hpp"

using namespace mixup;
using namespace mixup::test;

namespace {

Json golden(std::string const& name) { return read_json(MIXUP_TEST_DIR "/golden/speech_nets.json")[name]; }

bool ends_with(std::string const& text, std::string const& end) {
  return text.size() >= end.size() && text.compare(text.size() - end.size(), end.size(), end) == 0;
}

/// Running statistics that are not those of an untrained net.
void fill_statistics(Net const& net) {
  at::NoGradGuard const no_grad;
  for (auto& [name, tensor] : net.state()) {
    if (ends_with(name, "running_mean")) tensor.copy_(0.2 * noise(2000, tensor.sizes()));
    if (ends_with(name, "running_var")) tensor.copy_(1 + noise(2001, tensor.sizes()));
  }
}

std::vector<std::string> sorted_names(Net const& net) {
  std::vector<std::string> names;
  for (auto const& [name, tensor] : net.state()) names.push_back(name);
  std::sort(names.begin(), names.end());
  return names;
}

void check_against_pytorch(std::string const& name) {
  auto const net = models::make({name, 1}, {{1, 160, 101}, 30}, 0, 1);
  auto const expected = golden(name);
  REQUIRE(net.parameter_count() == expected["parameters"].get<int64_t>());
  auto names = expected["names"].get<std::vector<std::string>>();
  std::sort(names.begin(), names.end());
  REQUIRE(sorted_names(net) == names);
  fill(net);
  fill_statistics(net);
  net.train(false);
  at::NoGradGuard const no_grad;
  REQUIRE(distance(net.forward(2 * noise(1000, {3, 1, 160, 101})), expected["logits"]) < 1e-4);
}

}  // namespace

TEST_CASE("LeNet has PyTorch's parameters, names and logits") { check_against_pytorch("lenet"); }

TEST_CASE("VGG-11 has PyTorch's parameters, names and logits") { check_against_pytorch("vgg11"); }

TEST_CASE("LeNet drops while training and not in eval mode") {
  at::NoGradGuard const no_grad;
  auto const net = models::make({"lenet", 0.5}, {{1, 160, 101}, 30}, 0, 1);
  REQUIRE(models::find("lenet").dropout == models::Dropout::its_own);
  auto const x = noise(1, {2, 1, 160, 101});
  REQUIRE_FALSE(net.forward(x).equal(net.forward(x)));
  net.train(false);
  REQUIRE(net.forward(x).equal(net.forward(x)));
}

TEST_CASE("nets for spectrograms say how small an example may be") {
  REQUIRE_THROWS_WITH(models::make({"lenet", 1}, {{1, 15, 101}, 30}, 0, 1), Catch::Matchers::Contains("16 x 16"));
  REQUIRE_THROWS_WITH(models::make({"vgg11", 1}, {{1, 160, 31}, 30}, 0, 1), Catch::Matchers::Contains("32 x 32"));
  REQUIRE(models::make({"lenet", 1}, {{1, 16, 16}, 30}, 0, 1).stages() == 4);
  REQUIRE(models::make({"vgg11", 0.1}, {{3, 32, 32}, 10}, 0, 1).stages() == 3);
}
