// bench: what one measurement of `mixup-bench bench` does in a process of its own.
#pragma once
#include "core/json.hpp"
#include "core/options.hpp"

namespace mixup::train {

/// By `wish`["what"], with its other fields:
///
/// - step: {"run", "steps"}: four training steps of the run to warm up, then `steps` timed ones; counts examples.
///   Evaluation and loading are not timed; batches are made, mixed, and learnt from exactly as in training.
/// - photographs: {"folder", "count"}: so many photographs of a folder of class folders, read, decoded, cropped to
///   224 x 224, flipped and normalised in batches of 64 by one thread, after one batch to warm up.
/// - neighbors: {"points", "values", "nearest"}: the table of nearest neighbours of drawn points; counts points.
/// - product: {"points", "values"}: the matrix product that the table rests on, in blocks of rows and nothing else.
///
/// Returns {"count", "seconds", "cpu_seconds" (of all threads), "environment"}. Errors: Exit::usage for a wish that is
/// not of this form, and whatever the measured part throws.
Json measure(Json const& wish, Options const& options);

}  // namespace mixup::train
