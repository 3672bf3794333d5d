// prediction: what `mixup-bench predict` asks for: a net of the catalogue, applied to tensors of a file.
#pragma once
#include <cstdint>
#include <string>

#include "core/run.hpp"

namespace mixup {

struct Prediction {
  ModelSpec model;     // its weights come from Options::weights
  std::string input;   // file with "x", float32 [B, ...], already normalised
  std::string output;  // file to write "logits" to, float32 [B, classes]
  int64_t batch = 64;  // examples at once
};

}  // namespace mixup
