// snapshot: the state of a run between two steps, and its bytes.
#pragma once
#include <string>

#include "core/json.hpp"
#include "formats/tensor_file.hpp"
#include "models/net.hpp"

namespace mixup::train {

/// What has to be known to go on from a step.
struct Snapshot {
  NamedTensors tensors;         // restored with the strides that they had: sums come out in the same last bits
  Json state = Json::object();  // position, sums, curve: numbers keep all their digits
  std::string where;            // "epoch 3, step 120", for people
};

/// Adds `tensors` under "<prefix>/<name>".
void add(Snapshot& snapshot, std::string const& prefix, NamedTensors const& tensors);

/// What was added under `prefix`.
NamedTensors under(Snapshot const& snapshot, std::string const& prefix);

/// Copies values of equal names and shapes, all of them. Exit::data if they are not the same set.
void copy_into(NamedTensors const& to, NamedTensors const& from);

/// A safetensors file of what lies in memory: the tensors dense, their strides, `meta` and the rest in its metadata.
std::string to_bytes(Snapshot const& snapshot, Json meta);

/// The metadata of such a file; null for one that is none, or of another version of the format.
Json snapshot_meta(TensorFile const& file);

/// The snapshot that `to_bytes` made into `file`, whose metadata are `meta`.
Snapshot to_snapshot(TensorFile const& file, Json const& meta);

}  // namespace mixup::train
