// weights_test: a net comes back from its file; a file of another net is refused by name and nothing is changed.
#include "train/weights.hpp"

#include <ATen/CPUGeneratorImpl.h>
#include <ATen/TensorOperators.h>
#include <ATen/core/grad_mode.h>
#include <ATen/ops/arange.h>
#include <ATen/ops/ones.h>
#include <ATen/ops/randn.h>

#include <cstdio>
#include <cstdlib>

#include "core/json.hpp"
#include "error_of.hpp"
#include "formats/file.hpp"
#include "formats/safetensors.hpp"
#include "models/catalog.hpp"
#include "scratch_folder.hpp"
#include "train/fit.hpp"
#include "train/stored_tensor.hpp"

#include "catch2_shim.hpp"

using namespace mixup;
using namespace mixup::test;
using namespace mixup::train;
using Catch::Matchers::Contains;

namespace {

Net preact(uint64_t seed, int64_t classes = 10) {
  return models::make({"preact_resnet18", 0.1}, {{3, 32, 32}, classes}, 0, seed);
}

bool equal(Net const& a, Net const& b) {
  auto const one = a.state(), two = b.state();
  REQUIRE(one.size() == two.size());
  for (size_t i = 0; i < one.size(); ++i)
    if (one[i].first != two[i].first || !one[i].second.equal(two[i].second)) return false;
  return true;
}

/// Running statistics that are not the initial ones.
void use(Net const& net) {
  at::NoGradGuard const no_grad;
  net.train();
  net.forward(at::randn({4, 3, 32, 32}, at::detail::createCPUGenerator(3), at::TensorOptions(at::kFloat)));
}

/// A file of the net's state with one change, loaded into another net.
template <class Change>
std::string complaint_after(Change change) {
  ScratchFolder const folder;
  auto const source = preact(1), target = preact(2), before = preact(2);
  std::vector<at::Tensor> dense;
  std::vector<TensorBytes> tensors;
  for (auto const& [name, tensor] : source.state()) {
    dense.push_back(tensor.detach().contiguous());
    tensors.push_back({name, stored_type(tensor), tensor.sizes().vec(), bytes_of(dense.back())});
  }
  change(tensors);
  auto const path = folder.write("w", to_safetensors(tensors, {}));
  auto const error = error_of([&] { load_weights(target, path); });
  if (error.code == Exit::ok) return "loaded";
  CHECK(error.code == Exit::data);
  CHECK_THAT(error.what(), Contains(path));
  CHECK(equal(target, before));
  return error.what();
}

}  // namespace

TEST_CASE("a saved net is loaded with parameters, statistics and metadata", "[weights]") {
  ScratchFolder const folder;
  auto const path = folder.path() + "/nets/a.safetensors";
  auto const net = preact(1), other = preact(2);
  use(net);
  net.channels_last();  // the layout in memory is not that of the file
  REQUIRE_FALSE(equal(net, other));
  save_weights(net, path, {{"epoch", "7"}});
  REQUIRE(load_weights(other, path) == Metadata{{"epoch", "7"}});
  REQUIRE(equal(net, other));
  REQUIRE(error_of([&] { save_weights(net, folder.write("file", "") + "/b", {}); }).code == Exit::io);
}

TEST_CASE("numbers of other widths become the net's; the counter of batches may be absent", "[weights]") {
  ScratchFolder const folder;
  auto const source = preact(1);
  use(source);
  for (auto const type : {at::kDouble, at::kHalf, at::kBFloat16}) {
    std::vector<at::Tensor> dense;
    std::vector<TensorBytes> tensors;
    for (auto const& [name, tensor] : source.state()) {
      if (!tensor.is_floating_point()) continue;
      dense.push_back(tensor.detach().to(type).contiguous());
      tensors.push_back({name, stored_type(dense.back()), tensor.sizes().vec(), bytes_of(dense.back())});
    }
    auto const target = preact(2);
    load_weights(target, folder.write("w", to_safetensors(tensors, {})));
    auto const loaded = target.state();
    for (auto const& [name, tensor] : source.state()) {
      if (!tensor.is_floating_point()) continue;
      auto const it = std::find_if(loaded.begin(), loaded.end(), [&, n = name](auto const& t) { return t.first == n; });
      REQUIRE(it->second.equal(tensor.to(type).to(at::kFloat)));
    }
  }
}

