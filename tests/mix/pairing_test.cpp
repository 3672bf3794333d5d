// pairing: permutations, classes, neighbours.
#include "mix/pairing.hpp"

#include <ATen/CPUGeneratorImpl.h>
#include <ATen/TensorOperators.h>
#include <ATen/ops/arange.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/randint.h>
#include <ATen/ops/randn.h>
#include <ATen/ops/zeros.h>

#include <algorithm>

#include "core/error.hpp"

#include "catch2_shim.hpp"

using namespace mixup;

namespace {

std::vector<int64_t> values(at::Tensor const& t) {
  auto const flat = t.contiguous();
  return {flat.data_ptr<int64_t>(), flat.data_ptr<int64_t>() + flat.numel()};
}

bool is_permutation_of_batch(at::Tensor const& column) {
  auto sorted = values(column);
  std::sort(sorted.begin(), sorted.end());
  return sorted == values(at::arange(column.numel(), at::kLong));
}

at::Tensor labels(int64_t n, int64_t classes) {
  return at::randint(classes, {n}, at::detail::createCPUGenerator(7), at::kLong);
}

/// k nearest others of row i by sorting all distances: the obvious way.
std::vector<int64_t> brute_force(at::Tensor const& x, at::Tensor const& y, int64_t i, int64_t k, bool own_class) {
  std::vector<std::pair<double, int64_t>> all;
  for (int64_t j = 0; j < x.size(0); ++j)
    if (j != i && (!own_class || values(y)[size_t(j)] == values(y)[size_t(i)]))
      all.emplace_back((x[i] - x[j]).square().sum().item<double>(), j);
  std::sort(all.begin(), all.end());
  std::vector<int64_t> out;
  for (int64_t j = 0; j < k; ++j) out.push_back(all[static_cast<size_t>(j)].second);
  return out;
}

}  // namespace

TEST_CASE("random partners are a permutation of the batch, in every column") {
  Method method;
  method.order = 4;
  auto const partners = mix::draw_partners(method, at::arange(50, at::kLong), labels(50, 10), {}, 1);
  REQUIRE(partners.extra.numel() == 0);
  REQUIRE(values(partners.rows.select(1, 0)) == values(at::arange(50, at::kLong)));
  for (int64_t j = 1; j < 4; ++j) REQUIRE(is_permutation_of_batch(partners.rows.select(1, j)));
}

TEST_CASE("partners of the own class are a permutation that keeps the class and is not the identity") {
  Method method;
  method.pair.among = Among::own_class;
  auto const y = labels(64, 5);
  auto const partner = mix::draw_partners(method, at::arange(64, at::kLong), y, {}, 1).rows.select(1, 1);
  REQUIRE(is_permutation_of_batch(partner));
  REQUIRE(y.index_select(0, partner).equal(y));
  REQUIRE(values(partner) != values(at::arange(64, at::kLong)));
}

TEST_CASE("within a class every partner is equally likely") {
  Method method;
  method.pair.among = Among::own_class;
  auto const y = at::zeros({3}, at::kLong);
  int counts[3] = {0, 0, 0};
  for (uint64_t seed = 0; seed < 3000; ++seed)
    ++counts[values(mix::draw_partners(method, at::arange(3, at::kLong), y, {}, seed).rows.select(1, 1))[0]];
  for (int count : counts) REQUIRE(std::abs(count - 1000) < 4 * 26);  // sd of Binomial(3000, 1/3) is 25.8
}

TEST_CASE("nearest-neighbour pairing appends drawn neighbours as rows B ...") {
  Method method;
  method.pair.by = By::nearest;
  method.order = 3;
  auto const neighbors = at::arange(40, at::kLong).view({10, 4}) + 100;  // neighbours of i: 100 + 4 i ... 103 + 4 i
  auto const indices = at::arange(10, at::kLong).flip(0).narrow(0, 0, 6);
  auto const partners = mix::draw_partners(method, indices, labels(6, 2), neighbors, 1);
  REQUIRE(partners.extra.numel() == 12);
  for (int64_t r = 0; r < 12; ++r) {
    auto const i = values(indices)[static_cast<size_t>(r % 6)];
    auto const drawn = values(partners.extra)[static_cast<size_t>(r)];
    REQUIRE((drawn >= 100 + 4 * i && drawn < 104 + 4 * i));
  }
  REQUIRE(values(partners.rows[2]) == std::vector<int64_t>{2, 8, 14});
}

TEST_CASE("nearest neighbours equal brute force, across blocks and within classes") {
  auto const x = at::randn({600, 5}, at::detail::createCPUGenerator(3), at::TensorOptions(at::kFloat));
  auto const y = labels(600, 3);
  Pair pair;
  pair.k = 7;
  for (bool own_class : {false, true}) {
    pair.among = own_class ? Among::own_class : Among::all;
    auto const fast = mix::nearest_neighbors(x, y, pair);
    for (int64_t i : {0, 1, 300, 511, 512, 599}) REQUIRE(values(fast[i]) == brute_force(x, y, i, 7, own_class));
  }
}

TEST_CASE("a class smaller than k repeats its members, a class of one stands for itself") {
  auto const x = at::arange(4, at::kFloat).view({4, 1});
  auto y = at::zeros({4}, at::kLong);
  y[3] = 1;
  Pair pair{Among::own_class, By::nearest, 5};
  auto const neighbors = mix::nearest_neighbors(x, y, pair);
  REQUIRE(values(neighbors[0]) == std::vector<int64_t>{1, 2, 1, 2, 1});
  REQUIRE(values(neighbors[3]) == std::vector<int64_t>{3, 3, 3, 3, 3});
}
