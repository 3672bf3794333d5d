// predict: a net with weights from a file, applied to inputs from a file.
#pragma once
#include "core/prediction.hpp"
#include "train/session.hpp"

namespace mixup::train {

/// Writes the logits in eval mode and float32. As many classes as the file's classifier has. Errors: Exit::io,
/// Exit::data, Exit::usage.
void predict(Session const& session, Prediction const& wish);

}  // namespace mixup::train
