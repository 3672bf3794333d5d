#include "experiments/experiment.hpp"

#include <algorithm>
#include <map>

#include "train/bench.hpp"
#include "train/session.hpp"

namespace mixup {
namespace {

std::map<std::string, Protocol>& protocols() {
  static std::map<std::string, Protocol> all;
  return all;
}

}  // namespace

Register::Register(char const* name, Protocol protocol) { protocols()[name] = protocol; }

extern "C" void mixup_run(Run const& run, Options const& options, Progress& progress, Outcome& outcome) {
  auto const found = protocols().find(run.experiment);
  if (found == protocols().end()) throw error(Exit::bug, "no protocol is registered for {}", run.experiment);
  outcome = found->second(train::Session(options, run, progress), run);
}

extern "C" void mixup_bench(Run const& run, Options const& options, int64_t steps, Json& figures) {
  Progress quiet;
  figures = train::bench(train::Session(options, run, quiet), run, steps);
}

}  // namespace mixup
