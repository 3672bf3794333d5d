#include "train/recording.hpp"

namespace mixup::train {

Recorder graph_recorder(at::Device) { return {}; }

}  // namespace mixup::train
