// dataset: examples as two tensors, the parts of a data set, and what identifies it in a record.
#pragma once
#include <ATen/core/Tensor.h>

#include <string>
#include <vector>

#include "core/options.hpp"
#include "core/run.hpp"

namespace mixup {

/// Rows of x and y belong together.
struct Dataset {
  at::Tensor x;  // images: uint8 [N, C, H, W], 0 ... 255; tables: float [N, features], scaled
  at::Tensor y;  // int64 [N], 0 ... classes - 1
  int64_t classes = 0;
  std::vector<double> mean, std;  // of a channel, in pixels of [0, 1]: (x / 255 - mean) / std; empty for tables
};

/// What a run trains and is judged on.
struct Splits {
  Dataset train, test;
  at::Tensor
      corrupted;       // bool [N] of train: the label was drawn anew (it may have hit the true one); all false without
  at::Tensor clean_y;  // int64 [N] of train before corruption
  Json identity;  // {"name", "source", "partial", "classes", "train_size", "test_size", "files": [{"name", "bytes",
                  // "sha256"}]}
};

/// The parts of a data set, scaled, limited and corrupted as `spec` says; splits and noise follow from `run_seed`.
/// Errors: Exit::usage for an unknown name (with the names that exist); Exit::download when the folder or a file is
/// missing (with the command that gets it); Exit::data for a file that is not what it must be (file, position,
/// expectation).
Splits load(DataSpec const& spec, DataPlace const& place, uint64_t run_seed);

}  // namespace mixup