TEST_CASE("a file of another net is refused with the names of both sides", "[weights]") {
  using Tensors = std::vector<TensorBytes>;
  REQUIRE(complaint_after([](Tensors&) {}) == "loaded");
  REQUIRE_THAT(complaint_after([](Tensors& t) { t.erase(t.begin()); }), Contains("the file lacks conv1.weight"));
  REQUIRE_THAT(complaint_after([](Tensors& t) { t[0].name = "features.0.weight"; }),
               Contains("the file lacks conv1.weight; the file has and the net lacks features.0.weight"));
  REQUIRE_THAT(complaint_after([](Tensors& t) { t.clear(); }), Contains(" more"));
  REQUIRE_THAT(complaint_after([](Tensors& t) { std::swap(t[0].shape[0], t[0].shape[1]); }),
               Contains("conv1.weight is F32 [3, 6, 3, 3], expected F32 [6, 3, 3, 3]"));
  REQUIRE_THAT(complaint_after([](Tensors& t) { t[0].dtype = Dtype::i32; }), Contains("conv1.weight is I32"));
}

TEST_CASE("a file for other classes is told from that of another net", "[weights]") {
  ScratchFolder const folder;
  save_weights(preact(1), folder.path() + "/w", {});
  auto const error = error_of([&] { load_weights(preact(1, 7), folder.path() + "/w"); });
  REQUIRE(error.code == Exit::data);
  REQUIRE_THAT(error.what(), Contains("its classifier linear.weight is for 10 classes, expected 7"));
}

TEST_CASE("a run starts from the file whose hash it names, and from no other", "[weights]") {
  Options options;
  options.weights = MIXUP_TEST_DIR "/formats/torch/mlp.pth";
  Run run;
  run.model = {"mlp", 0.05};
  run.data.name = "iris";
  run.data.source = Source::synthetic;
  Progress quiet;
  auto const data = load(run.data, {}, 1);
  auto const make = [&] { return make_net(make_context(options, run, quiet), run, data); };
  REQUIRE(error_of(make).code == Exit::usage);
  run.model.weights = weights_hash(options.weights);
  REQUIRE(run.model.weights.size() == 16);
  auto const expected = models::make({"mlp", 0.05}, {{4}, 3}, 0, 1);
  load_weights(expected, options.weights);
  REQUIRE(equal(make(), expected));
  options.weights.clear();
  REQUIRE(error_of(make).code == Exit::usage);
}

TEST_CASE("a file of torch.save fills a net", "[weights]") {
  for (auto const* name : {"mlp.pth", "checkpoint.pth"}) {  // tests/golden/torch_files.py
    auto const net = models::make({"mlp", 0.05}, {{4}, 3}, 0, 1);
    load_weights(net, MIXUP_TEST_DIR "/formats/torch/" + std::string(name));
    for (auto const& [key, p] : net.parameters()) {
      auto const expected = (at::arange(p.numel(), at::kLong).remainder(7) - 3).to(at::kFloat).view(p.sizes()) / 4;
      INFO(key);
      REQUIRE(p.equal(expected));
    }
  }
}

TEST_CASE("Python reads what is written", "[weights]") {
  std::string python;
  for (auto const* candidate : {"python3", "/usr/bin/python3"})  // a virtual environment may hide Debian's packages
    if (std::system(fmt::format("{} -c 'import numpy' 2>/dev/null", candidate).c_str()) == 0) python = candidate;
  if (python.empty()) {
    WARN("python3 has no numpy: not compared");
    return;
  }
  ScratchFolder const folder;
  auto const net = preact(1);
  save_weights(net, folder.path() + "/w", {{"model", "preact_resnet18"}});
  folder.write("sums.py", R"(
import json, sys
import numpy
data = open(sys.argv[1], "rb").read()
size = int.from_bytes(data[:8], "little")
header = json.loads(data[8 : 8 + size])
assert header.pop("__metadata__") == {"model": "preact_resnet18"}
types = {"F32": numpy.float32, "I64": numpy.int64}
sums = {}
for name, t in header.items():
    begin, end = t["data_offsets"]
    array = numpy.frombuffer(data[8 + size + begin : 8 + size + end], types[t["dtype"]]).reshape(t["shape"])
    sums[name] = float((array.astype(float).ravel() * numpy.arange(1, array.size + 1)).sum())
json.dump(sums, open(sys.argv[2], "w"))
)");
  auto const command = fmt::format("{1} {0}/sums.py {0}/w {0}/sums.json", folder.path(), python);
  REQUIRE(std::system(command.c_str()) == 0);
  auto const sums = read_json(folder.path() + "/sums.json");
  REQUIRE(sums.size() == net.state().size());
  for (auto const& [name, tensor] : net.state()) {
    auto const flat = tensor.detach().reshape(-1).to(at::kDouble);
    auto const weighted = (flat * at::ones({flat.numel()}, at::kDouble).cumsum(0)).sum().item<double>();
    REQUIRE(sums[name].get<double>() == Approx(weighted).epsilon(1e-9).margin(1e-9));
  }
}
