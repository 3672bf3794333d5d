// training_part: the module with LibTorch, loaded when a verb trains and not before (half a second and 160 MB).
#pragma once
#include "train/entry_points.hpp"

namespace mixup {

/// The entry points (train/entry_points.hpp) of libmixup-bench-train.so, found beside the program or in
/// ../lib*/mixup-bench of it. Exit::bug with what was looked for when it cannot be loaded.
struct TrainingPart {
  decltype(&mixup_run) run = nullptr;
  decltype(&mixup_join) join = nullptr;
  decltype(&mixup_dismiss) dismiss = nullptr;
  decltype(&mixup_follow) follow = nullptr;
  decltype(&mixup_measure) measure = nullptr;
  decltype(&mixup_predict) predict = nullptr;
  decltype(&mixup_verify) verify = nullptr;
};
TrainingPart const& training_part();

}  // namespace mixup
