// group: what ranks say to each other, and what happens when one is gone.
#include <ATen/TensorOperators.h>
#include <ATen/ops/full.h>
#include <ATen/ops/ones.h>
#include <ATen/ops/zeros.h>

#include <chrono>
#include <thread>

#include "error_of.hpp"
#include "ranks.hpp"
#include "train/parallel/buckets.hpp"

#include "catch2_shim.hpp"

using namespace mixup;
using test::on_ranks;

TEST_CASE("ranks sum, spread and collect", "[parallel]") {
  for (int const size : {2, 3})
    on_ranks(size, [size](train::Together const& here) {
      auto& group = *here.group;
      auto const sum = at::full({5}, group.rank() + 1.0, at::kFloat);
      group.add_up(sum);
      auto const said = group.spread("of rank " + std::to_string(group.rank()));
      auto const texts = group.collect(std::string(static_cast<size_t>(group.rank()), 'x'));
      auto const rows = at::zeros({size, 2}, at::kDouble);
      rows[group.rank()].fill_(-0.0).sub_(group.rank() / 3.0);
      group.fill_up(rows);
      if (sum[4].item<float>() != size * (size + 1) / 2.0F) throw error(Exit::bug, "sum {}", sum[4].item<float>());
      if (said != "of rank 0") throw error(Exit::bug, "said {}", said);
      for (int i = 0; i < size; ++i)
        if (texts[static_cast<size_t>(i)].size() != static_cast<size_t>(i) ||
            rows[i][1].item<double>() != -0.0 - i / 3.0)
          throw error(Exit::bug, "text or row {} of rank {}", i, group.rank());
    });
}

TEST_CASE("gradients are summed while backward works, and a rank without an example adds nothing", "[parallel]") {
  on_ranks(2, [](train::Together const& here) {
    auto& group = *here.group;
    NamedTensors parameters;
    for (char const* name : {"a", "b", "c", "d"}) parameters.emplace_back(name, at::ones({300}).requires_grad_(true));
    train::Buckets buckets(group, parameters, /*first=*/1200, /*others=*/2400);
    auto const step = [&](bool has_examples) {
      for (auto& [name, parameter] : parameters) parameter.mutable_grad().reset();
      if (has_examples) {
        auto x = at::full({300}, group.rank() + 2.0, at::kFloat);
        for (auto const& [name, parameter] : parameters) x = x * parameter;
        buckets.expect();
        x.sum().backward();
      }
      buckets.finish();
    };
    auto const require = [&](float expected, size_t early) {
      for (auto const& [name, parameter] : parameters)
        if (parameter.grad()[299].item<float>() != expected)
          throw error(Exit::bug, "{}: {}, expected {}", name, parameter.grad()[299].item<float>(), expected);
      if (buckets.count() != 3 || buckets.early() != early)
        throw error(Exit::bug, "{} of {} buckets early", buckets.early(), buckets.count());
    };
    step(true);
    require(5, 3);
    step(group.first());
    require(2, group.first() ? 3 : 0);
    step(true);
    require(5, 3);
  });
}

TEST_CASE("a rank that is gone is noticed at once, one that hangs after the timeout", "[parallel]") {
  using Clock = std::chrono::steady_clock;
  for (bool const hangs : {false, true}) {
    double seconds = 0;
    Error got(Exit::ok, "");
    std::string const kind = hangs ? "hangs" : "gone";
    on_ranks(
        2,
        [&](train::Together const& here) {
          here.group->add_up(at::ones({1}));
          if (!here.group->first()) {
            if (hangs) std::this_thread::sleep_for(std::chrono::milliseconds(3500));
            return;  // with its group
          }
          auto const start = Clock::now();
          got = test::error_of([&] { here.group->add_up(at::ones({10})); });
          seconds = std::chrono::duration<double>(Clock::now() - start).count();
          if (!here.group->lost()) throw error(Exit::bug, "the group seems whole");
        },
        /*timeout=*/2);
    INFO(kind << ": " << got.what());
    REQUIRE(got.code == Exit::again);
    REQUIRE(seconds < 3);
    REQUIRE((hangs ? seconds > 1.5 : seconds < 1.5));
  }
}
