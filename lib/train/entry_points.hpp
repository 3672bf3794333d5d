// entry_points: what the module with LibTorch exports. The program, which links no LibTorch, looks these functions up
// by name when a verb trains. They throw mixup::Error for what a person can mend and other exceptions for what they
// cannot.
#pragma once
#include "core/options.hpp"
#include "core/prediction.hpp"
#include "core/progress.hpp"
#include "results/record.hpp"

namespace mixup {

extern "C" {
/// Makes one run: the outcome of its experiment's protocol.
void mixup_run(Run const& run, Options const& options, Progress& progress, Outcome& outcome);
/// Times one part of the program (train/bench.hpp).
void mixup_measure(Json const& wish, Options const& options, Json& figures);
/// Judges the kept net of a record again (train/verify.hpp).
void mixup_verify(Record const& record, Options const& options, Progress& progress, Json& found);
/// Applies a net with weights from a file (train/predict.hpp).
void mixup_predict(Prediction const& wish, Options const& options, Progress& progress);
}

}  // namespace mixup
