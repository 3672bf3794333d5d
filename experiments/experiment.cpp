#include "experiments/experiment.hpp"

#include <c10/util/Exception.h>

#include <map>
#include <stdexcept>

#include "train/bench.hpp"
#include "train/checkpoints.hpp"
#include "train/predict.hpp"
#include "train/session.hpp"
#include "train/verify.hpp"

namespace mixup {
namespace {

std::map<std::string, Protocol>& protocols() {
  static std::map<std::string, Protocol> all;
  return all;
}

}  // namespace

Register::Register(char const* name, Protocol protocol) { protocols()[name] = protocol; }

namespace {

/// LibTorch's errors without their stack of C++ frames: a reason goes into a record.
template <class Work>
void without_backtrace(Work work) {
  try {
    work();
  } catch (c10::Error const& e) {
    throw std::runtime_error(e.what_without_backtrace());
  }
}

}  // namespace

extern "C" void mixup_run(Run const& run, Options const& options, Progress& progress, Outcome& outcome) {
  auto const found = protocols().find(run.experiment);
  if (found == protocols().end()) throw error(Exit::bug, "no protocol is registered for {}", run.experiment);
  without_backtrace([&] {
    train::Session const session(options, run, progress);
    try {
      outcome = found->second(session, run);
    } catch (train::Paused const& paused) {  // where nothing is worth a checkpoint of its own
      throw train::stopped(paused, session.checkpoints());
    }
  });
}

extern "C" void mixup_bench(Run const& run, Options const& options, int64_t steps, Json& figures) {
  Progress quiet;
  without_backtrace([&] { figures = train::bench(train::Session(options, run, quiet), run, steps); });
}

extern "C" void mixup_verify(Record const& record, Options const& options, Progress& progress, Json& found) {
  without_backtrace([&] { found = train::verify(train::Session(options, record.run, progress), record); });
}

extern "C" void mixup_predict(Prediction const& wish, Options const& options, Progress& progress) {
  Run run;  // a session belongs to one
  run.model = wish.model;
  without_backtrace([&] { train::predict(train::Session(options, run, progress), wish); });
}

}  // namespace mixup
