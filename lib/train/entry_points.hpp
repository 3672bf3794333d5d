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
/// One of several ranks (options.ranks): meets the others, before the first run.
void mixup_join(Options const& options);
/// Rank 0, after the last run: the others may go.
void mixup_dismiss();
/// The others: make what rank 0 makes, until it dismisses them. The exit code of their process.
int mixup_follow(Options const& options);
/// Times one part of the program (train/bench.hpp).
void mixup_measure(Json const& wish, Options const& options, Json& figures);
/// Judges the kept net of a record again (train/verify.hpp).
void mixup_verify(Record const& record, Options const& options, Progress& progress, Json& found);
/// Applies a net with weights from a file (train/predict.hpp).
void mixup_predict(Prediction const& wish, Options const& options, Progress& progress);
}

}  // namespace mixup
