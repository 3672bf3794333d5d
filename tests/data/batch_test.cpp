// batch_test: make_batch against a slow twin that pads, crops, mirrors and normalises one value at a time.
#include "data/batch.hpp"

#include <ATen/ops/empty.h>
#include <ATen/ops/zeros.h>

#include "core/seed.hpp"
#include "error_of.hpp"

#include "catch2_shim.hpp"  // last: LibTorch brings glog's CHECK

using namespace mixup;
using namespace mixup::test;

namespace {

constexpr int64_t kN = 5, kC = 3, kS = 32;

Dataset images() {
  Dataset data{at::empty({kN, kC, kS, kS}, at::kByte),
               at::empty({kN}, at::kLong),
               10,
               {.4914, .4822, .4465},
               {.2023, .1994, .2010}};
  SplitMix64 random(5);
  for (int64_t i = 0; i < data.x.numel(); ++i) data.x.data_ptr<uint8_t>()[i] = static_cast<uint8_t>(random.below(256));
  for (int64_t i = 0; i < kN; ++i) data.y.data_ptr<int64_t>()[i] = 9 - i;
  return data;
}

at::Tensor numbers(std::vector<int64_t> const& values) {
  auto const out = at::empty({static_cast<int64_t>(values.size())}, at::kLong);
  std::copy(values.begin(), values.end(), out.data_ptr<int64_t>());
  return out;
}

at::Tensor slow_batch(Dataset const& data, std::vector<int64_t> const& rows, Augment augment, uint64_t seed) {
  auto const out = at::zeros({static_cast<int64_t>(rows.size()), kC, kS, kS});
  for (size_t b = 0; b < rows.size(); ++b) {
    SplitMix64 random(derive_seed(seed, "augment", 0, b));
    bool const moved = augment == Augment::crop_flip;
    auto const top = moved ? static_cast<int64_t>(random.below(9)) : 4;  // corner of the crop in the padded 40 x 40
    auto const left = moved ? static_cast<int64_t>(random.below(9)) : 4;
    bool const flip = moved && random.below(2) == 1;
    auto const padded = at::zeros({kC, kS + 8, kS + 8}, at::kByte);
    padded.narrow(1, 4, kS).narrow(2, 4, kS).copy_(data.x[rows[b]]);
    auto crop = padded.narrow(1, top, kS).narrow(2, left, kS);
    if (flip) crop = crop.flip({2});
    for (int64_t c = 0; c < kC; ++c) {
      auto const channel = static_cast<size_t>(c);
      out[static_cast<int64_t>(b)][c].copy_(
          crop[c].to(at::kDouble).div(255).sub(data.mean[channel]).div(data.std[channel]));
    }
  }
  return out;
}

}  // namespace

TEST_CASE("A batch equals its slow twin, value by value", "[data]") {
  auto const data = images();
  std::vector<int64_t> const rows = {4, 0, 0, 3, 1, 2, 2, 2, 4, 1, 0, 3, 3, 3, 1, 0, 2, 4, 4, 0};
  for (auto augment : {Augment::none, Augment::crop_flip})
    for (uint64_t seed : {1, 2, 3}) {
      auto const batch = make_batch(data, numbers(rows), augment, seed);
      CHECK(batch.x.sub(slow_batch(data, rows, augment, seed)).abs().max().item<double>() < 1e-6);
      CHECK(batch.y[0].item<int64_t>() == 5);
    }
}

TEST_CASE("Images come in float, stored channels last", "[data]") {
  auto const x = make_batch(images(), numbers({0, 1}), Augment::none, 1).x;
  CHECK(x.sizes().vec() == std::vector<int64_t>{2, 3, 32, 32});
  CHECK(x.scalar_type() == at::kFloat);
  CHECK(x.is_contiguous(at::MemoryFormat::ChannelsLast));
}

TEST_CASE("Draws depend on the seed and the position, not on the rows or the batch size", "[data]") {
  auto const data = images();
  auto const longer = make_batch(data, numbers({0, 1, 2}), Augment::crop_flip, 1).x;
  CHECK(make_batch(data, numbers({3, 1}), Augment::crop_flip, 1).x[1].equal(longer[1]));
  CHECK_FALSE(make_batch(data, numbers({0, 1, 2}), Augment::crop_flip, 2).x.equal(longer));
}

TEST_CASE("Without augmentation the seed does not matter", "[data]") {
  auto const data = images();
  CHECK(make_batch(data, numbers({0}), Augment::none, 1).x.equal(make_batch(data, numbers({0}), Augment::none, 2).x));
}

TEST_CASE("Rows of a table are taken as they are and cannot be cropped", "[data]") {
  Dataset data{at::zeros({3, 2}), numbers({0, 1, 2}), 3, {}, {}};
  data.x[2].fill_(7);
  auto const batch = make_batch(data, numbers({2, 0, 2}), Augment::none, 1);
  CHECK(batch.x.sum().item<double>() == 28);
  CHECK(batch.y.equal(numbers({2, 0, 2})));
  CHECK(error_of([&] { make_batch(data, numbers({0}), Augment::crop_flip, 1); }).code == Exit::usage);
}

TEST_CASE("An index outside the data set is a bug, not a read out of bounds", "[data]") {
  CHECK(error_of([] { make_batch(images(), numbers({0, 5}), Augment::none, 1); }).code == Exit::bug);
  CHECK(error_of([] { make_batch(images(), numbers({-1}), Augment::none, 1); }).code == Exit::bug);
}
