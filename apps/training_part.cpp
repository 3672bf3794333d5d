#include "apps/training_part.hpp"

#include "apps/module.hpp"

namespace mixup {
namespace {

constexpr char kTrainingPart[] = "the training part";

template <class Function>
Function entry_point(void* part, char const* name) {
  return reinterpret_cast<Function>(part_symbol(part, name, kTrainingPart));
}

TrainingPart open_training_part() {
  void* const part = open_part("mixup-bench-train", kTrainingPart);
  return {entry_point<decltype(&mixup_run)>(part, "mixup_run"),
          entry_point<decltype(&mixup_bench)>(part, "mixup_bench"),
          entry_point<decltype(&mixup_predict)>(part, "mixup_predict"),
          entry_point<decltype(&mixup_verify)>(part, "mixup_verify")};
}

}  // namespace

TrainingPart const& training_part() {
  static TrainingPart const part = open_training_part();
  return part;
}

}  // namespace mixup
