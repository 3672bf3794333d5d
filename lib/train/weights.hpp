// weights: a net's parameters and buffers as a file, under PyTorch's names.
#pragma once
#include <map>
#include <string>
#include <vector>

#include "formats/tensor_file.hpp"
#include "models/net.hpp"

namespace mixup::train {

using Metadata = std::map<std::string, std::string>;

/// The last matrix among the parameters, [classes, features], and its name.
std::pair<std::string, at::Tensor> classifier(Net const& net);

/// SHA-256 over names, types, shapes and numbers: equal for equal nets, whatever device and layout they are in.
std::string digest(NamedTensors const& tensors);

/// Writes Net::state() as safetensors, whole or not at all. Errors: Exit::io.
void save_weights(Net const& net, std::string const& path, Metadata const& metadata);

/// Fills the net from a file that has its names and shapes, all of them and no others; floating-point numbers of any
/// width become the net's, and num_batches_tracked may be absent. Nothing is changed when it throws. Returns what
/// save_weights was given. Errors: Exit::io; Exit::data with the names, both those of the file and those of the net.
Metadata load_weights(Net const& net, std::string const& path);
Metadata load_weights(Net const& net, TensorFile const& file);

}  // namespace mixup::train
