// nets: trained nets by the run that made them, so that experiments which only look at nets need not train them again.
#pragma once
#include <string>

#include "data/dataset.hpp"
#include "models/net.hpp"
#include "train/fit.hpp"

namespace mixup::train {

/// Names the net that a run trains: 16 hex digits of a hash over what it learns from (with the digests of the files),
/// the net, the optimiser, the budget, the method and the seed, but not over the experiment or the row that asks.
std::string net_key(Run const& run, Splits const& data);

/// <folder of --keep-weights>/<key>.safetensors; "" when nets are not kept.
std::string kept_path(Context const& context, Run const& run, Splits const& data);

/// Keeps the net of a finished run if nets are kept, whole or not at all; `metadata` of the file names the run.
void keep(Context const& context, Run const& run, Splits const& data, Net const& net);

struct Trained {
  Net net;
  std::string status = "done", reason;  // as in Outcome
  std::string origin;  // "trained", "this process" or "kept, <precision>, LibTorch <version>": where the net came from
};

/// The net that `run` describes: one of this process, one that was kept, or one trained now (and kept).
Trained trained_net(Context const& context, Run const& run, Splits const& data);

/// The nets of this process are looked up no more, as if it had started anew.
void forget_nets();

}  // namespace mixup::train
