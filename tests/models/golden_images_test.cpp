// golden_images: the larger image nets against PyTorch in eval mode: names, shapes and logits of
// tests/golden/image_nets.json, made by the script beside it.
#include "digest/digest.hpp"
#include "models/catalog.hpp"
#include "models/golden_fill.hpp"

#include "catch2_shim.hpp"

using namespace mixup;
using namespace mixup::test;

namespace {

bool ends_with(std::string const& text, std::string const& end) {
  return text.size() >= end.size() && text.compare(text.size() - end.size(), end.size(), end) == 0;
}

NamedTensors sorted(NamedTensors tensors) {
  std::sort(tensors.begin(), tensors.end(), [](auto const& a, auto const& b) { return a.first < b.first; });
  return tensors;
}

/// What the script does beyond fill(): gains that keep activations near 1 through a hundred layers, and statistics.
void fill_deep(Net const& net) {
  at::NoGradGuard const no_grad;
  fill(net);
  for (auto [name, p] : net.parameters()) {
    if (p.dim() == 4) p.mul_(static_cast<float>(std::sqrt(2.0)));
    if (ends_with(name, "bn3.weight")) p.mul_(0.25);
  }
  auto const parameters = net.parameters().size();
  auto const state = net.state();
  NamedTensors const buffers = sorted({state.begin() + static_cast<std::ptrdiff_t>(parameters), state.end()});
  for (size_t i = 0; i < buffers.size(); ++i) {
    auto [name, b] = buffers[i];
    auto const u = noise(static_cast<uint32_t>(5000 + i), b.sizes());
    if (ends_with(name, "running_mean")) b.copy_(0.2 * u);
    if (ends_with(name, "running_var")) b.copy_(1 + u);
  }
}

/// SHA-256 of all names with their shapes, parameters and buffers, in alphabetical order.
std::string names_digest(Net const& net) {
  Sha256 sha;
  for (auto const& [name, tensor] : sorted(net.state()))
    sha.update(fmt::format("{} [{}]\n", name, fmt::join(tensor.sizes(), ", ")));
  return sha.hex();
}

}  // namespace

TEST_CASE("the larger image nets have PyTorch's names, shapes and logits") {
  at::NoGradGuard const no_grad;
  auto const golden = read_json(MIXUP_TEST_DIR "/golden/image_nets.json");
  REQUIRE(golden["nets"].size() == 6);
  for (auto const& [name, expected] : golden["nets"].items()) {
    INFO(name);
    int64_t const side = expected["side"];
    auto const net = models::make({name, 1}, {{3, side, side}, expected["classes"]}, 0, 1);
    CHECK(net.parameter_count() == expected["parameters"].get<int64_t>());
    CHECK(net.state().size() == expected["tensors"].get<size_t>());
    CHECK(names_digest(net) == expected["names"].get<std::string>());
    fill_deep(net);
    net.train(false);
    auto const logits = net.forward(2 * noise(1000, {2, 3, side, side})).narrow(1, 0, 10);
    CHECK(logits.isfinite().all().item<bool>());
    CHECK(distance(logits, expected["logits"]) < 1e-4);
    CHECK(distance(logits.flip(0), expected["logits"]) > 1e-2);  // the two images are told apart
  }
}
