// resident_test: batches made by tensor operations, held bit for bit against make_batch; here the device is the CPU.
#include "data/resident.hpp"

#include <ATen/ops/arange.h>
#include <ATen/ops/randint.h>
#include <ATen/ops/randn.h>
#include <ATen/ops/tensor.h>
#include <ATen/ops/zeros_like.h>

#include "error_of.hpp"

#include "catch2_shim.hpp"  // last: LibTorch brings glog's CHECK

using namespace mixup;
using namespace mixup::test;

namespace {

constexpr int64_t kN = 7;

/// Wider than high, so that the axes cannot be confused.
Dataset images(int64_t channels) {
  Dataset data{at::randint(256, {kN, channels, 9, 13}, at::kByte), at::arange(kN, at::kLong), kN, {}, {}};
  for (int64_t c = 0; c < channels; ++c) {
    data.mean.push_back(0.4 + 0.1 * static_cast<double>(c));
    data.std.push_back(0.2 + 0.01 * static_cast<double>(c));
  }
  return data;
}

Dataset table() { return {at::randn({kN, 5}), at::arange(kN, at::kLong), kN, {}, {}}; }

at::Tensor rows() { return at::tensor({6L, 0L, 3L, 3L, 5L, 1L, 2L, 4L, 0L, 6L, 6L, 2L, 1L, 5L, 4L, 3L}); }

void same(Batch const& got, Batch const& expected) {
  CHECK(got.x.equal(expected.x));
  CHECK(got.x.strides() == expected.x.strides());
  CHECK(got.y.equal(expected.y));
}

}  // namespace

TEST_CASE("a resident batch is that of make_batch, bit for bit, crops, flips and black borders included") {
  for (int64_t channels : {1, 3}) {
    auto const data = images(channels);
    Resident const resident(data, at::kCPU);
    for (auto augment : {Augment::none, Augment::crop_flip})
      for (uint64_t seed = 1; seed < 30; ++seed)
        same(resident.batch(choose(data, rows(), augment, seed)), make_batch(data, rows(), augment, seed));
  }
}

TEST_CASE("rows of a table are taken as they are") {
  auto const data = table();
  same(Resident(data, at::kCPU).batch(choose(data, rows(), Augment::none, 1)),
       make_batch(data, rows(), Augment::none, 1));
}

TEST_CASE("make_batch of a resident set makes the batch there") {
  auto const data = images(3);
  auto resident = data;
  resident.resident = std::make_shared<Resident>(data, at::kCPU);
  resident.x = at::zeros_like(data.x);  // not read
  for (auto augment : {Augment::none, Augment::crop_flip})
    same(make_batch(resident, rows(), augment, 5), make_batch(data, rows(), augment, 5));
}

TEST_CASE("a choice is checked before it travels: on a GPU a row that is not there would end the process") {
  CHECK(error_of([] { choose(images(3), at::tensor({0L, kN}), Augment::none, 1); }).code == Exit::bug);
  CHECK(error_of([] { choose(table(), rows(), Augment::crop_flip, 1); }).code == Exit::usage);
}

TEST_CASE("on the CPU nothing is resident: the loop over bytes is faster there") {
  CHECK_FALSE(reside(images(3), at::kCPU).resident);
}
