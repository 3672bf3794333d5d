// stored_tensor: between the tensors of a weights file and LibTorch's.
#pragma once
#include <ATen/core/Tensor.h>

#include <string>

#include "formats/tensor_file.hpp"

namespace mixup::train {

/// A dense copy on the CPU, in the type of the file.
at::Tensor unpack(TensorFile const& file, StoredTensor const& stored);

/// The type's name in a file. Exit::bug for one that no file has.
Dtype stored_type(at::Tensor const& tensor);

/// The numbers of a dense CPU tensor; a view that lives as long as the tensor.
std::string_view bytes_of(at::Tensor const& tensor);

}  // namespace mixup::train
