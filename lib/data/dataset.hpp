// dataset: examples as two tensors, the parts of a data set, and what identifies it in a record.
#pragma once
#include <ATen/core/Tensor.h>

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "core/options.hpp"
#include "core/run.hpp"

namespace mixup {

/// Examples that are too many or too large to be held: made when a batch asks for them.
class Examples {
 public:
  virtual ~Examples() = default;
  virtual std::vector<int64_t> shape() const = 0;  // of one example as the net sees it
  /// Float [B, ...], normalised, of the rows `indices` (int64 [B]); a pure function of its arguments, and called from
  /// several threads at a time.
  virtual at::Tensor make(at::Tensor const& indices, Augment augment, uint64_t seed) const = 0;
  /// Figures about what was read so far, for the record: {"skipped_files": 0, ...}.
  virtual Json counts() const { return Json::object(); }
};

class Resident;

/// Numbers that are learnt: unit free, (number - mean) / std of the training part.
struct Numbers {
  at::Tensor standard;  // float [N, 1]; undefined: classes are learnt
  double mean = 0, std = 1;
};

/// Rows of x and y belong together.
struct Dataset {
  at::Tensor x;  // images: uint8 [N, C, H, W], 0 ... 255; tables, points: float [N, features], scaled; speech: float
                 // [N, 1, H, W] or [N, samples]; undefined where there are `examples`
  at::Tensor y;  // int64 [N], 0 ... classes - 1
  int64_t classes = 0;
  std::vector<double> mean, std;  // of a channel, in pixels of [0, 1]: (x / 255 - mean) / std; empty for the others
  std::shared_ptr<Examples const> examples = {};            // instead of x
  std::function<at::Tensor(at::Tensor const&)> front = {};  // the net's first stage, without parameters; empty: none
  std::shared_ptr<Resident const> resident = {};  // x and y, also where the net is (data/resident.hpp); or empty
  at::Tensor speakers =
      {};                // of speech: int64 [N], who spoke, numbered by name over all parts; undefined for the others
  Numbers numbers = {};  // to be learnt in place of classes: y is then the row of them, classes how many a row has
};

/// Shape of one example as it is stored or made, before the net's `front`.
std::vector<int64_t> example_shape(Dataset const& data);

/// The parts that a run trains and is judged on.
struct Splits {
  Dataset train, test;
  Dataset validation;  // y undefined: there is none
  at::Tensor
      corrupted;       // bool [N] of train: the label was drawn anew (it may have hit the true one); all false without
  at::Tensor clean_y;  // int64 [N] of train before corruption
  Json identity;  // {"name", "source", "partial", "classes", "train_size", "test_size", "files": [{"name", "bytes",
                  // "sha256"}]}, with "validation_size" where there is such a part, and with the content of the
                  // folder's "manifest" where it has one, and with what was "left_out" beside the examples
};

/// The parts of a data set, scaled, limited and corrupted as `spec` says; splits and noise follow from `run_seed`.
/// Errors: Exit::usage for an unknown name (with the names that exist); Exit::unavailable when the folder or a file is
/// missing (with the command that gets it); Exit::data for a file that is not what it must be (file, position,
/// expectation).
Splits load(DataSpec const& spec, DataPlace const& place, uint64_t run_seed);

}  // namespace mixup
