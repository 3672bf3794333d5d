// epoch_sums: the sums of an epoch's steps, where a loop stands in it, and what a checkpoint and a record say of both.
#pragma once
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "core/json.hpp"

namespace mixup::train {

class Checkpoints;

/// The steps of an epoch that are done: what it takes to go on with it, and its figures.
struct EpochSums {
  int64_t steps = 0, images = 0;
  double loss = 0, error = 0;  // sums over the images; error lambda-weighted
  double seconds = 0;          // of training, without what `after_step` does

  double mean_loss() const { return loss / static_cast<double>(images); }
  double mean_error() const { return 100 * error / static_cast<double>(images); }  // percent
  double images_per_second() const { return static_cast<double>(images) / seconds; }
};

/// Snapshot::state of a loop: {"epoch", "steps", "images", "loss", "error", "seconds"}.
Json place(int64_t epoch, EpochSums const& sums);
/// The epoch and its sums, from such a state.
std::pair<int64_t, EpochSums> place_from(Json const& state);
/// "epoch 3, step 120", or "the end of epoch 2" before the first step of the third.
std::string place_in_words(int64_t epoch, EpochSums const& sums);

/// "the loss was not finite in epoch 3, step 17; the last checkpoint is of ...": `where` is "step 17" or "on the test
/// set", `epoch` counts from 0.
std::string not_finite(std::string const& what, int64_t epoch, std::string const& where,
                       Checkpoints const& checkpoints);

/// "train_seconds" and "images_per_second" of epochs that took so long each, with `images` in each.
void add_pace(Json& metrics, std::vector<double> const& seconds, int64_t images);

}  // namespace mixup::train
