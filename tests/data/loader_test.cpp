// loader: threads change when a batch is made, never what it holds.
#include "data/loader.hpp"

#include <ATen/TensorOperators.h>
#include <ATen/ops/arange.h>
#include <ATen/ops/full.h>

#include <atomic>
#include <chrono>
#include <thread>

#include "core/error.hpp"

#include "catch2_shim.hpp"

using namespace mixup;

namespace {

/// Example i is the number i plus what the seed adds; slow by turns, and counting how many batches are alive unasked.
class Slow : public Examples {
 public:
  std::vector<int64_t> shape() const override { return {1}; }
  at::Tensor make(at::Tensor const& indices, Augment, uint64_t seed) const override {
    if (indices[0].item<int64_t>() == broken) throw error(Exit::data, "example {} is broken", broken);
    std::this_thread::sleep_for(std::chrono::milliseconds(seed % 3));
    ++made;
    return indices.to(at::kFloat).unsqueeze(1) + static_cast<double>(seed);
  }
  mutable std::atomic<int> made{0};
  int64_t broken = -1;
};

struct Fixture {
  std::shared_ptr<Slow> slow = std::make_shared<Slow>();
  Dataset data;
  std::vector<Want> wants;
  Fixture() {
    data.y = at::arange(100, at::kLong);
    data.classes = 100;
    data.examples = slow;
    for (int64_t i = 0; i < 20; ++i)
      wants.push_back({at::arange(5 * i, 5 * i + 5, at::kLong), Augment::none, static_cast<uint64_t>(i * i)});
  }
};

}  // namespace

TEST_CASE("any number of threads gives the same batches in the same order") {
  for (int threads : {1, 2, 5, 40}) {
    Fixture f;
    Loader loader(f.data, threads, f.wants);
    for (auto const& want : f.wants) {
      auto const expected = make_batch(f.data, want.indices, want.augment, want.seed), got = loader.next();
      REQUIRE(got.x.equal(expected.x));
      REQUIRE(got.y.equal(expected.y));
    }
    REQUIRE_THROWS_AS(loader.next(), Error);
  }
}

TEST_CASE("the loader stays a bounded number of batches ahead") {
  Fixture f;
  Loader loader(f.data, 3, f.wants);
  for (int taken = 1; taken <= 5; ++taken) {
    loader.next();
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
    REQUIRE(f.slow->made <= taken + 4);  // as many as threads, and one
  }
}

TEST_CASE("an error of a thread is thrown where its batch is asked for, and leaving early hangs nothing") {
  Fixture f;
  f.slow->broken = 10;  // the third batch starts with it
  Loader loader(f.data, 2, f.wants);
  loader.next();
  loader.next();
  REQUIRE_THROWS_AS(loader.next(), Error);
  Loader unused(f.data, 4, f.wants);
}
