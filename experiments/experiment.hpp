// experiment: how a protocol of the paper is found, and the doors of the training part.
#pragma once
#include "core/options.hpp"
#include "core/prediction.hpp"
#include "core/progress.hpp"
#include "results/record.hpp"

namespace mixup {
namespace train {
class Session;
}

/// Runs one cell of the experiment's table.
using Protocol = Outcome (*)(train::Session const&, Run const&);

/// A static object of this type in experiments/<name>/<name>.cpp makes the experiment known.
struct Register {
  Register(char const* name, Protocol protocol);
};

/// What the training part exports; the program without LibTorch looks them up by these names when a verb trains.
/// They throw mixup::Error for what a person can mend and other exceptions for what they cannot.
extern "C" {
void mixup_run(Run const& run, Options const& options, Progress& progress, Outcome& outcome);
void mixup_bench(Run const& run, Options const& options, int64_t steps, Json& figures);
void mixup_verify(Record const& record, Options const& options, Progress& progress, Json& found);
void mixup_predict(Prediction const& wish, Options const& options, Progress& progress);
}

}  // namespace mixup
