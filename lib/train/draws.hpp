// draws: all that changes from one step to the next. It is drawn on the CPU, whatever the device, and travels at once.
#pragma once
#include <vector>

#include "data/batch.hpp"
#include "mix/blend.hpp"

namespace mixup::train {

/// What is drawn for what passes the net at once.
struct PieceDraws {
  Batch batch;    // made on the CPU; undefined where the data set is resident (data/resident.hpp)
  Choice choice;  // there: which rows it is, and what is cut out of them
  at::Tensor noise;
  mix::Blend blend;
  double share = 1;      // of the examples of its batch
  uint64_t dropout = 0;  // seed of the device's generator
};

struct StepDraws {
  at::Tensor number, rate;  // double []: of the step in its epoch, from 0; learning rate
  std::vector<PieceDraws> pieces;
  int64_t pieces_of_all = 1;  // ranks
};

/// Its tensors that are defined, in an order that depends on nothing else.
std::vector<at::Tensor*> tensors_of(StepDraws& draws);

}  // namespace mixup::train
