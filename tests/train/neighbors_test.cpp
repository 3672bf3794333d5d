// neighbors: which pairings look for neighbours before the first step, which costs N^2 distances.
#include <map>

#include "data/dataset.hpp"
#include "train/classify.hpp"
#include "train/epoch.hpp"

#include "catch2_shim.hpp"  // last: LibTorch brings glog's CHECK

using namespace mixup;

TEST_CASE("neighbours are looked for where partners are drawn among them, and nowhere else") {
  Run run;
  run.data.name = "iris";
  run.data.source = Source::synthetic;
  run.data.train_limit = 40;
  run.model.name = "mlp";
  run.method.alpha = 1;
  run.method.pair.k = 3;
  Progress quiet;
  Options options;
  options.device = "cpu";
  options.threads = 1;
  std::map<By, bool> const looked_for = {
      {By::random, false}, {By::roll, false}, {By::reversal, false}, {By::nearest, true}};
  for (auto const& [by, wanted] : looked_for) {
    run.method.pair.by = by;
    auto const context = train::make_context(options, run, quiet);
    auto const data = load(run.data, {}, 1);
    auto const net = train::make_net(context, run, data);
    INFO(names(By{})[size_t(by)]);
    REQUIRE(train::Learner(context, run, net, data.train).neighbors.defined() == wanted);
  }
}

TEST_CASE("a stage that the net does not have is refused when the net is made") {
  Run run;
  run.data.name = "iris";
  run.data.source = Source::synthetic;
  run.model.name = "mlp";
  run.method.at = 9;
  Progress quiet;
  Options options;
  options.device = "cpu";
  auto const context = train::make_context(options, run, quiet);
  auto const data = load(run.data, {}, 1);
  REQUIRE_THROWS_WITH(train::make_net(context, run, data),
                      Catch::Matchers::Contains("/method/at: got 9, mlp has stages"));
}
