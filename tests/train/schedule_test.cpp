// schedule: which epochs run at which rate, and when mixing begins.
#include "train/schedule.hpp"

#include "catch2_shim.hpp"

using namespace mixup;

TEST_CASE("a drop at 100 leaves epochs 0 to 99 at the full rate, as in the paper") {
  OptimizerSpec spec;
  spec.rate_drops = {100, 150};
  REQUIRE(train::learning_rate(spec, 99) == 0.1);
  REQUIRE(train::learning_rate(spec, 100) == Approx(0.01));
  REQUIRE(train::learning_rate(spec, 149) == Approx(0.01));
  REQUIRE(train::learning_rate(spec, 150) == Approx(0.001));
}

TEST_CASE("warm-up epochs are ERM, the rest is the method") {
  Method method;
  method.alpha = 0.2;
  method.warmup = 5;
  REQUIRE(train::method_at(method, 4).alpha == 0);
  REQUIRE(train::method_at(method, 5).alpha == 0.2);
  method.stretch = 0.5;  // would make lambda = 1 another
  REQUIRE(train::method_at(method, 4).stretch == 0);
  REQUIRE(train::method_at(method, 5).stretch == 0.5);
}

TEST_CASE("the rate warms up in equal steps, and the drops count from the start") {
  OptimizerSpec spec;
  spec.lr = 0.4;
  spec.warmup = 5;
  spec.warmup_from = 0.1;
  spec.rate_drops = {30};
  REQUIRE(train::learning_rate(spec, 0, 0, 100) == Approx(0.1));
  REQUIRE(train::learning_rate(spec, 0, 50, 100) == Approx(0.13));  // a tenth of the way
  REQUIRE(train::learning_rate(spec, 4, 99, 100) == Approx(0.4 - 0.3 / 500));
  REQUIRE(train::learning_rate(spec, 5, 0, 100) == 0.4);
  REQUIRE(train::learning_rate(spec, 30, 0, 100) == Approx(0.04));
}
