// predict: a net with weights from a file, applied to inputs from a file.
#pragma once
#include "core/options.hpp"
#include "core/prediction.hpp"
#include "core/progress.hpp"

namespace mixup::train {

/// Writes the logits in eval mode and float32. As many classes as the classifier of the file Options::weights has.
/// Errors: Exit::io, Exit::data, Exit::usage.
void predict(Prediction const& wish, Options const& options, Progress& progress);

}  // namespace mixup::train
