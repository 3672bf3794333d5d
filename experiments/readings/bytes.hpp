// bytes: images rounded to what a file could hold: a first stage of a net, without parameters.
#pragma once
#include "data/dataset.hpp"
#include "models/net.hpp"

namespace mixup::readings {

/// Normalised images float [B, C, H, W] -> the same with every value that of the nearest byte; whole bytes stay what
/// they are. Exit::usage where the data set holds no bytes.
Hook whole_bytes(Dataset const& data);

}  // namespace mixup::readings
