#include "train/stored_tensor.hpp"

#include <ATen/ops/as_strided.h>
#include <ATen/ops/empty.h>

#include <cstring>

#include "core/error.hpp"

namespace mixup::train {
namespace {

/// In the order of Dtype.
constexpr at::ScalarType kTypes[] = {at::kDouble, at::kFloat, at::kHalf, at::kBFloat16, at::kLong,
                                     at::kInt,    at::kShort, at::kChar, at::kByte,     at::kBool};

/// From the first to the last element, as they lie in the file; 0 for a tensor without elements.
int64_t extent(StoredTensor const& stored) {
  int64_t last = 0;
  for (size_t i = 0; i < stored.shape.size(); ++i) {
    if (stored.shape[i] == 0) return 0;
    last += (stored.shape[i] - 1) * stored.strides[i];
  }
  return last + 1;
}

}  // namespace

at::Tensor unpack(TensorFile const& file, StoredTensor const& stored) {
  auto const options = at::TensorOptions(kTypes[static_cast<size_t>(stored.dtype)]);
  auto const count = extent(stored);
  if (count == 0) return at::empty(stored.shape, options);
  auto const flat = at::empty({count}, options);  // copied: in the file numbers may lie at any address
  std::memcpy(flat.data_ptr(), file.bytes.data() + stored.offset, static_cast<size_t>(count) * size_of(stored.dtype));
  return flat.as_strided(stored.shape, stored.strides).contiguous();
}

Dtype stored_type(at::Tensor const& tensor) {
  for (size_t i = 0; i < std::size(kTypes); ++i)
    if (kTypes[i] == tensor.scalar_type()) return static_cast<Dtype>(i);
  throw error(Exit::bug, "a tensor of {} cannot be written, allowed {}", toString(tensor.scalar_type()), dtype_names());
}

std::string_view bytes_of(at::Tensor const& tensor) {
  return {static_cast<char const*>(tensor.data_ptr()), tensor.nbytes()};
}

}  // namespace mixup::train
