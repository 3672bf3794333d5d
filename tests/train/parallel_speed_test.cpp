// parallel_speed: what a sum over ranks costs, by its size. Not part of `make test`: test_train "[sum_speed]".
#include <ATen/ops/ones.h>
#include <fmt/format.h>

#include <algorithm>
#include <chrono>

#include "ranks.hpp"

#include "catch2_shim.hpp"

using namespace mixup;

TEST_CASE("milliseconds of a sum over two ranks of one machine", "[.][sum_speed]") {
  using Clock = std::chrono::steady_clock;
  for (int64_t const size : {10, 1000, 10000, 100000, 1000000, 3000000, 11000000, 25000000}) {
    std::vector<double> seconds;
    test::on_ranks(2, [&](train::Together const& here) {
      auto const flat = at::ones({size}, at::kFloat);
      int const times = size > 1000000 ? 11 : 101;
      for (int i = 0; i < times; ++i) {
        auto const start = Clock::now();
        here.group->add_up(flat);
        if (here.group->first()) seconds.push_back(std::chrono::duration<double>(Clock::now() - start).count());
      }
    });
    std::sort(seconds.begin(), seconds.end());
    auto const median = seconds[seconds.size() / 2];
    fmt::print("{:>9} floats {:>8.1f} MB: {:>8.3f} ms, least {:>8.3f} ms, {:>6.2f} GB per second\n", size,
               4e-6 * double(size), 1e3 * median, 1e3 * seconds[0], 4e-9 * double(size) / median);
    REQUIRE(median > 0);
  }
}
